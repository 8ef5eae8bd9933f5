"""Trains only while it learns.

Else there is nothing to step: it shows its dial, and waits.
"""

from typing import Literal

from tinkernet.control import control
from tinkernet.lab import Lab, LabConfig, Metrics, Place
from tinkernet.panels import Number, Panel, Stat


class SometimesConfig(LabConfig):
    """What it does, and a dial to look at."""

    mode: Literal["look", "learn"] = control(
        "look", scale="choice", group="training", live=True,
        label="Mode", help="Whether it learns.",
    )  # fmt: skip
    dial: float = control(
        0.0, lo=0, hi=9, scale="linear", group="view", live=True,
        label="Dial", help="What is shown.",
    )  # fmt: skip


class Sometimes(Lab[SometimesConfig]):
    """Counts its steps while it learns."""

    Config = SometimesConfig
    places = [Place(name="dial", kind="stat", title="Dial")]
    trains_when = {"mode": ["learn"]}

    def __init__(self, config: SometimesConfig) -> None:
        super().__init__(config)
        self.count = 0

    def step(self) -> Metrics:
        self.count += 1
        return {"loss": 1.0 / self.count}

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        dial = Stat(title="Dial", numbers=[Number(name="dial", value=self.config.dial)])
        return {"dial": dial} if "dial" in wanted else {}
