"""Every optimiser moves the net as torch.optim does."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.engine.twin import Twin, examples
from tinkernet.engine import Hyper, Net, Optimiser, Shape

HYPER = Hyper(lr=0.02, decay=0.1, momentum=0.8, beta1=0.85, beta2=0.99, alpha=0.95, eps=1e-6)
OPTIMISERS: list[Optimiser] = [
    "sgd", "momentum", "nesterov", "rprop", "rmsprop", "adagrad", "adam", "adamw", "sgdw",
]  # fmt: skip
Groups = list[dict[str, Any]]


def _sgd(nesterov: bool, momentum: float) -> Callable[[Groups], torch.optim.Optimizer]:
    return lambda groups: torch.optim.SGD(
        [{"params": group["params"]} for group in groups],
        lr=HYPER.lr, momentum=momentum, nesterov=nesterov,
    )  # fmt: skip


def _without_decay(groups: Groups) -> list[Tensor]:
    return [leaf for group in groups for leaf in group["params"]]


BETAS = (HYPER.beta1, HYPER.beta2)
TORCH: dict[Optimiser, Callable[[Groups], torch.optim.Optimizer]] = {
    "sgd": _sgd(False, 0),
    "momentum": _sgd(False, HYPER.momentum),
    "nesterov": _sgd(True, HYPER.momentum),
    "sgdw": _sgd(False, HYPER.momentum),
    "rprop": lambda groups: torch.optim.Rprop(_without_decay(groups), lr=HYPER.lr),
    "rmsprop": lambda groups: torch.optim.RMSprop(
        _without_decay(groups), lr=HYPER.lr, alpha=HYPER.alpha, eps=HYPER.eps
    ),
    "adagrad": lambda groups: torch.optim.Adagrad(
        _without_decay(groups), lr=HYPER.lr, eps=HYPER.eps
    ),
    "adam": lambda groups: torch.optim.Adam(
        _without_decay(groups), lr=HYPER.lr, betas=BETAS, eps=HYPER.eps
    ),
    "adamw": lambda groups: torch.optim.AdamW(groups, lr=HYPER.lr, betas=BETAS, eps=HYPER.eps),
}


@pytest.mark.parametrize("penalties", [{}, {"l1": 0.003, "l2": 0.02}])
@pytest.mark.parametrize("name", OPTIMISERS)
def test_thirty_steps_end_where_torchs_do(name: Optimiser, penalties: dict[str, float]) -> None:
    hyper = _changed(**penalties)
    net = Net(Shape.of(3, 8, 5, 2), optimiser=name, seed=1)
    twin = Twin(net)
    x, y = examples(net, 24, 0)
    partner = _partner(twin, name)
    for _ in range(30):
        net.step(x, y, hyper)
        _torch_step(twin, partner, name, x, y, hyper)
    np.testing.assert_allclose(net.params, twin.flat(), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("limit", [0.01, 0.3, 1000.0])
def test_a_clipped_gradient_is_clipped_as_in_torch(limit: float) -> None:
    net = Net(Shape.of(3, 8, 2), seed=2)
    twin = Twin(net)
    x, y = examples(net, 24, 0)
    net.step(x, y, Hyper(lr=0.5, clip=limit))
    partner = torch.optim.SGD(twin.leaves(), lr=0.5)
    twin.cost(x, y, Hyper()).backward()
    torch.nn.utils.clip_grad_norm_(twin.leaves(), limit)
    partner.step()
    np.testing.assert_allclose(net.params, twin.flat(), atol=1e-6)


def test_an_epoch_is_its_mini_batches_one_after_another() -> None:
    shape, hyper = Shape.of(2, 6, 1, output="tanh"), Hyper(lr=0.1, l2=0.01)
    together, alone = Net(shape, optimiser="adam"), Net(shape, optimiser="adam")
    x, y = examples(together, 53, 0)
    order = np.random.default_rng(0).permutation(53)
    mean = together.epoch(x, y, order, 20, hyper)
    parts = [order[start : start + 20] for start in range(0, 53, 20)]
    losses = [alone.step(x[part], y[part], hyper) * len(part) for part in parts]
    np.testing.assert_array_equal(together.params, alone.params)
    assert mean == pytest.approx(sum(losses) / 53, rel=1e-6)
    assert together.steps == alone.steps == 3


def test_gradient_norms_are_those_of_each_layer_of_the_last_step() -> None:
    net = Net(Shape.of(2, 6, 4, 1), seed=4)
    x, y = examples(net, 30, 0)
    _, slopes = net.gradient(x, y)
    net.step(x, y, Hyper(clip=0.001))
    spans = [net.shape.span(layer) for layer in (1, 2, 3)]
    wanted = [np.linalg.norm(slopes[start:stop]) for start, _, stop in spans]
    np.testing.assert_allclose(net.gradient_norms(), wanted, rtol=1e-5)


def test_a_new_optimiser_starts_with_an_empty_memory_and_the_old_weights() -> None:
    net, fresh = Net(Shape.of(2, 6, 1), optimiser="adam"), Net(Shape.of(2, 6, 1))
    x, y = examples(net, 30, 0)
    net.step(x, y, Hyper())
    fresh.params[:] = net.params
    net.optimiser = "momentum"
    fresh.optimiser = "momentum"
    net.step(x, y, Hyper())
    fresh.step(x, y, Hyper())
    np.testing.assert_array_equal(net.params, fresh.params)


def _changed(l1: float = 0.0, l2: float = 0.0) -> Hyper:
    return Hyper(
        lr=HYPER.lr, l1=l1, l2=l2, decay=HYPER.decay, momentum=HYPER.momentum,
        beta1=HYPER.beta1, beta2=HYPER.beta2, alpha=HYPER.alpha, eps=HYPER.eps,
    )  # fmt: skip


def _partner(twin: Twin, name: Optimiser) -> torch.optim.Optimizer:
    return TORCH[name](
        [
            {"params": twin.weights, "weight_decay": HYPER.decay},
            {"params": twin.biases, "weight_decay": 0.0},
        ]
    )


def _torch_step(
    twin: Twin, partner: torch.optim.Optimizer, name: Optimiser, x: np.ndarray, y: np.ndarray,
    hyper: Hyper,
) -> None:  # fmt: skip
    partner.zero_grad()
    twin.cost(x, y, hyper).backward()
    if name == "sgdw":  # torch has no such optimiser: the shrinking is its whole difference
        with torch.no_grad():
            for w in twin.weights:
                w *= 1 - hyper.lr * hyper.decay
    partner.step()
