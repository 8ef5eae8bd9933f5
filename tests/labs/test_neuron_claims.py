"""What the lab `neuron` claims in its topics, measured. Thresholds are those of the course."""

import math

import numpy as np
import pytest

from tests.labs.single_neuron import begun, drawn, ended
from tinkernet.kit import logistic
from tinkernet.kit.logistic import Weights
from tinkernet.kit.neuron_numbers import true_chances
from tinkernet.kit.neuron_plane import costs
from tinkernet.panels import Bars, CompGraph, Field2d, Line, NetworkGraph, Stepper, Table


def test_weights_move_only_in_training() -> None:
    lab = begun("train-test-graphs")
    lab.step()
    moved = lab.neuron.weights
    lab.apply(lab.config.changed({"phase": "test"}))
    assert not lab.trains
    assert lab.neuron.weights == moved
    graph = drawn(lab, "lanes", CompGraph)
    lock = next(node for node in graph.nodes if node.id == "w")
    assert lock.locked
    assert not lock.gradients
    assert graph.back == []


def test_the_test_cost_is_that_of_other_examples_than_the_training_has() -> None:
    lab = ended("train-test-graphs")
    test = lab.neuron.sample.test
    learnt, kept = set(np.flatnonzero(~test)), set(np.flatnonzero(test))
    assert learnt.isdisjoint(kept)
    assert len(learnt) + len(kept) == 200
    x, y = lab.neuron.sample.x[test], lab.neuron.sample.y[test]
    by_hand = logistic.losses("bce", x @ lab.neuron.weights.w + lab.neuron.weights.b, y).mean()
    assert lab.measure()["test_loss"] == pytest.approx(by_hand, abs=1e-12)


def test_two_wires_of_four_and_a_bias_of_minus_six_say_and() -> None:
    lab = begun("inputs")
    x = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    z = logistic.sums(x, lab.neuron.weights)
    np.testing.assert_allclose(z, x @ [4, 4] - 6, atol=1e-9)
    assert np.rint(lab.neuron.answers(x)).tolist() == [0, 0, 0, 1]
    net = drawn(lab, "neuron", NetworkGraph)
    assert net.weights.data.tolist() == [4, 4]


def test_larger_weights_leave_the_line_and_sharpen_the_ramp() -> None:
    lab = begun("outputs")
    x = np.random.default_rng(0).uniform(-0.5, 1.5, (4_000, 2))
    soft = lab.neuron.weights
    hard = Weights(10 * soft.w1, 10 * soft.w2, 10 * soft.b)
    far = np.abs(logistic.sums(x, soft)) >= 0.5
    gaps = []
    for weights in (soft, hard):
        z = logistic.sums(x, weights)
        a = logistic.sigmoid(z)
        # Beyond z = 37 float64 has no number left below 1.
        inside = np.abs(z) < 36
        assert ((a > 0) & (a < 1))[inside].all()
        assert inside.all() or weights is hard
        gaps.append(np.abs(a - (z > 0))[far].max())
    assert (np.sign(logistic.sums(x, soft)) == np.sign(logistic.sums(x, hard))).all()
    assert gaps[1] < gaps[0] / 10


@pytest.mark.parametrize("name", ["scalar", "vector", "matrix", "course"])
def test_every_symbol_has_a_shape(name: str) -> None:
    table = drawn(begun("notation", notation=name), "notation", Table)
    assert len(table.rows) == len(table.nodes) == 12
    assert all(row[1] and row[2] for row in table.rows)


def test_the_shapes_of_the_matrices_multiply() -> None:
    lab = begun("notation", notation="matrix")
    table = drawn(lab, "notation", Table)
    shape = {row[0]: [int(n) for n in str(row[2]).split("×")] for row in table.rows[:10]}
    (rows, inner), (features, m) = shape["weights"], shape["inputs of example i"]
    assert inner == features == 2
    assert shape["weighted sum"] == shape["answer"] == [rows, m]
    # dw = 1/m X dZ^T: (2 x m)(m x 1)
    assert shape["slope of the weights"] == [features, shape["its slope"][0]] == [2, 1]
    assert shape["its slope"][1] == m == int((~lab.neuron.sample.test).sum())
    graph = drawn(lab, "whole", CompGraph)
    drawn_shape = {node.id: node.shape for node in graph.nodes}
    assert drawn_shape["x"] == f"2 × {m}"
    assert drawn_shape["u"] == drawn_shape["z"] == drawn_shape["a"] == f"1 × {m}"


