"""A fork is the same run up to a step, and then one thing is different."""

from typing import Any

import pytest

from tests.runtime.conftest import Server
from tests.runtime.page import Page
from tinkernet.protocol import Fork
from tinkernet.refusal import RefusalError

pytestmark = pytest.mark.asyncio(loop_scope="session")


def rows(page: Page, run: str) -> dict[int, dict[str, float]]:
    """The numbers of one of the runs that the page watches."""
    found: dict[int, dict[str, float]] = {}
    for frame in page.frames:
        if frame.run == run:
            found |= frame.rows()
    return found


async def forked(page: Page, run: str, step: int | None = None, **config: Any) -> str:
    """The id of a fork, once it has drawn its first frame."""
    page.fork(run, step, **config)
    await page.until(lambda: page.run not in {"", run} and page.frames[-1].run == page.run)
    return page.run


async def test_a_live_control_differs_from_the_step_on_and_nothing_before(server: Server) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("counter", speed=100, config={"end": 200})
        await ann.until_step(20)
        first = ann.run
        fork = await forked(ann, first, 10, pace=3.0)
        await ann.until(lambda: 60 in rows(ann, fork) and 60 in rows(ann, first))
        mine, other = rows(ann, first), rows(ann, fork)
        assert all(mine[step]["total"] == step for step in (5, 10, 60))
        assert other[9]["total"] == 9
        assert other[60]["total"] == 10 + 3 * 50


async def test_where_nothing_differs_a_fork_is_the_run_itself(server: Server) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("dropout", speed=200, config={"seed": 3})
        await ann.until_step(30)
        first = ann.run
        fork = await forked(ann, first, 15)
        await ann.until(lambda: 80 in rows(ann, fork) and 80 in rows(ann, first))
        mine, other = rows(ann, first), rows(ann, fork)
        assert [mine[step]["loss"] for step in range(16, 81)] == [
            other[step]["loss"] for step in range(16, 81)
        ]


async def test_a_control_that_restarts_makes_a_run_from_the_start(server: Server) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("counter", speed=100, config={"end": 300})
        await ann.until_step(20)
        fork = await forked(ann, ann.run, units=7)
        await ann.until(lambda: 5 in rows(ann, fork))
        assert rows(ann, fork)[1]["total"] == 1
        assert ann.config["units"] == 7


async def test_a_step_that_nobody_saw_is_shown_with_what_is_measured_there(server: Server) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("counter", config={"end": 5000})
        await ann.until_state("finished")
        first = ann.run
        ann.say(Fork(tag="look", run=first, step=1234, still=True))
        await ann.until(lambda: ann.frames[-1].run != first)
        seen = ann.frames[-1]
        assert seen.step == 1234
        assert seen.rows()[1234]["measured"] == 1234
        await ann.until_state("paused")
        assert (ann.run, ann.step) == (seen.run, 1234)


async def test_a_fork_can_be_forked(server: Server) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("counter", speed=100, config={"end": 300})
        await ann.until_step(20)
        second = await forked(ann, ann.run, 10, pace=2.0)
        await ann.until(lambda: 20 in rows(ann, second))
        third = await forked(ann, second, 20, pace=5.0)
        await ann.until(lambda: 30 in rows(ann, third))
        assert rows(ann, third)[30]["total"] == 10 + 2 * 10 + 5 * 10


async def test_a_link_forks_at_a_step_that_the_run_has_not_reached(server: Server) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("counter", playing=False, config={"end": 300})
        await ann.until(lambda: ann.frames)
        fork = await forked(ann, ann.run, 40, pace=2.0)
        assert rows(ann, fork)[40]["total"] == 40
        assert ann.statuses[-1].config["pace"] == 2.0


async def test_the_run_of_others_stays_shared_when_one_of_them_forks(server: Server) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("counter", speed=50)
        bob.open("counter", speed=50)
        await ann.until_step(5)
        await bob.until_step(5)
        shared = ann.run
        fork = await forked(ann, shared, pace=2.0)
        assert bob.run == shared != fork
        now = bob.step
        await bob.until_step(now + 5)


async def test_twins_from_the_start_cost_a_class_two_runs(server: Server) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        twins: list[str] = []
        for page in (ann, bob):
            page.open("counter", playing=False, config={"end": 300})
            await page.until(lambda page=page: page.frames)
            twins.append(await forked(page, page.run, 0, units=7))
        assert twins[0] == twins[1]
        assert ann.config["units"] == 7


async def test_a_twin_from_the_start_of_a_run_that_was_changed_is_as_that_run_began(
    server: Server,
) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("counter", speed=100, config={"end": 300})
        await ann.until_step(10)
        first = ann.run
        ann.set(pace=3.0)
        await ann.until(lambda: ann.changes)
        changed = ann.changes[0].step
        fork = await forked(ann, first, 0)
        await ann.until(lambda: changed + 10 in rows(ann, fork))
        assert rows(ann, fork)[changed + 10]["total"] == changed + 10


@pytest.mark.parametrize(
    ("step", "config", "sentence"),
    [
        (5, {"pace": 1000.0}, "Pace must be a number from 0 to 100; 1000.0 came."),
        (5, {"colour": 1}, "colour"),
        (10**9, {}, "A run can be forked at any step up to 200,000"),
    ],
)
async def test_a_fork_that_cannot_be_is_refused_and_the_run_goes_on(
    server: Server, step: int, config: dict[str, Any], sentence: str
) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("counter", speed=50)
        await ann.until_step(6)
        with pytest.raises(RefusalError, match=sentence):
            ann.fork(ann.run, step, **config)
        now = ann.step
        await ann.until_step(now + 3)
