"""A function of the plane as colour, with the examples on top: a decision boundary."""

from typing import Literal

from pydantic import Field

from tinkernet.message import Message
from tinkernet.panels.panel import Gesture, Panel, Points
from tinkernet.tensor import Array


class Divider(Message):
    """A straight line through (x, y), across the direction `angle` (radians, anticlockwise from
    the x axis), in which class 1 lies. `drawn`: False while there is no line yet, only a place
    to take hold of one."""

    x: float
    y: float
    angle: float
    drawn: bool = True


class Field2d(Panel):
    """Values on a regular grid over [x_min, x_max] x [y_min, y_max], at the middles of its cells.

    `values`: uint8 (H, W), row 0 at y_max; quantised numbers for the palettes `diverging`
    (white at `middle`) and `sequential`, class numbers for `classes`.
    `confidence`: uint8 (H, W) quantised to 0..1, how sure the net is of the class, or None.
    `level`: the value at which the boundary line is drawn, None for no line.
    `classes`: the names of the classes in order; empty for a regression.
    `brush`: whether the learner may paint and erase examples here; `movable`: whether examples
    may be dragged and flipped. `divider`: the boundary as a line that may be dragged and turned.
    """

    kind: Literal["field2d"] = "field2d"
    values: Array
    confidence: Array | None = None
    x_min: float
    x_max: float
    y_min: float
    y_max: float
    x_label: str = "x₁"
    y_label: str = "x₂"
    value_label: str = "ŷ"
    palette: Literal["diverging", "classes", "sequential"] = "diverging"
    middle: float = 0.0
    level: float | None = None
    classes: list[str] = []
    points: Points | None = None
    brush: bool = False
    movable: bool = False
    divider: Divider | None = None


class MoveLine(Gesture):
    """Lay the dividing line through (x, y), with class 1 in the direction `angle` (radians)."""

    type: Literal["move_line"] = "move_line"
    x: float = Field(ge=-1e6, le=1e6)
    y: float = Field(ge=-1e6, le=1e6)
    angle: float = Field(ge=-7, le=7)


class MovePoint(Gesture):
    """Carry the example called `id` to (x, y)."""

    type: Literal["move_point"] = "move_point"
    id: int = Field(ge=0)
    x: float = Field(ge=-1e6, le=1e6)
    y: float = Field(ge=-1e6, le=1e6)


class Flip(Gesture):
    """Give the example called `id` the next class, after the last the first."""

    type: Literal["flip"] = "flip"
    id: int = Field(ge=0)


class Paint(Gesture):
    """Points painted with the brush: the i-th is (x[i], y[i]), all of class `label`."""

    type: Literal["paint"] = "paint"
    x: list[float] = Field(max_length=512)
    y: list[float] = Field(max_length=512)
    label: int = Field(ge=0, le=9)


class Erase(Gesture):
    """Wipe away every point within `radius` (in data units) of (x, y)."""

    type: Literal["erase"] = "erase"
    x: float
    y: float
    radius: float = Field(gt=0, le=100)


class Paste(Gesture):
    """A pasted table: lines of `x,y,label` with an optional header (at most 64 KiB)."""

    type: Literal["paste"] = "paste"
    csv: str = Field(max_length=60_000)


class Pick(Gesture):
    """The learner chose the example with this id, to look at it everywhere; -1 lets it go."""

    type: Literal["pick"] = "pick"
    id: int = Field(ge=-1)
