"""Everybody draws less often together, before anybody waits."""

import pytest

from tests.runtime.conftest import limits
from tinkernet.runtime.beat import Beat
from tinkernet.runtime.preflight import size


def beat_of(costs: list[float]) -> tuple[Beat, list[int]]:
    beat = Beat(limits(load=0.8))
    for run, cost in enumerate(costs):
        beat.note(run, cost)
    return beat, list(range(len(costs)))


def test_a_few_cheap_runs_get_the_full_rate() -> None:
    beat, active = beat_of([0.002] * 8)
    assert beat.frames_per_sec(active) == 25


def test_the_rate_falls_as_far_as_drawing_fits_the_workers() -> None:
    beat, active = beat_of([0.004] * 40)
    assert beat.frames_per_sec(active) == pytest.approx(0.8 * 2 / (40 * 0.004))
    assert beat.has_room(active)


def test_below_the_floor_the_next_one_waits_until_a_run_ends() -> None:
    beat, active = beat_of([0.004] * 80)
    assert beat.frames_per_sec(active) == 5
    assert not beat.has_room(active)
    assert beat.has_room(active[:40])


def test_runs_that_pause_cost_nothing() -> None:
    beat, active = beat_of([1.0, 0.001])
    assert beat.frames_per_sec(active) == 5
    assert beat.frames_per_sec(active[1:]) == 25


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (900, "900 bytes"),
        (256 * 2**20, "256 MB"),
        (1536 * 2**20, "1.5 GB"),
        (1010 * 2**20, "1010 MB"),
        (4 * 2**40, "4 TB"),
        (5000 * 2**40, "5,000 TB"),
    ],
)
def test_sizes_are_told_as_people_say_them(count: int, words: str) -> None:
    assert size(count) == words
