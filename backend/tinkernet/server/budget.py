"""How often a socket may speak: a token bucket with one warning."""

import time
from collections.abc import Callable
from enum import Enum, auto


class Verdict(Enum):
    """What to do with one more message."""

    TAKE = auto()
    WARN = auto()
    DROP = auto()
    HANG_UP = auto()


class Budget:
    """`rate` messages a second, `burst` at once.

    The first message over the limit earns a warning, those after it are dropped, and after
    another `burst` of them the socket is to be closed. A pause long enough to fill the bucket
    forgives everything.
    """

    def __init__(
        self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._tokens = float(burst)
        self._filled_at = clock()
        self._over = 0

    def spend(self) -> Verdict:
        """Count one message."""
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        if self._tokens >= self._burst:
            self._over = 0
        if self._tokens >= 1:
            self._tokens -= 1
            return Verdict.TAKE
        self._over += 1
        if self._over > self._burst:
            return Verdict.HANG_UP
        return Verdict.WARN if self._over == 1 else Verdict.DROP
