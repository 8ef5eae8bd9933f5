"""The examples of a single neuron: truth tables, clouds, moons, tumours, or one's own points."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, make_moons

from tinkernet.kit import brush
from tinkernet.kit.brush import Painted
from tinkernet.kit.neuron_config import GATES, NeuronConfig
from tinkernet.kit.tables import standardised

Numbers = NDArray[np.float64]

_CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
_TRUTH = {"and": [0, 0, 0, 1], "or": [0, 1, 1, 1], "xor": [0, 1, 1, 0]}
_TESTS_PER_CORNER = 10
_TEST_SHARE = 0.3
_TUMOURS = ("mean radius", "mean texture")


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """N examples. x: (N, 2). y: (N,) 0 or 1. test: (N,) which are kept out of training.
    classes: their two names. axes: the names of the features. lo, hi: the sides of the picture."""

    x: Numbers
    y: Numbers
    test: NDArray[np.bool_]
    classes: tuple[str, str]
    axes: tuple[str, str]
    lo: float
    hi: float

    def __len__(self) -> int:
        return len(self.y)

    def painted(self) -> Painted:
        """The same examples as the brush knows them."""
        return Painted(self.x.astype(np.float32), self.y.astype(np.uint8), self.test)


def sample(config: NeuronConfig) -> Sample:
    """The examples that a config stands for; points of the learner's own come first."""
    is_gate = config.task in GATES
    x, y, test = _own(config.points) if config.points else _drawn(config)
    tumours = config.task == "tumour-2d"
    return Sample(
        x, y, test,
        classes=("benign", "malignant") if tumours else ("class 0", "class 1"),
        axes=(f"{_TUMOURS[0]} (standardised)", f"{_TUMOURS[1]} (standardised)")
        if tumours
        else ("x₁", "x₂"),
        lo=-0.5 if is_gate else -3.0, hi=1.5 if is_gate else 3.0,
    )  # fmt: skip


def _own(points: str) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    painted = brush.decode(points)
    return painted.x.astype(np.float64), (painted.label > 0).astype(np.float64), painted.test


def _drawn(config: NeuronConfig) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    rng = np.random.default_rng([config.seed, 3])
    if config.task in GATES:
        return _gate(_TRUTH[config.task], config.noise, rng)
    match config.task:
        case "tumour-2d":
            x, y = _tumours()
        case "moons":
            moons, y = make_moons(config.m, noise=config.noise, random_state=config.seed)
            x = (np.asarray(moons) - [0.5, 0.25]) * 1.5
        case _:
            # Two clouds of deviation 3σ around (1, 1) and (-1, -1).
            y = np.arange(config.m) % 2
            x = (2 * y - 1)[:, None] + 3 * config.noise * rng.standard_normal((config.m, 2))
    test = np.zeros(len(y), bool)
    test[rng.permutation(len(y))[: max(1, round(_TEST_SHARE * len(y)))]] = True
    return np.clip(x, -3, 3).astype(np.float64), np.asarray(y, np.float64), test


def _gate(
    truth: list[int], noise: float, rng: np.random.Generator
) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """The four rows of a truth table for training, noisy copies of them for the test."""
    copies = np.tile(_CORNERS, (_TESTS_PER_CORNER, 1))
    strayed = np.clip(copies + noise * rng.standard_normal(copies.shape), -0.5, 1.5)
    x = np.concatenate([_CORNERS, strayed])
    y = np.tile(np.array(truth, np.float64), 1 + _TESTS_PER_CORNER)
    return x, y, np.arange(len(y)) >= len(truth)


@cache
def _tumours() -> tuple[Numbers, NDArray[np.int64]]:
    """Two measurements of 569 tumours with mean 0 and deviation 1; 1 is malignant."""
    table: Any = load_breast_cancer()
    columns = [list(table.feature_names).index(name) for name in _TUMOURS]
    return standardised(table.data[:, columns]), 1 - table.target
