"""A heavy lab that wants a process of its own."""

import os
import sys
from typing import Any

from tinkernet.lab import Lab, LabConfig, Metrics, Place
from tinkernet.panels import Number, Panel, Stat


class Lonely(Lab[LabConfig]):
    """Shows the number of its process."""

    places = [Place(name="pid", kind="stat", title="Process")]
    exclusive = True
    # A lab of the owner's own: what it reads is not read in the template, which this would end.
    preloads = [sys.exit]

    def step(self) -> Metrics:
        return {"loss": 1.0, "pid": float(os.getpid())}

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        numbers: list[Any] = [Number(name="pid", value=float(os.getpid()))]
        return {"pid": Stat(title="Process", numbers=numbers)}
