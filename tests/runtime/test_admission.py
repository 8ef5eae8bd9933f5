"""Who waits, in which order, and who is never in anybody's way."""

import asyncio
import time
from collections.abc import Callable

import pytest

from tests.runtime.conftest import Server
from tests.runtime.page import PATIENCE_SECS, Page
from tinkernet.protocol import Close
from tinkernet.refusal import RefusalError

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_who_comes_too_many_waits_in_order_and_is_told_the_place(server: Server) -> None:
    async with server(workers=1, runs_per_worker=2) as runs:
        pages = [Page(runs, f"s{n}") for n in range(5)]
        for seed, page in enumerate(pages):
            page.open("counter", speed=20, config={"seed": seed})
        for page in pages[:2]:
            await page.until_state("running")
        await pages[4].until(lambda: pages[4].statuses)
        assert [page.statuses[-1].position for page in pages] == [None, None, 1, 2, 3]
        assert [page.state for page in pages[2:]] == ["queued"] * 3
        pages[0].close()
        await pages[2].until_state("running")
        await pages[4].until(lambda: pages[4].statuses[-1].position == 2)
        pages[1].close()
        await pages[3].until_state("running")
        await pages[4].until(lambda: pages[4].statuses[-1].eta_secs is not None)
        assert runs.counts().queue == 1
        pages[4].close()
        assert runs.counts().queue == 0
        for page in pages:
            await page.leave()


async def test_a_session_over_its_quota_is_passed_over(server: Server) -> None:
    async with (
        server(workers=1, runs_per_session=2) as runs,
        Page(runs, "greedy") as greedy,
        Page(runs, "modest") as modest,
    ):
        for seed in range(3):
            greedy.open("counter", speed=20, config={"seed": seed})
        await greedy.until(lambda: greedy.states.count("running") == 2)
        assert runs.counts().queue == 1
        modest.open("counter", speed=20, config={"seed": 9})
        await modest.until_state("running")
        assert runs.counts().queue == 1
        greedy.say(Close(run=greedy.statuses[0].run))
        await greedy.until(lambda: runs.counts().queue == 0)


async def test_a_session_may_not_fill_the_queue(server: Server) -> None:
    async with server(workers=1, runs_per_session=2) as runs, Page(runs) as page:
        for seed in range(4):
            page.open("counter", config={"seed": seed})
        with pytest.raises(RefusalError, match="2 of your runs wait already"):
            page.open("counter", config={"seed": 4})


async def test_a_full_queue_is_told_with_its_length(server: Server) -> None:
    async with server(workers=1, runs_per_worker=1, queue_length=1) as runs:
        pages = [Page(runs, f"s{n}") for n in range(3)]
        for seed, page in enumerate(pages[:2]):
            page.open("counter", config={"seed": seed})
        with pytest.raises(RefusalError, match="1 others wait already"):
            pages[2].open("counter", config={"seed": 2})
        assert runs.counts().refusals == 1
        for page in pages:
            await page.leave()


async def test_pages_that_leave_free_their_places(server: Server) -> None:
    async with (
        server(workers=1, runs_per_worker=1, crowded_linger_secs=0.2, linger_secs=1) as runs,
        Page(runs, "a") as ann,
        Page(runs, "b") as bob,
    ):
        ann.open("counter", speed=20)
        await ann.until_state("running")
        bob.open("counter", speed=20, config={"seed": 1})
        await bob.until_state("queued")
        await ann.leave()
        await bob.until_state("running")


@pytest.mark.parametrize(("places", "left"), [(1, 0), (2, 1)])
async def test_a_run_that_was_left_gives_way_only_where_there_is_no_other_place(
    server: Server, places: int, left: int
) -> None:
    kept = {"workers": 1, "crowded_linger_secs": 0.0, "linger_secs": 999}
    async with server(exclusive_runs=places, **kept) as runs, Page(runs, "b") as bob:
        ann = Page(runs, "a")
        ann.open("lonely", speed=20)
        await ann.until_step(1)
        await ann.leave()
        bob.open("lonely", speed=20, config={"seed": 1})
        await bob.until_step(1)
        assert runs.counts().runs == {"running": 1 + left}


