"""Sweeps of the lab `mlp`: a grid of two controls, and nine seeds of a curve without pictures."""

import numpy as np

from tests.panels.fixture import Fixture
from tinkernet.discovery import discover
from tinkernet.protocol import Axis, Config, Metrics, SweepPlan
from tinkernet.sweep import swept
from tinkernet.tensor import floats, ints

_RATES = SweepPlan(
    axes=[
        Axis(control="lr", values=[0.01, 0.1, 0.3, 1.0]),
        Axis(control="width", values=[1, 2, 8]),
    ]
)
_SEEDS = SweepPlan(axes=[Axis(control="weights_seed", values=[*range(1, 10)])])
_EVERY = 10


def fixtures() -> dict[str, Fixture]:
    """Both of them by name."""
    return {
        "cells": _swept(_RATES, {"task": "circles", "steps": 300}),
        "cells_seeds": _swept(_SEEDS, {"task": "sine", "width": 4, "steps": 200}),
    }


def _swept(plan: SweepPlan, config: Config) -> Fixture:
    entry = swept(discover().entries["mlp"], plan)
    lab = entry.lab(entry.lab.Config.parse(config))
    rows: list[dict[str, float]] = []
    while not lab.done:
        for _ in range(_EVERY):
            lab.step()
        rows.append(lab.measure())
    names = sorted(rows[-1])
    metrics = Metrics(
        names=names,
        steps=ints(_EVERY * np.arange(1, len(rows) + 1)),
        values=floats([[row.get(name, np.nan) for name in names] for row in rows]),
        whole=True,
    )
    return Fixture(lab.panels(frozenset({"cells"}))["cells"], metrics)
