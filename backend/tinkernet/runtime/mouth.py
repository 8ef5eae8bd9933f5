"""The worker's way of speaking: whole packets, also when two threads speak."""

import socket
import threading

from tinkernet.message import Message
from tinkernet.runtime.wire import Kind, pack, pack_state


class Mouth:
    """Writes packets to the server; blocks while the server does not read."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._lock = threading.Lock()

    def report(self, run: int, message: Message) -> None:
        """Tell something about a run, or with run 0 about the worker."""
        self._send(pack(Kind.REPORT, run, message.model_dump_json().encode()))

    def frame(self, run: int, data: bytes) -> None:
        """Send a frame of a run."""
        self._send(pack(Kind.FRAME, run, data))

    def state(self, run: int, step: int, data: bytes) -> None:
        """Send the frozen state of a run."""
        self._send(pack_state(run, step, data))

    def file(self, run: int, data: bytes) -> None:
        """Send a file that somebody takes away."""
        self._send(pack(Kind.FILE, run, data))

    def _send(self, packet: bytes) -> None:
        try:
            with self._lock:
                self._sock.sendall(packet)
        except OSError as error:
            # The server is gone: nobody is left to work for.
            raise SystemExit(0) from error
