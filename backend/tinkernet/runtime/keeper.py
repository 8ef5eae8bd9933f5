"""When a worker sends the state of a run to the server."""

import math
import time

from tinkernet.frozen import FrozenError
from tinkernet.runtime.state import packed
from tinkernet.runtime.training import Training

#: A state is sent at most so often, and takes at most this share of its run's time.
_GAP_SECS = 1.0
_MOST_SHARE = 0.04


class Keeper:
    """Watches one run. A lab whose state cannot be frozen is replayed from its start instead."""

    def __init__(self) -> None:
        self._due = time.monotonic() + _GAP_SECS
        self._age = 0
        self._is_able = True

    def wake(self, training: Training) -> float:
        """When there is a state to be sent; infinite while there is nothing new."""
        is_new = self._is_able and training.age > self._age and training.is_keepable
        return self._due if is_new else math.inf

    def state(self, training: Training) -> bytes | None:
        """The state now; None if it cannot be frozen."""
        start = time.monotonic()
        self._age = training.age
        try:
            data = packed(training.living, training.numbers.last_loss)
        except FrozenError:
            self._is_able = False
            return None
        now = time.monotonic()
        self._due = now + max(_GAP_SECS, (now - start) / _MOST_SHARE)
        return data
