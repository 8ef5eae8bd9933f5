"""A run inside a worker that is replayed only to be written down and taken away."""

import math
from collections.abc import Callable

from tinkernet.discovery import LabEntry
from tinkernet.runtime.orders import Take
from tinkernet.runtime.reports import Turned
from tinkernet.takeaway.kind import Kind
from tinkernet.takeaway.takeaway import Takeaway


class Taking:
    """Takes turns like a run that trains; `send` gets the name of the file and its bytes."""

    def __init__(
        self,
        order: Take,
        entry: LabEntry,
        send: Callable[[str, bytes], None],
        tell: Callable[[Turned], None],
    ) -> None:
        self._kind: Kind = order.kind
        self._send = send
        self._tell = tell
        self._is_over = False
        self._takeaway = Takeaway(
            entry.lab, order.config, order.deeds, order.step, title=order.title,
            reproduces=order.kind in {"script", "notebook"},
        )  # fmt: skip

    def wake(self) -> float:
        """Now, until the file is made."""
        return math.inf if self._is_over else 0.0

    def work(self, deadline: float) -> None:
        """One slice: replay until `deadline`, and at the end of it all make the file."""
        if self._takeaway.work(deadline):
            self._send(*self._takeaway.bundle(self._kind))
            self._is_over = True

    def fail(self, message: str, traceback: str) -> None:
        """There will be no file."""
        self._is_over = True
        self._tell(Turned(state="failed", step=0, message=message, traceback=traceback))
