"""A sweep of 6 x 6 runs of `mlp` in one stacked step, against 36 separate runs."""

import secrets
import time
from typing import Any

from bench.rows import rate_row
from tinkernet.discovery import LabEntry, discover
from tinkernet.engine import warm
from tinkernet.protocol import Axis, Config, SweepPlan
from tinkernet.runtime import pace
from tinkernet.runtime.drawing import draw
from tinkernet.runtime.orders import Begin
from tinkernet.runtime.training import Training
from tinkernet.sweep import cells, swept

PLAN = SweepPlan(
    axes=[
        Axis(control="lr", values=[0.003, 0.01, 0.03, 0.1, 0.3, 1.0]),
        Axis(control="width", values=[1, 2, 3, 4, 6, 8]),
    ]
)
#: As in the other rows: mini-batches of 10 of some 250 points.
CONFIG: Config = {"task": "spiral", "batch": 10, "steps": 20_000}
_SECS = 0.5
_SLICE_SECS = 0.004
_WANTED_UPDATES = 5.0


def sweep_rows() -> list[dict[str, Any]]:
    """Steps a second of every cell, as a worker takes them; and pictures of all cells."""
    warm()
    entry = discover().entries["mlp"]

    def together() -> list[Training]:
        return [_training(swept(entry, PLAN), CONFIG, PLAN)]

    def alone() -> list[Training]:
        return [_training(entry, {**CONFIG, **cell}) for cell in cells(PLAN)]

    row = rate_row(
        "sweep_6x6", "steps/s of each of 36 cells, mini-batches of 10; peer: 36 separate runs",
        lambda: _rate(together()), lambda: _rate(alone()),
    )  # fmt: skip
    updates = _updates(together()[0])
    return [
        row,
        {
            "name": "sweep_6x6_updates", "ours": round(updates, 2), "peer": _WANTED_UPDATES,
            "ratio": round(updates / _WANTED_UPDATES, 2),
            "unit": "pictures/s of all 36 cells, 80 steps/s beside; peer: wanted",
        },
    ]  # fmt: skip


def _training(entry: LabEntry, config: Config, sweep: SweepPlan | None = None) -> Training:
    begin = Begin(
        run=secrets.token_hex(16), lab=entry.id, config=config, playing=True, speed=None,
        panels=None, sweep=sweep,
    )  # fmt: skip
    clock = pace.Pace(playing=True, speed=None, frame_secs=0.04)
    training = Training(begin, entry, clock, lambda _: None)
    while training.step == 0:
        training.work(time.monotonic() + _SLICE_SECS)
    return training


def _rate(trainings: list[Training]) -> float:
    """Steps a second of one of them, all taking turns in slices; the numbers go as in frames."""
    before = sum(training.step for training in trainings)
    start = time.monotonic()
    while (took := time.monotonic() - start) < _SECS:
        for training in trainings:
            training.work(time.monotonic() + _SLICE_SECS)
            training.numbers.take(512, training.step, {})
    return (sum(training.step for training in trainings) - before) / took / len(trainings)


def _updates(training: Training) -> float:
    """Frames a second with all cells in them, each after as many steps as it stands for."""
    lab = training.lab
    if lab is None:
        raise RuntimeError("the sweep was not built")
    start, count = time.monotonic(), 0
    while (took := time.monotonic() - start) < _SECS:
        for _ in range(16):
            lab.step()
        draw(training, count, 512)
        count += 1
    return count / took
