"""Experiments for the tests to save, and places to save them."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tinkernet.runtime.limits import Limits
from tinkernet.server.experiments.experiment import Experiment
from tinkernet.server.experiments.place import Place
from tinkernet.server.experiments.store import Store

ANN = "a" * 32
BOB = "b" * 32
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def experiment(**changes: Any) -> Experiment:
    """One that could be saved, with these fields different."""
    return Experiment.model_validate(
        {
            "name": "A boundary that bends", "lab": "mlp", "lab_title": "Bend the boundary",
            "preset": "spirals", "preset_title": "Two arms", "state": "running", "step": 40,
            "speed": 10.0,
            "config": {"lr": 0.03, "widths": [8, 8], "act": "relu"},
            "script": '{"config":{},"deeds":[]}', "code": "c0de",
            "metrics": {"loss": 0.5, "val_loss": 0.6}, "hash": "lab=mlp&lr=0.03",
        }
        | changes
    )  # fmt: skip


@asynccontextmanager
async def opened(file: Path, **limits: Any) -> AsyncIterator[Store]:
    """A store at `file`, closed at the end of the block."""
    async with Store(Place(file), Limits(**limits)) as store:
        yield store


def unharmed(file: Path) -> bool:
    """Whether SQLite finds nothing wrong."""
    with sqlite3.connect(file) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()
    return found == [("ok",)]
