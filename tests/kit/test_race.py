"""A race can be taken again, touched by hand, and survives those who fly away."""

import math

import numpy as np
import pytest

from tinkernet.kit import surfaces
from tinkernet.kit.race import Race
from tinkernet.kit.race_config import MOST_CLICKS, RaceConfig
from tinkernet.kit.rules import RULES, RuleName
from tinkernet.labs.lecture_10_optimizers.optimizers import Optimizers
from tinkernet.panels import ContourPath, Drop, Goto, Paint, Stepper, Surface3d, Table
from tinkernet.protocol import ConfigValue
from tinkernet.refusal import RefusalError

NAMED = [surfaces.quadratic(30.0), *(make() for make in surfaces.SURFACES.values())]


def begun(steps: int = 0, **config: ConfigValue) -> Optimizers:
    lab = Optimizers(RaceConfig.parse({"surface": "quadratic", "racers": "momentum", **config}))
    for _ in range(steps):
        lab.step()
    return lab


def race(lab: Optimizers) -> Race:
    assert isinstance(lab.race, Race)
    return lab.race


def picture(lab: Optimizers) -> ContourPath:
    panel = lab.panels(frozenset({"race"}))["race"]
    assert isinstance(panel, ContourPath)
    return panel


@pytest.mark.parametrize("surface", NAMED, ids=[surface.name for surface in NAMED])
def test_a_surfaces_slopes_are_those_of_its_heights(surface: surfaces.Surface) -> None:
    if surface.name == "two-weights":
        return  # its slopes swing, and what is drawn is the size of the weights
    random, h = np.random.default_rng(0), 1e-6
    x, y = random.uniform(*surface.x, 50), random.uniform(*surface.y, 50)
    dx, dy = surface.slopes(x, y, 1)
    across = (surface.height(x + h, y) - surface.height(x - h, y)) / (2 * h)
    along = (surface.height(x, y + h) - surface.height(x, y - h)) / (2 * h)
    np.testing.assert_allclose(dx, across, rtol=1e-4, atol=1e-3)
    np.testing.assert_allclose(dy, along, rtol=1e-4, atol=1e-3)


@pytest.mark.parametrize("surface", NAMED, ids=[surface.name for surface in NAMED])
def test_the_marked_minima_and_saddles_are_flat(surface: surfaces.Surface) -> None:
    if surface.name == "two-weights":
        return
    for x, y in (*surface.minima, *surface.saddles):
        slopes = surface.slopes(np.array(x), np.array(y), 1)
        np.testing.assert_allclose(slopes, 0, atol=1e-9)
    for x, y in surface.minima:
        assert float(surface.height(np.array(x), np.array(y))) == pytest.approx(surface.lowest)


def test_a_moved_slider_takes_the_whole_way_again() -> None:
    lab = begun(60, lr=0.01)
    lab.apply(lab.config.changed({"lr": 0.02, "beta": 0.8}))
    other = begun(60, lr=0.02, beta=0.8)
    np.testing.assert_array_equal(race(lab).w[:61], race(other).w[:61])


def test_a_moved_slider_changes_only_the_rest_where_that_is_wished() -> None:
    lab = begun(60, lr=0.01, replay="here")
    before = race(lab).w[:61].copy()
    lab.apply(lab.config.changed({"lr": 0.02}))
    lab.step()
    np.testing.assert_array_equal(race(lab).w[:61], before)


def test_noise_is_the_same_when_the_way_is_taken_again() -> None:
    lab = begun(40, grad_noise=1.0)
    before = race(lab).w[:41].copy()
    lab.apply(lab.config.changed({"lr": 0.03}))
    lab.apply(lab.config.changed({"lr": 0.02}))
    np.testing.assert_array_equal(race(lab).w[:41], before)


def test_a_dropped_start_swings_all_ways_and_stays_in_the_link() -> None:
    lab = begun(30)
    lab.gesture("race", Drop(x=-4.0, y=2.0))
    assert lab.config.start == "-4,2"
    assert race(lab).taken == 30
    np.testing.assert_array_equal(race(lab).w[0], [[-4, 2]] * 2)
    again = Optimizers(lab.config)
    for _ in range(30):
        again.step()
    np.testing.assert_array_equal(race(again).w[:31], race(lab).w[:31])


def test_one_marble_is_moved_in_mid_race_and_races_on_from_there() -> None:
    lab = begun(30)
    still = race(lab).w[30, 0].copy()
    lab.gesture("race", Drop(x=3.0, y=-1.0, trail=1))
    np.testing.assert_array_equal(race(lab).w[30, 1], [3, -1])
    np.testing.assert_array_equal(race(lab).w[30, 0], still)
    lab.step()
    moved = race(lab).w[31].copy()
    lab.apply(lab.config.changed({"weight_decay": 0.1}))
    np.testing.assert_array_equal(race(lab).w[31], moved)


def test_tries_are_counted_and_forgotten_when_a_click_moves_the_start_again() -> None:
    lab = begun(surface="beale", racers="gd", click="guess")
    for i in range(MOST_CLICKS):
        lab.gesture("race", Drop(x=0.1 * i, y=0.0))
    assert picture(lab).drop_hint.startswith("Click where you think it is lowest: 0")
    with pytest.raises(RefusalError, match="used your 10 tries"):
        lab.gesture("race", Drop(x=3.0, y=0.5))
    lab.apply(lab.config.changed({"click": "start"}))
    assert lab.config.clicks == ""


