"""Bars beside each other or stacked: a histogram, probabilities, weights."""

from typing import Literal

from pydantic import Field

from tinkernet.message import Message
from tinkernet.panels.panel import Gesture, Panel
from tinkernet.tensor import Array


class BarGroup(Message):
    """One bar for each label. `values`: float32 (N,). `role` picks the colour."""

    name: str
    values: Array
    role: Literal["first", "second", "third", "positive", "negative", "muted"] = "first"


class Bars(Panel):
    """N labels with a bar of every group above each.

    `stacked`: on top of each other instead of side by side. `ids`: int32 (N,), what each bar
    stands for, of the sort `linked` ("" for none), so that pointing at it lights it elsewhere.
    `level`: a line across at this value, with `level_name`. `marked`: the label to be seen first,
    -1 for none. `draggable`: the learner may set a bar of the first group by hand.
    """

    kind: Literal["bars"] = "bars"
    labels: list[str]
    groups: list[BarGroup]
    x_label: str = ""
    y_label: str = ""
    y_min: float | None = None
    y_max: float | None = None
    log_y: bool = False
    stacked: bool = False
    ids: Array | None = None
    linked: Literal["", "example", "unit", "token"] = ""
    level: float | None = None
    level_name: str = ""
    marked: int = -1
    draggable: bool = False


class SetBar(Gesture):
    """Give bar `index` of the first group the height `value`."""

    type: Literal["set_bar"] = "set_bar"
    index: int = Field(ge=0, le=4095)
    value: float = Field(ge=-1e6, le=1e6)
