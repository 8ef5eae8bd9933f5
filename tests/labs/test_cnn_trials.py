"""The recorded trials of `cnn`: a sound design, a record that comes true, effects that add up."""

from itertools import combinations

import numpy as np
import pytest

from tests.labs.convnets import cnn
from tinkernet.kit.cnn_net import ConvNet
from tinkernet.kit.cnn_trials import LEVELS, design, effects, reached_by, recorded, trial_config
from tinkernet.panels import Bars, Table

SIGNS = np.array(design())


def test_no_effect_is_mixed_with_another_or_with_that_of_a_pair() -> None:
    np.testing.assert_array_equal(SIGNS.T @ SIGNS, 16 * np.eye(6))
    pairs = np.array([SIGNS[:, a] * SIGNS[:, b] for a, b in combinations(range(6), 2)])
    assert not (pairs @ SIGNS).any()


def test_every_net_of_the_design_can_be_built() -> None:
    assert [trial_config(signs).net.problem for signs in design()] == [None] * 16


def test_the_record_holds_the_design_and_at_least_twelve_trials() -> None:
    assert [trial.signs for trial in recorded()] == design()
    assert len(recorded()) >= 12


@pytest.mark.parametrize("row", [2, 12])
def test_a_recorded_trial_comes_true_again(row: int) -> None:
    trial = recorded()[row]
    assert reached_by(trial.signs, 0) == pytest.approx(trial.reached[0], abs=0.03)


def test_the_effects_are_those_of_least_squares() -> None:
    reached = np.array([trial.accuracy for trial in recorded()])
    fit, *_ = np.linalg.lstsq(np.column_stack([np.ones(16), SIGNS]), reached)
    assert list(effects(recorded()).values()) == pytest.approx((2 * fit[1:]).tolist())


def test_there_is_a_bar_for_each_hyperparameter_and_the_filters_come_first() -> None:
    panel = cnn("hyperparameters").panels(frozenset({"importance"}))["importance"]
    assert isinstance(panel, Bars)
    assert panel.badge == "recorded"
    assert panel.labels[0] == "filters 4 → 16"
    heights = np.abs(panel.groups[0].values.data)
    assert len(heights) == len(LEVELS)
    assert (np.diff(heights) <= 0).all()


def test_the_price_of_a_trial_is_that_of_its_net() -> None:
    panel = cnn("hyperparameters").panels(frozenset({"trials"}))["trials"]
    assert isinstance(panel, Table)
    prices = [row[1 + len(LEVELS)] for row in panel.rows]
    best_first = sorted(recorded(), key=lambda trial: -trial.accuracy)
    nets = [ConvNet(trial.config.net, 0) for trial in best_first]
    assert prices == [sum(p.numel() for p in net.parameters()) for net in nets]
