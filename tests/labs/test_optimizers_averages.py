"""What the lab `optimizers` claims about averages, Adam and decay, and that its net is right."""

import math
import re

import numpy as np
import pytest
import torch

from tests.labs.test_optimizers_claims import PRESETS, arrival, places, race, raced, row
from tinkernet.kit import averages
from tinkernet.kit.race_config import RaceConfig
from tinkernet.kit.race_net import (
    CLASSES,
    HIDDEN,
    INPUTS,
    PARAMETERS,
    NetRace,
    begun,
    digits,
    loss_and_gradient,
    parts,
)
from tinkernet.kit.rules import UPDATES, Memory, Settings
from tinkernet.labs.lecture_10_optimizers.optimizers import Optimizers
from tinkernet.panels import Bars, Line, Stepper


@pytest.mark.parametrize(("beta", "share"), [(0.9, 0.349), (0.98, 0.364)])
def test_after_the_window_a_value_counts_a_third_of_todays(beta: float, share: float) -> None:
    lab = raced("ewa", beta=beta)
    bars = lab.panels(frozenset({"weights"}))["weights"]
    assert isinstance(bars, Bars)
    weights = bars.groups[0].values.data
    lag = round(1 / (1 - beta))
    assert weights[lag] / weights[0] == pytest.approx(share, abs=5e-4)
    assert weights[lag] / weights[0] == pytest.approx(1 / math.e, abs=0.02)
    assert bars.marked == lag


@pytest.mark.parametrize("beta", [0.5, 0.9, 0.98])
def test_the_average_of_white_noise_keeps_its_share_of_the_variance(beta: float) -> None:
    noise = np.random.default_rng(0).standard_normal(400_000)
    kept = averages.average(noise, beta)[2000:].var()
    assert kept == pytest.approx((1 - beta) / (1 + beta), rel=0.05)


def test_the_drawn_average_is_the_sum_of_its_weights_times_the_days() -> None:
    lab = raced("ewa", beta=0.9)
    curves = lab.panels(frozenset({"averages"}))["averages"]
    assert isinstance(curves, Line)
    days, drawn = (series.y.data for series in curves.series if series.y)
    weights = averages.weights(0.9, len(days))
    assert drawn[-1] == pytest.approx(float(weights @ days[::-1]), rel=1e-5)


def test_the_correction_puts_a_constant_series_on_itself_from_the_first_day() -> None:
    raw = averages.average(np.full(500, 10.0), 0.98)
    assert raw[0] == pytest.approx(0.2, abs=1e-12)
    np.testing.assert_allclose(averages.unbiased(raw, 0.98), 10.0, atol=1e-9)


@pytest.mark.parametrize("corrected", [True, False])
def test_adams_first_step_is_the_rate_and_without_correction_three_times_it(
    corrected: bool,
) -> None:
    g = np.array([0.01, -0.3, 7.0, -4000.0])
    c = Settings(lr=0.02, corrected=corrected)
    step = np.abs(UPDATES["adam"](np.zeros(4), g, Memory.blank(g), 1, c))
    np.testing.assert_allclose(step, 0.02 if corrected else 0.0632456, rtol=1e-4)
    if corrected:
        np.testing.assert_allclose(step, 0.02, rtol=1.1e-6)


def test_the_presets_first_step_of_adam_is_the_rate_in_both_directions() -> None:
    lab = Optimizers(RaceConfig.parse(PRESETS["adam"]))
    lab.step()
    first = np.diff(places(lab, "adam"), axis=0)[0]
    np.testing.assert_allclose(np.abs(first), 0.02, rtol=1e-6)


def test_no_step_of_adam_is_longer_than_seven_rates() -> None:
    lab = raced("adam")
    assert np.abs(np.diff(places(lab, "adam"), axis=0)).max() <= 7.3 * 0.02
    random, c, largest = np.random.default_rng(0), Settings(lr=1.0), 0.0
    for _ in range(50):
        w, memory = np.zeros(20), Memory.blank(np.zeros(20))
        for t in range(1, 200):
            wild = random.standard_normal(20) * 10.0 ** random.uniform(-4, 4, 20)
            after = UPDATES["adam"](w, wild, memory, t, c)
            largest, w = max(largest, float(np.abs(after - w).max())), after
    assert 1.0 < largest <= 7.3


