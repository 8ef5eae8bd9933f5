"""Runs the server until it is told to stop, then ends everything it started."""

import asyncio
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from tinkernet.course.course import load_course
from tinkernet.discovery import Catalogue
from tinkernet.runtime.forkserver import ForkserverLauncher
from tinkernet.runtime.launcher import Launcher
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.runs import Runs
from tinkernet.server.app import create_app, guarded
from tinkernet.server.experiments.place import read_place
from tinkernet.server.experiments.store import Store
from tinkernet.server.settings import Settings
from tinkernet.server.site import Site

#: Together with the runtime's own end well within five seconds.
_GRACE_SECS = 2


class Server(uvicorn.Server):
    """Uvicorn, which also says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve_site(
    settings: Settings,
    catalogue: Catalogue,
    limits: Limits,
    listener: socket.socket,
    ready: Callable[[], None],
    token: str = "",
) -> bool:
    """Serve on `listener` until SIGINT or SIGTERM; `ready` is called once it answers.

    Returns whether it started at all.

    Raises:
        RefusalError: if the database that was asked for cannot be used.
    """
    store = Store(read_place(settings.db), limits)
    if store.place.chosen:
        asyncio.run(_try(store))
    site = Site(
        settings=settings,
        catalogue=catalogue,
        course=load_course(catalogue),
        runs=Runs(catalogue, limits, launcher(settings.labs, limits)),
        store=store,
        token=token,
    )
    server = Server(_config(site, limits), ready)
    # Uvicorn raises the signal again when it is done; a wanted end is no failure.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _enough)
    server.run(sockets=[listener])
    return server.started


async def _try(store: Store) -> None:
    """Before anything listens, so that the command line can say why not."""
    async with store:
        pass


def _config(site: Site, limits: Limits) -> uvicorn.Config:
    return uvicorn.Config(
        guarded(create_app(site), site),
        loop="auto",
        ws="websockets-sansio",
        ws_max_size=limits.message_bytes,
        ws_per_message_deflate=False,
        ws_ping_interval=limits.ping_secs,
        ws_ping_timeout=limits.ping_secs,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECS,
    )


def launcher(labs: Path | None, limits: Limits) -> Launcher:
    """Workers forked from a warm template where that is safe, else started from nothing."""
    if _can_fork():
        return ForkserverLauncher(limits, labs)
    from tinkernet.runtime.spawn import SpawnLauncher  # Imports torch, which only workers need.

    return SpawnLauncher(limits, labs)


def _can_fork() -> bool:
    """macOS has a forkserver, but its system libraries do not survive a fork."""
    return sys.platform.startswith("linux")


def _enough(_signal: int, _frame: FrameType | None) -> None:
    """The stop was asked for and has been done."""
