"""Pages that open the same thing share one run, until one of them changes it."""

import pytest

from tests.runtime.conftest import Server
from tests.runtime.page import Page, Seen
from tinkernet.panels import Pick
from tinkernet.refusal import RefusalError

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_same_lab_config_and_speed_is_one_run(server: Server) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("counter", speed=50)
        await ann.until_step(2)
        bob.open("counter", speed=50)
        await bob.until_step(5)
        assert bob.run == ann.run
        assert runs.counts().runs == {"running": 1}


@pytest.mark.parametrize(
    "other", [{"speed": 60}, {"config": {"seed": 1}}, {"fresh": True}, {"playing": False}]
)
async def test_anything_else_is_a_run_of_its_own(server: Server, other: dict) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("counter", speed=50)
        await ann.until_step(1)
        bob.open("counter", **{"speed": 50, **other})
        await bob.until(lambda: bob.frames)
        assert bob.run != ann.run


async def test_a_late_page_sees_the_film_first_and_then_goes_live(server: Server) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("counter", speed=100)
        await ann.until(lambda: len(ann.frames) >= 10)
        bob.open("counter", speed=100)
        await bob.until(lambda: bob.frames and bob.step >= ann.step)
        assert bob.run == ann.run
        assert bob.frames[0].step == 0
        assert bob.frames[0].whole
        assert sum(frame.whole for frame in bob.frames) == 1
        # The film: each of the frames there were, and not only the newest of them.
        assert [frame.number for frame in bob.frames[:10]] == list(range(10))
        assert bob.steps_never_fell
        last = bob.step
        await ann.until_step(last)
        steps, names = range(1, last + 1), ("loss", "total")
        assert bob.of_steps(*steps, names=names) == ann.of_steps(*steps, names=names)


async def test_a_late_page_of_a_finished_run_sees_all_of_it(server: Server) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("counter", speed=400, config={"end": 100})
        await ann.until_state("finished")
        bob.open("counter", speed=400, config={"end": 100})
        await bob.until_step(100)
        assert bob.states == ["finished"]
        assert bob.history[100] == {"loss": pytest.approx(1 / 101), "total": 100, "measured": 100}


async def test_a_light_run_that_began_long_ago_is_not_given_to_those_who_come(
    server: Server,
) -> None:
    async with server(share_secs=0.0) as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("counter", speed=100)
        await ann.until_step(10)
        bob.open("counter", speed=100)
        await bob.until_step(10)
        assert bob.run != ann.run
        steps, names = range(1, 11), ("loss", "total")
        assert bob.of_steps(*steps, names=names) == ann.of_steps(*steps, names=names)


async def test_the_first_change_splits_off_a_run_and_leaves_the_others_in_peace(
    server: Server,
) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("counter", speed=50)
        bob.open("counter", speed=50)
        await ann.until_step(10)
        await bob.until_step(10)
        shared = ann.run
        bob.set(pace=5.0)
        await bob.until(lambda: bob.changes)
        assert bob.run != shared
        assert bob.statuses[-1].tag == "tag-1"
        changed = bob.changes[0]
        await bob.until_step(changed.step + 5)
        assert bob.history[changed.step]["total"] == changed.step
        assert bob.history[changed.step + 2]["total"] == changed.step + 10
        assert bob.history[4]["total"] == 4, "its history goes back to the beginning"
        assert ann.run == shared
        await ann.until_step(ann.step + 5)
        assert ann.changes == []
        assert ann.history[ann.step]["total"] == ann.step
        assert set(ann.states) <= {"starting", "running"}


@pytest.mark.parametrize("control", ["set", "act", "pause", "speed", "advance", "restart"])
async def test_every_control_splits_off_at_the_step_the_page_has_seen(
    server: Server, control: str
) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("counter", speed=50)
        bob.open("counter", speed=50)
        await bob.until_step(5)
        shared = bob.run
        match control:
            case "set":
                bob.set(pace=2.0)
            case "act":
                bob.act(Pick(id=1))
            case "pause":
                bob.pace(playing=False, speed=50)
            case "speed":
                bob.pace(playing=True, speed=70)
            case "advance":
                bob.advance()
            case "restart":
                bob.restart()
        await bob.until(lambda: bob.run != shared and bob.frames[-1].run == bob.run)
        assert ann.run == shared
        assert runs.counts().queue == 0


