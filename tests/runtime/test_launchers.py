"""What every launcher must do: the same test for each, and for those to come."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from tests.runtime.conftest import LABS, limits
from tests.runtime.page import Page
from tests.runtime.processes import until_gone
from tinkernet.discovery import Catalogue
from tinkernet.runtime.forkserver import ForkserverLauncher
from tinkernet.runtime.launcher import Launcher, LaunchError
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.runs import Runs
from tinkernet.runtime.spawn import SpawnLauncher

pytestmark = pytest.mark.asyncio(loop_scope="session")

KINDS: dict[str, Callable[[Limits, Path], Launcher]] = {
    "forkserver": ForkserverLauncher,
    "spawn": SpawnLauncher,
}


@pytest_asyncio.fixture(params=KINDS, loop_scope="session")
async def runs(request: pytest.FixtureRequest, catalogue: Catalogue) -> AsyncIterator[Runs]:
    one = limits(workers=1)
    async with Runs(catalogue, one, KINDS[request.param](one, LABS)) as runs:
        await runs.until_ready()
        yield runs


async def test_a_launcher_starts_warm_workers_that_stream_obey_die_and_come_back(
    runs: Runs,
) -> None:
    assert [ready.warm for ready in runs.greetings] == [True]
    async with Page(runs) as page, Page(runs, "bob") as other:
        page.open("dropout", speed=200)
        other.open("counter", speed=50, config={"seed": 3})
        await page.until_step(30)
        seen = max(page.history)
        before = page.of_steps(*range(1, seen + 1))
        other.set(pace=4.0)
        await other.until(lambda: other.changes)
        await other.until_step(other.changes[0].step + 2)

        first = runs.pids[0]
        os.kill(first, signal.SIGKILL)
        await page.until(lambda: "lost" in page.states)
        assert "killed (signal 9)" in next(s.message for s in page.statuses if s.message)
        await page.until_state("running")
        await page.until_step(60)
        await other.until_step(other.step + 5)
        assert page.of_steps(*range(1, seen + 1)) == before
        assert runs.pids != [first]

        # Bit for bit: a run of its own with the same config that nothing happened to.
        again = Page(runs, "cy")
        again.open("dropout", speed=400, fresh=True)
        await again.until_step(60)
        assert again.of_steps(*range(1, 61)) == page.of_steps(*range(1, 61))
        await again.leave()

        other.open("lonely", speed=20)
        await other.until(lambda: len(runs.pids) == 2)
        await other.until_state("running")
        last = runs.pids
    await runs.__aexit__(None, None, None)
    until_gone(last)


async def test_a_launcher_that_closes_lets_go_of_all_it_listened_to(catalogue: Catalogue) -> None:
    """Else the next socket with the same number would never be heard."""
    selector = getattr(asyncio.get_running_loop(), "_selector", None)
    if selector is None:
        pytest.skip("this loop does not show what it listens to")
    before = set(selector.get_map())
    one = limits(workers=1)
    async with Runs(catalogue, one, SpawnLauncher(one, LABS)) as runs:
        await runs.until_ready()
    await asyncio.sleep(0)
    assert set(selector.get_map()) <= before


async def test_a_template_that_cannot_start_is_told(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    one = limits(workers=1)
    for launcher in (ForkserverLauncher(one, LABS), SpawnLauncher(one, LABS)):
        async with Runs(catalogue, one, launcher) as runs:
            assert not runs.ready
            page = Page(runs, "early")
            page.open("counter")
            await page.until(_told(page, "warming up"))
            with pytest.raises(LaunchError):
                await runs.until_ready()
            await page.until(_told(page, "could not be started"))
            await page.leave()


def _told(page: Page, words: str) -> Callable[[], bool]:
    return lambda: any(words in status.message for status in page.statuses)
