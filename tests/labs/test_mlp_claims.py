"""What the lab `mlp` claims about networks, measured. Thresholds are those of the course."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from sklearn.linear_model import LinearRegression, LogisticRegression

from tests.labs.running import begun, preset, trained
from tinkernet.labs.lecture_06_mlp.mlp import Mlp
from tinkernet.panels import NetworkGraph, Pick, Scatter2d, Scatter3d, Table

SEEDS = range(5)


def accuracy(lab: Mlp) -> float:
    """Of all examples together, training and test."""
    view = lab.learner.view
    return float((view.guesses == view.examples.label).mean())


@pytest.mark.parametrize("seed", range(20))
def test_eight_units_solve_xor_and_a_single_neuron_does_not(seed: int) -> None:
    seeds = {"weights_seed": seed}
    assert accuracy(trained(preset("one-hidden-layer", **seeds))) == 1.0
    assert accuracy(trained(preset("one-hidden-layer", depth=0, **seeds))) <= 0.75


def test_two_relu_folds_never_close_a_loop_and_three_do() -> None:
    best = {
        width: max(
            accuracy(trained(preset("neurons-and-layers", width=width, weights_seed=seed)))
            for seed in range(1, 6)
        )
        for width in (2, 3)
    }
    assert best[2] <= 0.90
    assert best[3] >= 0.98


def test_the_preset_of_three_folds_closes_its_loop() -> None:
    assert accuracy(trained(preset("neurons-and-layers"))) >= 0.98


@pytest.mark.parametrize("seed", SEEDS)
def test_two_units_cannot_follow_the_spiral_and_sixty_four_do(seed: int) -> None:
    seeds = {"weights_seed": seed}
    few = trained(preset("hidden-units", width=2, **seeds))
    many = trained(preset("hidden-units", width=64, **seeds))
    assert accuracy(few) <= 0.75
    assert accuracy(many) >= 0.97
    assert many.measure()["test_accuracy"] >= 0.95


def test_eight_units_follow_most_of_the_spiral() -> None:
    assert accuracy(trained(preset("hidden-units"))) >= 0.85


@pytest.mark.parametrize("width", [2, 8, 64])
def test_one_hidden_layer_has_four_parameters_per_unit_and_one_more(width: int) -> None:
    lab = preset("hidden-units", width=width)
    counts = lab.panels(frozenset({"counts"}))["counts"]
    assert isinstance(counts, Table)
    assert counts.rows[-1][-1] == 4 * width + 1 == lab.learner.net.shape.parameters


@pytest.mark.parametrize("seed", SEEDS)
def test_two_layers_of_thirty_two_follow_the_spiral(seed: int) -> None:
    lab = trained(preset("decision-boundaries", weights_seed=seed))
    assert accuracy(lab) >= 0.97


@pytest.mark.parametrize("task", ["line", "xor", "moons", "spiral"])
def test_without_a_hidden_layer_the_boundary_is_straight(task: str) -> None:
    lab = trained(begun(task=task, depth=0, lr=0.1))
    output = lab.learner.view.on_grid[-1].reshape(100, 100)
    x, y = _contour(output.astype(np.float64))
    # Regress along the flatter way, so that an upright boundary is a line too.
    across, along = (x, y) if np.ptp(x) > np.ptp(y) else (y, x)
    assert len(across) > 10
    assert LinearRegression().fit(across[:, None], along).score(across[:, None], along) > 0.999


def _contour(field: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each row and column of the field crosses 0.5, in cells."""
    points = [*_crossings(field), *((x, y) for y, x in _crossings(field.T))]
    x, y = np.array(points).T
    return x, y


