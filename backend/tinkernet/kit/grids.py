"""Regular grids over the square and the line on which every data set lies."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.inputs import InputName, inputs
from tinkernet.kit.points import REACH

Floats = NDArray[np.float32]

#: Cells along each side of a grid: the usual number, and that for nets that take long.
SIDE, COARSE_SIDE = 100, 50


@cache
def line_grid(side: int = SIDE) -> Floats:
    """The points of [-3, 3] from left to right, (side, 1)."""
    return np.linspace(-REACH, REACH, side, dtype=np.float32)[:, None]


@cache
def plane_grid(side: int = SIDE) -> Floats:
    """The middles of the cells of the square, row by row from the top, (side * side, 2)."""
    middles = (np.arange(side) + 0.5) * (2 * REACH / side) - REACH
    x1, x2 = np.meshgrid(middles, middles[::-1])
    return np.stack([x1.ravel(), x2.ravel()], axis=1).astype(np.float32)


@cache
def grid_inputs(names: tuple[InputName, ...], dimensions: int, side: int = SIDE) -> Floats:
    """The inputs of every point of the grid, computed once: (side or side * side, n)."""
    return inputs(line_grid(side) if dimensions == 1 else plane_grid(side), names)
