"""Level sets of a function of the plane with any number of ways down it."""

from typing import Literal

from pydantic import Field

from tinkernet.message import Message
from tinkernet.panels.panel import Gesture, Panel
from tinkernet.panels.surface3d import Trail
from tinkernet.tensor import Array


class Arrow(Message):
    """An arrow from (x, y) by (dx, dy) in data units: a gradient, a velocity, a step."""

    name: str
    x: float
    y: float
    dx: float
    dy: float
    colour: int = Field(default=0, ge=0, le=15)
    dashed: bool = False


class Spot(Message):
    """A named place: a minimum, a saddle, a start. A start can be dragged where `droppable`."""

    name: str
    x: float
    y: float
    sort: Literal["minimum", "saddle", "maximum", "start"] = "minimum"


class ContourPath(Panel):
    """Level sets of `values` (H, W) over [x_min, x_max] x [y_min, y_max], row 0 at y_max, at the
    middles of the cells; float32 with NaN where there is no number, or quantised uint8 with holes.
    `levels`: where the lines are drawn, in the units of `values`. `log_z`: `values` (and levels)
    are log10(f - z_floor). `droppable`: a click starts a descent there, or does what `drop_hint`
    says in a few words."""

    kind: Literal["contour_path"] = "contour_path"
    values: Array
    levels: list[float]
    x_min: float
    x_max: float
    y_min: float
    y_max: float
    x_label: str = "x₁"
    y_label: str = "x₂"
    z_label: str = "f"
    log_z: bool = False
    z_floor: float = 0.0
    trails: list[Trail] = []
    arrows: list[Arrow] = []
    spots: list[Spot] = []
    droppable: bool = False
    drop_hint: str = ""


class Drop(Gesture):
    """Start (again) at (x, y): all trails, or only number `trail` where it is not -1."""

    type: Literal["drop"] = "drop"
    x: float = Field(ge=-1e6, le=1e6)
    y: float = Field(ge=-1e6, le=1e6)
    trail: int = Field(default=-1, ge=-1, le=63)
