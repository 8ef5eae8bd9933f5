"""What the lab `optimizers` claims about descent, momentum and rulers, measured."""

import numpy as np
import pytest
import torch

from tinkernet.kit.race import Race
from tinkernet.kit.race_config import RaceConfig
from tinkernet.kit.rules import GROW, LEAST_STEP, SHRINK, UPDATES, Memory, RuleName, Settings
from tinkernet.kit.track import best_rate
from tinkernet.labs.lecture_10_optimizers.optimizers import Optimizers
from tinkernet.panels import ContourPath, Drop, Table
from tinkernet.protocol import ConfigValue

PRESETS = {preset.name: preset.config for preset in Optimizers.presets}


def raced(name: str, **changes: ConfigValue) -> Optimizers:
    """The preset run to its end."""
    lab = Optimizers(RaceConfig.parse({**PRESETS[name], **changes}))
    while lab.race.taken < lab.config.steps:
        lab.step()
    return lab


def race(lab: Optimizers) -> Race:
    assert isinstance(lab.race, Race)
    return lab.race


def arrival(lab: Optimizers, rule: RuleName) -> int:
    """The step at which `rule` was at a millionth of the first height."""
    step = int(race(lab).arrived[row(lab, rule)])
    assert step > 0, f"{rule} did not arrive"
    return step


def row(lab: Optimizers, rule: RuleName) -> int:
    return [racer.rule for racer in race(lab).racers].index(rule)


def places(lab: Optimizers, rule: RuleName) -> np.ndarray:
    """Everywhere `rule` has been, (T + 1, 2)."""
    return race(lab).w[: race(lab).taken + 1, row(lab, rule)]


def test_the_heavy_ball_needs_a_third_of_the_steps_of_descent_at_its_best() -> None:
    lab = raced("momentum")
    descent, ball = arrival(lab, "gd"), arrival(lab, "momentum")
    assert descent == 346
    assert ball == 49
    assert ball <= descent / 3


def test_no_fixed_rate_takes_descent_down_faster_than_its_best() -> None:
    best = best_rate(100.0)
    steps = {}
    for share in (0.9, 1.0, 1.005):
        settings = {"racers": "gd", "lr": share * best, "steps": 2000}
        steps[share] = arrival(raced("race-all", surface="quadratic", **settings), "gd")
    assert steps[1.0] == min(steps.values())


def test_without_a_gradient_velocity_decays_as_beta_to_the_t() -> None:
    c, memory, w = Settings(beta=0.67), Memory(np.array([2.0, -3.0]), np.zeros(2)), np.zeros(2)
    for t in range(1, 40):
        w = UPDATES["momentum"](w, np.zeros(2), memory, t, c)
        np.testing.assert_allclose(memory.m, 0.67**t * np.array([2.0, -3.0]), rtol=1e-12)


def test_nesterov_needs_a_third_of_the_steps_of_descent_at_its_best() -> None:
    lab = raced("nesterov")
    assert arrival(lab, "nag") == 84
    assert arrival(lab, "nag") <= arrival(lab, "gd") / 3


