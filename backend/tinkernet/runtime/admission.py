"""Who gets the next free place in a worker, and how long the others are likely to wait."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable

from tinkernet.refusal import RefusalError
from tinkernet.runtime.run import Run

_REMEMBERED = 20


class Admission:
    """A queue in order of arrival; a session over its quota is passed over, never in the way."""

    def __init__(self, *, length: int, per_session: int) -> None:
        self._length = length
        self._per_session = per_session
        self._waiting: deque[Run] = deque()
        self._freed: deque[float] = deque(maxlen=_REMEMBERED)
        self._why = ""

    def __len__(self) -> int:
        return len(self._waiting)

    def join(self, run: Run) -> None:
        """Stand at the end of the queue.

        Raises:
            RefusalError: if the queue is full.
        """
        if len(self._waiting) >= self._length:
            raise RefusalError(
                f"The server is full and {len(self._waiting)} others wait already. "
                "Try again in a minute."
            )
        mine = sum(other.session == run.session for other in self._waiting)
        if mine >= self._per_session:
            raise RefusalError(f"{mine} of your runs wait already: close some of them first.")
        self._waiting.append(run)

    def rejoin(self, run: Run) -> None:
        """Stand at the head: the run lost a place it had."""
        self._waiting.appendleft(run)

    def drop(self, run: Run) -> None:
        """The run does not want to start any more."""
        if run in self._waiting:
            self._waiting.remove(run)

    def freed(self) -> None:
        """A place became free, which tells how fast the queue moves."""
        self._freed.append(time.monotonic())

    def admit(self, seated: Iterable[Run], place: Callable[[Run], bool], *, why: str = "") -> None:
        """Let in who fits, in order; `place` says whether a run found its worker. `why`: what the
        others wait for, where it is not their turn."""
        busy = Counter(run.session for run in seated)
        still: deque[Run] = deque()
        shared_is_full = False
        while self._waiting:
            run = self._waiting.popleft()
            over_quota = busy[run.session] >= self._per_session
            if over_quota or (shared_is_full and not run.alone) or not place(run):
                shared_is_full = shared_is_full or not (over_quota or run.alone)
                still.append(run)
            else:
                busy[run.session] += 1
        self._waiting = still
        self._tell_positions(why)

    def _tell_positions(self, why: str) -> None:
        wait = self._secs_between_places()
        for place, run in enumerate(self._waiting, 1):
            # What a lost run was told stays; what all were told goes when it is no longer true.
            message = why or ("" if run.message == self._why else run.message)
            if (run.position, run.state, run.message) != (place, "queued", message):
                run.position = place
                run.eta_secs = None if wait is None else round(place * wait, 1)
                run.turn("queued", message)
        self._why = why

    def _secs_between_places(self) -> float | None:
        if len(self._freed) < 2:
            return None
        return (self._freed[-1] - self._freed[0]) / (len(self._freed) - 1)
