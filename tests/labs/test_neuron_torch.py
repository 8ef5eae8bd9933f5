"""The neuron's backward pass agrees with torch's autograd, on any data and with every loss."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.labs.single_neuron import drawn, ended
from tinkernet.kit import logistic
from tinkernet.kit.logistic import Weights
from tinkernet.kit.neuron_config import LossKind
from tinkernet.kit.neuron_graph import BACK, ORDER
from tinkernet.panels import CompGraph

_numbers = st.floats(-6, 6, allow_nan=False)
_weights = st.builds(Weights, _numbers, _numbers, _numbers)


def autograd(kind: str, x: np.ndarray, y: np.ndarray, weights: Weights) -> list[float]:
    """J, dJ/dw₁, dJ/dw₂, dJ/db as torch has them."""
    w = torch.tensor(weights.w, requires_grad=True)
    b = torch.tensor(weights.b, dtype=torch.float64, requires_grad=True)
    z = torch.from_numpy(x) @ w + b
    target = torch.from_numpy(y)
    if kind == "bce":
        cost = torch.nn.functional.binary_cross_entropy_with_logits(z, target)
    else:
        cost = torch.nn.functional.mse_loss(torch.sigmoid(z), target)
    cost.backward()
    assert w.grad is not None
    assert b.grad is not None
    return [cost.item(), *w.grad.tolist(), b.grad.item()]


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["bce", "squared"]),
    weights=_weights,
    points=st.lists(st.tuples(_numbers, _numbers, st.booleans()), min_size=1, max_size=12),
)
def test_cost_and_slopes_agree_with_autograd(
    kind: LossKind, weights: Weights, points: list[tuple[float, float, bool]]
) -> None:
    x = np.array([[a, b] for a, b, _ in points])
    y = np.array([float(label) for *_, label in points])
    ours = logistic.gradient(kind, x, y, weights)
    found = [logistic.cost(kind, x, y, weights), ours.w1, ours.w2, ours.b]
    np.testing.assert_allclose(found, autograd(kind, x, y, weights), rtol=1e-9, atol=1e-12)
    loops = logistic.gradient_by_loops(kind, x, y, weights)
    np.testing.assert_allclose(
        [loops.w1, loops.w2, loops.b], [ours.w1, ours.w2, ours.b], rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("loss", ["bce", "squared"])
def test_every_gradient_of_the_drawn_graph_agrees_with_autograd(loss: str) -> None:
    lab = ended("loss-function", loss=loss, steps=40, picked=3)
    graph = drawn(lab, "graph", CompGraph)
    known = {node.id: node for node in graph.nodes}
    leaf = {name: torch.tensor(known[name].value, dtype=torch.float64, requires_grad=True)
            for name in ("w1", "x1", "w2", "x2", "b")}  # fmt: skip
    u1, u2 = leaf["w1"] * leaf["x1"], leaf["w2"] * leaf["x2"]
    z = u1 + u2 + leaf["b"]
    a = torch.sigmoid(z)
    y = torch.tensor(known["y"].value, dtype=torch.float64)
    pulled = (a - y) ** 2
    if loss == "bce":
        pulled = -(y * torch.log(a) + (1 - y) * torch.log(1 - a))
    made = {**leaf, "u1": u1, "u2": u2, "z": z, "a": a, "loss": pulled}
    for each in made.values():
        each.retain_grad()
    pulled.backward()
    for name in ORDER:
        assert known[name].value == pytest.approx(made[name].item(), abs=1e-9), name
    for name in BACK:
        grad = made[name].grad
        assert grad is not None
        assert known[name].gradient == pytest.approx(grad.item(), abs=1e-9), name
    for link in graph.links:
        if link.local is not None and known[link.source].gradient is not None:
            chain = link.local * (known[link.target].gradient or 0)
            assert known[link.source].gradient == pytest.approx(chain, abs=1e-9)


@pytest.mark.parametrize("loss", ["bce", "squared"])
def test_the_graph_of_all_examples_agrees_with_autograd(loss: str) -> None:
    lab = ended("notation", loss=loss, steps=25)
    x, y = lab.neuron.training
    nodes = {node.id: node for node in drawn(lab, "whole", CompGraph).nodes}
    cost, d1, d2, db = autograd(loss, x, y, lab.neuron.weights)
    assert nodes["j"].value == pytest.approx(cost, abs=1e-9)
    assert nodes["w"].gradients == pytest.approx([d1, d2], abs=1e-9)
    assert nodes["b"].gradient == pytest.approx(db, abs=1e-9)
    a = torch.from_numpy(lab.neuron.answers(x)).requires_grad_()
    target = torch.from_numpy(y)
    losses = torch.nn.functional
    (losses.binary_cross_entropy if loss == "bce" else losses.mse_loss)(a, target).backward()
    assert a.grad is not None
    np.testing.assert_allclose(nodes["a"].gradients, a.grad[:8], atol=1e-9)


def test_a_run_by_loops_is_the_run_by_matrices() -> None:
    loops, product = ended("notation", impl="loops"), ended("notation")
    np.testing.assert_allclose(loops.neuron.way, product.neuron.way, atol=1e-9)
