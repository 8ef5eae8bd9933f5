"""Real tables: two measurements of each penguin or wine, and its kind."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

TableTask = Literal["penguins", "wine"]
PenguinColumn = Literal["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
WineColumn = Literal["alcohol", "flavanoids", "color_intensity", "hue", "proline"]

#: What the columns are called on the page.
WORDS: dict[str, str] = {
    "bill_length_mm": "bill length",
    "bill_depth_mm": "bill depth",
    "flipper_length_mm": "flipper length",
    "body_mass_g": "body mass",
    "alcohol": "alcohol",
    "flavanoids": "flavanoids",
    "color_intensity": "colour intensity",
    "hue": "hue",
    "proline": "proline",
}

_KIND: dict[TableTask, str] = {"penguins": "species", "wine": "cultivar"}


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Two standardised columns x (N, 2), the class number of each row (N,), and the classes."""

    x: Floats
    label: Floats
    classes: tuple[str, ...]


def table(task: TableTask, first: str, second: str) -> Table:
    """Two columns of a table, each with mean 0 and deviation 1; rows with gaps are left out.

    `first` and `second` are a PenguinColumn or a WineColumn.
    """
    rows = [row for row in _rows(task) if "NA" not in (row[first], row[second])]
    x = np.array([[float(row[first]), float(row[second])] for row in rows])
    kinds = [row[_KIND[task]] for row in rows]
    classes = tuple(sorted(set(kinds)))
    label = np.array([classes.index(kind) for kind in kinds], np.float32)
    return Table(standardised(x).astype(np.float32), label, classes)


def standardised(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each column of x (N, d) with mean 0 and deviation 1; a column of equals becomes 0."""
    deviation = x.std(axis=0)
    return (x - x.mean(axis=0)) / np.where(deviation > 0, deviation, 1)


@cache
def _rows(task: TableTask) -> list[dict[str, str]]:
    text = files("tinkernet").joinpath("data", f"{task}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
