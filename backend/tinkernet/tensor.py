"""The arrays that panels carry: numbers for the browser's typed arrays, never JSON."""

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import PlainSerializer, SerializationInfo, WithJsonSchema

#: The value that means "not a number" in a quantised array; drawn as hatching.
HOLE = 255
_LEVELS = 254
#: By dtype, not by its name: numpy takes microseconds to spell one.
WIRE_TYPES = {np.dtype(name): name for name in ("float32", "int32", "uint8")}


@dataclass(frozen=True, slots=True, eq=False)
class Tensor:
    """One array on the wire, with the range its bytes stand for.

    `data` is C-ordered uint8, int32 or float32 of any shape. A uint8 array with `lo` and `hi`
    is quantised: byte b stands for lo + (hi - lo) * b / 254, and 255 for "not a number".
    """

    data: NDArray[Any]
    lo: float | None = None
    hi: float | None = None

    def __post_init__(self) -> None:
        if self.data.dtype not in WIRE_TYPES or not self.data.flags.c_contiguous:
            wanted = ", ".join(WIRE_TYPES.values())
            raise ValueError(f"a tensor wants a C-ordered array of {wanted}, not {self.data.dtype}")


def floats(values: ArrayLike) -> Tensor:
    """`values` as float32, shape kept."""
    return Tensor(np.ascontiguousarray(values, dtype=np.float32))


def ints(values: ArrayLike) -> Tensor:
    """`values` as int32, shape kept."""
    return Tensor(np.ascontiguousarray(values, dtype=np.int32))


def codes(values: ArrayLike) -> Tensor:
    """`values` (classes, splits, grey levels; 0..255) as uint8, shape kept."""
    return Tensor(np.ascontiguousarray(values, dtype=np.uint8))


def quantised(values: ArrayLike, lo: float, hi: float) -> Tensor:
    """`values` clipped to [lo, hi] in 255 even levels of one byte; NaN becomes a hole.

    The largest rounding error is (hi - lo) / 508.

    Raises:
        ValueError: if lo is not below hi.
    """
    if not lo < hi:
        raise ValueError(f"quantised values want lo < hi, not lo={lo} and hi={hi}")
    array = np.asarray(values, dtype=np.float32)
    with np.errstate(invalid="ignore"):
        scaled = np.clip((array - lo) * (_LEVELS / (hi - lo)), 0, _LEVELS) + 0.5
        levels = np.where(np.isnan(array), HOLE, scaled).astype(np.uint8)
    return Tensor(np.ascontiguousarray(levels), float(lo), float(hi))


def _onto_the_wire(tensor: Tensor, info: SerializationInfo) -> dict[str, Any]:
    """Put the array aside in the context's list `arrays`; JSON keeps only its place there."""
    arrays: list[Tensor] = (info.context or {}).setdefault("arrays", [])
    arrays.append(tensor)
    return {"$array": len(arrays) - 1}


Array = Annotated[
    Tensor,
    PlainSerializer(_onto_the_wire),
    WithJsonSchema({"tsType": "Tensor", "description": "A typed array with its shape."}),
]
