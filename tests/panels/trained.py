"""Pictures of real runs of the lab `mlp`: what a learner sees after some hundred steps."""

import math
from typing import Any

import numpy as np

from tests.panels.fixture import Fixture
from tinkernet.kit.learner import LearnerConfig
from tinkernet.labs.lecture_06_mlp.mlp import Mlp
from tinkernet.panels import Panel, Pick
from tinkernet.protocol import ConfigValue, Metrics
from tinkernet.tensor import floats, ints

_SPIRAL: dict[str, ConfigValue] = {
    "task": "spiral", "width": 8, "depth": 2, "act": "tanh", "lr": 0.03, "opt": "adam",
}  # fmt: skip
#: Every this many steps the costlier scalars are measured, as at the frame rate.
_EVERY = 4


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    spiral, numbers = _run(_SPIRAL, steps=600)
    early, _ = _run(_SPIRAL, steps=12)
    picked, _ = _run({**_SPIRAL, "task": "moons", "width": 4}, steps=200, pick=5)
    penguins, _ = _run({"task": "penguins", "width": 6, "depth": 1, "lr": 0.05}, steps=300)
    sine, _ = _run({"task": "sine", "width": 6, "depth": 1, "act": "tanh", "lr": 0.05}, steps=500)
    hills, _ = _run({"task": "hills", "width": 8, "depth": 2, "act": "tanh", "lr": 0.03}, steps=500)
    marks = (_mark(150, "lr", "η", 0.1, 0.03), _mark(380, "lam", "λ", 0, 0.001))
    return {
        "field2d": Fixture(spiral["boundary"]),
        "field2d_early": Fixture(early["boundary"]),
        "field2d_classes": Fixture(penguins["boundary"]),
        "field2d_values": Fixture(hills["boundary"]),
        "network_graph": Fixture(spiral["net"]),
        "network_graph_picked": Fixture(picked["net"]),
        "line": Fixture(spiral["curves"], numbers, marks),
        "line_accuracy": Fixture(spiral["accuracy"], numbers),
        "scatter2d": Fixture(sine["regression"]),
        "scatter3d": Fixture(spiral["hiddenspace"]),
        "image_grid": Fixture(spiral["hidden"]),
        "table": Fixture(penguins["confusion"]),
        "stat": Fixture(spiral["numbers"]),
    }


def _run(
    config: dict[str, ConfigValue], *, steps: int, pick: int = -1
) -> tuple[dict[str, Panel], Metrics]:
    """The panels of a run after `steps` steps, and what it streamed on the way."""
    lab = Mlp(LearnerConfig.parse(config))
    if pick >= 0:
        lab.gesture("boundary", Pick(id=pick))
    rows: list[dict[str, float]] = []
    for step in range(steps):
        measured = lab.step()
        rows.append({**measured, **(lab.measure() if step % _EVERY == 0 else {})})
    wanted = frozenset(place.name for place in lab.places)
    return dict(lab.panels(wanted)), _metrics(rows)


def _metrics(rows: list[dict[str, float]]) -> Metrics:
    names = sorted({name for row in rows for name in row})
    values = np.array([[row.get(name, math.nan) for name in names] for row in rows])
    return Metrics(names=names, steps=ints(np.arange(len(rows))), values=floats(values), whole=True)


def _mark(step: int, name: str, label: str, old: float, new: float) -> dict[str, Any]:
    return {"step": step, "name": name, "label": label, "old": old, "new": new}
