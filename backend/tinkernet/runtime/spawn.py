"""Workers started from nothing, with one warm spare: where forking is no option."""

import asyncio
import contextlib
import hmac
import secrets
import socket
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

from tinkernet.runtime.child import labs_folder, live
from tinkernet.runtime.environment import environment
from tinkernet.runtime.launcher import Child, LaunchError, settings_of
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.settings import WorkerSettings

_TOKEN_BYTES = 32


class SpawnLauncher:
    """Starts fresh interpreters that warm themselves, and keeps one spare ready.

    A worker dials back over the loopback and proves itself by a token it got on its stdin: the
    same on every system. `labs`: the folder of the user's own labs, which the workers load too.
    """

    def __init__(self, limits: Limits, labs: Path | None = None) -> None:
        self._settings = settings_of(limits, labs)
        self._spare: asyncio.Task[Child] | None = None
        self._processes: list[subprocess.Popen[bytes]] = []

    async def launch(self) -> Child:
        """One more worker: the spare, while the next spare is started.

        Raises:
            LaunchError: if the new process ended before it was ready.
        """
        spare = self._spare or asyncio.create_task(self._start())
        self._spare = None
        child = await spare
        if self._spare is None:
            self._spare = asyncio.create_task(self._start())
        return child

    async def close(self) -> None:
        """End all workers and the spare."""
        if self._spare:
            self._spare.cancel()
            for ended in await asyncio.gather(self._spare, return_exceptions=True):
                if isinstance(ended, Child):
                    ended.sock.close()
        for process in self._processes:
            process.kill()
        for process in list(self._processes):
            await asyncio.to_thread(process.wait)

    async def _start(self) -> Child:
        with socket.create_server(("127.0.0.1", 0)) as door:
            door.setblocking(False)
            token = secrets.token_bytes(_TOKEN_BYTES)
            process = _spawn(door.getsockname()[1], self._settings.model_dump_json(), token)
            self._processes.append(process)
            ended = asyncio.get_running_loop().create_future()
            _watch(process, ended)
            ended.add_done_callback(lambda _: self._processes.remove(process))
            sock = await _welcome(door, token, ended)
        return Child(process.pid, sock, ended, process.kill)


async def _welcome(
    door: socket.socket, token: bytes, ended: asyncio.Future[int | None]
) -> socket.socket:
    """The connection of the worker that knows the token; others are turned away."""
    loop = asyncio.get_running_loop()
    while True:
        sock = await _answered(door, ended)
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        said = b""
        while len(said) < _TOKEN_BYTES and (
            more := await loop.sock_recv(sock, _TOKEN_BYTES - len(said))
        ):
            said += more
        if hmac.compare_digest(said, token):
            return sock
        sock.close()


async def _answered(door: socket.socket, ended: asyncio.Future[int | None]) -> socket.socket:
    call = asyncio.ensure_future(asyncio.get_running_loop().sock_accept(door))
    try:
        await asyncio.wait([call, ended], return_when=asyncio.FIRST_COMPLETED)
        if not call.done():
            raise LaunchError(f"a worker ended with code {ended.result()} before it was ready")
        return call.result()[0]
    finally:
        # Also when the launcher closes meanwhile: the loop must have let go of the door before
        # its number is another socket's, which would never be heard.
        call.cancel()
        await asyncio.wait([call])


def _watch(process: subprocess.Popen[bytes], ended: asyncio.Future[int | None]) -> None:
    """Resolve `ended` when the process ends; a thread of its own, for it waits for hours."""
    loop = ended.get_loop()

    def tell(code: int) -> None:
        if not ended.done():
            ended.set_result(code)

    def wait() -> None:
        code = process.wait()
        with contextlib.suppress(RuntimeError):  # the loop was closed before the process ended
            loop.call_soon_threadsafe(tell, code)

    threading.Thread(target=wait, name="watch-worker", daemon=True).start()


def _spawn(port: int, settings: str, token: bytes) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tinkernet.runtime.spawn", str(port), settings],
        env=environment(),
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    if process.stdin:
        with contextlib.suppress(BrokenPipeError), process.stdin as stdin:
            stdin.write(token)
    return process


def main() -> None:
    """`python -m tinkernet.runtime.spawn PORT SETTINGS`: warm up, dial back, be a worker."""
    settings = WorkerSettings.model_validate_json(sys.argv[2])
    token = sys.stdin.buffer.read()
    import_module("tinkernet.runtime.warm").up()
    catalogue = import_module("tinkernet.discovery").discover(labs_folder(settings))
    sock = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.sendall(token)
    live(sock, catalogue, settings)


if __name__ == "__main__":
    main()
