"""The line from a notebook to its server: frames go out, orders of those who look come in."""

import queue
import threading
import weakref
from contextlib import ExitStack

from websockets import ConnectionClosed, Origin
from websockets.sync.client import ClientConnection, connect

from tinkernet.lab import LabPage
from tinkernet.notebook.home import Home
from tinkernet.protocol import Advance, Pace, Show
from tinkernet.refusal import RefusalError
from tinkernet.runtime.orders import Begin, Order, orders
from tinkernet.runtime.reports import Report
from tinkernet.runtime.wire import Kind, Reader, pack

#: The server takes no larger message of anybody; a packet may be torn anywhere.
_CHUNK = 32_768
_CREDITS = 2
_PATIENCE_SECS = 10.0


class Line:
    """One connection and its two threads, which know nothing of the loop: a loop that is
    forgotten closes its line.

    `run`: the name under which the loop is watched. `wanted`: the panels somebody looks at.
    `asks`: counts how often that changed. `is_open`: whether anybody could hear.
    """

    def __init__(self, home: Home, page: LabPage) -> None:
        self.run = ""
        self.wanted: frozenset[str] = frozenset()
        self.asks = 0
        self.is_open = True
        # Each counter is written by one thread alone, so none of them needs a lock.
        self._sent, self._credited = 0, 0
        self._taken, self._granted = 0, 0
        self._allowed = threading.Event()
        self._allowed.set()
        self._begun = threading.Event()
        self._mail: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._end = ExitStack()
        self._socket = _dial(home, self._end)
        self._send(Kind.REPORT, page.model_dump_json().encode())
        for work in (self._listen, self._write):
            threading.Thread(target=work, name="tinkernet-watch", daemon=True).start()
        if not self._begun.wait(_PATIENCE_SECS):
            self.close()
            raise RefusalError("The Tinkernet of this notebook does not answer: try again.")

    @property
    def has_credit(self) -> bool:
        """Whether the server has taken what was sent, so that one more frame is worth drawing."""
        return self._sent - self._credited < _CREDITS

    @property
    def is_paused(self) -> bool:
        """Whether somebody at the page has stopped the loop."""
        return not self._allowed.is_set()

    def take_turn(self, secs: float) -> bool:
        """Wait at most so long until the next step may be taken, and say whether it may."""
        if self._taken < self._granted:
            self._taken += 1
            return True
        return self._allowed.wait(secs)

    def frame(self, data: bytes) -> None:
        """Send a frame; never blocks."""
        self._sent += 1
        self._send(Kind.FRAME, data)

    def report(self, report: Report) -> None:
        """Tell what happened; never blocks."""
        self._send(Kind.REPORT, report.model_dump_json().encode())

    def close(self) -> None:
        """Nothing more is said; what waits is sent first."""
        self._mail.put(None)

    def _send(self, kind: Kind, payload: bytes) -> None:
        if self.is_open:
            self._mail.put(pack(kind, 0, payload))

    def _write(self) -> None:
        try:
            while (packet := self._mail.get()) is not None:
                for start in range(0, len(packet), _CHUNK):
                    self._socket.send(packet[start : start + _CHUNK])
            self._end.close()
        except (ConnectionClosed, OSError):
            self._gone()

    def _listen(self) -> None:
        reader = Reader()
        try:
            for data in self._socket:
                for packet in reader.feed(data if isinstance(data, bytes) else data.encode()):
                    if packet.kind is Kind.CREDIT:
                        self._credited += 1
                    elif packet.kind is Kind.ORDER:
                        self._obey(orders.validate_json(packet.payload))
        except (ConnectionClosed, OSError, ValueError):
            pass
        self._gone()

    def _obey(self, order: Order) -> None:
        match order:
            case Begin():
                self.run = order.run
                self._begun.set()
            case Show():
                self.wanted = frozenset(order.panels)
                self.asks += 1
            case Pace(playing=True):
                self._allowed.set()
            case Pace():
                self._allowed.clear()
            case Advance():
                self._allowed.clear()
                self._granted += 1
            case _:
                pass

    def _gone(self) -> None:
        self.is_open = False
        self.wanted = frozenset()
        self._allowed.set()
        self._mail.put(None)


def _dial(home: Home, end: ExitStack) -> ClientConnection:
    """The open connection, which `end` closes."""
    try:
        call = connect(
            f"{home.url.replace('http', 'ws', 1)}/watch",
            origin=Origin(home.url),
            additional_headers={"Authorization": f"Bearer {home.token}"},
            compression=None,
            proxy=None,
            max_size=None,
        )
        return end.enter_context(call)
    except (OSError, TimeoutError, ConnectionClosed) as error:
        raise RefusalError(f"The Tinkernet of this notebook does not answer ({error}).") from error


def closes_with(owner: object, line: Line) -> None:
    """The line ends when its owner is forgotten."""
    weakref.finalize(owner, line.close)
