"""A pasted table of points, read line by line, with a sentence for whatever is wrong in it."""

import csv
import math

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.brush import MOST_CLASSES, MOST_POINTS
from tinkernet.kit.points import REACH
from tinkernet.kit.tables import standardised
from tinkernet.refusal import RefusalError

Floats = NDArray[np.float32]

_FIELD = "csv"


def pasted(text: str, *, labelled: bool) -> tuple[Floats, NDArray[np.uint8]]:
    """Points (N, 2) in the square and their classes (N,), from lines of `x,y,label`.

    Commas, semicolons and tabs part the columns; a header is skipped. Classes may be numbers or
    words, numbered in their order. Where not `labelled` (a curve) lines are `x,y` and all classes
    0. Coordinates beyond the square are standardised, column by column.

    Raises:
        RefusalError: naming the line and what it should be.
    """
    if text.count("\n") > 2 * MOST_POINTS:
        raise _too_many(text.count("\n") + 1)
    rows = _rows(text)
    if rows and not any(_is_number(cell) for cell in rows[0][1][:2]):
        rows = rows[1:]
    if len(rows) > MOST_POINTS:
        raise _too_many(len(rows))
    if not rows:
        raise RefusalError("No point is in the pasted table: give lines of x,y,label.", _FIELD)
    width = 3 if labelled else 2
    x = np.array([_point(line, cells, width) for line, cells in rows])
    label = _labels([cells[2] for _, cells in rows]) if labelled else np.zeros(len(x), np.uint8)
    if np.abs(x).max() > REACH:
        x = np.clip(standardised(x), -REACH, REACH)
    return x.astype(np.float32), label


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The lines that are not empty, with their numbers, cut into cells."""
    sign = next((sign for sign in "\t;" if sign in text), ",")
    try:
        cut = list(csv.reader(text.replace("\r", "\n").splitlines(), delimiter=sign))
    except csv.Error as error:
        raise RefusalError(f"The pasted table cannot be read: {error}.", _FIELD) from error
    lines = [(number, [cell.strip() for cell in row]) for number, row in enumerate(cut, 1)]
    return [(number, row) for number, row in lines if any(row)]


def _point(line: int, cells: list[str], width: int) -> list[float]:
    least = f"{width} columns, {'x,y,label' if width == 3 else 'x,y'}"
    if not (len(cells) == width or (width == 2 and len(cells) == 3)):
        raise RefusalError(f"Line {line} must have {least}; it has {len(cells)}.", _FIELD)
    for name, cell in zip("xy", cells, strict=False):
        if not _is_number(cell):
            raise RefusalError(
                f"Line {line}, column {name} must be a number; {cell[:20]!r} came.", _FIELD
            )
        if not math.isfinite(float(cell)) or abs(float(cell)) > 1e9:
            raise RefusalError(
                f"Line {line}, column {name} must be a number between -1e9 and 1e9; "
                f"{cell[:20]} came.",
                _FIELD,
            )
    return [float(cell) for cell in cells[:2]]


def _labels(names: list[str]) -> NDArray[np.uint8]:
    """Class numbers. Whole numbers 0..9 stay what they are, so that 0 and 2 can be meant."""
    kinds = sorted(set(names), key=lambda name: (not _is_number(name), _size(name), name))
    if len(kinds) > MOST_CLASSES:
        raise RefusalError(
            f"The column label must have at most {MOST_CLASSES} classes; {len(kinds)} came. "
            "Are the columns in the order x,y,label?",
            _FIELD,
        )
    if all(name in "0123456789" and len(name) == 1 for name in kinds):
        return np.array([int(name) for name in names], np.uint8)
    return np.array([kinds.index(name) for name in names], np.uint8)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return "_" not in cell


def _size(name: str) -> float:
    return float(name) if _is_number(name) and math.isfinite(float(name)) else 0.0


def _too_many(lines: int) -> RefusalError:
    return RefusalError(
        f"A pasted table may have {MOST_POINTS:,} points; {lines:,} lines came. "
        "Keep every so many-th line.",
        _FIELD,
    )
