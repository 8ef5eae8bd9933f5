"""Every update rule agrees with PyTorch's, step by step, whatever its numbers."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tinkernet.kit.rules import RULES, UPDATES, Memory, RuleName, Settings, look_ahead

Optimiser = Callable[[list[torch.Tensor]], torch.optim.Optimizer]
STEPS = 12

numbers = st.builds(
    Settings,
    lr=st.floats(1e-4, 0.3), beta=st.floats(0.0, 0.99), beta2=st.floats(0.5, 0.9999),
    eps=st.floats(1e-9, 0.1), decay=st.floats(0.0, 0.5),
)  # fmt: skip
seeds = st.integers(0, 10_000)


def theirs(rule: RuleName, c: Settings) -> Optimiser:
    optim = torch.optim
    adam = {"lr": c.lr, "betas": (c.beta, c.beta2), "eps": c.eps}
    match rule:
        case "gd":
            return lambda w: optim.SGD(w, lr=c.lr)
        case "momentum":
            return lambda w: optim.SGD(w, lr=c.lr, momentum=c.beta)
        case "nag":
            return lambda w: optim.SGD(w, lr=c.lr, momentum=c.beta, nesterov=True)
        case "ewa-momentum":
            return lambda w: optim.SGD(w, lr=c.lr, momentum=c.beta)
        case "rprop":
            return lambda w: optim.Rprop(w, lr=c.lr)
        case "rmsprop":
            return lambda w: optim.RMSprop(w, lr=c.lr, alpha=c.beta2, eps=c.eps)
        case "adam":
            return lambda w: optim.Adam(w, **adam)
        case "adam-l2":
            return lambda w: optim.Adam(w, **adam, weight_decay=c.decay)
        case "adamw":
            return lambda w: optim.AdamW(w, **adam, weight_decay=c.decay)
        case "sgd-l2":
            return lambda w: optim.SGD(w, lr=c.lr, momentum=c.beta, weight_decay=c.decay)
        case "sgdw":
            return lambda w: optim.SGD(w, lr=c.lr, momentum=c.beta)


def slope(w: np.ndarray, curves: np.ndarray) -> np.ndarray:
    return curves * w + np.sin(3 * w)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in {"nag", "sgdw"}])
@given(c=numbers, seed=seeds)
@settings(max_examples=25, deadline=None)
def test_a_rule_takes_the_steps_of_torch(rule: RuleName, c: Settings, seed: int) -> None:
    random = np.random.default_rng(seed)
    curves, w = random.uniform(0.1, 3, 4), random.normal(size=4)
    ours, memory = w.copy(), Memory.blank(w)
    # The averaged velocity is the added one times 1 - β: torch needs a smaller η for it.
    weight = torch.tensor(w, requires_grad=True)
    mine = Settings(**{**_values(c), "lr": c.lr / (1 - c.beta)}) if rule == "ewa-momentum" else c
    optimiser = theirs(rule, c)([weight])
    for t in range(1, STEPS + 1):
        ours = UPDATES[rule](ours, slope(ours, curves), memory, t, mine)
        at = weight.detach().numpy()
        weight.grad = torch.tensor(slope(at, curves))
        optimiser.step()
        np.testing.assert_allclose(ours, weight.detach().numpy(), rtol=1e-9, atol=1e-9)


@given(c=numbers, seed=seeds)
@settings(max_examples=25, deadline=None)
def test_nesterovs_look_ahead_points_are_the_iterates_of_torch(c: Settings, seed: int) -> None:
    assume(c.beta > 0)  # torch has no Nesterov without momentum
    random = np.random.default_rng(seed)
    curves, w = random.uniform(0.1, 3, 4), random.normal(size=4)
    memory, weight = Memory.blank(w), torch.tensor(w, requires_grad=True)
    optimiser = theirs("nag", c)([weight])
    for t in range(1, STEPS + 1):
        ahead = look_ahead("nag", w, memory, c)
        np.testing.assert_allclose(ahead, weight.detach().numpy(), rtol=1e-9, atol=1e-9)
        w = UPDATES["nag"](w, slope(ahead, curves), memory, t, c)
        weight.grad = torch.tensor(slope(weight.detach().numpy(), curves))
        optimiser.step()


@given(c=numbers, seed=seeds)
@settings(max_examples=25, deadline=None)
def test_sgdw_is_torchs_sgd_with_the_weights_shrunk_beside_it(c: Settings, seed: int) -> None:
    random = np.random.default_rng(seed)
    curves, w = random.uniform(0.1, 3, 4), random.normal(size=4)
    ours, memory = w.copy(), Memory.blank(w)
    weight = torch.tensor(w, requires_grad=True)
    optimiser = theirs("sgdw", c)([weight])
    for t in range(1, STEPS + 1):
        ours = UPDATES["sgdw"](ours, slope(ours, curves), memory, t, c)
        at = weight.detach().clone()
        weight.grad = torch.tensor(slope(at.numpy(), curves))
        optimiser.step()
        with torch.no_grad():
            weight -= c.lr * c.decay * at
        np.testing.assert_allclose(ours, weight.detach().numpy(), rtol=1e-9, atol=1e-9)


def _values(c: Settings) -> dict[str, float | bool]:
    return {name: getattr(c, name) for name in Settings.__slots__}
