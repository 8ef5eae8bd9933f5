"""A second thread in each worker: tells when a slice takes too long, ends with the server."""

import os
import select
import socket
import threading
import time

from tinkernet.runtime.mouth import Mouth
from tinkernet.runtime.reports import Slow

_LOOK_SECS = 0.25


class Lookout:
    """Watches the loop from outside: a lab that hangs cannot speak for itself."""

    def __init__(self, sock: socket.socket, mouth: Mouth, told_secs: float) -> None:
        self._sock = sock
        self._mouth = mouth
        self._told_secs = told_secs
        self._slice: tuple[int, float] | None = None

    def start(self) -> None:
        """Look from now on, in a thread that ends with the process."""
        threading.Thread(target=self._look, name="lookout", daemon=True).start()

    def began(self, run: int, at: float) -> None:
        """A slice of this run began."""
        self._slice = (run, at)

    def ended(self) -> None:
        """The slice ended."""
        self._slice = None

    def _look(self) -> None:
        while True:
            time.sleep(min(_LOOK_SECS, self._told_secs / 4))
            if _is_gone(self._sock):
                os._exit(0)
            if self._slice and (secs := time.monotonic() - self._slice[1]) >= self._told_secs:
                self._mouth.report(self._slice[0], Slow(secs=secs))


def _is_gone(sock: socket.socket) -> bool:
    """Whether the other end is closed, though unread words of its may still lie here."""
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(sock, getattr(select, "POLLRDHUP", 0))
    try:
        return bool(poll.poll(0))
    except OSError:
        return True