def test_the_points_nesterov_looks_at_are_the_iterates_of_torch() -> None:
    lab = raced("nesterov", steps=100)
    weight = torch.tensor([10.0, 1.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([weight], lr=0.01, momentum=0.818, nesterov=True)
    for t in range(1, 101):
        asked = race(lab).asked[t, row(lab, "nag")]
        np.testing.assert_allclose(asked, weight.detach().numpy(), atol=1e-9)
        optimiser.zero_grad()
        (0.5 * (weight[0] ** 2 + 100 * weight[1] ** 2)).backward()
        optimiser.step()


def test_averaged_momentum_walks_the_way_of_added_momentum_at_a_smaller_rate() -> None:
    lab = raced("momentum-ewa")
    one, other = places(lab, "ewa-momentum"), places(lab, "momentum")
    np.testing.assert_allclose(one, other, atol=1e-9)
    lab = raced("momentum-ewa", beta=0.5)
    np.testing.assert_allclose(places(lab, "ewa-momentum"), places(lab, "momentum"), atol=1e-9)


@pytest.mark.parametrize(("kappa", "most"), [(10.0, 40), (100.0, 400), (1000.0, 3000)])
def test_ten_times_the_condition_costs_descent_ten_times_and_momentum_three(
    kappa: float, most: int
) -> None:
    root = kappa**0.5
    heavy = {"lr": 4 / (root + 1) ** 2, "beta": ((root - 1) / (root + 1)) ** 2}
    lab = raced("momentum", kappa=kappa, steps=most, **heavy)
    expected = {10.0: (35, 15), 100.0: (346, 56), 1000.0: (3454, 203)}[kappa]
    assert arrival(lab, "momentum") == pytest.approx(expected[1], abs=2)
    if expected[0] <= most:
        assert arrival(lab, "gd") == expected[0]
    else:  # the slider ends at 3,000 steps, and descent is not there yet
        assert race(lab).arrived[row(lab, "gd")] < 0


def test_rprop_does_not_feel_the_cost_times_a_thousand_and_descent_flies_away() -> None:
    loud, quiet = raced("rprop"), raced("rprop", grad_scale=1.0)
    np.testing.assert_array_equal(places(loud, "rprop"), places(quiet, "rprop"))
    gone = race(loud).away[row(loud, "gd")]
    assert 0 < gone < 20
    assert np.isfinite(loud.race.metrics()["loss"])


def test_descent_on_a_cost_times_a_thousand_overflows() -> None:
    w, curves = np.array([10.0, 1.0]), np.array([1.0, 100.0])
    with np.errstate(all="ignore"):
        for t in range(1, 300):
            w = UPDATES["gd"](w, 1000 * curves * w, Memory.blank(w), t, Settings(lr=0.02))
    assert not np.isfinite(w).all()


def test_rprops_steps_grow_by_1_2_shrink_by_half_or_stay() -> None:
    lab = raced("rprop")
    steps = race(lab).m[1 : race(lab).taken + 1, row(lab, "rprop")]
    free = steps[1:] > LEAST_STEP  # at its floor a step is cut
    ratios = np.unique((steps[1:] / steps[:-1])[free].round(9))
    assert set(ratios) <= {SHRINK, 1.0, GROW}
    assert len(ratios) == 3


def test_rmsprop_does_not_feel_the_cost_times_a_thousand() -> None:
    loud, quiet = raced("rmsprop"), raced("rmsprop", grad_scale=1.0)
    end = np.abs(places(loud, "rmsprop")[-1] - places(quiet, "rmsprop")[-1])
    assert end.max() < 1e-5


def test_rmsprops_effective_step_is_the_rate_over_its_ruler() -> None:
    lab = raced("rmsprop")
    i, kept = row(lab, "rmsprop"), race(lab)
    moved = kept.w[:-1, i] - kept.w[1:, i]
    for t in (1, 2, 50, 300):
        effective = 0.05 / (np.sqrt(kept.s[t, i]) + 1e-8)
        np.testing.assert_allclose(moved[t - 1], effective * kept.g[t, i], rtol=1e-9, atol=1e-12)


def test_the_learners_best_try_is_compared_with_descents() -> None:
    lab = Optimizers(RaceConfig.parse({**PRESETS["optimization"], "steps": 200}))
    tries = [(x, y) for x in (-0.5, 0.5, 1.5, 2.5, 3.5) for y in (-1.0, 1.0)]
    for x, y in tries:
        lab.gesture("race", Drop(x=x, y=y))
    while not lab.done:
        lab.step()
    panels = lab.panels(frozenset({"problem", "race"}))
    table, picture = panels["problem"], panels["race"]
    assert isinstance(table, Table)
    assert isinstance(picture, ContourPath)
    words = {str(line[0]): str(line[1]) for line in table.rows}
    assert {"Objective", "Variables", "Start", "Step", "Stop"} <= words.keys()
    assert words["Stop"] == "out of steps"
    assert "η = 0.01" in words["Step"]
    mine = min(float(race(lab).surface.height(np.array(x), np.array(y))) for x, y in tries)
    assert words["You"] == f"10 tries, best f = {mine:.4g}"
    assert words["GD"] == f"200 steps, best f = {race(lab).best(0):.4g}"
    assert race(lab).best(0) < mine
    assert picture.trails[-1].name == "you"
