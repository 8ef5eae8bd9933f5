"""A page as tests see it: it speaks the protocol over a real websocket, like a browser."""

import time
from types import TracebackType
from typing import Any, Self

import orjson
from websockets.exceptions import ConnectionClosed

from tests.live_server import LiveServer
from tinkernet.frame import unpack

PATIENCE_SECS = 60.0


class Page:
    """One websocket. Frames are acknowledged as a browser does, unless `acknowledges` is off;
    `heard` keeps every control message."""

    def __init__(self, server: LiveServer) -> None:
        self._connecting = server.socket()
        self.acknowledges = True
        self.heard: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self.socket = self._connecting.__enter__()
        self.greeting = self.next_message("hello")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connecting.__exit__(kind, error, trace)

    def say(self, **message: object) -> None:
        """Send one JSON message."""
        self.socket.send(orjson.dumps(message).decode())

    def next(self, patience_secs: float = PATIENCE_SECS) -> dict[str, Any]:
        """The next message; a frame comes as its header, with `type` set to `frame`.

        Raises:
            TimeoutError: if none comes in time.
        """
        got = self.socket.recv(timeout=patience_secs)
        if isinstance(got, str):
            self.heard.append(orjson.loads(got))
            return self.heard[-1]
        header, _ = unpack(got)
        if self.acknowledges:
            self.say(type="drawn", run=header["run"], frame=header["frame"])
        return {"type": "frame", **header}

    def next_message(self, kind: str, **values: object) -> dict[str, Any]:
        """The next message of that kind with these values; others are passed over."""
        end = time.monotonic() + PATIENCE_SECS
        seen: list[str] = []
        while (left := end - time.monotonic()) > 0:
            try:
                message = self.next(left)
            except TimeoutError:
                break
            if message["type"] == kind and all(message.get(k) == v for k, v in values.items()):
                return message
            seen.append(f"{message['type']} {message.get('state', '')}".strip())
        raise TimeoutError(f"no {kind} with {values} came, only {seen[-12:]}")

    def pass_step(self, run: str, step: int) -> None:
        """Watch until the run is beyond `step`: it goes on."""
        end = time.monotonic() + PATIENCE_SECS
        while self.next_message("frame", run=run)["step"] <= step:
            assert time.monotonic() < end, f"the run {run} stands still at step {step}"

    def refusal(self, text: str | bytes) -> dict[str, Any]:
        """What the server answers to `text`, sent as it is."""
        self.socket.send(text)
        return self.next_message("refused")

    def open(self, lab: str = "mlp", **options: object) -> str:
        """Open a run and wait until it trains; returns its id."""
        self.say(type="open", tag="a", lab=lab, fresh=True, **options)
        run = self.next_message("status")["run"]
        self.next_message("frame", run=run)
        return run

    def close_code(self) -> int:
        """Read on until the server closes, and say with which code; 1006 if without a word."""
        end = time.monotonic() + PATIENCE_SECS
        while time.monotonic() < end:
            try:
                self.next()
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 1006
        raise TimeoutError("the server did not close")