def test_a_sure_mistake_is_pulled_hard_by_cross_entropy_and_hardly_by_squares() -> None:
    z, y = np.array([-8.0]), np.array([1.0])
    assert logistic.slopes("bce", z, y)[0] < -0.99
    assert -0.001 < logistic.slopes("squared", z, y)[0] < 0


def test_cross_entropy_bends_upwards_everywhere_and_squares_do_not() -> None:
    # One input of 1: the second derivative in w is that in z.
    z, h = np.linspace(-8, 8, 1_601), 1e-3
    for y in (np.zeros_like(z), np.ones_like(z)):
        bends = {
            kind: (logistic.slopes(kind, z + h, y) - logistic.slopes(kind, z - h, y)) / (2 * h)
            for kind in ("bce", "squared")
        }
        assert bends["bce"].min() >= 0
        assert bends["squared"].min() < -0.01


def test_the_drawn_losses_are_those_of_the_formulas_with_their_tangents() -> None:
    lab = begun("loss-function", b=-8.0)
    positive = int(np.flatnonzero(lab.neuron.sample.y > 0.5)[0])
    lab.apply(lab.config.changed({"picked": positive, "w1": 0.0, "w2": 0.0}))
    curves = {s.name: s for s in drawn(lab, "losses", Line).series}
    curve = curves["−ln a"]
    assert curve.x is not None
    assert curve.y is not None
    np.testing.assert_allclose(curve.y.data, np.log1p(np.exp(-curve.x.data)), atol=1e-5)
    for name, slope in (("cross-entropy", -0.99966), ("squared error", -0.00067)):
        tangent = curves[f"tangent, {name}"]
        assert tangent.y is not None
        assert (tangent.y.data[2] - tangent.y.data[0]) / 2 == pytest.approx(slope, abs=2e-5)


def test_counted_errors_come_in_whole_examples_and_have_no_slope() -> None:
    lab = begun("discrete-prediction")
    x, y = lab.neuron.training
    rng, h, flat = np.random.default_rng(1), 1e-6, 0
    for w1, w2, b in rng.uniform(-8, 8, (1_000, 3)):
        here = logistic.cost("zero-one", x, y, Weights(w1, w2, b))
        assert here * len(y) == pytest.approx(round(here * len(y)), abs=1e-12)
        nudged = [Weights(w1 + h, w2, b), Weights(w1, w2 + h, b), Weights(w1, w2, b + h)]
        flat += all(logistic.cost("zero-one", x, y, each) == here for each in nudged)
    assert flat >= 950
    assert ended("discrete-prediction").neuron.weights == Weights(0.0, 0.0, 0.0)


def test_soft_answers_show_the_way_down_to_and() -> None:
    lab = begun("continuous-prediction")
    costs_seen = [lab.step()["loss"] for _ in range(101)]
    assert (np.diff(costs_seen) < 0).all()
    while not lab.done:
        lab.step()
    assert lab.measure()["train_accuracy"] == 1.0


def test_the_cost_is_the_mean_of_the_losses() -> None:
    lab = ended("cost-function")
    x, y = lab.neuron.training
    a = lab.neuron.answers(x)
    one_by_one = [-math.log(p if target else 1 - p) for p, target in zip(a, y, strict=True)]
    assert lab.measure()["train_loss"] == pytest.approx(np.mean(one_by_one), abs=1e-9)


def test_a_thousand_midpoints_find_the_bowl_convex() -> None:
    lab = begun("cost-function")
    one, other = np.random.default_rng(2).uniform(-8, 8, (2, 1_000, 2))
    ends = (costs(lab.neuron, one) + costs(lab.neuron, other)) / 2
    assert (costs(lab.neuron, (one + other) / 2) <= ends + 1e-12).all()


