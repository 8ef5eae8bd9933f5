"""A sweep: one lab many times, with one or two controls different in each cell."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any, ClassVar

import numpy as np

from tinkernet.control import Control
from tinkernet.discovery import LabEntry
from tinkernet.lab import Diagnosis, Lab, LabConfig, Metrics, Place
from tinkernet.panels import CellAxis, Cells, Panel
from tinkernet.protocol import Axis, Config, ConfigValue, SweepPlan
from tinkernet.rack import Columns, Labs, Picture, Rack
from tinkernet.refusal import RefusalError
from tinkernet.tensor import Tensor, codes

#: What a sweep is judged by, the first that its cells measure; and whether more is better.
_JUDGED = (("test_loss", False), ("train_loss", False), ("loss", False))


def swept(entry: LabEntry, plan: SweepPlan | None) -> LabEntry:
    """The lab made of many: to everybody else it is a lab like any other. Without a plan the
    lab itself.

    Raises:
        RefusalError: if the plan has no axis or too many, or names a control that is not there,
            or one twice.
    """
    if plan is None:
        return entry
    if not 1 <= len(plan.axes) <= 2 or not all(axis.values for axis in plan.axes):
        raise RefusalError("A sweep wants one or two axes, each with a value or more.", "sweep")
    names = [axis.control for axis in plan.axes]
    controls = entry.lab.Config.controls()
    for name in names:
        if name not in controls:
            raise RefusalError(f"This lab has no control {name[:40]!r} to sweep over.", "sweep")
    if len(set(names)) < len(names):
        raise RefusalError("A sweep wants two different controls.", "sweep")
    attributes = {"Config": entry.lab.Config, "inner": entry.lab, "plan": plan}
    inherited = ("units", "speed", "exclusive", "trains_when")
    lab = type("SweepOf" + entry.lab.__name__, (Sweep,), {
        **attributes, **{name: getattr(entry.lab, name) for name in inherited},
    })  # fmt: skip
    return replace(entry, lab=lab)


def cells(plan: SweepPlan) -> list[Config]:
    """What differs in each cell, row by row: the first axis runs fastest."""
    values = [[(axis.control, value) for value in axis.values] for axis in reversed(plan.axes)]
    return [dict(each) for each in product(*values)]


class Sweep(Lab[LabConfig]):
    """The lab `inner` in every cell of `plan`. A cell that diverges stays where it is."""

    inner: ClassVar[type[Lab[Any]]]
    plan: ClassVar[SweepPlan]
    places = [Place(name="cells", kind="cells", title="The sweep", size="hero")]

    def __init__(self, config: LabConfig) -> None:
        super().__init__(config)
        make = self.inner.rack or (lambda all_: Labs([self.inner(each) for each in all_]))
        self._cells: Rack = make(self._configs(config))
        self._alive = np.ones(len(cells(self.plan)), bool)
        self._measured: list[Metrics] = []
        self._newest: Columns = {}

    def step(self) -> Metrics:
        self._newest = self._cells.step()
        column = self._newest.get(self.inner.watched)
        if column is None:
            return {}
        self._alive &= ~np.isinf(column)
        finite = np.sort(column[np.isfinite(column)])
        if len(finite):
            # The middle one of the cells: a sweep goes on as long as any of them does.
            return {"loss": float(finite[len(finite) // 2])}
        return {} if self._alive.any() else {"loss": math.nan}

    def measure(self) -> Metrics:
        self._measured = self._cells.measure()
        found: Metrics = {}
        # The cells' numbers at frame rate only: at every step they would cost more than it.
        for name, column in self._newest.items():
            found |= {f"{name}.{cell}": value for cell, value in enumerate(column.tolist())}
        for cell, metrics in enumerate(self._measured):
            found |= {f"{name}.{cell}": value for name, value in metrics.items()}
        return {name: value for name, value in found.items() if math.isfinite(value)}

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        return {"cells": self._panel()} if "cells" in wanted else {}

    def apply(self, config: LabConfig) -> None:
        self._cells.apply(self._configs(config))
        self.config = config

    def diagnose(self) -> Diagnosis:
        return Diagnosis(reason="The loss ran away in every cell of the sweep.")

    @property
    def epoch(self) -> float:
        return self._cells.epoch

    @property
    def done(self) -> bool:
        return self._cells.done

    @classmethod
    def needs(cls, config: LabConfig) -> Any:
        """The sum over all cells."""
        each = [cls.inner.needs(config.changed(cell)) for cell in cells(cls.plan)]
        return each[0].model_copy(
            update={
                "parameters": sum(one.parameters for one in each),
                "memory_bytes": sum(one.memory_bytes for one in each),
                "hint": "try a sweep of fewer cells",
            }
        )

    def _configs(self, config: LabConfig) -> list[LabConfig]:
        return [config.changed(cell) for cell in cells(self.plan)]

    def _panel(self) -> Cells:
        pictures = self._cells.pictures()
        metric, higher = self._judge()
        images, first = _images(pictures)
        return Cells(
            title="The sweep",
            axes=[_named(axis, self.config.controls()[axis.control]) for axis in self.plan.axes],
            metric=metric,
            higher=higher,
            alive=codes(self._alive),
            images=images,
            palette=first.palette if first else "diverging",
            middle=first.middle if first else 0.0,
            summary=f"{len(pictures)} runs, {int(self._alive.sum())} of them have not diverged.",
        )

    def _judge(self) -> tuple[str, bool]:
        names = {name for metrics in self._measured for name in metrics}
        return next((each for each in _JUDGED if each[0] in names), _JUDGED[-1])


def _named(axis: Axis, control: Control) -> CellAxis:
    words = {option.value: option.label for option in control.options}
    return CellAxis(
        control=axis.control,
        label=control.label,
        symbol=control.symbol,
        values=[_text(value, words) for value in axis.values],
    )


def _text(value: ConfigValue, words: dict[str, str]) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, int | float) else words.get(str(value), str(value))


def _images(pictures: Sequence[Picture | None]) -> tuple[Tensor | None, Picture | None]:
    """All pictures in one array, and one of them for its colours; those of one lab are alike."""
    there = [picture for picture in pictures if picture is not None]
    shapes = {picture.levels.shape for picture in there}
    if len(there) < len(pictures) or len(shapes) != 1:
        return None, None
    levels = np.stack([picture.levels for picture in there])
    first = there[0]
    if first.palette == "classes":
        return Tensor(levels), first
    return Tensor(levels, first.lo, first.hi), first
