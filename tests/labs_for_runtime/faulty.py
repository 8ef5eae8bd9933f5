"""Does what a lab must not do, at a step of your choice."""

import os
import signal
import time
from pathlib import Path
from typing import Literal

import torch

from tinkernet.control import control
from tinkernet.lab import Lab, LabConfig, Metrics, Place
from tinkernet.panels import Number, Panel, Stat
from tinkernet.refusal import RefusalError

_TOO_MUCH = 2**36


class FaultyConfig(LabConfig):
    """What goes wrong, and when."""

    fault: Literal["none", "raise", "refuse", "hang", "eat", "crash", "leave", "once"] = control(
        "none", scale="choice", group="training", live=True, label="Fault", help="What goes wrong."
    )
    at: int = control(
        5, lo=0, hi=1000, scale="int", group="training", label="At", help="The step of the fault."
    )
    mark: str = control(
        "", scale="text", group="training", label="Mark", help="A file that says: it was done once."
    )


class Faulty(Lab[FaultyConfig]):
    """Counts in peace until the step `at`."""

    Config = FaultyConfig
    places = [Place(name="count", kind="stat", title="Count")]

    def __init__(self, config: FaultyConfig) -> None:
        super().__init__(config)
        self.count = 0
        if config.at == 0:
            self.go_wrong()

    def step(self) -> Metrics:
        self.count += 1
        if self.count == self.config.at:
            self.go_wrong()
        return {"loss": 1.0}

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        return {"count": Stat(title="", numbers=[Number(name="n", value=float(self.count))])}

    def go_wrong(self) -> None:
        """The fault itself."""
        match self.config.fault:
            case "raise":
                raise ZeroDivisionError("nothing can be divided by zero")
            case "refuse":
                raise RefusalError("There are no points: paint some.", "points")
            case "hang":
                time.sleep(3600)
            case "eat":
                torch.zeros(_TOO_MUCH)
            case "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "leave":
                os._exit(3)
            case "once" if not Path(self.config.mark).exists():
                Path(self.config.mark).touch()
                time.sleep(3600)
