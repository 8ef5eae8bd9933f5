r"""A ball on a hill.

One number rolls down $L(w) = (w - 3)^2$; its picture can be made as large as a test needs.
"""

import os
import time

import numpy as np

from tinkernet.control import control
from tinkernet.lab import Lab, LabConfig, Metrics, Needs, Place, Preset
from tinkernet.panels import Field2d, Panel
from tinkernet.tensor import quantised


class Config(LabConfig):
    lr: float = control(
        0.01, lo=1e-4, hi=100.0, scale="log", live=True, group="training",
        label="Learning rate", symbol="η", help="How far one step goes.",
    )  # fmt: skip
    side: int = control(
        20, lo=2, hi=1000, scale="int", group="data",
        label="Side", help="The picture has so many rows.",
    )  # fmt: skip
    fault: str = control(
        "", scale="text", group="data", label="Fault", help="What goes wrong at step 20."
    )


class Hill(Lab[Config]):
    Config = Config
    presets = [
        Preset(name="calm", title="Down the hill", config={}),
        Preset(name="too-far", title="Up and away", config={"lr": 50.0}),
    ]
    places = [Place(name="field", kind="field2d", title="The hill", size="hero")]

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.w = 0.0
        self.steps = 0

    def step(self) -> Metrics:
        self.steps += 1
        if self.steps == 20:
            self._go_wrong()
        self.w -= self.config.lr * 2 * (self.w - 3)
        with np.errstate(over="ignore"):
            return {"loss": float(np.float64(self.w - 3) ** 2)}

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        side = self.config.side
        values = np.full((side, side), np.tanh(self.w / 10))
        field = Field2d(
            title="The hill", values=quantised(values, -1, 1), x_min=-1, x_max=1, y_min=-1, y_max=1
        )
        return {"field": field} if "field" in wanted else {}

    def _go_wrong(self) -> None:
        match self.config.fault:
            case "raise":
                raise RuntimeError("the ball fell off the table")
            case "exit":
                os._exit(3)
            case "hang":
                time.sleep(3600)

    @classmethod
    def needs(cls, config: LabConfig) -> Needs:
        side = config.side if isinstance(config, Config) else 0
        return Needs(memory_bytes=side * side * 8)
