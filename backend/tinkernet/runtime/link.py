"""The server's end of one worker: packets in and out, and when it was last heard."""

import asyncio
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, cast

from tinkernet.runtime.launcher import Child
from tinkernet.runtime.orders import Order
from tinkernet.runtime.reports import Ready, Report, Slow, reports
from tinkernet.runtime.wire import Kind, Reader, WireError, pack, pack_state, unpack_state


class Berth(StrEnum):
    """Where work is done: among others in a shared worker, or in one that ends with it, as an
    exclusive run or as a file that somebody takes away."""

    SHARED = "shared"
    ALONE = "alone"
    ERRAND = "errand"


class Sink(Protocol):
    """Who hears what workers send."""

    def frame(self, run: int, data: bytes) -> None:
        """A run drew a frame."""
        ...

    def report(self, run: int, report: Report) -> None:
        """Something happened in a run, or with run 0 in the worker."""
        ...

    def state(self, run: int, step: int, data: bytes) -> None:
        """A run has come to `step`, and this is its frozen state."""
        ...

    def file(self, run: int, data: bytes) -> None:
        """What somebody takes away is made."""
        ...


@dataclass(frozen=True, slots=True)
class Hang:
    """A slice that does not end: of which run (0: nobody knows), for how long."""

    run: int
    secs: float


class Link(asyncio.Protocol):
    """One worker. `runs`: the numbers of those it hosts; `capacity`: how many it may;
    `berth`: for what it lives. `is_told`: its runs know that it hangs."""

    def __init__(
        self,
        child: Child,
        sink: Sink,
        gone: Callable[["Link"], None],
        *,
        capacity: int,
        berth: Berth,
    ) -> None:
        self.child = child
        self.capacity = capacity
        self.berth = berth
        self.runs: set[int] = set()
        self.ready: Ready | None = None
        self.heard_at = time.monotonic()
        self.hang: Hang | None = None
        self.is_told = False
        self.verdict = ""
        self._sink = sink
        self._gone = gone
        self._reader = Reader()
        self._transport: asyncio.Transport | None = None

    @property
    def room(self) -> int:
        """How many more runs fit."""
        return self.capacity - len(self.runs) if self.ready and not self.verdict else 0

    def send(self, run: int, order: Order) -> None:
        """Give an order; never blocks."""
        self._write(pack(Kind.ORDER, run, order.model_dump_json().encode()))

    def send_state(self, run: int, step: int, data: bytes) -> None:
        """Hand over the state from which the next `Begin` goes on."""
        self._write(pack_state(run, step, data))

    def kill(self, verdict: str) -> None:
        """End the worker for this reason."""
        self.verdict = verdict
        self.child.kill()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        # uvloop's transports are no subclass of asyncio's, so this cannot be asked.
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Called by asyncio with whatever came, torn anywhere."""
        try:
            packets = self._reader.feed(data)
        except WireError as error:
            self.kill(str(error))
            return
        self.heard_at = time.monotonic()
        for kind, run, payload in packets:
            if kind is Kind.FRAME:
                self.hang = None
                self._sink.frame(run, payload)
                self._write(pack(Kind.CREDIT, run))
            elif kind is Kind.STATE:
                self._sink.state(run, *unpack_state(payload))
            elif kind is Kind.FILE:
                self._sink.file(run, payload)
            elif kind is Kind.REPORT:
                self._hear(run, reports.validate_json(payload))

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by asyncio when the worker is gone."""
        self._gone(self)

    def close(self) -> None:
        """Hang up: the worker ends by itself."""
        if self._transport:
            self._transport.abort()

    def _hear(self, run: int, report: Report) -> None:
        match report:
            case Slow():
                self.hang = Hang(run, report.secs)
            case Ready():
                self.ready = report
                self._sink.report(0, report)
            case _:
                self.hang = None
                self._sink.report(run, report)

    def _write(self, data: bytes) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.write(data)


async def connect(link: Link) -> None:
    """Let the running loop read what the worker sends."""
    loop = asyncio.get_running_loop()
    sock = link.child.sock
    sock.setblocking(False)
    # Windows has no such family; there every socket is one of the internet's.
    if sock.family == getattr(socket, "AF_UNIX", None):
        await loop.create_unix_connection(lambda: link, sock=sock)
    else:
        await loop.create_connection(lambda: link, sock=sock)
