"""Counts the steps since it was built or brought back: what a state does not hold."""

from typing import Any

import numpy as np

from tinkernet.control import control
from tinkernet.lab import Lab, LabConfig, Metrics, Place
from tinkernet.panels import Panel
from tinkernet.panels.stat import Number, Stat


class LivedConfig(LabConfig):
    """What is added at each step."""

    pace: float = control(
        1.0, lo=0, hi=100, scale="linear", group="training", live=True,
        label="Pace", help="What is added at each step.",
    )  # fmt: skip


class Lived(Lab[LivedConfig]):
    """Its total hangs on dice of its own; `lived` begins at 0 again after a return."""

    Config = LivedConfig
    places = [Place(name="total", kind="stat", title="Total")]

    def __init__(self, config: LivedConfig) -> None:
        super().__init__(config)
        self.dice = np.random.default_rng(config.seed)
        self.total, self.lived = 0.0, 0

    def step(self) -> Metrics:
        self.total += self.config.pace * self.dice.random()
        self.lived += 1
        return {"loss": self.total, "lived": float(self.lived)}

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        return {"total": Stat(title="Total", numbers=[Number(name="total", value=self.total)])}

    def snapshot(self) -> dict[str, Any]:
        return {name: value for name, value in super().snapshot().items() if name != "lived"}

    def restore(self, state: dict[str, Any]) -> None:
        super().restore({**state, "lived": 0})
