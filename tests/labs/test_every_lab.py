"""What every lab must do, whatever it teaches."""

import gc
import math
import tracemalloc
from typing import Any

import pytest

from tests.labs.running import LABS, frame
from tinkernet.discovery import LabEntry
from tinkernet.frame import unpack
from tinkernet.frozen import freeze, thaw
from tinkernet.lab import Lab, Metrics
from tinkernet.protocol import Config

MOST_BYTES = 256 * 1024
NUMBERS = {"linear", "log", "int", "log_int"}

pytestmark = pytest.mark.parametrize("entry", LABS, ids=[entry.id for entry in LABS])


def test_its_docstring_is_a_title_and_a_lesson(entry: LabEntry) -> None:
    assert entry.page.title
    assert len(entry.page.title) <= 60
    assert len(entry.page.lesson) > 200


def test_every_control_is_described_and_every_number_is_bounded(entry: LabEntry) -> None:
    for control in entry.page.controls:
        assert control.label, control.name
        assert control.help.endswith("."), control.name
        if control.scale in NUMBERS:
            assert control.lo is not None, control.name
            assert control.hi is not None, control.name
            assert isinstance(control.default, int | float), control.name
            assert control.lo <= control.default <= control.hi, control.name
        if control.scale in {"log", "log_int"}:
            assert control.lo, f"{control.name} is logarithmic, so it cannot begin at 0"
        if control.scale == "choice":
            assert control.default in [option.value for option in control.options], control.name


def test_every_preset_asks_a_question_with_one_right_answer(entry: LabEntry) -> None:
    for preset in entry.page.presets:
        assert preset.question.endswith("?"), preset.name
        assert [choice.right for choice in preset.choices].count(True) == 1, preset.name
        assert len(preset.choices) == 3, preset.name
        assert preset.because, preset.name
        assert preset.look_for, preset.name
        assert preset.tasks, preset.name
        assert preset.title != preset.name, preset.name


def test_it_trains_at_its_defaults_and_at_each_preset(entry: LabEntry) -> None:
    for config in _configs(entry):
        lab = _begun(entry, config)
        losses = [_step(lab).get(lab.watched, 0.0) for _ in range(3)]
        assert all(math.isfinite(loss) for loss in losses), config


def test_its_panels_are_those_it_announces_and_fit_into_a_frame(entry: LabEntry) -> None:
    kinds = {place.name: place.kind for place in entry.page.places}
    for config in _configs(entry):
        lab = _begun(entry, config)
        _step(lab)
        panels = lab.panels(frozenset(kinds))
        assert panels, config
        drawn = {name: panel.model_dump()["kind"] for name, panel in panels.items()}
        assert drawn.items() <= kinds.items(), config
        assert len(frame(lab)) <= MOST_BYTES, config


def test_it_draws_only_what_is_looked_at(entry: LabEntry) -> None:
    lab = _begun(entry, {})
    for place in entry.page.places:
        assert set(lab.panels(frozenset({place.name}))) <= {place.name}
    assert lab.panels(frozenset()) == {}


def test_places_are_shown_for_values_that_their_controls_can_have(entry: LabEntry) -> None:
    controls = {control.name: control for control in entry.page.controls}
    for place in entry.page.places:
        for name, values in place.shown.items():
            options = [option.value for option in controls[name].options]
            assert not options or set(values) <= set(options), place.name


def test_the_same_config_gives_the_same_frames_bit_for_bit(entry: LabEntry) -> None:
    for config in _configs(entry):
        one, other = _begun(entry, config), _begun(entry, config)
        for _ in range(3):
            _step(one)
            _step(other)
            assert frame(one, timed=False) == frame(other, timed=False), config


