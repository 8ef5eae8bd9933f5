"""One open page: whose it is, what it watches, and the outbox on its way there."""

from tinkernet.protocol import ServerMessage
from tinkernet.refusal import RefusalError
from tinkernet.runtime.outbox import Outbox
from tinkernet.runtime.watch import Watch


class Viewer:
    """A page at the other end of a websocket. Made by `Runs.viewer`, ended by `Runs.leave`.

    `session` is the unit of quota. `moved`: a page that was given a run of its own may still
    speak of the one it shared.
    """

    def __init__(self, session: str) -> None:
        self.session = session
        self.outbox = Outbox()
        self.moved: dict[str, str] = {}

    def tell(self, message: ServerMessage) -> None:
        """Put a control message into the outbox, behind those that wait there."""
        self.outbox.tell(message)

    def watch(self, run: str) -> Watch:
        """This page's watch of the run it calls by that id.

        Raises:
            RefusalError: if it watches no such run.
        """
        while run in self.moved:
            run = self.moved[run]
        watch = self.outbox.watches.get(run)
        if watch is None:
            raise RefusalError("This page does not watch that run: open or join it first.", "run")
        return watch
