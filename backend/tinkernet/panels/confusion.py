"""What was taken for what, with the examples behind each cell."""

from typing import Literal

from pydantic import Field

from tinkernet.panels.panel import Gesture, Panel
from tinkernet.tensor import Array


class Confusion(Panel):
    """`counts`: int32 (C, C), rows the true class, columns the answer. `images`: uint8 (N, h, w) or
    (N, h, w, 3), examples of the open cell `row`, `col` (-1 for none), with `ids` int32 (N,) and
    `captions`. `split`: which examples were counted."""

    kind: Literal["confusion"] = "confusion"
    counts: Array
    classes: list[str]
    split: str = "test"
    row: int = -1
    col: int = -1
    images: Array | None = None
    ids: Array | None = None
    captions: list[str] = []


class OpenCell(Gesture):
    """Look at the examples of class `row` that were taken for class `col`; -1, -1 closes it."""

    type: Literal["open_cell"] = "open_cell"
    row: int = Field(ge=-1, le=255)
    col: int = Field(ge=-1, le=255)
