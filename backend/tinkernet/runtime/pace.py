"""When a run takes its next step and draws its next frame."""

import math
import time
from sys import maxsize

#: A run that fell behind its speed by more than this forgets the steps it owes.
_MOST_DEBT_SECS = 0.25


class Pace:
    """The clock of one run: steps per second (None: as fast as it goes) and frames per second."""

    def __init__(self, *, playing: bool, speed: float | None, frame_secs: float) -> None:
        self.playing = playing
        self.speed = speed
        self.frame_secs = frame_secs
        self.frame_due = 0.0
        self._since = time.monotonic()
        self._taken = 0

    def change(self, *, playing: bool, speed: float | None) -> None:
        """Play or pause, at another speed from now on."""
        if (playing, speed) != (self.playing, self.speed):
            self.playing, self.speed = playing, speed
            self._since, self._taken = time.monotonic(), 0

    def owed(self, now: float) -> int:
        """How many steps are due by now."""
        if self.speed is None:
            return maxsize
        most = max(1, int(self.speed * _MOST_DEBT_SECS))
        owed = self._due(now) - self._taken
        if owed > most:
            self._taken += owed - most
        return min(owed, most)

    def took(self, steps: int) -> None:
        """So many of the owed steps are done."""
        self._taken += steps

    def step_due(self) -> float:
        """The time of the next step; steps that come faster than frames wait for the frame."""
        if self.speed is None:
            return 0.0
        due = self._since + (self._taken + 1) / self.speed
        return max(due, self.frame_due) if self.speed * self.frame_secs > 1 else due

    def drew(self, now: float) -> None:
        """A frame was drawn: the next one keeps the beat unless that was lost."""
        beat = self.frame_due or now
        self.frame_due = max(beat + self.frame_secs, now + self.frame_secs / 2)

    def _due(self, now: float) -> int:
        return math.floor((now - self._since) * (self.speed or 0) + 1e-9)
