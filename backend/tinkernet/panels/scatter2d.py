"""Points of the plane with fitted curves: a regression, a projection, words on a map."""

from typing import Literal

from tinkernet.message import Message
from tinkernet.panels.contour_path import Arrow
from tinkernet.panels.panel import Panel, Points
from tinkernet.tensor import Array


class Curve(Message):
    """A curve over the points: `x`, `y` float32 (N,). `role` picks colour and width;
    `unit_id` is the unit it belongs to (as in the network graph), -1 for none."""

    name: str
    x: Array
    y: Array
    role: Literal["model", "unit", "truth"] = "model"
    unit_id: int = -1


class Scatter2d(Panel):
    """Points and curves over [x_min, x_max] x [y_min, y_max], limits None to follow the data.
    `brush`: whether the learner may paint and erase examples here.

    `names`: a label for each point, the most important first; as many are written as fit beside
    each other. `marked`: int32, the rows of points whose labels are written in any case.
    `tokens`: the ids of the points are words of a vocabulary, lit elsewhere as tokens. `ask`: a
    search box, with a few words in it as an example: what is typed there is sent as an `Ask`.
    `arrows`: in data units, over the points."""

    kind: Literal["scatter2d"] = "scatter2d"
    points: Points
    curves: list[Curve] = []
    x_label: str = "x"
    y_label: str = "y"
    x_min: float | None = None
    x_max: float | None = None
    y_min: float | None = None
    y_max: float | None = None
    classes: list[str] = []
    brush: bool = False
    names: list[str] = []
    marked: Array | None = None
    tokens: bool = False
    ask: str = ""
    arrows: list[Arrow] = []
