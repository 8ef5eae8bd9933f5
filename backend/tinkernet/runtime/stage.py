"""Where runs are played: queue, workers and the common beat, seen as one thing."""

import time
from collections import Counter
from collections.abc import Iterator

from tinkernet.protocol import Act, Close, Restart, Set
from tinkernet.runtime.admission import Admission
from tinkernet.runtime.beat import Beat
from tinkernet.runtime.errand import Errand
from tinkernet.runtime.launcher import Launcher
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.link import Berth, Hang
from tinkernet.runtime.orders import Order
from tinkernet.runtime.pool import Pool
from tinkernet.runtime.reports import Pulse, Report
from tinkernet.runtime.run import Run

#: A run whose worker died so often plays alone from then on; if that dies too, it has failed.
_LOST_BEFORE_ALONE = 2
_HANGS_BEFORE_FAILED = 2
_FORGIVEN_SECS = 60.0
_RATE_CHANGE = 0.05
#: On one line with its number.
_SECS = "\N{NO-BREAK SPACE}s"


class Stage:
    """All runs that play or wait, by number."""

    def __init__(self, limits: Limits, launcher: Launcher) -> None:
        self.runs: dict[int, Run] = {}
        self.errands: dict[int, Errand] = {}
        self.pool = Pool(launcher, limits, self)
        self.queue = Admission(length=limits.queue_length, per_session=limits.runs_per_session)
        self.frames = 0
        self.frames_per_sec = limits.frames_per_sec
        self._limits = limits
        self._beat = Beat(limits)
        self._is_admitting = False

    def submit(self, run: Run) -> None:
        """Let a new run play as soon as there is a place.

        Raises:
            RefusalError: if too many wait already.
        """
        self.queue.join(run)
        self.runs[run.number] = run
        self.room()

    def tell(self, run: Run, order: Order) -> None:
        """Give an order to a run, wherever it is; changes wait for it until it plays."""
        if isinstance(order, Set | Act | Restart):
            run.unsure.append(order)
        if run.obey:
            run.obey(order)
        elif run.is_seated:
            self.pool.send(run.number, order)

    def replay(self, run: Run) -> None:
        """Start a run again that has no worker any more, from its script."""
        if not run.is_seated:
            self.queue.drop(run)
            self.queue.rejoin(run)
            run.turn("queued")
            self.room()

    def end(self, run: Run) -> None:
        """The run is over; its place is free."""
        self.runs.pop(run.number, None)
        self.queue.drop(run)
        self._beat.forget(run.number)
        if run.is_seated:
            run.is_seated = False
            self.queue.freed()
            self.pool.send(run.number, Close(run=run.id))
            self.pool.leave(run.number)
        else:
            self.room()

    def keep_time(self) -> None:
        """Give everybody the rate that fits; called every second."""
        rate = self._beat.frames_per_sec(self._active())
        if abs(rate - self.frames_per_sec) > _RATE_CHANGE * self.frames_per_sec:
            self.frames_per_sec = rate
            self.pool.set_rate(rate)
        # Frames may have become cheaper, or pages may have gone from runs that linger.
        if len(self.queue):
            self.room()

    @property
    def is_crowded(self) -> bool:
        """Whether somebody waits for a place that only another run can give up."""
        return len(self.queue) > 0 and not self.pool.is_growing

    def states(self) -> Counter[str]:
        """How many runs are in each state."""
        return Counter(run.state for run in self.runs.values())

    # What the pool tells.

    def frame(self, run: int, data: bytes) -> None:
        """A run drew a frame."""
        self.frames += 1
        if playing := self.runs.get(run):
            playing.frame(data)

    def state(self, run: int, step: int, data: bytes) -> None:
        """A run sent its state."""
        if playing := self.runs.get(run):
            playing.keep(step, data)

    def file(self, run: int, data: bytes) -> None:
        """A file to take away is made."""
        if errand := self.errands.get(run):
            errand.bring(data)

    def report(self, run: int, report: Report) -> None:
        """Something happened in a run or in a worker."""
        if isinstance(report, Pulse):
            for cost in report.costs:
                self._beat.note(cost.run, cost.frame_secs)
        elif run == 0:
            self.room()
        elif playing := self.runs.get(run):
            playing.hear(report)
        elif errand := self.errands.get(run):
            errand.hear(report)

    def lost(self, runs: set[int], cause: str, hang: Hang | None) -> None:
        """A worker is gone: its runs come back from their scripts, unless it was their fault."""
        for number in runs & self.errands.keys():
            self.errands[number].refuse(f"The worker that made the file {cause}: try once more.")
        for run in self._known(runs):
            run.is_seated = False
            if time.monotonic() - run.lost_at > _FORGIVEN_SECS:
                run.times_lost = 0
            run.lost_at = time.monotonic()
            run.times_lost += 1
            run.times_hung += hang is not None and hang.run in {0, run.number}
            plays_alone = run.alone and not run.entry.lab.exclusive
            run.turn("lost", f"The worker {cause}. Your run comes back to where it was.")
            if run.times_hung >= _HANGS_BEFORE_FAILED:
                run.turn("failed", "This run stopped answering twice. Change it and restart.")
            elif plays_alone or run.times_lost > _LOST_BEFORE_ALONE:
                run.turn("failed", f"The worker of this run {cause}, again and again.")
            else:
                run.alone = run.alone or run.times_lost >= _LOST_BEFORE_ALONE
                if run.times_lost > 1:
                    # Its state may be what ends the workers.
                    run.checkpoints.clear()
                self.queue.rejoin(run)

    def hangs(self, runs: set[int], hang: Hang | None) -> None:
        """A slice does not end, or has ended after all: say so to those who wait for it."""
        for run in self._known(runs):
            if run.state != "failed":
                run.message = _told(run, hang, self._limits.hang_killed_secs) if hang else ""
                run.tell_status()

    def room(self) -> None:
        """Let in who waits, as far as there is room."""
        for errand in self.errands.values():
            errand.ring()
        if self._is_admitting:
            return
        self._is_admitting = True
        seated = (run for run in self.runs.values() if run.is_seated)
        self.queue.admit(seated, self._place, why=self._why_nobody_plays())
        self._is_admitting = False

    def _why_nobody_plays(self) -> str:
        if any(link.ready for link in self.pool.links):
            return ""
        if self.pool.failure:
            return f"The workers could not be started; they are tried again. {self.pool.failure}"
        return "The workers are warming up: a few seconds after the start of the server."

    def _place(self, run: Run) -> bool:
        # A page that has the machine to itself is drawn more slowly rather than kept waiting.
        others = (other for other in self.runs.values() if other.session != run.session)
        has_company = any(other.is_active for other in others)
        if has_company and not self._beat.has_room(self._active()):
            return False
        begin, state = run.begin()
        berth = Berth.ALONE if run.alone else Berth.SHARED
        if not self.pool.place(run.number, begin, berth=berth, state=state):
            return False
        run.is_seated = True
        for order in run.unsure:
            self.pool.send(run.number, order)
        run.turn("starting")
        return True

    def _active(self) -> list[int]:
        return [run.number for run in self.runs.values() if run.is_active]

    def _known(self, numbers: set[int]) -> Iterator[Run]:
        return (self.runs[number] for number in sorted(numbers) if number in self.runs)


def _told(run: Run, hang: Hang, killed_secs: float) -> str:
    whose = "This run" if hang.run in {0, run.number} else "A neighbour of this run"
    return (
        f"{whose} has not answered for {hang.secs:.0f}{_SECS}. "
        f"In {max(0.0, killed_secs - hang.secs):.0f}{_SECS} it is stopped and replayed."
    )
