"""What a preset says its run must show is seen to happen, within the preset's own steps."""

import math
from typing import Any

import pytest

from tests.labs.running import LABS
from tinkernet.claim import Claim
from tinkernet.discovery import LabEntry
from tinkernet.lab import Lab, Preset

CLAIMED = [(entry, preset) for entry in LABS for preset in entry.page.presets if preset.claim]
#: How often the costlier numbers are taken; a page takes them more often.
LOOKS = 12
#: Long enough for every lab that sets no number of steps.
MOST_STEPS = 400

#: Trains, but its average follows the days from the first on: there is nothing to reach.
WITHOUT = {("optimizers", "ewa")}


def steps_until_it_holds(lab: Lab[Any], claim: Claim) -> int:
    """The step at which it holds, -1 if it never does; then as at the end of the run."""
    goal = getattr(lab.config, "steps", MOST_STEPS)
    first: dict[str, float] = {}
    now: dict[str, float] = {}
    for step in range(1, goal + 1):
        now |= finite(lab.step())
        if step == 1 or step % max(1, goal // LOOKS) == 0 or lab.done:
            now |= finite(lab.measure())
        first = now | first
        if claim.holds(step, first, now):
            return step
        if lab.done:
            break
    return -1


def finite(metrics: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in metrics.items() if math.isfinite(value)}


@pytest.mark.parametrize(
    ("entry", "preset"), CLAIMED, ids=[f"{entry.id}/{preset.name}" for entry, preset in CLAIMED]
)
def test_the_claim_of_a_preset_holds_within_its_steps(entry: LabEntry, preset: Preset) -> None:
    assert preset.claim
    lab = entry.lab(entry.lab.Config.parse(preset.config))
    before = finite(lab.measure())
    assert not preset.claim.holds(1, before, before), "it holds before anything is learnt"
    assert steps_until_it_holds(lab, preset.claim) > 0


@pytest.mark.parametrize("entry", LABS, ids=[entry.id for entry in LABS])
def test_no_claim_names_a_number_that_its_lab_does_not_give(entry: LabEntry) -> None:
    for preset in entry.page.presets:
        if preset.claim:
            lab = entry.lab(entry.lab.Config.parse(preset.config))
            assert preset.claim.metrics <= {*lab.step(), *lab.measure()}, preset.name


@pytest.mark.parametrize("entry", LABS, ids=[entry.id for entry in LABS])
def test_every_preset_that_trains_claims_something_and_no_other_does(entry: LabEntry) -> None:
    for preset in entry.page.presets:
        lab = entry.lab(entry.lab.Config.parse(preset.config))
        expected = lab.trains and (entry.id, preset.name) not in WITHOUT
        assert (preset.claim is not None) is expected, preset.name
