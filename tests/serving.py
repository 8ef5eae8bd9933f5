"""Starts the real server as a person would, on a free port of this machine only."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

READY_SECS = 120.0
STOP_SECS = 15.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens; `pid` is the process itself, for the tests that hurt it."""

    url: str
    port: int
    pid: int


@contextmanager
def serving(
    command: Sequence[str | Path], *, log: Path, env: Mapping[str, str] | None = None
) -> Iterator[Address]:
    """A server, ready when the block begins and gone when it ends.

    `command` is what starts it, without host and port; what it prints goes to `log`, what it
    saves beside it unless `command` says where.

    Raises:
        RuntimeError: if it ends or stays silent before it is ready, with what it printed.
    """
    port = free_port()
    arguments = [*command, "--no-open", "--host", "127.0.0.1", "--port", str(port)]
    saved = {"TINKERNET_DB": str(log.parent / "tinkernet.db")}
    with log.open("wb") as output:
        server = subprocess.Popen(
            arguments, stdout=output, stderr=output, env={**(env or os.environ), **saved},
            cwd=log.parent,
        )  # fmt: skip
    try:
        address = Address(f"http://127.0.0.1:{port}", port, server.pid)
        _wait_until_ready(server, address, log)
        yield address
    finally:
        _stop(server)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(url: str) -> tuple[int, str]:
    """The status and the text of an answer."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def quiet_environment(**changes: str) -> dict[str, str]:
    """This process's environment without what would point Python at other packages."""
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    return {**kept, **changes}


def _wait_until_ready(server: subprocess.Popen[bytes], address: Address, log: Path) -> None:
    deadline = time.monotonic() + READY_SECS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if get(f"{address.url}/readyz")[0] == 200:
                return
        except OSError:
            pass  # Nothing listens yet.
        time.sleep(0.1)
    raise RuntimeError(f"the server was not ready in time; it printed:\n{log.read_text()}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_SECS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
