"""What a net is given of a point: its coordinates, and numbers made from them."""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
InputName = Literal["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"]

#: The signs by which each input is called on the page.
SYMBOLS: dict[InputName, str] = {
    "x1": "x₁",
    "x2": "x₂",
    "x1_squared": "x₁²",
    "x2_squared": "x₂²",
    "x1_x2": "x₁x₂",
    "sin_x1": "sin x₁",
    "sin_x2": "sin x₂",
}

_FORMULAS: dict[InputName, Callable[[Floats, Floats], Floats]] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1_squared": lambda x1, x2: x1 * x1,
    "x2_squared": lambda x1, x2: x2 * x2,
    "x1_x2": lambda x1, x2: x1 * x2,
    "sin_x1": lambda x1, x2: np.sin(x1),
    "sin_x2": lambda x1, x2: np.sin(x2),
}
_OF_ONE: tuple[InputName, ...] = ("x1", "x1_squared", "sin_x1")


def usable(chosen: tuple[InputName, ...], dimensions: int) -> tuple[InputName, ...]:
    """Those of `chosen` that exist for points of so many dimensions; at least x₁."""
    if dimensions > 1:
        return chosen
    return tuple(name for name in chosen if name in _OF_ONE) or ("x1",)


def inputs(x: Floats, names: tuple[InputName, ...]) -> Floats:
    """The inputs (N, n) called `names` of points x (N, 1) or (N, 2)."""
    last = x[:, -1]
    columns = [_FORMULAS[name](x[:, 0], last) for name in names]
    return np.stack(columns, axis=1).astype(np.float32)
