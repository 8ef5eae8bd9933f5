"""The same script gives the same run, bit for bit, whatever happens around it."""

import os
import signal

import pytest

from tests.runtime.conftest import Server
from tests.runtime.page import Page, Seen
from tinkernet.panels import Pick
from tinkernet.runtime.runs import Runs

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_interleaved_dropout_runs_are_bit_identical_to_their_solo_runs(
    server: Server,
) -> None:
    solo = {}
    for seed in (1, 2):
        async with server(workers=1) as runs, Page(runs) as page:
            page.open("dropout", speed=200, config={"seed": seed})
            await page.until_step(40)
            solo[seed] = page.of_steps(*range(1, 41))
    async with server(workers=1) as runs, Page(runs) as one, Page(runs, "bob") as two:
        one.open("dropout", speed=200, config={"seed": 1})
        two.open("dropout", speed=200, config={"seed": 2})
        await one.until_step(40)
        await two.until_step(40)
        for seed, page in ((1, one), (2, two)):
            assert page.of_steps(*range(1, 41)) == solo[seed]


async def test_how_often_a_run_is_drawn_does_not_change_it(server: Server) -> None:
    async with server(workers=1) as runs, Page(runs) as often, Page(runs, "bob") as hidden:
        often.open("dropout", speed=50)
        hidden.open("dropout", speed=2000, shown=[], fresh=True)
        await often.until_step(30)
        await hidden.until_step(30)
        assert often.of_steps(*range(1, 31)) == hidden.of_steps(*range(1, 31))


async def test_a_split_goes_on_exactly_where_the_shared_run_was(server: Server) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("dropout", speed=100)
        bob.open("dropout", speed=100)
        await bob.until_step(10)
        bob.pace(playing=True, speed=300)
        await bob.until_step(60)
        await ann.until_step(60)
        assert ann.run != bob.run
        assert bob.of_steps(*range(1, 61)) == ann.of_steps(*range(1, 61))


async def test_a_killed_worker_is_told_with_its_cause_and_its_runs_come_back_bit_identical(
    server: Server,
) -> None:
    config = {"seed": 5}
    async with server() as runs, Page(runs) as calm:
        calm.open("dropout", speed=100, config=config)
        await calm.until_step(120)
    async with server(workers=1) as runs, Page(runs) as page, Page(runs, "bob") as other:
        page.open("dropout", speed=100, config=config)
        other.open("counter", speed=100)
        await page.until_step(20)
        other.set(pace=2.0)
        await other.until_step(other.step + 5)
        os.kill(_worker_of(runs), signal.SIGKILL)
        await page.until(lambda: "lost" in page.states)
        lost = page.statuses[page.states.index("lost")]
        assert "killed (signal 9)" in lost.message
        assert "memory" in lost.message
        await page.until_step(120)
        assert page.states[-1] == "running"
        assert page.of_steps(*range(1, 121)) == calm.of_steps(*range(1, 121))
        assert page.steps_never_fell
        await other.until_step(other.step + 5)
        changed = other.changes[0].step
        assert other.history[other.step]["total"] == changed + 2 * (other.step - changed)
        assert runs.counts().deaths == {"signal 9": 1}


async def test_changes_by_hand_are_replayed_at_their_steps(server: Server) -> None:
    async with server(workers=1) as runs, Page(runs) as page:
        page.open("counter", playing=False)
        await page.until(lambda: page.frames)
        page.act(Pick(id=3))
        page.advance()
        page.set(pace=7.0)
        page.advance("sample")
        page.advance("epoch")
        await page.until_step(11)
        before = page.frames[-1]
        os.kill(_worker_of(runs), signal.SIGKILL)
        await page.until(lambda: page.frames[-1].number > before.number)
        after = page.frames[-1]
        assert (after.step, after.header["epoch"]) == (11, before.header["epoch"])
        assert _total(after) == _total(before)
        assert page.state == "paused"
        assert page.config["picked"] == 3
        assert page.config["pace"] == 7.0


async def test_a_change_that_a_dying_worker_never_took_is_not_lost(server: Server) -> None:
    async with server(workers=1) as runs, Page(runs) as page:
        page.open("counter", speed=50)
        await page.until_step(5)
        os.kill(_worker_of(runs), signal.SIGSTOP)
        page.set(pace=9.0)
        os.kill(_worker_of(runs), signal.SIGKILL)
        await page.until(lambda: page.changes)
        assert page.changes[0].config["pace"] == 9.0
        changed = page.changes[0].step
        await page.until_step(changed + 3)
        assert page.history[changed + 2]["total"] == changed + 18


async def test_a_finished_run_comes_back_finished(server: Server) -> None:
    async with server(workers=1) as runs, Page(runs) as page:
        page.open("counter", config={"end": 40})
        await page.until_state("finished")
        os.kill(_worker_of(runs), signal.SIGKILL)
        await page.until(lambda: page.states.count("finished") == 2)
        assert page.states[-1] == "finished"
        assert page.statuses[-1].step == 40


async def test_a_diverged_run_comes_back_diverged_with_its_lesson(server: Server) -> None:
    async with server(workers=1) as runs, Page(runs) as page:
        page.open("diverging")
        lesson = (await page.until_state("diverged")).divergence
        os.kill(_worker_of(runs), signal.SIGKILL)
        await page.until(lambda: page.states.count("diverged") == 2)
        assert page.statuses[-1].divergence == lesson


def _worker_of(runs: Runs) -> int:
    return runs.pids[0]


def _total(frame: Seen) -> float:
    return frame.panels["total"]["numbers"][0]["value"]
