"""One page's view of one run: what it has seen, and what it gets next."""

import math
from collections import deque

from tinkernet.runtime.record import Record, Shot, composed

#: A late viewer sees the film so far in about as many frames.
_FILM_FRAMES = 60


class Watch:
    """A cursor in the record of a run; holds no frame itself, however slow the page is.

    `late`: shows the film from its beginning before it goes live. `shown`: the panels on screen,
    None for all.
    """

    def __init__(
        self,
        run: str,
        record: Record,
        *,
        tag: str,
        shown: frozenset[str] | None,
        window: int,
        late: bool = False,
    ) -> None:
        self.run = run
        self.tag = tag
        self.shown = shown
        self.step = -1
        self.merged = 0
        self._record = record
        self._take = record.take
        self._seen = -1
        self._late = late
        self._window = window
        self._sent: deque[int] = deque()

    @property
    def is_behind(self) -> bool:
        """Whether the page still sees the film of what was before it came."""
        return self._late and self._record.take == self._take

    def drawn(self, frame: int) -> None:
        """The page has drawn that frame, and with it all before."""
        while self._sent and self._sent[0] <= frame:
            self._sent.popleft()

    def next(self) -> bytes | None:
        """The next frame for this page, or None while there is none or it is too far behind."""
        record = self._record
        if record.take != self._take:
            self._take, self.step, self._late = record.take, -1, False
        newest = record.newest
        if newest is None or newest.number <= self._seen or len(self._sent) >= self._window:
            return None
        shot = self._film(record) if self._late else newest
        data = self._as_seen(shot, record)
        if not self._late:
            self.merged += max(0, shot.number - self._seen - 1)
        self._seen, self.step = shot.number, max(shot.step, 0)
        self._sent.append(shot.number)
        return data

    def _film(self, record: Record) -> Shot:
        shots = record.after(self._seen)
        stride = math.ceil(len(shots) / _FILM_FRAMES)
        self._late = len(shots) > stride
        return shots[stride - 1]

    def _as_seen(self, shot: Shot, record: Record) -> bytes:
        """The bytes as the worker sent them where that is right, the same for all viewers."""
        is_fresh = self.step < 0
        if shot.whole == is_fresh and (is_fresh or shot.number == self._seen + 1):
            return shot.data
        others = {
            name: other
            for name, other in record.latest.items()
            if name not in shot.panels and self._seen < other.number < shot.number
        }
        rows = record.history.between(self.step, shot.step)
        return composed(shot, others, rows, whole=is_fresh)
