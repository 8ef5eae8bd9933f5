"""What a run as fast as it goes is worth between its frames: thousands of steps may lie there."""

import time
from typing import Any

import torch

from tinkernet.lab import Lab
from tinkernet.runtime.numbers import Numbers
from tinkernet.runtime.pace import Pace

#: Of the time of the run.
_SHARE = 0.05


class Gauge:
    """Measures now and then; without it a curve has as few points as there were frames."""

    def __init__(self) -> None:
        self._due = 0.0

    def read(self, lab: Lab[Any], step: int, numbers: Numbers, pace: Pace) -> None:
        """Measure at this step, if it is time. A run with a speed is measured by its frames."""
        now = time.monotonic()
        if pace.speed is not None or now < self._due:
            return
        dice = torch.get_rng_state()
        numbers.note(step, lab.measure())
        torch.set_rng_state(dice)
        self._due = now + (time.monotonic() - now) / _SHARE