def test_every_number_survives_at_both_ends(entry: LabEntry) -> None:
    for control in entry.page.controls:
        if control.scale not in NUMBERS:
            continue
        kind = int if control.scale in {"int", "log_int"} else float
        for end in (control.lo, control.hi):
            lab = _begun(entry, {control.name: kind(end or 0)})
            for _ in range(3):
                _step(lab)
            header, _ = unpack(frame(lab))
            assert header["panels"], (control.name, end)


def test_it_goes_on_from_a_snapshot_as_if_nothing_had_happened(entry: LabEntry) -> None:
    lab = _begun(entry, {})
    _run(lab, 5)
    kept = lab.snapshot()
    first = _run(lab, 20)
    lab.restore(kept)
    second = _run(lab, 20)
    other = _begun(entry, {})
    other.restore(kept)
    assert first == second == _run(other, 20)


def test_every_preset_goes_on_from_its_frozen_state_bit_for_bit(entry: LabEntry) -> None:
    for preset in entry.page.presets:
        lab = _begun(entry, preset.config)
        _run(lab, 3)
        frame(lab)
        data = freeze(lab.snapshot())
        assert len(data) < 4_000_000, preset.name
        other = entry.lab(lab.config)
        other.restore(thaw(data))
        assert _run(other, 3) == _run(lab, 3), preset.name


def test_a_live_change_does_not_reset_it(entry: LabEntry) -> None:
    for control in entry.page.controls:
        if not control.live:
            continue
        for value in _others(control.default, control.lo, control.hi, control.options):
            lab = _begun(entry, {})
            _run(lab, 5)
            before, epoch, config = lab.measure(), lab.epoch, lab.config
            lab.apply(config.changed({control.name: value}))
            assert lab.epoch == epoch, control.name
            if control.follows:
                # The hand moves a weight itself: what is measured of it is what was set.
                assert lab.measure()[control.follows] == value, control.name
            elif lab.measure() != before:
                # What is judged otherwise (by a threshold) is judged as before once it is back.
                lab.apply(config)
                assert (lab.measure(), lab.epoch) == (before, epoch), control.name
                lab.apply(config.changed({control.name: value}))
            if lab.trains:
                lab.step()
                assert lab.epoch > epoch, control.name


def test_drawing_does_not_change_the_run(entry: LabEntry) -> None:
    watched, alone = _begun(entry, {}), _begun(entry, {})
    for _ in range(5):
        frame(watched)
        assert _step(watched) == _step(alone)


def test_three_hundred_frames_leave_nothing_behind(entry: LabEntry) -> None:
    lab = _begun(entry, {})
    _frames(lab, 50)
    tracemalloc.start()
    _frames(lab, 50)
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    _frames(lab, 250)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 100_000


def _begun(entry: LabEntry, config: Config) -> Lab[Any]:
    return entry.lab(entry.lab.Config.parse(config))


def _configs(entry: LabEntry) -> list[Config]:
    return [{}, *(preset.config for preset in entry.page.presets)]


def _run(lab: Lab[Any], steps: int) -> tuple[list[dict[str, float]], bytes]:
    return [_step(lab) for _ in range(steps)], frame(lab, timed=False)


def _frames(lab: Lab[Any], count: int) -> None:
    for _ in range(count):
        _step(lab)
        frame(lab)


def _step(lab: Lab[Any]) -> Metrics:
    """One step as a worker takes it: none where the config does not train."""
    return lab.step() if lab.trains else {}


def _others(default: Any, lo: float | None, hi: float | None, options: list[Any]) -> list[Any]:
    """Values a control might be changed to."""
    if options:
        return [option.value for option in options if option.value != default]
    if isinstance(default, bool):
        return [not default]
    return [type(default)(end) for end in (lo, hi) if end is not None and end != default]


def test_the_twin_of_a_preset_differs_in_something_that_is_allowed(entry: LabEntry) -> None:
    for preset in entry.page.presets:
        if preset.twin:
            config = entry.lab.Config.parse(preset.config)
            assert config.changed(preset.twin) != config, preset.name
            _step(_begun(entry, {**preset.config, **preset.twin}))