def _crossings(field: np.ndarray) -> list[tuple[float, float]]:
    rows, columns = np.nonzero(np.diff(np.sign(field - 0.5), axis=1))
    left, right = field[rows, columns], field[rows, columns + 1]
    return list(zip(columns + (0.5 - left) / (right - left), rows.astype(float), strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_moons_are_learnt(seed: int) -> None:
    lab = trained(preset("forward-backward", weights_seed=seed))
    assert lab.measure()["test_accuracy"] >= 0.95


def test_forward_and_backward_of_the_drawn_net_agree_with_torch() -> None:
    lab = trained(preset("forward-backward"), 60)
    example = 7
    lab.gesture("boundary", Pick(id=example))
    graph = lab.panels(frozenset({"net"}))["net"]
    assert isinstance(graph, NetworkGraph)
    assert graph.values
    assert graph.deltas
    assert graph.gradients
    sizes = [len(layer.names) for layer in graph.layers]
    weights, biases = _parameters(graph, sizes)
    a = torch.from_numpy(graph.values.data[: sizes[0]].astype(np.float64))
    seen, sums = [a], []
    for layer, (w, b) in enumerate(zip(weights, biases, strict=True)):
        sums.append((w @ a + b).requires_grad_() if not layer else w @ a + b)
        sums[-1].retain_grad()
        a = torch.tanh(sums[-1]) if layer < len(weights) - 1 else torch.sigmoid(sums[-1])
        seen.append(a)
    target = torch.tensor([float(lab.learner.examples.target[example])], dtype=torch.float64)
    torch.nn.functional.binary_cross_entropy(a, target).backward()
    deltas = torch.cat([z.grad for z in sums if z.grad is not None])
    slopes = torch.cat([w.grad.ravel() for w in weights if w.grad is not None])
    np.testing.assert_allclose(graph.values.data, torch.cat(seen).detach(), atol=1e-6)
    np.testing.assert_allclose(graph.deltas.data, deltas, atol=1e-6)
    np.testing.assert_allclose(graph.gradients.data, slopes, atol=1e-6)


def _parameters(
    graph: NetworkGraph, sizes: list[int]
) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    weights, biases, at, from_ = [], [], 0, 0
    for ins, outs in pairwise(sizes):
        w = graph.weights.data[at : at + ins * outs].reshape(outs, ins).astype(np.float64)
        b = graph.biases.data[from_ : from_ + outs].astype(np.float64)
        weights.append(torch.from_numpy(w).requires_grad_())
        biases.append(torch.from_numpy(b))
        at, from_ = at + ins * outs, from_ + outs
    return weights, biases


@pytest.mark.parametrize("seed", SEEDS)
def test_a_regression_follows_the_sine_beyond_zero_and_one(seed: int) -> None:
    lab = trained(preset("regression", weights_seed=seed))
    assert lab.measure()["test_r2"] >= 0.95
    fit = lab.panels(frozenset({"regression"}))["regression"]
    assert isinstance(fit, Scatter2d)
    curve = next(curve for curve in fit.curves if curve.role == "model").y.data
    assert curve.min() < -0.5
    assert curve.max() > 0.5


def test_the_terms_of_a_regression_add_up_to_its_curve() -> None:
    lab = trained(preset("regression"), 200)
    fit = lab.panels(frozenset({"regression"}))["regression"]
    assert isinstance(fit, Scatter2d)
    terms = sum(curve.y.data for curve in fit.curves if curve.role == "unit")
    model = next(curve for curve in fit.curves if curve.role == "model").y.data[::2]
    bias = lab.learner.net.biases(3)[0]
    np.testing.assert_allclose(terms + bias, model, atol=1e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plane_parts_the_spiral_in_the_space_of_the_hidden_units(seed: int) -> None:
    lab = trained(preset("decision-boundaries", weights_seed=seed))
    view = lab.learner.view
    width = view.net.shape.sizes[-2]
    activations = view.on_examples[-1 - width : -1].T  # (N, 32)
    linear = LogisticRegression(max_iter=2_000).fit(activations, view.examples.label)
    assert linear.score(activations, view.examples.label) >= 0.97


def test_the_plane_that_is_drawn_parts_three_units_as_the_net_does() -> None:
    lab = trained(preset("neurons-and-layers"))
    space = lab.panels(frozenset({"hiddenspace"}))["hiddenspace"]
    assert isinstance(space, Scatter3d)
    assert space.plane
    normal = [space.plane.nx, space.plane.ny, space.plane.nz]
    side = space.xyz.data @ normal > space.plane.offset
    assert (side == lab.learner.view.guesses).mean() > 0.99
