"""A page that stops reading: it opens a run, claims to draw its frames, and lets them pile up."""

import base64
import os
import re
import socket
import struct

import orjson

from tests.live_server import LiveServer

_MASKED_TEXT = 0x81
_READ_BYTES = 8192


class StalledPage:
    """One websocket by hand, for a client library would read. `speed`: steps per second."""

    def __init__(
        self, server: LiveServer, lab: str, config: dict[str, object], speed: float | None = None
    ) -> None:
        host, port = server.url.removeprefix("http://").split(":")
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _READ_BYTES)
        self._socket.settimeout(10)
        self._socket.connect((host, int(port)))
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            f"GET /ws HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {server.url}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        self._hear(rb"\r\n\r\n")
        self._say(type="open", tag="a", lab=lab, config=config, speed=speed, fresh=True)
        self._run = self._hear(rb'"run":"([0-9a-f]{32})"')[1].decode()
        self._drawn = 0

    def claim(self, frames: int = 50) -> None:
        """Say that the next `frames` frames are on the screen, which nobody has read."""
        for _ in range(frames):
            self._say(type="drawn", run=self._run, frame=self._drawn)
            self._drawn += 1

    def is_closed(self) -> bool:
        """Whether the server has given up: what it had sent is read now, up to the end."""
        self._socket.settimeout(1)
        try:
            while self._socket.recv(65536):
                pass
        except TimeoutError:
            return False
        except OSError:
            return True
        return True

    def close(self) -> None:
        """Go away without a goodbye."""
        self._socket.close()

    def _hear(self, wanted: bytes) -> re.Match[bytes]:
        """Read, a little at a time, until the pattern `wanted` has come."""
        heard = b""
        while not (found := re.search(wanted, heard)):
            heard += self._socket.recv(64)
        return found

    def _say(self, **message: object) -> None:
        text = orjson.dumps(message)
        long = len(text) > 125
        length = bytes([0xFE]) + struct.pack(">H", len(text)) if long else bytes([0x80 | len(text)])
        # A mask of zeroes changes nothing.
        self._socket.sendall(bytes([_MASKED_TEXT]) + length + b"\0\0\0\0" + text)
