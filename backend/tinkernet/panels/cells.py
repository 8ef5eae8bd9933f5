"""The cells of a sweep: a small picture of each run, in the grid of the values that differ."""

from typing import Literal

from tinkernet.message import Message
from tinkernet.panels.panel import Panel
from tinkernet.tensor import Array


class CellAxis(Message):
    """A control that differs from cell to cell, and its `values` as a learner reads them."""

    control: str
    label: str
    symbol: str = ""
    values: list[str]


class Cells(Panel):
    """C runs, row by row: one column for each value of the first axis, one row for each of the
    second, if there is one.

    The numbers of run c are streamed as metrics `name.c`. `metric`: the name to judge them by;
    `higher`: whether more of it is better. `alive`: uint8 (C,), 0 where a run has diverged.
    `images`: uint8 (C, h, w), quantised or class numbers, or None where this lab has no small
    picture; `middle`: the value at the middle of the palette `diverging`.
    """

    kind: Literal["cells"] = "cells"
    axes: list[CellAxis]
    metric: str
    higher: bool = False
    alive: Array
    images: Array | None = None
    palette: Literal["diverging", "classes", "sequential"] = "diverging"
    middle: float = 0.0
