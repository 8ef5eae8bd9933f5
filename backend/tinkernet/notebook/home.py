"""The server of this Python process: started once, in the background, and ended with it."""

import os
import secrets
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

from tinkernet.refusal import RefusalError

_ANNOUNCED = "Tinkernet is at "
_START_SECS = 90.0
_STOP_SECS = 10.0
_LAST_WORDS = 600


@dataclass(frozen=True, slots=True)
class Home:
    """A server of our own at `url`. It lives as long as our end of its standard input. `token`:
    what shows it that a loop is one of this process."""

    url: str
    process: subprocess.Popen[str]
    token: str = field(repr=False)

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def close(self) -> None:
        """End it before this process ends."""
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(_STOP_SECS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


_homes: dict[int, Home] = {}
_door = threading.Lock()


def home() -> Home:
    """The server of this process, started if there is none or if it has ended. It takes seconds.

    Raises:
        RefusalError: if it could not be started, with its last words.
    """
    with _door:
        # By process: a fork has the variable of its parent, but must not share its server.
        known = _homes.get(os.getpid())
        if known is None or not known.is_alive:
            known = _homes[os.getpid()] = _start()
        return known


def _start() -> Home:
    command = [sys.executable, "-P", "-m", "tinkernet", "serve", "--notebook"]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        process = subprocess.Popen(
            [*command, "--no-open", "--host", "127.0.0.1", "--port", "0"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            # An interrupted cell interrupts the kernel's whole group, but not the server.
            start_new_session=True,
        )
        token = secrets.token_urlsafe()
        if process.stdin:
            with suppress(BrokenPipeError):
                process.stdin.write(f"{token}\n")
                process.stdin.flush()
        url = _announced(process)
        if url:
            return Home(url, process, token)
        raise RefusalError(f"No Tinkernet could be started here: {_last_words(log)}")


def _announced(process: subprocess.Popen[str]) -> str:
    """The address that the server tells; nothing if it ends or stays silent."""
    clock = threading.Timer(_START_SECS, process.kill)
    clock.start()
    try:
        for line in process.stdout or ():
            if line.startswith(_ANNOUNCED):
                return line.removeprefix(_ANNOUNCED).strip()
        process.wait()
        return ""
    except KeyboardInterrupt:
        process.kill()
        raise
    finally:
        clock.cancel()


def _last_words(log: IO[str]) -> str:
    log.seek(0)
    return log.read()[-_LAST_WORDS:].strip() or "it ended without a word."