def test_fog_shows_the_ground_only_where_somebody_has_been() -> None:
    lab = begun(surface="beale", racers="gd", fog=True, click="guess")
    dark = np.isnan(picture(lab).values.data).mean()
    lab.gesture("race", Drop(x=3.0, y=0.5))
    assert 0.9 < np.isnan(picture(lab).values.data).mean() < dark < 1


def test_an_own_function_is_raced_on_and_a_bad_one_leaves_the_last() -> None:
    lab = begun(20, surface="own", racers="gd", own="x^2 + 10*sin(y)", lr=0.05)
    before = race(lab).w[:21].copy()
    with pytest.raises(RefusalError, match="not known"):
        lab.apply(lab.config.changed({"own": "x^2 + q"}))
    assert lab.config.own == "x^2 + 10*sin(y)"
    np.testing.assert_array_equal(race(lab).w[:21], before)
    lab.apply(lab.config.changed({"own": "x^2 + y^2"}))
    assert race(lab).heights[20, 0] < 5


def test_who_meets_no_number_ends_there_and_the_run_says_why() -> None:
    lab = begun(surface="own", racers="gd", own="log(x)", lr=0.5)
    lab.gesture("race", Drop(x=1.0, y=0.0))
    losses = [lab.step()["loss"] for _ in range(6)]
    assert losses[-1] == math.inf
    table = lab.panels(frozenset({"ranking"}))["ranking"]
    assert isinstance(table, Table)
    assert str(table.rows[0][-1]).startswith("met no number")
    assert np.isnan(picture(lab).values.data[:, :30]).all()
    assert picture(lab).trails[0].end == "away"
    assert lab.diagnose().cure is not None


def test_when_all_fly_away_a_cure_was_tried_and_a_live_change_brings_them_back() -> None:
    lab = begun(surface="quadratic", racers="gd", lr=0.05)
    losses = [lab.step()["loss"] for _ in range(60)]
    assert losses[-1] == math.inf
    assert not lab.recovered
    cure = lab.diagnose().cure
    assert cure
    lab.apply(lab.config.changed(cure.config))
    assert lab.recovered
    assert math.isfinite(lab.step()["loss"])


def test_the_update_rule_is_walked_step_by_step() -> None:
    lab = begun(20, surface="rosenbrock", racers="adam")
    lab.gesture("update", Goto(at=2))
    panel = lab.panels(frozenset({"update"}))["update"]
    assert isinstance(panel, Stepper)
    assert (panel.at, panel.steps) == (2, 20)
    lab.gesture("update", Goto(at=19))
    lab.step()
    panel = lab.panels(frozenset({"update"}))["update"]
    assert isinstance(panel, Stepper)
    assert panel.at == 20


@pytest.mark.parametrize("rule", RULES)
def test_the_last_line_of_every_update_rule_ends_where_the_racer_is(rule: RuleName) -> None:
    lab = begun(3, surface="rosenbrock", racers="all", inside=rule, lr=1e-3, weight_decay=0.1)
    panel = lab.panels(frozenset({"update"}))["update"]
    assert isinstance(panel, Stepper)
    x, y = race(lab).w[3, race(lab).main]
    assert panel.lines[-1].lit
    assert f"= ({x:.3g},\\, {y:.3g})" in panel.lines[-1].numbers


def test_the_average_is_walked_day_by_day() -> None:
    lab = begun(10, surface="series", beta=0.9)
    lab.gesture("update", Goto(at=0))
    panel = lab.panels(frozenset({"update"}))["update"]
    assert isinstance(panel, Stepper)
    assert (panel.at, panel.steps, panel.heading) == (0, 10, "Day 1")
    assert panel.lines[0].numbers.startswith("0.9 \\cdot 0.000")


def test_the_arrows_of_a_step_add_up_to_it() -> None:
    lab = begun(12, racers="nag", beta=0.8, lr=0.01)
    lab.gesture("update", Goto(at=4))
    old, new = race(lab).w[4, -1], race(lab).w[5, -1]
    arrows = picture(lab).arrows
    total = np.sum([[arrow.dx, arrow.dy] for arrow in arrows], axis=0)
    np.testing.assert_allclose(old + total, new, atol=1e-12)
    tip = [arrows[0].x + arrows[0].dx, arrows[0].y + arrows[0].dy]
    np.testing.assert_allclose([arrows[1].x, arrows[1].y], tip, atol=1e-12)


def test_trails_stay_finite_and_on_the_surface() -> None:
    lab = begun(60, surface="beale", racers="all")
    panel = lab.panels(frozenset({"mountain"}))["mountain"]
    assert isinstance(panel, Surface3d)
    for trail in panel.trails:
        assert trail.z
        assert all(np.isfinite(values.data).all() for values in (trail.x, trail.y, trail.z))
    assert {trail.name for trail in panel.trails if trail.end == "away"} == {"Nesterov"}


def test_a_place_from_a_bad_link_and_a_strange_gesture_are_refused() -> None:
    with pytest.raises(RefusalError, match="two numbers"):
        begun(start="here")
    with pytest.raises(RefusalError, match="Only a map"):
        begun().gesture("race", Paint(x=[0.0], y=[0.0], label=0))
    with pytest.raises(RefusalError, match="Only marbles"):
        begun().gesture("race", Drop(x=0.0, y=0.0, trail=9))
