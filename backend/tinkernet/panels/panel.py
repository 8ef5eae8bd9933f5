"""What all panels share: a title, a few words beside it, and where the numbers come from."""

from typing import Literal

from tinkernet.message import Message
from tinkernet.tensor import Array


class Panel(Message):
    """One picture of a run. `badge` says how its numbers came to be: computed by the run on
    screen, by a net trained beforehand, by a formula, or by trials recorded beforehand. `summary`
    tells the picture in one sentence to those who cannot see it. `caution`: a sentence everybody
    must see, such as why what was asked for cannot be drawn."""

    title: str
    note: str = ""
    badge: Literal["trained now", "pre-trained", "formula", "recorded"] = "trained now"
    summary: str = ""
    caution: str = ""


class Gesture(Message):
    """Something the learner's hand did in a panel; each panel file defines its own kinds."""


class Points(Message):
    """Examples drawn as dots. N points of the plane.

    `x`, `y`: float32 (N,). `label`: uint8 (N,), the class, or 0 where there is none.
    `split`: uint8 (N,), 0 training, 1 test. `ids`: int32 (N,), the same example everywhere.
    `value`: float32 (N,), the target of a regression, or None for classes.
    """

    x: Array
    y: Array
    label: Array
    split: Array
    ids: Array
    value: Array | None = None
