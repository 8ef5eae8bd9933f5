"""Points painted or pasted by the learner, and the short text that carries them in a link."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.points import REACH
from tinkernet.refusal import RefusalError

Floats = NDArray[np.float32]

MOST_POINTS = 2_000
MOST_CLASSES = 10

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_LEVELS = 64 * 64 - 1
_WORD = 5


@dataclass(frozen=True, slots=True, eq=False)
class Painted:
    """Points x (N, 2) in the square, their classes `label` (N,) 0..9, and which of them are for
    `test` (N,). For a curve the second coordinate is the target, and `label` is 0."""

    x: Floats
    label: NDArray[np.uint8]
    test: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.label)


def encode(painted: Painted) -> str:
    """Five letters per point: two for each coordinate (steps of 0.0015), one for class and use.

    Raises:
        RefusalError: if there are too many points for a link.
    """
    if len(painted) > MOST_POINTS:
        raise RefusalError(
            f"There is room for {MOST_POINTS:,} points, and this would be {len(painted):,}: "
            "erase some, or keep every other line of the table.",
            "points",
        )
    places = np.clip((painted.x + REACH) * (_LEVELS / (2 * REACH)), 0, _LEVELS)
    cells = np.rint(places).astype(int)
    tags = painted.label + MOST_CLASSES * painted.test.astype(int)
    return "".join(
        _LETTERS[x // 64] + _LETTERS[x % 64] + _LETTERS[y // 64] + _LETTERS[y % 64] + _LETTERS[tag]
        for (x, y), tag in zip(cells, tags, strict=True)
    )


def decode(text: str) -> Painted:
    """The points of a text made by `encode`.

    Raises:
        RefusalError: if it is not such a text, or has too many points.
    """
    count, rest = divmod(len(text), _WORD)
    if count > MOST_POINTS:
        raise RefusalError(f"There is room for {MOST_POINTS:,} points; {count:,} came.", "points")
    if rest or not all(letter in _VALUES for letter in text):
        raise RefusalError(
            "The painted points in this link are damaged: copy the whole link again.", "points"
        )
    values = np.array([_VALUES[letter] for letter in text], int).reshape(count, _WORD)
    cells = values[:, [0, 2]] * 64 + values[:, [1, 3]]
    if (values[:, 4] >= 2 * MOST_CLASSES).any():
        raise RefusalError("The painted points in this link name a class beyond 9.", "points")
    x = (cells * (2 * REACH / _LEVELS) - REACH).astype(np.float32)
    return Painted(x, (values[:, 4] % MOST_CLASSES).astype(np.uint8), values[:, 4] >= MOST_CLASSES)


def added(painted: Painted, x: Floats, label: NDArray[np.uint8], split: float) -> Painted:
    """`painted` with more points; of every run of them the share `split` is for training."""
    number = np.arange(len(painted), len(painted) + len(label))
    test = np.floor((number + 1) * (1 - split)) > np.floor(number * (1 - split))
    return Painted(
        np.concatenate([painted.x, x.astype(np.float32)]),
        np.concatenate([painted.label, label]),
        np.concatenate([painted.test, test]),
    )


def erased(painted: Painted, x: float, y: float, radius: float) -> Painted:
    """`painted` without the points within `radius` of (x, y)."""
    far = np.hypot(painted.x[:, 0] - x, painted.x[:, 1] - y) > radius
    return Painted(painted.x[far], painted.label[far], painted.test[far])
