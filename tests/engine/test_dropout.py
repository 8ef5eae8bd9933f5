"""Dropout switches off the share it is told, and every run has its own."""

import numpy as np
import pytest

from tests.engine.twin import examples
from tinkernet.engine import Hyper, Net, Shape


def _one_layer(seed: int = 0) -> Net:
    """64 hidden units that are all 1, whose mean is the output."""
    net = Net(Shape.of(1, 64, 1, hidden="linear"), seed=seed)
    net.params[:] = 0
    net.biases(1)[:] = 1
    net.weights(2)[:] = 1 / 64
    return net


def _outputs(net: Net, rate: float, steps: int) -> np.ndarray:
    """The output in each of `steps` steps that change nothing: the root of a loss against 0."""
    x, y = np.zeros((1, 1), np.float32), np.zeros((1, 1), np.float32)
    return np.sqrt([net.step(x, y, Hyper(lr=0, dropout=rate)) for _ in range(steps)])


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.8])
def test_the_mean_over_many_masks_is_the_output_without_dropout(rate: float) -> None:
    outputs = _outputs(_one_layer(), rate, 5000)
    standard_error = outputs.std() / np.sqrt(len(outputs))
    assert abs(outputs.mean() - 1) < 3 * standard_error
    assert outputs.std() == pytest.approx(np.sqrt(rate / (1 - rate) / 64), rel=0.1)


def test_the_share_of_units_that_are_off_is_the_rate() -> None:
    outputs = _outputs(_one_layer(), 0.3, 3000)
    assert 1 - outputs.mean() * (1 - 0.3) == pytest.approx(0.3, abs=0.01)


def test_each_example_of_a_mini_batch_has_its_own_mask() -> None:
    net = _one_layer()
    x, y = np.zeros((1000, 1), np.float32), np.ones((1000, 1), np.float32)
    variance = net.step(x, y, Hyper(lr=0, dropout=0.5))
    assert variance == pytest.approx(1 / 64, rel=0.15)


def test_a_dropped_unit_learns_nothing_and_the_others_learn_more() -> None:
    net = _one_layer()
    before = net.weights(2).copy()
    net.step(np.zeros((1, 1)), np.full((1, 1), 5.0), Hyper(lr=0.1, dropout=0.5))
    moves = np.unique(np.round(net.weights(2) - before, 6))
    assert len(moves) == 2
    assert moves[0] == 0


def test_dropout_is_off_outside_training() -> None:
    net = Net(Shape.of(2, 20, 20, 1), seed=1)
    x, y = examples(net, 50, 0)
    hyper = Hyper(dropout=0.5)
    assert net.cost(x, y, hyper) == net.cost(x, y)
    np.testing.assert_array_equal(net.gradient(x, y, hyper)[1], net.gradient(x, y)[1])


def test_rates_may_differ_by_layer() -> None:
    net = _one_layer()
    assert np.all(_outputs(net, 0.0, 5) == 1)
    other = Net(Shape.of(1, 8, 8, 1))
    with pytest.raises(ValueError, match="one for each of the 2 hidden layers"):
        other.step(np.zeros((1, 1)), np.zeros((1, 1)), Hyper(dropout=(0.5,)))
    other.step(np.zeros((1, 1)), np.zeros((1, 1)), Hyper(dropout=(0.5, 0.1)))
    with pytest.raises(ValueError, match=r"one rate in \[0, 1\)"):
        other.step(np.zeros((1, 1)), np.zeros((1, 1)), Hyper(dropout=1.0))


def test_runs_that_take_turns_are_bit_identical_to_solo_runs() -> None:
    solo = [_trained([seed])[0] for seed in (1, 2)]
    for alone, in_turn in zip(solo, _trained([1, 2]), strict=True):
        np.testing.assert_array_equal(alone.params, in_turn.params)


def test_other_seeds_drop_other_units() -> None:
    first, second = _outputs(_one_layer(1), 0.5, 50), _outputs(_one_layer(2), 0.5, 50)
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.5


def _trained(seeds: list[int]) -> list[Net]:
    nets = [Net(Shape.of(2, 16, 16, 1), optimiser="adam", seed=seed) for seed in seeds]
    x, y = examples(nets[0], 64, 0)
    for _ in range(20):
        for net in nets:
            net.epoch(x, y, np.arange(64), 10, Hyper(lr=0.01, dropout=0.3))
    return nets
