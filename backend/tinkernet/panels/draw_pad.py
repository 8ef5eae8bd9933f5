"""A small canvas to draw on with a pen: a digit, a pattern, a hole."""

from typing import Literal

from pydantic import Field

from tinkernet.message import Message
from tinkernet.panels.panel import Gesture, Panel
from tinkernet.tensor import Array


class Guess(Message):
    """What the model takes the drawing for: a class and its probability 0..1."""

    name: str
    probability: float


class DrawPad(Panel):
    """`pixels`: uint8 (H, W), 0 paper to 255 ink. `pen`: the radius of the pen in pixels, 0 paints
    single pixels. `guesses`: the model's answers, surest first; empty for none. `ink`: bright
    strokes on a dark ground, as the pictures of the course have them, or dark ones on paper."""

    kind: Literal["draw_pad"] = "draw_pad"
    pixels: Array
    pen: float = 1.0
    ink: Literal["bright", "dark"] = "bright"
    guesses: list[Guess] = []


class Draw(Gesture):
    """The whole drawing, row by row: `pixels` has width x height entries 0..255."""

    type: Literal["draw"] = "draw"
    width: int = Field(ge=1, le=64)
    height: int = Field(ge=1, le=64)
    pixels: list[int] = Field(max_length=4096)