def test_the_likelihood_is_the_product_of_the_bars_and_e_to_minus_m_times_the_cost() -> None:
    lab = ended("cost-probability")
    m = len(lab.neuron.training[1])
    product = np.prod(true_chances(lab.neuron))
    assert math.exp(-m * lab.measure()["train_loss"]) == pytest.approx(product, rel=1e-6)
    bars = drawn(lab, "likelihood", Bars)
    assert np.prod(bars.groups[0].values.data.astype(float)) == pytest.approx(product, rel=1e-4)
    assert bars.ids is not None
    assert bars.ids.data.tolist() == np.flatnonzero(~lab.neuron.sample.test).tolist()


def test_the_likeliest_weights_have_the_least_cost() -> None:
    lab = begun("cost-probability")
    x, y = lab.neuron.training
    grid = np.stack(np.meshgrid(np.linspace(-4, 4, 41), np.linspace(-4, 4, 41)), -1).reshape(-1, 2)
    heights = costs(lab.neuron, grid)
    chances = [np.sum(np.log(logistic.sigmoid(np.where(y > 0.5, 1, -1) * (x @ w)))) for w in grid]
    assert np.argmax(chances) == np.argmin(heights)


def test_every_step_is_the_formula_with_its_numbers() -> None:
    lab = begun("update-formulas")
    x, y = lab.neuron.training
    while not lab.done:
        before = lab.neuron.weights
        error = lab.neuron.answers(x) - y
        said = drawn(lab, "update", Stepper).lines
        lab.step()
        after = lab.neuron.weights
        for change, slope in (
            (after.w1 - before.w1, np.mean(error * x[:, 0])),
            (after.w2 - before.w2, np.mean(error * x[:, 1])),
            (after.b - before.b, np.mean(error)),
        ):
            assert change == pytest.approx(-0.5 * slope, abs=1e-9)
        assert said[2].numbers.endswith(f"= {after.w1:.4f}")


@pytest.fixture(scope="module", params=range(5))
def calm_and_fast(request: pytest.FixtureRequest) -> list[list[float]]:
    """The costs of two runs on the same clouds, with η = 0.5 and with η = 10."""
    runs = []
    for rate in (0.5, 10.0):
        lab = begun("gradient-descent", lr=rate, seed=request.param)
        seen = [lab.step()["loss"] for _ in range(300)]
        runs.append([*seen, lab.measure()["train_loss"], lab.measure()["train_accuracy"]])
    return runs


def test_two_clouds_are_told_apart_and_the_cost_forgives_long_steps(
    calm_and_fast: list[list[float]],
) -> None:
    calm, fast = calm_and_fast
    assert calm[-1] >= 0.95
    assert (np.diff(calm[:-1]) < 0).all()
    assert (np.diff(fast[:-1]) < 0).all()
    assert fast[-2] < calm[-2]


def test_no_half_plane_gets_all_of_xor() -> None:
    lab = begun("limitations")
    x, y = lab.neuron.training
    rng = np.random.default_rng(3)
    best = 0.0
    for _ in range(20):
        w, b = rng.normal(size=(10_000, 2)), rng.uniform(-2, 2, 10_000)
        says = w @ x.T + b[:, None] > 0
        best = max(best, float((says == (y > 0.5)).mean(axis=1).max()))
    assert best == 0.75


def test_training_on_xor_comes_back_to_nothing_and_ln_two() -> None:
    lab = ended("limitations")
    assert abs(lab.measure()["train_loss"] - math.log(2)) < 1e-4
    assert abs(lab.neuron.weights.w).max() < 0.05
    assert lab.measure()["train_accuracy"] <= 0.75


def test_the_line_that_is_drawn_is_where_the_answer_is_the_threshold() -> None:
    lab = ended("gradient-descent", threshold=0.8)
    line = drawn(lab, "boundary", Field2d).divider
    assert line is not None
    along = np.array([-math.sin(line.angle), math.cos(line.angle)])
    on = np.array([line.x, line.y]) + np.linspace(-2, 2, 9)[:, None] * along
    np.testing.assert_allclose(lab.neuron.answers(on), 0.8, atol=1e-9)
