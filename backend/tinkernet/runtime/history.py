"""The numbers of a run over its steps, thinned so that its shape stays in bounded memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """M measurements of K numbers: `steps` int32 (M,), rising; `values` float32 (M, K)."""

    names: tuple[str, ...]
    steps: NDArray[np.int32]
    values: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.steps)


NO_ROWS = Rows((), np.zeros(0, np.int32), np.zeros((0, 0), np.float32))


def thinned(rows: Rows, limit: int) -> Rows:
    """At most `limit` of the rows: the first and last, and of each stretch between them those
    with the lowest and the highest loss and the one with most numbers."""
    count = len(rows)
    if count <= limit:
        return rows
    buckets = max(1, (limit - 2) // 3)
    size = -(-count // buckets)
    # The last bucket is filled up with the last row: picking it twice does no harm.
    places = np.minimum(np.arange(buckets * size), count - 1).reshape(buckets, size)
    loss = _loss(rows)[places]
    finite = np.isfinite(rows.values).sum(axis=1)[places]
    picks = [
        np.where(np.isnan(loss), np.inf, loss).argmin(axis=1),
        np.where(np.isnan(loss), -np.inf, loss).argmax(axis=1),
        size - 1 - finite[:, ::-1].argmax(axis=1),
    ]
    lines = np.arange(buckets)
    kept = np.unique(np.concatenate([[0, count - 1], *(places[lines, pick] for pick in picks)]))
    return Rows(rows.names, rows.steps[kept], rows.values[kept])


class History:
    """All numbers of one run so far; never more than `limit` rows."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._rows = NO_ROWS
        self._tail: list[Rows] = []

    def append(self, rows: Rows) -> None:
        """Rows of later steps, the first perhaps of the last one again; names not met before become
        new columns."""
        if len(rows):
            self._tail.append(rows)
            if len(self._tail) >= 64:
                self._gather()

    def between(self, after: int, until: int) -> Rows:
        """The rows with `after` < step <= `until`."""
        self._gather()
        start, end = np.searchsorted(self._rows.steps, [after, until], side="right")
        rows = self._rows
        return Rows(rows.names, rows.steps[start:end], rows.values[start:end])

    def until(self, step: int) -> "History":
        """A copy that ends at `step`."""
        copy = History(self._limit)
        copy.append(self.between(-1, step))
        return copy

    def clear(self) -> None:
        """Forget everything."""
        self._rows = NO_ROWS
        self._tail.clear()

    def _gather(self) -> None:
        if self._tail:
            rows = _once(_joined([self._rows, *self._tail]))
            self._tail.clear()
            # Half the room, so that thinning is rare and every row is thinned as rarely.
            self._rows = rows if len(rows) <= self._limit else thinned(rows, self._limit // 2)


def _joined(parts: Sequence[Rows]) -> Rows:
    names = tuple(dict.fromkeys(name for part in parts for name in part.names))
    return Rows(
        names,
        np.concatenate([part.steps for part in parts]),
        np.concatenate([_widened(part, names) for part in parts]),
    )


def _once(rows: Rows) -> Rows:
    """Rows of one step become one: what was measured later counts."""
    twice = np.flatnonzero(np.diff(rows.steps) == 0)
    if not len(twice):
        return rows
    values = rows.values.copy()
    for first in twice:
        fresh = np.isfinite(values[first + 1])
        values[first + 1] = np.where(fresh, values[first + 1], values[first])
    kept = np.delete(np.arange(len(rows)), twice)
    return Rows(rows.names, rows.steps[kept], values[kept])


def _widened(rows: Rows, names: tuple[str, ...]) -> NDArray[np.float32]:
    if rows.names == names:
        return rows.values
    wide = np.full((len(rows), len(names)), np.nan, np.float32)
    wide[:, [names.index(name) for name in rows.names]] = rows.values
    return wide


def _loss(rows: Rows) -> NDArray[Any]:
    if not rows.names:
        return np.zeros(len(rows), np.float32)
    column = rows.names.index("loss") if "loss" in rows.names else 0
    return rows.values[:, column]