async def test_a_run_that_nobody_watches_pauses_and_then_ends(server: Server) -> None:
    async with server(linger_secs=0.3, cull_secs=3.0) as runs:
        page = Page(runs)
        page.open("counter", speed=50)
        await page.until_step(1)
        await page.leave()
        for state in ("running", "paused"):
            await _until(lambda: runs.counts().runs == {state: 1})  # noqa: B023
        await _until(lambda: runs.counts().runs == {})


async def test_a_page_that_comes_back_wakes_its_run(server: Server) -> None:
    async with server(linger_secs=0.2, cull_secs=100) as runs:
        page = Page(runs)
        page.open("counter", speed=50)
        await page.until_step(1)
        await page.leave()
        await _until(lambda: runs.counts().runs == {"paused": 1})
        async with Page(runs) as again:
            again.join(page.run)
            await again.until_state("running")
            await again.until_step(page.step + 5)


async def test_a_page_opened_again_and_again_leaves_nothing_behind(server: Server) -> None:
    async with server(runs_per_session=2) as runs:
        for seed in range(12):
            async with Page(runs) as page:
                page.open("counter", speed=50, config={"seed": seed})
                await page.until_step(1)
        assert sum(runs.counts().runs.values()) <= 2


async def test_a_runaway_config_is_refused_at_once_with_what_would_fit(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        with pytest.raises(RefusalError) as refused:
            page.open("counter", config={"units": 2**39})
        assert refused.value.message == (
            "This needs 4 TB; the limit is 256 MB. Try at most 512 units."
        )
        page.open("counter", speed=50)
        await page.until_step(1)
        with pytest.raises(RefusalError, match="the limit is 256 MB"):
            page.restart(units=2**39)
        await page.until_step(page.step + 1)


@pytest.mark.parametrize(
    ("lab", "fields", "words"),
    [
        ("nothing", {}, "There is no lab called 'nothing'"),
        ("counter", {"preset": "none"}, "no preset 'none'; it has fast"),
        ("counter", {"config": {"pace": 101}}, "Pace must be a number from 0 to 100; 101 came."),
        ("counter", {"config": {"pace": "much"}}, "must be a number from 0 to 100; 'much' came."),
        ("counter", {"config": {"colour": 1}}, "not a known field"),
    ],
)
async def test_bad_input_is_refused_with_a_sentence(
    server: Server, lab: str, fields: dict, words: str
) -> None:
    async with server() as runs, Page(runs) as page:
        with pytest.raises(RefusalError, match=words):
            page.open(lab, **fields)
        assert runs.counts().runs == {}


async def test_a_control_that_needs_a_restart_cannot_be_set_live(server: Server) -> None:
    async with server() as runs, Page(runs) as page:
        page.open("counter")
        await page.until_step(1)
        with pytest.raises(RefusalError, match="Units takes effect with a restart only"):
            page.set(units=4)


async def test_the_rate_falls_for_all_before_anybody_waits(server: Server) -> None:
    # Two workers can give 0.001 x 2 seconds a second to drawing: hardly two frames.
    async with server(load=0.001, floor_frames_per_sec=0.5) as runs, Page(runs) as page:
        page.open("counter", speed=50)
        await page.until(lambda: runs.counts().frames_per_sec < 25, "a lower rate")
        assert page.state == "running"
        assert runs.counts().frames_per_sec >= 0.5


async def test_a_page_alone_is_drawn_more_slowly_and_never_waits_for_itself(
    server: Server,
) -> None:
    # Not one run has room at that floor.
    async with server(load=0.0001) as runs, Page(runs) as ann, Page(runs, "bob") as bob:
        ann.open("counter", speed=20, config={"end": 10_000})
        await ann.until_step(5)
        first = ann.run
        ann.fork(first, pace=2.0)
        await ann.until(lambda: ann.run != first and ann.frames[-1].run == ann.run)
        bob.open("dropout", speed=20)
        await bob.until_state("queued")
        await ann.leave()
        await bob.until_step(5)


async def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECS
    while not condition():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)
