"""A run that comes back, or is forked, goes on from a state and not from its first step."""

import os
import signal

import pytest

from tests.runtime.conftest import Server
from tests.runtime.page import Page
from tests.runtime.test_forks import forked, rows
from tinkernet.runtime.checkpoint import Checkpoint, Checkpoints

#: Longer than it takes until a worker sends the first state, at 100 steps a second.
LATE = 260


def of(step: int, deeds: int = 0, size: int = 1) -> Checkpoint:
    return Checkpoint(step, deeds, bytes(size))


def test_the_newest_is_always_kept_and_the_past_more_coarsely() -> None:
    kept = Checkpoints(most=6, limit_bytes=1000)
    for step in range(100):
        kept.add(of(step))
    found = {each.step for step in range(100) if (each := kept.before(step, 0))}
    assert 99 in found
    assert len(found) <= 6
    assert min(found) == 0


def test_a_state_larger_than_the_bound_is_kept_alone() -> None:
    kept = Checkpoints(most=6, limit_bytes=10)
    kept.add(of(1, size=4))
    kept.add(of(2, size=50))
    assert kept.before(1, 0) is None
    assert kept.before(5, 0) is not None


def test_a_state_after_a_deed_that_the_script_does_not_have_is_of_no_use() -> None:
    kept = Checkpoints(most=6, limit_bytes=1000)
    kept.add(of(3, deeds=0))
    kept.add(of(3, deeds=1))
    kept.add(of(9, deeds=2))
    first, second = kept.before(5, 0), kept.before(9, 1)
    assert first
    assert (first.step, first.deeds) == (3, 0)
    assert second
    assert (second.step, second.deeds) == (3, 1)
    assert kept.until(5, 0).before(99, 99) is first


@pytest.mark.asyncio(loop_scope="session")
async def test_a_fork_goes_on_from_the_last_state_before_it_bit_for_bit(server: Server) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("lived", speed=100)
        await ann.until_step(LATE)
        first = ann.run
        fork = await forked(ann, first, LATE - 20)
        await ann.until(lambda: LATE + 20 in rows(ann, fork) and LATE + 20 in rows(ann, first))
        mine, other = rows(ann, first), rows(ann, fork)
        assert [mine[step]["loss"] for step in range(LATE, LATE + 21)] == [
            other[step]["loss"] for step in range(LATE, LATE + 21)
        ]
        assert other[LATE]["lived"] < LATE - 20


@pytest.mark.asyncio(loop_scope="session")
async def test_what_was_done_by_hand_since_the_state_is_done_again(server: Server) -> None:
    async with server(workers=1) as runs, Page(runs) as ann:
        ann.open("lived", speed=100)
        await ann.until_step(LATE)
        ann.set(pace=50.0)
        await ann.until(lambda: ann.changes)
        changed = ann.changes[0].step
        ann.pace(playing=False)
        await ann.until_state("paused")
        stood = ann.history[ann.step]["loss"]
        os.kill(runs.pids[0], signal.SIGKILL)
        await ann.until(lambda: ann.states.count("paused") == 2)
        step = ann.step
        ann.pace(playing=True, speed=100)
        await ann.until_step(step + 5)
        assert step >= changed
        assert stood < ann.history[step + 5]["loss"] <= stood + 5 * 50
        assert ann.history[step + 5]["lived"] < LATE


@pytest.mark.asyncio(loop_scope="session")
async def test_a_restart_forgets_the_states_of_the_take_before(server: Server) -> None:
    async with server(workers=1) as runs, Page(runs) as ann:
        ann.open("lived", speed=100)
        await ann.until_step(LATE)
        ann.restart(pace=2.0)
        await ann.until(lambda: ann.frames[-1].whole and ann.step < 50)
        await ann.until_step(60)
        before = dict(ann.history)
        os.kill(runs.pids[0], signal.SIGKILL)
        await ann.until(lambda: "lost" in ann.states)
        await ann.until_step(100)
        assert all(ann.history[step]["loss"] == before[step]["loss"] for step in range(1, 60))
        assert ann.history[100]["loss"] > ann.history[60]["loss"]
