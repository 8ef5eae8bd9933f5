"""One warm template for all tests of the runtime: each test forks its own workers from it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tinkernet.discovery import Catalogue, discover
from tinkernet.runtime.forkserver import ForkserverLauncher
from tinkernet.runtime.launcher import Child
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.runs import Runs

LABS = Path(__file__).parent.parent / "labs_for_runtime"
#: Quick to notice a hang: the workers of all tests are started with this.
HANG_TOLD_SECS = 1.0
#: For the tests of hangs; the workers of others may be kept waiting by a busy machine.
HANG_KILLED_SECS = 2.5
PATIENT_SECS = 120.0

Server = Callable[..., AbstractAsyncContextManager[Runs]]


class LentTemplate:
    """A launcher that forks from a template which outlives it."""

    def __init__(self, template: ForkserverLauncher) -> None:
        self._template = template
        self._children: list[Child] = []

    async def launch(self) -> Child:
        child = await self._template.launch()
        self._children.append(child)
        return child

    async def close(self) -> None:
        for child in self._children:
            child.kill()
            await child.ended


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return discover(LABS)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def template() -> AsyncIterator[ForkserverLauncher]:
    launcher = ForkserverLauncher(limits(), LABS)
    yield launcher
    await launcher.close()


@pytest_asyncio.fixture(loop_scope="session")
async def server(catalogue: Catalogue, template: ForkserverLauncher) -> Server:
    """`async with server(runs_per_session=2) as runs:` a runtime with ready workers."""

    @asynccontextmanager
    async def start(**changed: Any) -> AsyncIterator[Runs]:
        async with Runs(catalogue, limits(**changed), LentTemplate(template)) as runs:
            await runs.until_ready()
            yield runs

    return start


def limits(**changed: Any) -> Limits:
    """Two workers, time for a busy machine, and whatever a test asks for."""
    usual = {"hang_told_secs": HANG_TOLD_SECS, "hang_killed_secs": PATIENT_SECS}
    return Limits.model_validate({"workers": 2, "share_secs": PATIENT_SECS, **usual, **changed})
