"""Workers forked from a warm template: the default launcher where the system can fork."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any

import orjson

from tinkernet.runtime.environment import environment
from tinkernet.runtime.launcher import Child, LaunchError, settings_of
from tinkernet.runtime.limits import Limits

_SOCKET_BYTES = 1 << 20


class ForkserverLauncher:
    """Forks workers from one template process that has trained a step already.

    `labs`: the folder of the user's own labs, which the workers load too.
    """

    def __init__(self, limits: Limits, labs: Path | None = None) -> None:
        self._settings = settings_of(limits, labs)
        self._template: _Template | None = None
        self._lock = asyncio.Lock()

    async def launch(self) -> Child:
        """One more worker, about 30 ms after the template is warm.

        Raises:
            LaunchError: if the template ended.
        """
        async with self._lock:
            if self._template is None or self._template.is_gone:
                self._template = _Template(self._settings.model_dump_json())
                await self._template.open()
            return await self._template.fork()

    async def close(self) -> None:
        """End the template; the kernel ends its workers with it."""
        if self._template:
            await self._template.close()
            self._template = None


class _Template:
    """The server's end of the template process."""

    def __init__(self, settings: str) -> None:
        self._sock, theirs = socket.socketpair()
        self._process = _start(theirs.fileno(), settings)
        theirs.close()
        self._forked: deque[asyncio.Future[int]] = deque()
        self._ended: dict[int, asyncio.Future[int | None]] = {}
        self._ready = asyncio.get_running_loop().create_future()
        self._hearing: asyncio.Task[None] | None = None

    @property
    def is_gone(self) -> bool:
        return self._hearing is None or self._hearing.done()

    async def open(self) -> None:
        # A second handle on the same socket: asyncio reads, this class writes.
        reader, writer = await asyncio.open_unix_connection(sock=self._sock.dup())
        self._hearing = asyncio.create_task(self._hear(reader, writer))
        await self._ready

    async def fork(self) -> Child:
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SOCKET_BYTES)
        answer = asyncio.get_running_loop().create_future()
        self._forked.append(answer)
        try:
            socket.send_fds(self._sock, [b"fork"], [theirs.fileno()])
        except OSError as error:
            raise LaunchError("the process that workers are forked from is gone") from error
        finally:
            theirs.close()
        pid = await answer
        return Child(pid, ours, self._ended[pid], lambda: self._kill(pid))

    async def close(self) -> None:
        self._process.kill()
        self._sock.close()
        if self._hearing:
            self._hearing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._hearing
        await asyncio.to_thread(self._process.wait)

    def _kill(self, pid: int) -> None:
        if not self._ended[pid].done():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                self._take(orjson.loads(line))
        except OSError:
            pass
        finally:
            writer.close()
            self._give_up()

    def _take(self, word: dict[str, Any]) -> None:
        match word:
            case {"ready": True}:
                self._ready.set_result(None)
            case {"forked": int(pid)}:
                self._ended[pid] = asyncio.get_running_loop().create_future()
                answer = self._forked.popleft()
                if not answer.cancelled():
                    answer.set_result(pid)
            case {"ended": int(pid), "code": int(code)}:
                self._ended[pid].set_result(code)

    def _give_up(self) -> None:
        gone = LaunchError("the process that workers are forked from ended: see its last words")
        for waiting in (self._ready, *self._forked):
            if not waiting.done():
                waiting.set_exception(gone)
        for ended in self._ended.values():
            if not ended.done():
                ended.set_result(None)


def _start(fd: int, settings: str) -> subprocess.Popen[bytes]:
    """From the thread of the event loop, which lives as long as the server: the kernel ends the
    template with the thread that started it."""
    return subprocess.Popen(
        [sys.executable, "-m", "tinkernet.runtime.template", str(fd), settings],
        pass_fds=[fd],
        env=environment(),
        stdin=subprocess.DEVNULL,
        # Ctrl-C in the terminal is for the server, which then ends its workers.
        start_new_session=True,
    )
