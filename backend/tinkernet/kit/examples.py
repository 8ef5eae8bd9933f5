"""The examples of a run: points, what is to be learnt of each, and which are kept for the test."""

from dataclasses import dataclass, replace
from typing import Literal, Self, get_args

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit import brush, points
from tinkernet.kit.brush import Painted
from tinkernet.kit.points import CurveTask, PlaneTask, SurfaceTask
from tinkernet.kit.tables import WORDS, TableTask, table

Floats = NDArray[np.float32]

PaintTask = Literal["brushed", "drawn"]

#: The tasks by what they ask for.
CLASS_TASKS: list[str] = [*get_args(PlaneTask), *get_args(TableTask), "brushed"]
CURVES: list[str] = [*get_args(CurveTask), "drawn"]
SURFACES: list[str] = list(get_args(SurfaceTask))
#: The tasks that a brush may change.
PAINTABLE: list[str] = [*get_args(PlaneTask), "brushed", *CURVES]


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """N examples. x: (N, 2), or (N, 1) for a curve. target: (N,) class numbers or values.
    test: (N,) which are kept out of training. classes: their names, empty for a regression.
    axes: what the two axes of the picture are called."""

    x: Floats
    target: Floats
    test: NDArray[np.bool_]
    classes: tuple[str, ...] = ()
    axes: tuple[str, str] = ("x₁", "x₂")

    def __len__(self) -> int:
        return len(self.target)

    @property
    def label(self) -> NDArray[np.uint8]:
        """The class of each example, 0 in a regression."""
        return (self.target if self.classes else np.zeros(len(self))).astype(np.uint8)

    @property
    def dimensions(self) -> int:
        """2 for points of the plane, 1 for a curve."""
        return self.x.shape[1]

    @property
    def training(self) -> NDArray[np.int64]:
        """The places of the training examples."""
        return np.flatnonzero(~self.test)

    @property
    def lone_class(self) -> bool:
        """Whether all examples are of one class, so that there is nothing to tell apart."""
        return bool(self.classes) and len(self) > 0 and len(np.unique(self.target)) == 1

    def split(self, share: float, seed: int) -> Self:
        """These examples with the share `share`, at least one, for training."""
        order = np.random.default_rng([seed, 1]).permutation(len(self))
        test = np.zeros(len(self), bool)
        test[order[max(1, round(share * len(self))) :]] = True
        return replace(self, test=test)

    def painted(self) -> Painted:
        """The same examples as the brush knows them."""
        x = self.x if self.dimensions == 2 else np.stack([self.x[:, 0], self.target], axis=1)
        return Painted(x, self.label, self.test)


def generated(
    task: PlaneTask | CurveTask | SurfaceTask, m: int, noise: float, split: float, seed: int
) -> Examples:
    """`m` examples drawn from the seed."""
    x, target = points.draw(task, m, noise, seed)
    return _examples(x, target, _numbers(points.class_count(task))).split(split, seed)


def tabled(task: TableTask, columns: tuple[str, str], split: float, seed: int) -> Examples:
    """Two columns of a real table."""
    rows = table(task, *columns)
    axes = (f"{WORDS[columns[0]]} (standardised)", f"{WORDS[columns[1]]} (standardised)")
    return replace(_examples(rows.x, rows.label, rows.classes).split(split, seed), axes=axes)


def painted(task: PaintTask, text: str) -> Examples:
    """What the learner painted.

    Raises:
        RefusalError: if the text is damaged.
    """
    points_ = brush.decode(text)
    if task == "drawn":
        examples = _examples(points_.x[:, :1], points_.x[:, 1], ())
    else:
        count = max(2, int(points_.label.max(initial=0)) + 1)
        examples = _examples(points_.x, points_.label.astype(np.float32), _numbers(count))
    return replace(examples, test=points_.test)


def _examples(x: Floats, target: Floats, classes: tuple[str, ...]) -> Examples:
    axes = ("x₁", "x₂") if x.shape[1] == 2 else ("x", "y")
    return Examples(x, target, np.zeros(len(target), bool), classes, axes)


def _numbers(count: int) -> tuple[str, ...]:
    return tuple(f"class {number}" for number in range(count))
