"""Runs that train elsewhere, in somebody's notebook: taken in, shown like any other, let go."""

from collections.abc import Callable

from tinkernet.discovery import LabEntry
from tinkernet.lab import Lab, LabPage
from tinkernet.protocol import Act, Advance, ClientMessage, Close, Fork, Pace, Restart, Set, Status
from tinkernet.refusal import RefusalError
from tinkernet.runtime.checkpoint import Checkpoint
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.orders import Begin, Order
from tinkernet.runtime.run import Run
from tinkernet.runtime.script import Script

#: No worker knows it.
_NO_NUMBER = -1
#: A loop that was paused waits so long for a page that is loaded again.
_FORGOTTEN_SECS = 3.0
_OVER = "The loop that was watched is over."

#: What a page asks of the one who trains.
Asked = Set | Act | Restart | Fork | Pace | Advance | Close


class Guest(Run):
    """A run whose frames come from outside. `obey`: who trains hears orders by it, as a worker
    would; None once it is gone."""

    def __init__(self, page: LabPage, limits: Limits, obey: Callable[[Order], None]) -> None:
        lab = type("Watched", (Lab,), {"places": page.places, "units": page.units})
        entry = LabEntry(page.id, lab, page, code_hash="")
        super().__init__(_NO_NUMBER, "notebook", entry, Script(page.id, {}), limits)
        self.obey = obey
        self.is_seated = True
        self.state = "running"

    def begin(self) -> tuple[Begin, Checkpoint | None]:
        """Its first order tells who trains under which name it is watched."""
        order, _ = super().begin()
        return order.model_copy(update={"config": {}}), None

    def status(self, tag: str = "") -> Status:
        """Where it stands; it has no controls."""
        return super().status(tag).model_copy(update={"config": {}})

    def ask(self, message: Asked) -> None:
        """Pass on what a page asks, as far as it may.

        Raises:
            RefusalError: for whatever only the notebook can do.
        """
        if self.obey is None:
            raise RefusalError(_OVER)
        if not isinstance(message, Pace | Advance):
            raise RefusalError("This loop trains in a notebook: change it there.")
        self.playing = isinstance(message, Pace) and message.playing
        self.obey(message)

    def forget(self, secs: float) -> None:
        """Nobody has watched for so long: a loop that waits for a page waits in vain."""
        if self.obey and not self.playing and secs >= _FORGOTTEN_SECS:
            self.playing = True
            self.obey(Pace(run=self.id, playing=True))

    def leave(self) -> None:
        """Who trained is gone; what was drawn stays for a while."""
        self.obey, self.is_seated = None, False
        if self.state in {"running", "paused"}:
            self.turn("finished", _OVER)


def asked(message: ClientMessage) -> Asked | None:
    """The message, if it is one that who trains must answer."""
    return message if isinstance(message, Asked) else None
