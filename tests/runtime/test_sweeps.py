"""A sweep is one run for the runtime: one place, one quota, one key, many cells."""

import pytest

from tests.runtime.conftest import Server
from tests.runtime.page import Page
from tinkernet.protocol import Axis, SweepPlan
from tinkernet.refusal import RefusalError

pytestmark = pytest.mark.asyncio(loop_scope="session")

PACES = SweepPlan(axes=[Axis(control="pace", values=[1.0, 2.0, 4.0])])


async def test_the_cells_of_a_sweep_train_together(server: Server) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("counter", config={"end": 20}, sweep=PACES)
        await ann.until_state("finished")
        await ann.until_step(20)
        last = ann.history[20]
        assert [last[f"total.{cell}"] for cell in range(3)] == [20, 40, 80]
        assert runs.counts().runs == {"finished": 1}
        assert {name for frame in ann.frames for name in frame.panels} == {"cells"}


async def test_a_live_change_reaches_every_cell(server: Server) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("counter", config={"end": 10}, sweep=PACES)
        await ann.until_state("finished")
        ann.set(end=30)
        await ann.until(lambda: 30 in ann.history)
        assert ann.history[30]["total.2"] == 120


async def test_two_who_open_the_same_sweep_share_it(server: Server) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob, Page(runs) as eve:
        ann.open("counter", speed=20, sweep=PACES)
        await ann.until_step(2)
        bob.open("counter", speed=20, sweep=PACES)
        eve.open("counter", speed=20)
        await bob.until_step(3)
        await eve.until_step(3)
        assert bob.run == ann.run
        assert eve.run != ann.run


async def test_a_sweep_begins_again_as_a_sweep(server: Server) -> None:
    async with server() as runs, Page(runs) as ann:
        ann.open("counter", config={"end": 20}, sweep=PACES)
        await ann.until_state("finished")
        ann.restart(end=5)
        await ann.until(lambda: ann.states[-1] == "finished" and ann.step == 5)
        assert ann.history[5]["total.2"] == 20


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([1.0] * 9, "A sweep of 9 cells came; this lab may have 8 at once."),
        ([1.0, 200.0], "Pace must be a number from 0 to 100; 200.0 came."),
    ],
)
async def test_a_sweep_that_is_too_large_or_out_of_range_is_refused(
    server: Server, values: list[float], sentence: str
) -> None:
    async with server(sweep_cells=8) as runs, Page(runs) as ann:
        plan = SweepPlan(axes=[Axis(control="pace", values=[*values])])
        with pytest.raises(RefusalError, match=sentence):
            ann.open("counter", sweep=plan)
        assert not runs.counts().runs
