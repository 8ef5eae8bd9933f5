"""From numbers to the bytes of a picture: 0..254 for the range, 255 for "not a number"."""

import numpy as np

from tinkernet.engine.arrays import floats
from tinkernet.engine.compile import Floats, Levels, entry
from tinkernet.engine.exponential import F32, HALF, ZERO

_TOP, _HOLE = F32(254), F32(255)
_SIZE, _INFINITY = np.int32(0x7FFFFFFF), np.int32(0x7F800000)


def quantise(values: Floats, lo: float, hi: float) -> Levels:
    """`values` (any shape) clipped to [lo, hi], byte b standing for lo + (hi - lo) b/254.

    Raises:
        ValueError: if lo is not below hi.
    """
    if not lo < hi:
        raise ValueError(f"quantise wants lo < hi, not lo={lo} and hi={hi}")
    flat = floats(values).reshape(1, -1)
    out = np.empty(flat.shape, np.uint8)
    levels(flat, np.array([lo], np.float32), np.array([hi], np.float32), out)
    return out.reshape(values.shape)


def quantise_rows(values: Floats) -> tuple[Levels, Floats]:
    """Each row of `values` (U, N) on its own scale, the greatest size in it: lo = -scale = -hi.

    Returns the bytes (U, N) and the scales (U,), 1 where a row is all 0.
    """
    rows = floats(values)
    scales = np.empty(len(rows), np.float32)
    out = np.empty(rows.shape, np.uint8)
    peaks(rows, scales)
    levels(rows, -scales, scales, out)
    return out, scales


@entry
def peaks(rows: Floats, out: Floats) -> None:
    """The greatest finite |value| of each row; 1 for a row of zeros.

    Compared as integers, which puts sizes in the same order and, unlike NaN, in one order.
    """
    for row in range(rows.shape[0]):
        values = rows[row]
        peak = np.int32(0)
        for at in range(values.shape[0]):
            bits = np.float32(values[at]).view(np.int32) & _SIZE
            peak = max(peak, np.int32(bits if bits < _INFINITY else 0))
        out[row] = np.int32(peak).view(np.float32) if peak > 0 else F32(1)


@entry
def levels(rows: Floats, lo: Floats, hi: Floats, out: Levels) -> None:
    """The bytes of rows (U, N) for the ranges lo, hi (U,)."""
    for row in range(rows.shape[0]):
        values, bytes_ = rows[row], out[row]
        low = lo[row]
        scale = _TOP / (hi[row] - low)
        for at in range(values.shape[0]):
            level = (values[at] - low) * scale
            level = ZERO if level < ZERO else level
            level = _TOP if level > _TOP else level
            level = _HOLE if level != level else level
            bytes_[at] = np.uint8(np.int32(level + HALF))
