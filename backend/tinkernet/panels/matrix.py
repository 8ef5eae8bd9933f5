"""Numbers in cells, coloured by value, which may be edited and lit from elsewhere."""

from typing import Literal

from pydantic import Field

from tinkernet.message import Message
from tinkernet.panels.panel import Gesture, Panel
from tinkernet.tensor import Array


class Window(Message):
    """Which cells of one matrix make cell (i, j) of another: those at rows
    i * stride - padding + k * dilation, k = 0 .. size - 1, and likewise columns. `of` names the
    panel at the other end. `row`, `col`, `sheet`: the cell of the made matrix that is looked at
    while the pointer is elsewhere, -1 for none."""

    of: str
    size: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    row: int = -1
    col: int = -1
    sheet: int = 0


class Matrix(Panel):
    """`values`: float32 (R, C), or (D, R, C) for D sheets shown beside each other; NaN is an empty
    cell. `rows`, `cols`: labels, may be empty. `lo`, `hi`: what full colour stands for, None for
    the largest absolute value. `marks`: uint8 of the shape of `values` or of one sheet, 0 plain,
    1 a frame of padding (never editable), 2 lit, or None.

    `window`: pointing at a cell of the matrix `window.of` lights the cells here it is made of.
    `made`: how this matrix was made of the matrix `made.of`; pointing there lights what it goes
    into. `taps`: this matrix is the kernel of such a window, lit whole. `at`: the cell looked at
    now, counted in rows through all sheets, -1 for none; `walk`: pointing at a cell asks for it by
    a `Goto`, a click stays there. `depthwise`: sheets stay apart, so a cell lights only cells of
    its own sheet.

    `row_ids`, `col_ids`: int32, tokens or units for linked highlighting of the sort `linked`."""

    kind: Literal["matrix"] = "matrix"
    values: Array
    rows: list[str] = []
    cols: list[str] = []
    sheets: list[str] = []
    digits: int = 2
    palette: Literal["diverging", "grey", "none"] = "diverging"
    lo: float | None = None
    hi: float | None = None
    marks: Array | None = None
    window: Window | None = None
    made: Window | None = None
    depthwise: bool = False
    taps: bool = False
    at: int = -1
    walk: bool = False
    editable: bool = False
    row_ids: Array | None = None
    col_ids: Array | None = None
    linked: Literal["", "unit", "token"] = ""


class SetCell(Gesture):
    """Give the cell (row, col) of sheet `sheet` the value `value`."""

    type: Literal["set_cell"] = "set_cell"
    sheet: int = Field(default=0, ge=0, le=63)
    row: int = Field(ge=0, le=255)
    col: int = Field(ge=0, le=255)
    value: float = Field(ge=-1e6, le=1e6)
