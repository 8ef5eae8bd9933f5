"""Runs of one lab that stand side by side and step together: the cells of a sweep."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from tinkernet.panels import Field2d, Panel

Metrics = dict[str, float]
#: Of each cell one number, (C,), by name; NaN where there is none.
Columns = dict[str, NDArray[np.float64]]
Palette = Literal["diverging", "classes", "sequential"]
#: Cells along the side of a small picture.
SIDE = 28


@dataclass(frozen=True, slots=True)
class Picture:
    """What one cell looks like: bytes (h, w) quantised to lo..hi, or class numbers."""

    levels: NDArray[np.uint8]
    lo: float = 0.0
    hi: float = 1.0
    middle: float = 0.5
    palette: Palette = "diverging"


class Rack(Protocol):
    """C cells of one lab. Each comes exactly as far as it would alone."""

    def step(self) -> Columns:
        """One step of every cell; no numbers of those that have diverged or finished, infinite
        ones of those that diverge now."""
        ...

    def measure(self) -> list[Metrics]:
        """The costlier numbers of every cell."""
        ...

    def pictures(self) -> list[Picture | None]:
        """A small picture of every cell, None where there is none."""
        ...

    def apply(self, configs: Sequence[Any]) -> None:
        """Take over configs that differ only in live controls."""
        ...

    @property
    def epoch(self) -> float:
        """The epoch of the cell that has come farthest."""
        ...

    @property
    def done(self) -> bool:
        """Whether no cell trains any more."""
        ...


class Labs:
    """Separate labs, stepped one after the other: the rack of a lab that has no better one."""

    def __init__(self, labs: Sequence[Any]) -> None:
        self._labs = list(labs)
        self._is_alive = [True] * len(self._labs)

    def step(self) -> Columns:
        columns: Columns = {}
        for cell, lab in enumerate(self._labs):
            metrics = lab.step() if self._is_alive[cell] and not lab.done else {}
            for name, value in metrics.items():
                column = columns.setdefault(name, np.full(len(self._labs), np.nan))
                column[cell] = math.inf if math.isnan(value) else value
            self._is_alive[cell] &= math.isfinite(metrics.get(lab.watched, 0.0))
        return columns

    def measure(self) -> list[Metrics]:
        alive = zip(self._labs, self._is_alive, strict=True)
        return [lab.measure() if lives else {} for lab, lives in alive]

    def pictures(self) -> list[Picture | None]:
        return [_picture(lab) for lab in self._labs]

    def apply(self, configs: Sequence[Any]) -> None:
        for lab, config in zip(self._labs, configs, strict=True):
            lab.apply(config)

    @property
    def epoch(self) -> float:
        return max(lab.epoch for lab in self._labs)

    @property
    def done(self) -> bool:
        alive = zip(self._labs, self._is_alive, strict=True)
        return all(lab.done or not lives for lab, lives in alive)


def _picture(lab: Any) -> Picture | None:
    names = [place.name for place in lab.places if place.kind == "field2d"]
    panels: dict[str, Panel] = lab.panels(frozenset(names)) if names else {}
    field = next((panel for panel in panels.values() if isinstance(panel, Field2d)), None)
    if field is None:
        return None
    return Picture(
        thinned(field.values.data), field.values.lo or 0.0, field.values.hi or 1.0, field.middle,
        field.palette,
    )  # fmt: skip


def thinned(levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Evenly spread cells of a grid, at most SIDE along each side."""
    stride = -(-max(levels.shape) // SIDE)
    first = (levels.shape[0] - 1) % stride // 2
    return np.ascontiguousarray(levels[first::stride, first::stride])
