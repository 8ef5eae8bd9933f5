"""Points of space that can be turned: the data as the last hidden layer sees it."""

from typing import Literal

from tinkernet.message import Message
from tinkernet.panels.panel import Panel
from tinkernet.tensor import Array


class Plane(Message):
    """The plane nx*x + ny*y + nz*z = offset."""

    nx: float
    ny: float
    nz: float
    offset: float


class Scatter3d(Panel):
    """N points. `xyz`: float32 (N, 3). `label`, `split`: uint8 (N,); `ids`: int32 (N,), as in
    `Points`. `axes`: the three axis names. `plane`: where the output changes its mind."""

    kind: Literal["scatter3d"] = "scatter3d"
    xyz: Array
    label: Array
    split: Array
    ids: Array
    axes: list[str] = ["a₁", "a₂", "a₃"]
    classes: list[str] = []
    plane: Plane | None = None
