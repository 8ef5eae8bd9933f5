"""A real Tinkernet server in a process of its own, for tests and the classroom load."""

import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import psutil
from websockets import Origin
from websockets.sync.client import ClientConnection, connect

_START_SECS = 60.0
_WARM_SECS = 120.0
_STOP_SECS = 30.0


class LiveServer:
    """A started server. `.url`, `.ws_url`; `.kill()` for the sudden end, `.stop()` for SIGTERM.

    `log_to`: a file for what it writes to standard error, instead of `.log`. What it saves goes
    with it, unless `--db` says where.
    """

    def __init__(
        self, *arguments: str, env: dict[str, str] | None = None, log_to: Path | None = None
    ) -> None:
        self._saved = tempfile.TemporaryDirectory()
        saved = {"TINKERNET_DB": str(Path(self._saved.name) / "tinkernet.db")}
        errors = log_to.open("w") if log_to else subprocess.PIPE
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tinkernet", "serve", "--no-open", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **saved, **(env or {})},
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._errors: list[str] = []
        for reader in (self._read_lines, self._read_errors):
            threading.Thread(target=reader, daemon=True).start()
        self.url = self._address()
        self.ws_url = self.url.replace("http", "ws", 1) + "/ws"
        self.http = httpx.Client(base_url=self.url, timeout=30)

    @property
    def pid(self) -> int:
        """The server's own process; its workers are children of it."""
        return self.process.pid

    @property
    def log(self) -> str:
        """Everything it wrote to standard error so far."""
        return "".join(self._errors)

    def until_ready(self) -> "LiveServer":
        """Wait until its workers are warm."""
        end = time.monotonic() + _WARM_SECS
        while self.http.get("/readyz").status_code != 200:
            if time.monotonic() > end:
                raise TimeoutError(f"the server never became ready:\n{self.log}")
            time.sleep(0.1)
        return self

    def socket(self) -> AbstractContextManager[ClientConnection]:
        """A websocket to it, as its own page would open one."""
        origin = Origin(self.url)
        return connect(self.ws_url, origin=origin, max_size=None, compression=None)

    def children(self) -> list[psutil.Process]:
        """All processes it started, and theirs."""
        return psutil.Process(self.pid).children(recursive=True)

    def rss_mb(self) -> float:
        """The memory of the server process alone."""
        return psutil.Process(self.pid).memory_info().rss / 2**20

    def stop(self) -> int:
        """Ask it to end; returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def kill(self) -> None:
        """End it without a word."""
        if self.process.poll() is None:
            self.process.kill()
        self._ended()

    def _ended(self) -> int:
        self.http.close()
        code = self.process.wait(_STOP_SECS)
        self._saved.cleanup()
        return code

    def _address(self) -> str:
        end = time.monotonic() + _START_SECS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                line = self._lines.get(timeout=0.2)
            except queue.Empty:
                continue
            if line.startswith("Tinkernet is at "):
                return line.removeprefix("Tinkernet is at ").strip()
        self.process.kill()
        raise RuntimeError(f"the server did not start:\n{self.log}")

    def _read_lines(self) -> None:
        for line in self.process.stdout or []:
            self._lines.put(line)

    def _read_errors(self) -> None:
        for line in self.process.stderr or []:
            self._errors.append(line)


@contextmanager
def live_server(
    *arguments: str, env: dict[str, str] | None = None, log_to: Path | None = None
) -> Iterator[LiveServer]:
    """A warm server for the length of a block."""
    server = LiveServer(*arguments, env=env, log_to=log_to)
    try:
        yield server.until_ready()
    finally:
        server.kill()
