"""Tables as CSV, of which a spreadsheet takes no cell for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from tinkernet.lab import Metrics
from tinkernet.recipe import Sheet

#: A text that begins so is a formula, or hides that it is one.
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")

Cell = str | float | int


def data_csv(sheet: Sheet) -> bytes:
    """The examples."""
    return _csv(sheet.columns, sheet.rows)


def curves_csv(curves: Sequence[tuple[int, Metrics]]) -> bytes:
    """All numbers of all steps; an empty cell where one was not measured."""
    names = list(dict.fromkeys(name for _, metrics in curves for name in metrics))
    rows = [[step, *(metrics.get(name, "") for name in names)] for step, metrics in curves]
    return _csv(["step", *names], rows)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_safe(name) for name in columns])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    # The mark tells spreadsheets that it is UTF-8.
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _safe(cell: Cell) -> Cell:
    """A number stays one, whatever its sign; a text that could be a formula begins with a '."""
    if not isinstance(cell, str):
        return cell
    plain = cell.replace("\0", "")
    return f"'{plain}" if cell.startswith(_BEGINNINGS) else plain
