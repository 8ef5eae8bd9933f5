"""One page and its run: opening, changing, stepping, ending, starting again."""

from collections.abc import Sequence
from functools import partial

import pytest

from tests.runtime.conftest import Server
from tests.runtime.page import Page
from tinkernet.panels import Erase, Pick
from tinkernet.refusal import RefusalError

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_run_starts_and_draws_its_first_frame_at_step_0(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter")
        await page.until_step(1)
        assert page.states == ["starting", "running"]
        assert page.statuses[0].tag == "tag-1"
        first = page.frames[0]
        assert (first.number, first.step, first.whole) == (0, 0, True)
        assert set(first.panels) == {"total", "more"}


async def test_the_page_gets_the_number_of_every_step_in_order(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", speed=200, config={"end": 150})
        await page.until_state("finished")
        await page.until_step(150)
        assert list(page.history) == list(range(151))
        assert page.history[150]["total"] == 150
        assert page.history[150]["measured"] == 150
        assert page.steps_never_fell


async def test_a_preset_and_own_values_make_the_config(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", preset="fast", config={"seed": 4})
        await page.until_state("running")
        assert page.config["pace"] == 2.0
        assert page.config["seed"] == 4


async def test_a_live_change_is_answered_with_the_step_at_which_it_took_effect(
    server: Server,
) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", speed=100)
        await page.until_step(5)
        page.set(pace=3.0)
        await page.until(lambda: page.changes)
        changed = page.changes[0]
        assert [(c.name, c.old, c.new) for c in changed.changes] == [("pace", 1.0, 3.0)]
        assert changed.config["pace"] == 3.0
        await page.until_step(changed.step + 5)
        totals = {step: row["total"] for step, row in page.history.items() if "total" in row}
        assert totals[changed.step] == changed.step
        assert totals[changed.step + 1] == changed.step + 3


async def test_a_paused_run_shows_each_change_at_once(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", playing=False)
        await page.until(lambda: page.frames)
        assert page.state == "paused"
        for count, change in enumerate([3.0, 4.0, 5.0], 1):
            page.set(pace=change)
            await page.until(partial(_has_seen, page, count))
        page.show("more")
        await page.until(lambda: set(page.frames[-1].panels) == {"more"})
        assert page.step == 0


async def test_a_config_that_does_not_train_is_drawn_at_each_change_and_never_stepped(
    server: Server,
) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("sometimes", speed=200)
        await page.until(lambda: page.frames)
        for dial in (1.0, 2.0, 3.0):
            seen = len(page.frames)
            page.set(dial=dial)
            await page.until(partial(_is_longer, page.frames, seen))
        page.advance("batch")
        assert page.step == 0
        page.set(mode="learn")
        page.pace(playing=True, speed=200)
        await page.until_step(5)
        page.set(mode="look")
        await page.until(lambda: page.changes[-1].config["mode"] == "look")
        stopped = page.changes[-1].step
        page.set(dial=4.0)
        await page.until(lambda: page.changes[-1].config["dial"] == 4.0)
        assert page.changes[-1].step == stopped


async def test_pause_stops_the_steps_and_play_goes_on(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", speed=100)
        await page.until_step(3)
        page.pace(playing=False, speed=100)
        paused = await page.until_state("paused")
        await page.until_step(paused.step)
        frames = len(page.frames)
        page.set(pace=1.5)
        await page.until(lambda: len(page.frames) > frames)
        assert page.step == paused.step
        page.pace(playing=True, speed=100)
        await page.until_step(paused.step + 3)


async def test_speed_is_in_steps_per_second(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", speed=2)
        await page.until_step(2)
        steps = [frame.step for frame in page.frames]
        assert steps == sorted(set(steps)), "a slow run draws each step once"
        page.pace(playing=True, speed=1e6)
        await page.until_step(1000)
        assert len(page.frames) < 500, "a fast run takes many steps for one frame"


async def test_advance_takes_one_step_then_pauses(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", playing=False)
        await page.until(lambda: page.frames)
        page.advance()
        await page.until_step(1)
        page.advance("sample")
        await page.until_step(2)
        assert page.history[2]["total"] == pytest.approx(1.1)
        page.advance("epoch")
        await page.until_step(11)
        assert page.frames[-1].header["epoch"] == 1.0
        assert page.state == "paused"


async def test_an_unknown_unit_is_refused_with_those_there_are(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", playing=False)
        await page.until(lambda: page.frames)
        with pytest.raises(RefusalError, match="sample, batch, epoch"):
            page.advance("century")


async def test_a_hand_in_a_panel_changes_the_run_and_its_config(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", playing=False)
        await page.until(lambda: page.frames)
        page.act(Pick(id=7))
        await page.until(lambda: page.changes)
        assert page.changes[0].config["picked"] == 7
        await page.until(lambda: page.frames[-1].panels["total"]["numbers"][0]["value"] == 1000)
        page.act(Erase(x=0, y=0, radius=1))
        await page.until(lambda: page.refusals)
        assert page.refusals[0].message == "Only picking does something here."


async def test_a_live_change_of_a_run_that_waits_survives_its_restart(server: Server) -> None:
    async with (
        server(workers=1, runs_per_worker=1) as runs,
        Page(runs, "ann") as ann,
        Page(runs, "bob") as bob,
    ):
        ann.open("counter", speed=100, config={"seed": 1})
        await ann.until_state("running")
        bob.open("counter", speed=100, config={"seed": 2})
        await bob.until_state("queued")
        bob.set(end=777)
        bob.restart(units=5)
        ann.close()
        await bob.until_step(5)
        assert (bob.config["end"], bob.config["units"]) == (777, 5)


async def test_restart_begins_again_in_place(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", speed=500)
        await page.until_step(50)
        run = page.run
        page.restart(units=3)
        # The newest frame wins, so the one of step 0 may never be sent: its numbers always are.
        await page.until(lambda: page.config["units"] == 3 and page.frames[-1].whole)
        assert page.run == run
        assert page.statuses[-1].step == 0
        await page.until_step(20)
        assert page.history[20]["total"] == 20, "numbers of the first take are gone"
        assert page.steps_never_fell


async def test_a_finished_run_goes_on_when_a_change_opens_it_again(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", config={"end": 30})
        finished = await page.until_state("finished")
        assert finished.step == 30
        page.set(end=60)
        await page.until(lambda: page.states.count("finished") == 2)
        assert page.statuses[-1].step == 60
        page.restart()
        await page.until(lambda: page.states.count("finished") == 3)


async def test_a_diverged_run_stops_and_tells_the_lesson(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("diverging")
        status = await page.until_state("diverged")
        lesson = status.divergence
        assert lesson is not None
        assert (status.step, lesson.step, lesson.last_loss) == (4, 4, 1e300)
        assert lesson.gradient_norms == [2e100, 2e200, 2e300]
        assert lesson.reason == "The factor is larger than 1."
        assert lesson.cure is not None
        await page.until_step(4)
        page.restart(**lesson.cure.config)
        await page.until_step(10)
        assert page.state == "running"
        assert page.statuses[-1].divergence is None


async def test_a_lab_that_raises_fails_with_a_sentence_and_its_traceback(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("faulty", config={"fault": "raise"})
        status = await page.until_state("failed")
        assert "nothing can be divided by zero" in status.message
        assert "go_wrong" in status.traceback
        with pytest.raises(RefusalError, match="restart it"):
            page.set(fault="none")
        page.restart(fault="none")
        await page.until_step(20)
        assert page.statuses[-1].traceback == ""


async def test_a_lab_may_refuse_what_it_cannot_use(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("faulty", config={"fault": "refuse", "at": 0})
        status = await page.until_state("failed")
        assert status.message == "There are no points: paint some."
        assert status.traceback == ""


async def test_a_run_as_fast_as_it_goes_is_measured_between_its_frames(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", config={"end": 200_000})
        await page.until_state("finished")
        measured = {step for step, row in page.history.items() if "measured" in row}
        assert measured - {frame.step for frame in page.frames}
        assert all(page.history[step]["measured"] == step for step in measured)


async def test_too_much_memory_is_that_run_s_failure_alone(server: Server) -> None:
    async with server(workers=1) as runs, Page(runs) as page, Page(runs, "bob") as other:
        other.open("counter", speed=50)
        await other.until_step(1)
        page.open("faulty", config={"fault": "eat"})
        status = await page.until_state("failed")
        assert "more memory than a worker may have" in status.message
        await other.until_step(other.step + 5)
        assert set(other.states) == {"starting", "running"}


async def test_hidden_panels_are_not_drawn(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter", speed=50, shown=["more"])
        await page.until_step(3)
        assert all(set(frame.panels) == {"more"} for frame in page.frames)
        page.show("total", "more")
        await page.until(lambda: set(page.frames[-1].panels) == {"total", "more"})


async def test_an_exclusive_lab_gets_a_process_of_its_own(server: Server) -> None:
    async with server(workers=1) as runs, Page(runs) as page, Page(runs, "bob") as other:
        page.open("lonely", speed=20)
        other.open("lonely", speed=20, config={"seed": 1})
        await page.until_step(2)
        await other.until_step(2)
        assert page.history[1]["pid"] != other.history[1]["pid"]
        assert runs.counts().workers == 3
        page.close()
        await page.until(lambda: runs.counts().workers == 2)
        await other.until_step(other.step + 3)


def _has_seen(page: Page, count: int) -> bool:
    return len(page.changes) == count and len(page.frames) > count


def _is_longer(frames: Sequence[object], than: int) -> bool:
    return len(frames) > than