async def test_a_pause_in_the_film_stops_where_the_film_stands_also_when_the_others_left(
    server: Server,
) -> None:
    async with server() as runs, Page(runs, "bob", stalled=True) as bob:
        ann = Page(runs)
        ann.open("counter", speed=100)
        await ann.until(lambda: len(ann.frames) >= 10)
        bob.open("counter", speed=100)
        told = [bob.viewer.outbox.take() for _ in range(4)]
        frames = [Seen(each) for each in told if isinstance(each, bytes)]
        bob.run = frames[-1].run
        assert frames[-1].number < 4, "only the beginning of the film was sent"
        await ann.leave()
        bob.pace(playing=False, speed=100)
        bob.wake()
        await bob.until_state("paused")
        assert bob.statuses[-1].step == frames[-1].step < ann.step


async def test_a_page_may_speak_of_its_old_run_just_after_the_split(server: Server) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("counter", speed=50)
        bob.open("counter", speed=50)
        await bob.until_step(2)
        bob.set(pace=2.0)
        bob.set(pace=3.0)
        bob.set(pace=4.0)
        await bob.until(lambda: len(bob.changes) == 3)
        assert {change.run for change in bob.changes} == {bob.run}
        assert ann.changes == []
        assert runs.counts().runs == {"running": 2}


async def test_a_changed_run_is_not_shared_any_more(server: Server) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("counter", speed=50)
        await ann.until_step(1)
        ann.set(pace=2.0)
        bob.open("counter", speed=50)
        await bob.until_step(3)
        assert bob.run != ann.run
        assert bob.history[3]["total"] == 3


async def test_a_class_that_presses_play_one_after_the_other_costs_one_run(
    server: Server,
) -> None:
    async with server() as runs, Page(runs) as ann, Page(runs, "bob") as bob, Page(runs, "c") as cy:
        for page in (ann, bob, cy):
            page.open("counter", playing=False, speed=50)
        for page in (ann, bob, cy):
            await page.until(lambda: page.frames)  # noqa: B023
            page.pace(playing=True, speed=50)
        for page in (ann, bob, cy):
            await page.until_step(5)
            assert page.state == "running"
        assert len({page.run for page in (ann, bob, cy)}) <= 2
        assert runs.counts().runs.get("running") == 1


async def test_a_page_that_comes_back_joins_its_run_again(server: Server) -> None:
    async with server() as runs, Page(runs) as first:
        first.open("counter", speed=50)
        await first.until_step(3)
        first.set(pace=2.0)
        await first.until(lambda: first.changes)
        step = first.step
        await first.leave()
        async with Page(runs) as again:
            again.join(first.run)
            await again.until_step(step + 1)
            assert again.frames[0].whole
            assert again.statuses[0].config["pace"] == 2.0
            assert again.of_steps(1) == first.of_steps(1)
            again.set(pace=3.0)
            await again.until(lambda: again.changes)
            assert again.run == first.run


async def test_a_page_loaded_again_sees_the_past_of_its_run_first(server: Server) -> None:
    async with server() as runs, Page(runs) as first:
        first.open("counter", speed=50)
        await first.until_step(10)
        first.pace(playing=False)
        await first.until_state("paused")
        await first.leave()
        async with Page(runs) as again, Page(runs) as late:
            again.join(first.run, film=True)
            late.join(first.run)
            await again.until_step(10)
            await late.until_step(10)
            assert again.frames[0].step < 5
            seen = [frame.step for frame in again.frames]
            assert seen == sorted(seen)
            assert len(set(seen)) > 3
            assert late.frames[0].step >= 10


async def test_a_run_that_is_over_cannot_be_joined(server: Server) -> None:
    async with server() as runs, Page(runs) as page, Page(runs) as other:
        page.open("counter")
        await page.until_step(1)
        page.close()
        with pytest.raises(RefusalError, match="open the lab again"):
            other.join(page.run)
        with pytest.raises(RefusalError, match="open or join it first"):
            page.set(pace=2.0)


async def test_a_stalled_page_does_not_delay_the_others(server: Server) -> None:
    async with server() as runs, Page(runs) as ann:
        stalled = [Page(runs, f"s{n}", stalled=True) for n in range(10)]
        ann.open("counter", speed=50)
        for page in stalled:
            page.open("counter", speed=50)
        await ann.until_step(50)
        assert runs.counts().runs == {"running": 1}
        stalled[0].wake()
        await stalled[0].until_step(50)
        assert stalled[0].steps_never_fell
        for page in stalled:
            await page.leave()


async def test_a_page_that_opens_the_same_twice_gets_two_runs(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", speed=50)
        await page.until_step(1)
        first = page.run
        page.open("counter", speed=50)
        await page.until(lambda: page.run != first)
        await page.until(lambda: {frame.run for frame in page.frames} == {first, page.run})
