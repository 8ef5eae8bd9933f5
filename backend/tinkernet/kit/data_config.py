"""The controls that choose the examples: which task, how many, how noisy."""

from collections.abc import Mapping
from typing import Any, Literal, Self, get_args

from tinkernet.control import control
from tinkernet.kit import brush
from tinkernet.kit import examples as kinds
from tinkernet.kit.examples import CLASS_TASKS, CURVES, SURFACES, Examples
from tinkernet.kit.inputs import SYMBOLS, InputName, usable
from tinkernet.kit.points import CurveTask, PlaneTask, SurfaceTask
from tinkernet.kit.tables import WORDS, PenguinColumn, TableTask, WineColumn
from tinkernet.lab import LabConfig
from tinkernet.protocol import ConfigValue
from tinkernet.refusal import RefusalError

Task = Literal[
    "xor", "circles", "moons", "spiral", "line", "sectors", "blobs", "brushed", "penguins", "wine",
    "sine", "step", "drawn", "plane", "hills",
]  # fmt: skip

_LABELS = {
    "xor": "XOR",
    "sectors": "sectors (3 classes)",
    "blobs": "clouds (5 classes)",
    "brushed": "paint your own",
    "penguins": "penguins (3 species)",
    "wine": "wines (3 kinds)",
    "sine": "sine curve",
    "step": "step",
    "drawn": "draw a curve",
    "plane": "slope",
}
_DRAWN: list[ConfigValue] = [*get_args(PlaneTask), *get_args(CurveTask), *get_args(SurfaceTask)]
_FLAT: list[ConfigValue] = [*CLASS_TASKS, *SURFACES]


def _input(name: InputName, *, on: bool = False) -> bool:
    return control(
        on, scale="switch", group="data", label=f"Input {SYMBOLS[name]}",
        help=f"Give the network {SYMBOLS[name]} of every example.",
        shown={} if name in ("x1", "x1_squared", "sin_x1") else {"task": _FLAT},
    )  # fmt: skip


def _column(default: str, task: TableTask, axis: str) -> Any:
    return control(
        default, scale="choice", group="data", label=axis, options=WORDS,
        help="A column of the table, shifted and scaled to mean 0 and deviation 1.",
        shown={"task": [task]},
    )  # fmt: skip


class DataConfig(LabConfig):
    """Which examples there are, and what the net is given of each."""

    task: Task = control(
        "circles", scale="choice", group="data", label="Data", options=_LABELS, pictures=True,
        help="What is to be learnt. Paint your own, or paste a table of x,y,label.",
    )  # fmt: skip
    m: int = control(
        300, lo=20, hi=1000, scale="log_int", group="data", label="Examples", symbol="m",
        help="How many points are drawn, for training and test together.",
        shown={"task": _DRAWN},
    )  # fmt: skip
    noise: float = control(
        0.1, lo=0, hi=0.5, scale="linear", group="data", label="Noise", symbol="σ",
        help="How far each point strays from where it belongs.", shown={"task": _DRAWN},
    )  # fmt: skip
    split: float = control(
        0.7, lo=0.1, hi=0.9, scale="linear", group="data", label="Share for training",
        help="The other examples are only for the test. Painted points follow this share too.",
    )  # fmt: skip
    penguin_x: PenguinColumn = _column("flipper_length_mm", "penguins", "Across")
    penguin_y: PenguinColumn = _column("bill_length_mm", "penguins", "Upwards")
    wine_x: WineColumn = _column("flavanoids", "wine", "Across")
    wine_y: WineColumn = _column("color_intensity", "wine", "Upwards")
    points: str = control(
        "", scale="text", group="data", label="Painted points", hidden=True,
        help="The points you painted or pasted, five letters each.",
    )  # fmt: skip
    x1: bool = _input("x1", on=True)
    x2: bool = _input("x2", on=True)
    x1_squared: bool = _input("x1_squared")
    x2_squared: bool = _input("x2_squared")
    x1_x2: bool = _input("x1_x2")
    sin_x1: bool = _input("sin_x1")
    sin_x2: bool = _input("sin_x2")

    @classmethod
    def parse(cls, values: Mapping[str, ConfigValue]) -> Self:
        """As every config; raises also for damaged points and when no input is on."""
        config = super().parse(values)
        brush.decode(config.points)
        if not any(getattr(config, name) for name in SYMBOLS):
            raise RefusalError("The network needs at least one input: switch one on.", "x1")
        return config

    @property
    def classifies(self) -> bool:
        """Whether classes are learnt, and not numbers."""
        return self.task in CLASS_TASKS

    @property
    def inputs(self) -> tuple[InputName, ...]:
        """The inputs that are on and make sense for this task."""
        chosen: tuple[InputName, ...] = tuple(name for name in SYMBOLS if getattr(self, name))
        return usable(chosen, 1 if self.task in CURVES else 2)

    def examples(self) -> Examples:
        """The examples that this config stands for."""
        match self.task:
            case "penguins":
                columns = (self.penguin_x, self.penguin_y)
                return kinds.tabled("penguins", columns, self.split, self.seed)
            case "wine":
                return kinds.tabled("wine", (self.wine_x, self.wine_y), self.split, self.seed)
            case "brushed" | "drawn":
                return kinds.painted(self.task, self.points)
            case _:
                return kinds.generated(self.task, self.m, self.noise, self.split, self.seed)
