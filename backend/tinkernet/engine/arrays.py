"""Arrays as the kernels want them: one type and layout, so that nothing is compiled again."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from tinkernet.engine.compile import Floats, Ints

_Name = TypeVar("_Name")


def floats(values: ArrayLike) -> Floats:
    """`values` as float32, rows one after another, aligned, writeable; a copy only if needed."""
    array = np.asarray(values, np.float32)
    return array if array.flags.carray else np.require(array, np.float32, ["C", "A", "W"])


def indices(values: ArrayLike) -> Ints:
    """`values` as int64 in the same way."""
    array = np.asarray(values, np.int64)
    return array if array.flags.carray else np.require(array, np.int64, ["C", "A", "W"])


def table(values: ArrayLike, columns: int, name: str) -> Floats:
    """`values` as floats (N, columns).

    Raises:
        ValueError: if they have another shape; `name` says whose they are.
    """
    array = floats(values)
    if array.ndim != 2 or array.shape[1] != columns:
        raise ValueError(
            f"{name} wants one row per example and {columns} columns, not the shape {array.shape}"
        )
    return array


def named(codes: Mapping[_Name, int], code: int) -> _Name:
    """The name that the kernels know by the number `code`."""
    return next(name for name, number in codes.items() if number == code)
