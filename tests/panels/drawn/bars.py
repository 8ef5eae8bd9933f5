"""Bars of every sort, computed from small formulas: beside each other, stacked, signed, many."""

import numpy as np

from tests.panels.fixture import Fixture
from tinkernet.panels import BarGroup, Bars
from tinkernet.tensor import floats, ints


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    return {
        "bars": Fixture(_signed()),
        "bars_many": Fixture(_many()),
        "bars_stacked": Fixture(_stacked()),
        "bars_log": Fixture(_log()),
    }


def _signed() -> Bars:
    weights = np.array([1.8, -0.6, 0.02, -1.4, 0.9, 0.4])
    return Bars(
        title="Weights before and after", badge="formula", note="λ = 0.1", draggable=True,
        summary="Six weights, three of them negative, and the same drawn towards zero.",
        labels=["size", "age", "rooms", "distance to the station", "floor", "light"],
        groups=[
            BarGroup(name="before", values=floats(weights)),
            BarGroup(name="after", values=floats(0.62 * weights), role="second"),
        ],
        y_label="w", marked=3, level=1.0, level_name="bound",
    )  # fmt: skip


def _many() -> Bars:
    rng = np.random.default_rng(6)
    chance = 1 / (1 + np.exp(-rng.normal(1.5, 1.4, 200)))
    return Bars(
        title="The probability of each true label", badge="formula", note="200 examples",
        summary="Most of two hundred examples get more than a half.",
        labels=[str(number) for number in range(200)],
        groups=[BarGroup(name="P(true label)", values=floats(chance))],
        x_label="example", y_label="probability", y_min=0, y_max=1, level=0.5,
        level_name="a toss", ids=ints(np.arange(200)), linked="example",
    )  # fmt: skip


def _stacked() -> Bars:
    counts = np.array([[12, 20, 31, 17], [8, 11, 6, 2], [3, 1, 4, 9]])
    roles: list[BarGroup] = [
        BarGroup(name="right", values=floats(counts[0]), role="first"),
        BarGroup(name="nearly", values=floats(counts[1]), role="second"),
        BarGroup(name="wrong", values=floats(counts[2]), role="third"),
    ]
    return Bars(
        title="Answers by class", badge="formula", stacked=True,
        summary="Right, nearly right and wrong answers of four classes, on top of each other.",
        labels=["cat", "dog", "bird", "fish"], groups=roles, y_label="answers",
    )  # fmt: skip


def _log() -> Bars:
    rank = np.arange(1, 61)
    return Bars(
        title="Word counts", badge="formula", log_y=True, note="Zipf's law",
        summary="Counts fall as one over the rank, over sixty words.",
        labels=[f"word {number}" for number in rank],
        groups=[BarGroup(name="count", values=floats(20_000 / rank**1.3))],
        x_label="rank", y_label="count",
    )  # fmt: skip
