"""Curves over a common axis: a loss over steps, or a function."""

from typing import Literal

from pydantic import Field

from tinkernet.message import Message
from tinkernet.panels.panel import Panel
from tinkernet.tensor import Array


class Series(Message):
    """One curve. Either `metric` names a number the run streams (the page keeps its whole
    history), or `x` and `y`, float32 (N,), carry the curve. `role` picks its colour, unless
    `colour` is its number among those of trails: the eight of the page, then these dashed."""

    name: str
    metric: str = ""
    x: Array | None = None
    y: Array | None = None
    role: Literal["train", "test", "first", "second", "third", "muted"] = "train"
    dashed: bool = False
    colour: int = Field(default=-1, ge=-1, le=15)


class Line(Panel):
    """Curves with axes. `log_y`: the scale to begin with; the learner can switch it.
    `y_min`/`y_max`: fixed limits, None to follow the data."""

    kind: Literal["line"] = "line"
    series: list[Series]
    x_label: str = "step"
    y_label: str = ""
    log_y: bool = False
    y_min: float | None = None
    y_max: float | None = None
