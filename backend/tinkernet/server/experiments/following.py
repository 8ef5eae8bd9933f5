"""Keeps saved experiments up to date while their runs go on training."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog

from tinkernet.refusal import RefusalError
from tinkernet.runtime.keepsake import Keepsake
from tinkernet.runtime.runs import Runs
from tinkernet.server.experiments import packing
from tinkernet.server.experiments.experiment import Progress
from tinkernet.server.experiments.store import Store
from tinkernet.server.experiments.trouble import StoreError

#: A kill of the server costs a saved run at most so much of its training.
_GAP_SECS = 2.0


@dataclass(slots=True)
class _Follower:
    """`take`, `step`: what was written last."""

    run: str
    take: int
    step: int


class Following:
    """A save of a run that trains follows it until it stops, is restarted or is over."""

    def __init__(self, store: Store, runs: Runs) -> None:
        self._store = store
        self._runs = runs
        self._followers: dict[str, _Follower] = {}
        self._log = structlog.get_logger("tinkernet.server")

    def follow(self, experiment: str, run: str, keepsake: Keepsake) -> None:
        """From now on, if it trains at all."""
        if keepsake.state == "running":
            self._followers[experiment] = _Follower(run, keepsake.take, keepsake.step)

    @asynccontextmanager
    async def going(self) -> AsyncIterator[None]:
        """As long as the runs live; at the end all are written once more, as interrupted."""
        task = asyncio.create_task(self._go_on())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            for experiment in list(self._followers):
                await self._write(experiment, ending=True)

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(_GAP_SECS)
            for experiment in list(self._followers):
                await self._write(experiment)

    async def _write(self, experiment: str, *, ending: bool = False) -> None:
        follower = self._followers[experiment]
        try:
            keepsake = self._runs.archive.keepsake(follower.run)
        except RefusalError:
            keepsake = None
        if keepsake is None or keepsake.take != follower.take:
            # Its run is over or began again: what was written last is how it ended.
            del self._followers[experiment]
            await self._tell(experiment, Progress(state="paused"))
            return
        if keepsake.step == follower.step and keepsake.state == "running" and not ending:
            return
        values = packing.columns(keepsake)
        if ending and keepsake.state == "running":
            values["state"] = "interrupted"
        follower.step = keepsake.step
        told = await self._tell(experiment, Progress(**values), keepsake)
        if not told or keepsake.state != "running":
            self._followers.pop(experiment, None)

    async def _tell(
        self, experiment: str, progress: Progress, keepsake: Keepsake | None = None
    ) -> bool:
        """Whether it is still there to be told."""
        blobs = packing.parts(keepsake) if keepsake else None
        try:
            await self._store.update(experiment, progress, *([blobs] if blobs else []))
        except StoreError as error:
            self._log.warning("a saved run was not followed", reason=error.message)
            return error.status == 507
        return True
