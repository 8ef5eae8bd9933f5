"""One run as the server knows it: its script, its state, its record, and who watches."""

import functools
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from tinkernet.discovery import LabEntry
from tinkernet.lab import LabConfig
from tinkernet.protocol import (
    Act,
    Advance,
    Changed,
    Divergence,
    Refused,
    Restart,
    ServerMessage,
    Set,
    State,
    Status,
)
from tinkernet.refusal import RefusalError
from tinkernet.runtime.checkpoint import Checkpoint, Checkpoints
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.orders import Begin, Order
from tinkernet.runtime.record import Record
from tinkernet.runtime.reports import Applied, Begun, Denied, Report, Turned
from tinkernet.runtime.script import Script
from tinkernet.runtime.viewer import Viewer

#: Changes on their way to a worker that does not answer.
_MOST_UNSURE = 500


class Run:
    """A run from its opening to its end, whichever worker hosts it.

    `number`: its name on the wire. `session`: whose quota it counts for. `replay_to`: the step
    to which its script is replayed when it is placed. `unsure`: orders sent and not yet applied.
    """

    def __init__(
        self, number: int, session: str, entry: LabEntry, script: Script, limits: Limits
    ) -> None:
        self.id = secrets.token_hex(16)
        self.number = number
        self.session = session
        self.entry = entry
        self.script = script
        self.config: LabConfig = entry.lab.Config.parse(script.config)
        self.record = Record(limits.record_bytes, limits.rows)
        self.checkpoints = Checkpoints(limits.checkpoints, limits.checkpoint_bytes)
        self.viewers: list[Viewer] = []
        self.playing = True
        self.speed: float | None = None
        self.state: State = "queued"
        self.step = 0
        self.position: int | None = None
        self.eta_secs: float | None = None
        self.message = ""
        self.traceback = ""
        self.divergence: Divergence | None = None
        #: Who trains it where no worker does.
        self.obey: Callable[[Order], None] | None = None
        self.is_seated = False
        self.is_asleep = False
        self.drawn_panels: list[str] = []
        self.alone = entry.lab.exclusive
        self.share: tuple[str, bool, float | None] | None = None
        self.shared_since = time.monotonic()
        self.unsure: deque[Set | Act | Restart] = deque()
        self.times_lost = 0
        self.times_hung = 0
        self.lost_at = 0.0
        self.unwatched_since: float | None = time.monotonic()
        self._next_frame = 0

    @property
    def is_active(self) -> bool:
        """Whether it takes the time of a worker now."""
        return self.is_seated and self.state in {"starting", "running"} and bool(self.viewers)

    def is_joinable(self, secs: float) -> bool:
        """Whether a page that opens it now still sees it train: a light run costs less than the
        disappointment of finding it finished."""
        age = time.monotonic() - self.shared_since
        return self.alone or not self.playing or self.step == 0 or age <= secs

    @property
    def panels(self) -> list[str]:
        """The panels that somebody looks at."""
        everything = [place.name for place in self.entry.lab.places]
        shown = [viewer.outbox.watches[self.id].shown for viewer in self.viewers]
        if any(each is None for each in shown):
            return everything
        return sorted(frozenset[str]().union(*(each for each in shown if each is not None)))

    def begin(self) -> tuple[Begin, Checkpoint | None]:
        """The order that builds this run in a worker, as far as it had come, and the state from
        which it may go on."""
        deeds = self.script.deeds
        step = max([self.step, *(deed.step for deed in deeds[-1:])])
        self.drawn_panels = self.panels
        # Without the numbers before it a state is of no use: they have to be shown.
        state = self.checkpoints.before(step, len(deeds)) if self.step > 0 else None
        begin = Begin(
            run=self.id,
            lab=self.script.lab,
            config=self.script.config,
            deeds=deeds,
            step=step,
            replayed=self.step > 0,
            frame=self._next_frame,
            playing=self.playing and not self.is_asleep,
            speed=self.speed,
            panels=self.drawn_panels,
            sweep=self.script.sweep,
            since=state.step if state else -1,
            told=state.deeds if state else 0,
        )
        return begin, state

    def status(self, tag: str = "") -> Status:
        """Where it stands."""
        return Status(
            run=self.id,
            tag=tag,
            lab=self.script.lab,
            state=self.state,
            step=self.step,
            config=self.config.values(),
            speed=self.speed,
            position=self.position,
            eta_secs=self.eta_secs,
            message=self.message,
            traceback=self.traceback,
            divergence=self.divergence,
        )

    def turn(self, state: State, message: str = "") -> None:
        """Come to another state and tell the viewers."""
        self.state, self.message, self.traceback, self.divergence = state, message, "", None
        if state != "queued":
            self.position = self.eta_secs = None
        self.tell_status()

    def tell_status(self) -> None:
        """Say to each viewer where the run stands, under the name its page gave it."""
        for viewer in self.viewers:
            viewer.tell(self.status(viewer.outbox.watches[self.id].tag))

    def tell(self, message: ServerMessage) -> None:
        """Say something to all viewers."""
        for viewer in self.viewers:
            viewer.tell(message)

    def frame(self, data: bytes) -> None:
        """A worker drew a frame: record it, and wake those who wait for it."""
        shot = self.record.add(data)
        self.step = max(shot.step, 0)
        self._next_frame = shot.number + 1
        for viewer in self.viewers:
            viewer.outbox.ring()

    def keep(self, step: int, data: bytes) -> None:
        """A worker sent the state at `step`, after all deeds that it has told of."""
        self.checkpoints.add(Checkpoint(step, len(self.script.deeds), data))

    def hear(self, report: Report) -> None:
        """A worker reported something about this run."""
        match report:
            case Begun():
                self._begun(report)
            case Applied():
                self._applied(report)
            case Turned():
                self._turned(report)
            case Denied():
                self._answered()
                self.tell(Refused(run=self.id, field=report.field, message=report.message))

    def _begun(self, report: Begun) -> None:
        self.step = report.step
        self.config = self.entry.lab.Config.parse(report.config)
        if report.restarted:
            self.rewrite(replace(self.script, config=report.config, deeds=[], size=0))
            while any(isinstance(order, Restart) for order in self.unsure):
                self.unsure.popleft()

    @property
    def wished(self) -> LabConfig:
        """The controls as they will be once the worker has heard everything."""
        said = (order.config for order in self.unsure if isinstance(order, Set | Restart))
        return functools.reduce(LabConfig.changed, said, self.config)

    def leave_room(self) -> None:
        """Check that one more change can be kept for replay.

        Raises:
            RefusalError: if the script is full, or too many changes wait for an answer.
        """
        self.script.leave_room()
        if len(self.unsure) >= _MOST_UNSURE:
            raise RefusalError("This run does not answer at the moment: wait a few seconds.")

    def stand_as(self, other: "Run", step: int) -> None:
        """Know what `other` had come to at `step`: its numbers and its states."""
        self.step = step
        self.record.history = other.record.history.until(step)
        self.checkpoints = other.checkpoints.until(step, len(other.script.until(step).deeds))

    def rewrite(self, script: Script) -> None:
        """Another take: everything before is void."""
        self.script, self.step = script, 0
        self.checkpoints.clear()
        self.record.restart()

    def _applied(self, report: Applied) -> None:
        self.script.add(report.deed)
        self.step = max(self.step, report.deed.step)
        if not isinstance(report.deed.order, Advance):
            self._answered()
        if report.changes:
            self.config = self.entry.lab.Config.parse(report.config)
        if report.changes or isinstance(report.deed.order, Set):
            self.tell(
                Changed(
                    run=self.id,
                    step=report.deed.step,
                    changes=report.changes,
                    config=report.config,
                )
            )

    def _turned(self, report: Turned) -> None:
        self.step = report.step
        self.state, self.message = report.state, report.message
        self.traceback, self.divergence = report.traceback, report.divergence
        if report.state == "failed":
            self.unsure.clear()
        self.tell_status()

    def _answered(self) -> None:
        if self.unsure and not isinstance(self.unsure[0], Restart):
            self.unsure.popleft()
