"""Watches whether the event loop answers in time."""

import asyncio
import time

_PERIOD_SECS = 0.25


class LoopLag:
    """How late the loop woke a sleeper: `last_secs`, and `worst_secs` since it was last read."""

    def __init__(self) -> None:
        self.last_secs = 0.0
        self._worst_secs = 0.0

    async def watch(self) -> None:
        """Measure until cancelled."""
        while True:
            due = time.monotonic() + _PERIOD_SECS
            await asyncio.sleep(_PERIOD_SECS)
            self.last_secs = max(0.0, time.monotonic() - due)
            self._worst_secs = max(self._worst_secs, self.last_secs)

    def take_worst_secs(self) -> float:
        """The worst lag since the last call."""
        worst, self._worst_secs = self._worst_secs, 0.0
        return worst
