"""A drawing as text for an address: its size, and its ink in sixteen levels, row by row."""

import re

import numpy as np
from numpy.typing import NDArray

from tinkernet.panels import Draw
from tinkernet.refusal import RefusalError

_LEVELS = 17
_TEXT = re.compile(r"(\d{1,2})\.([0-9a-f]+)")


def encode(draw: Draw) -> str:
    """The text of a drawing; empty for one without ink.

    Raises:
        RefusalError: if it is no square, or its ink is none.
    """
    if draw.width != draw.height or len(draw.pixels) != draw.width * draw.height:
        raise RefusalError("The drawing is no square picture: draw once more.", "drawing")
    ink = np.array(draw.pixels)
    if not ((ink >= 0) & (ink <= 255)).all():
        raise RefusalError("The ink of a pixel must be between 0 and 255.", "drawing")
    if not ink.any():
        return ""
    return f"{draw.width}." + "".join(f"{round(each / _LEVELS):x}" for each in ink.tolist())


def decode(text: str) -> NDArray[np.uint8]:
    """The ink (n, n) of a text that `encode` wrote.

    Raises:
        RefusalError: for a text that is none.
    """
    found = _TEXT.fullmatch(text)
    side = int(found[1]) if found else 0
    if not found or not 4 <= side <= 64 or len(found[2]) != side * side:
        raise RefusalError("This drawing cannot be read: draw once more.", "drawing")
    levels = np.array([int(each, 16) for each in found[2]], np.uint8)
    return (levels * _LEVELS).reshape(side, side)
