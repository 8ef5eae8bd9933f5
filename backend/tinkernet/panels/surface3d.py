"""A function of the plane as a mountain that can be turned, with the ways taken on it."""

from typing import Literal

from pydantic import Field

from tinkernet.message import Message
from tinkernet.panels.panel import Panel
from tinkernet.tensor import Array


class Trail(Message):
    """A way over the plane, oldest first. `x`, `y`, `z`: float32 (T,), all finite; z None for "on
    the surface". `colour`: its number, the same in every panel: the eight colours of the page,
    then the same eight dashed. `movable`: the learner may drag its end. `end`: how it ended,
    `away` where it flew out of every picture. `dots`: every place of it is marked."""

    name: str
    x: Array
    y: Array
    z: Array | None = None
    colour: int = Field(default=0, ge=0, le=15)
    movable: bool = False
    end: Literal["", "arrived", "away"] = ""
    dots: bool = False


class Surface3d(Panel):
    """Heights over [x_min, x_max] x [y_min, y_max]: `values` (H, W), row 0 at y_max, at the middles
    of the cells; float32 with NaN where there is no number, or quantised uint8 with holes.
    `log_z`: `values` (and z of trails, and levels) are log10(f - z_floor). `levels`: level lines
    drawn on the floor, in the units of `values`. `droppable`: a double click starts there
    (gesture `drop` of the contour panel)."""

    kind: Literal["surface3d"] = "surface3d"
    values: Array
    x_min: float
    x_max: float
    y_min: float
    y_max: float
    x_label: str = "x₁"
    y_label: str = "x₂"
    z_label: str = "f"
    log_z: bool = False
    z_floor: float = 0.0
    levels: list[float] = []
    trails: list[Trail] = []
    droppable: bool = False