def test_without_momentum_sgdw_and_l2_walk_the_same_way_and_with_it_they_part() -> None:
    lab = raced("sgdw")
    one, other = places(lab, "sgdw"), places(lab, "sgd-l2")
    np.testing.assert_allclose(one, other, atol=1e-9)
    # 0.999^1000 for the quiet weight; the loud one ends on the low side of its swing
    np.testing.assert_allclose(one[-1], [0.3361, 0.3677], atol=1e-4)
    parted = raced("sgdw", beta=0.9)
    assert np.abs(places(parted, "sgdw")[-1] - places(parted, "sgd-l2")[-1]).max() > 0.1


def test_adam_with_l2_forgets_the_loud_weight_and_adamw_is_fair() -> None:
    lab = raced("adamw")
    penalised, decayed = places(lab, "adam-l2")[-1], places(lab, "adamw")[-1]
    assert abs(penalised[0] - penalised[1]) > 0.5
    assert penalised[0] > 0.9
    assert abs(penalised[1]) < 0.05
    assert abs(decayed[0] - decayed[1]) < 0.02
    np.testing.assert_allclose(decayed, 0.999**1000, atol=0.01)


def test_on_one_mountain_one_flies_away_and_the_others_race_on() -> None:
    lab = raced("race-all")
    gone = [r.rule for i, r in enumerate(race(lab).racers) if race(lab).away[i] >= 0]
    assert gone == ["nag"]
    assert arrival(lab, "rprop") < arrival(lab, "momentum") < 300
    assert race(lab).arrived[row(lab, "gd")] < 0
    assert "loss_nag" not in lab.race.metrics()


def test_the_nets_gradient_is_that_of_torch() -> None:
    x, y = digits()
    random = np.random.default_rng(1)
    w = np.stack([begun(0), begun(0) + random.normal(0, 0.3, PARAMETERS)])
    loss, gradient = loss_and_gradient(w, x[:, :50], y[:50])
    for i in range(2):
        weights = [torch.tensor(part[i], requires_grad=True) for part in parts(w)]
        assert [part.shape for part in weights] == [
            (HIDDEN, INPUTS), (HIDDEN, 1), (CLASSES, HIDDEN), (CLASSES, 1)
        ]  # fmt: skip
        z = weights[2] @ torch.tanh(weights[0] @ torch.tensor(x[:, :50]) + weights[1]) + weights[3]
        theirs = torch.nn.functional.cross_entropy(z.T, torch.tensor(y[:50]))
        theirs.backward()
        flat = np.concatenate([part.grad.ravel() for part in weights if part.grad is not None])
        assert loss[i] == pytest.approx(theirs.item(), rel=1e-9)
        np.testing.assert_allclose(gradient[i], flat, atol=1e-12)


def test_on_a_real_net_at_a_small_rate_the_rulers_read_digits_best() -> None:
    lab = raced("race-on-network")
    assert isinstance(lab.race, NetRace)
    read = lab.measure()
    assert min(read["accuracy_adam"], read["accuracy_rmsprop"]) > 0.93
    assert read["accuracy_gd"] < 0.7
    assert max(read, key=lambda name: read[name]) in {
        "accuracy_adam", "accuracy_adamw", "accuracy_adam-l2", "accuracy_rmsprop"
    }  # fmt: skip


def test_all_racers_on_the_net_begin_with_the_same_weights() -> None:
    lab = Optimizers(RaceConfig.parse(PRESETS["race-on-network"]))
    assert isinstance(lab.race, NetRace)
    assert np.ptp(lab.race.weights, axis=0).max() == 0


@pytest.mark.parametrize(("preset", "control"), [("rmsprop", "kappa"), ("adam", "grad_scale")])
def test_the_square_of_a_large_gradient_is_written_in_brackets(preset: str, control: str) -> None:
    highest = RaceConfig.controls()[control].hi
    assert highest
    lab = raced(preset, **{control: highest, "looked_at": 1})
    panel = lab.panels(frozenset({"update"}))["update"]
    assert isinstance(panel, Stepper)
    square = next(line.numbers for line in panel.lines if line.words.endswith("their squares"))
    assert re.search(r"10\^\{\d+\}\\big\)\^2", square)
    assert "}^2" not in square
