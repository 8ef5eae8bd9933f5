"""How a worker process comes to be: the two methods that fork, spawn and clusters share."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tinkernet.runtime.limits import Limits
from tinkernet.runtime.settings import WorkerSettings


@dataclass(frozen=True, slots=True, eq=False)
class Child:
    """A started worker. `ended` resolves to its exit code, negative for the number of a signal,
    None where nobody can know; `kill` ends it at once."""

    pid: int
    sock: socket.socket
    ended: asyncio.Future[int | None]
    kill: Callable[[], None]


class Launcher(Protocol):
    """Starts worker processes that talk over a stream socket."""

    async def launch(self) -> Child:
        """One more worker.

        Raises:
            LaunchError: if it could not be started.
        """
        ...

    async def close(self) -> None:
        """End everything this launcher started."""
        ...


class LaunchError(RuntimeError):
    """A worker process could not be started; the message says why."""


def settings_of(limits: Limits, labs: Path | None) -> WorkerSettings:
    """What a worker must know of the limits."""
    return WorkerSettings(
        labs=str(labs.resolve()) if labs else "",
        frames_per_sec=limits.frames_per_sec,
        hidden_frames_per_sec=limits.hidden_frames_per_sec,
        slice_secs=limits.slice_secs,
        credits=limits.credits,
        rows_per_frame=limits.rows_per_frame,
        memory_mb=limits.worker_memory_mb,
        nice=limits.worker_nice,
        hang_told_secs=limits.hang_told_secs,
    )
