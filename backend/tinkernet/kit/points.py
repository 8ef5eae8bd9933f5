"""Point sets of the plane and curves to learn, drawn from a seed.

Everything lies in the square [-3, 3] x [-3, 3], so that all of them share one picture. `noise` is
the deviation in units of the figure: 1 is the radius of the outer circle.
"""

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.float64]
Generator = np.random.Generator
Drawn = tuple[Numbers, Numbers]

#: Half the side of the square that everything lies in.
REACH = 3.0

PlaneTask = Literal["xor", "circles", "moons", "spiral", "line", "sectors", "blobs"]
CurveTask = Literal["sine", "step"]
SurfaceTask = Literal["plane", "hills"]

_SIZE = 2.0
_MARGIN = 0.1
_BLOBS = 5
_HILLS = [(-1.2, -1.0, 1.0), (1.2, 1.2, 1.0), (-1.2, 1.4, -1.0), (1.4, -1.2, -1.0)]


def draw(
    task: PlaneTask | CurveTask | SurfaceTask, m: int, noise: float, seed: int
) -> tuple[Floats, Floats]:
    """`m` examples: x (m, 2) or for curves (m, 1), and their targets (m,), in random order.

    The target is a class number, or the value to be learnt.
    """
    rng = np.random.default_rng([seed, 0])
    x, target = _RECIPES[task](m, noise, rng)
    order = rng.permutation(m)
    return x[order].astype(np.float32), target[order].astype(np.float32)


def class_count(task: PlaneTask | CurveTask | SurfaceTask) -> int:
    """How many classes a task has; 0 for a regression."""
    if task in get_args(PlaneTask):
        return {"sectors": 3, "blobs": _BLOBS}.get(task, 2)
    return 0


def truth(task: CurveTask, x: Numbers) -> Numbers:
    """The curve without noise at x (N,)."""
    return np.sin(2 * x) if task == "sine" else np.where(x < 0, -0.8, 0.8)


def surface(task: SurfaceTask, x: Numbers) -> Numbers:
    """The height without noise at the points x (N, 2), between -1 and 1."""
    if task == "plane":
        return (x[:, 0] + x[:, 1]) / (2 * REACH)
    bumps = [h * np.exp(-((x[:, 0] - a) ** 2 + (x[:, 1] - b) ** 2)) for a, b, h in _HILLS]
    return np.sum(bumps, axis=0)


def _xor(m: int, noise: float, rng: Generator) -> Drawn:
    """A square of points in each quadrant; class 1 where the signs differ."""
    quadrant = np.arange(m) % 4
    sign = np.stack([1 - 2 * (quadrant % 2), 1 - 2 * (quadrant // 2)], axis=1)
    x = sign * rng.uniform(0.5, 1.2, (m, 2)) * _SIZE
    return _scattered(x, noise, rng), (sign[:, 0] != sign[:, 1]).astype(float)


def _circles(m: int, noise: float, rng: Generator) -> Drawn:
    """A ring of radius 1 around one of radius 0.4 (scikit-learn's make_circles)."""
    inner = np.arange(m) % 2
    angle = rng.uniform(0, 2 * np.pi, m)
    radius = np.where(inner, 0.4, 1.0) * _SIZE
    return _scattered(_polar(radius, angle), noise, rng), inner.astype(float)


def _moons(m: int, noise: float, rng: Generator) -> Drawn:
    """Two half circles that reach into each other (scikit-learn's make_moons), centred."""
    lower = np.arange(m) % 2
    angle = rng.uniform(0, np.pi, m)
    x = np.where(lower, 1 - np.cos(angle), np.cos(angle)) - 0.5
    y = np.where(lower, 0.5 - np.sin(angle), np.sin(angle)) - 0.25
    return _scattered(np.stack([x, y], axis=1) * 1.5, noise * 0.75, rng), lower.astype(float)


def _spiral(m: int, noise: float, rng: Generator) -> Drawn:
    """Two arms, each one and a quarter turns around the middle."""
    arm = np.arange(m) % 2
    along = rng.uniform(0, 1, m) ** 0.7  # neither crowded inside nor thin outside
    angle = 2.5 * np.pi * along + np.pi * arm
    return _scattered(_polar(along * 2.6, angle), noise / 2, rng), arm.astype(float)


def _line(m: int, noise: float, rng: Generator) -> Drawn:
    """Two classes on both sides of a slanted line."""
    x = rng.uniform(-2.6, 2.6, (m, 2))
    side = x[:, 0] + 0.6 * x[:, 1] > 0
    gap = np.where(side, _MARGIN, -_MARGIN)[:, None] * [2.0, 1.2]
    return _scattered(x + gap, noise, rng), side.astype(float)


def _sectors(m: int, noise: float, rng: Generator) -> Drawn:
    """A disc cut like a cake into three classes."""
    sector = np.arange(m) % 3
    angle = (sector + rng.uniform(0.04, 0.96, m)) * 2 * np.pi / 3 + np.pi / 2
    radius = np.sqrt(rng.uniform(0.01, 1, m)) * 2.5
    return _scattered(_polar(radius, angle), noise, rng), sector.astype(float)


def _blobs(m: int, noise: float, rng: Generator) -> Drawn:
    """Five clouds around a circle, one class each."""
    blob = np.arange(m) % _BLOBS
    centre = _polar(np.full(m, 1.8), blob * 2 * np.pi / _BLOBS + np.pi / 2)
    return _scattered(centre, noise + 0.1, rng), blob.astype(float)


def _curve(task: CurveTask) -> Callable[[int, float, Generator], Drawn]:
    def recipe(m: int, noise: float, rng: Generator) -> Drawn:
        x = rng.uniform(-REACH, REACH, m)
        return x[:, None], truth(task, x) + noise * rng.normal(size=m)

    return recipe


def _surface(task: SurfaceTask) -> Callable[[int, float, Generator], Drawn]:
    def recipe(m: int, noise: float, rng: Generator) -> Drawn:
        x = rng.uniform(-REACH, REACH, (m, 2))
        return x, surface(task, x) + noise * rng.normal(size=m)

    return recipe


def _polar(radius: Numbers, angle: Numbers) -> Numbers:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _scattered(x: Numbers, noise: float, rng: Generator) -> Numbers:
    return x + noise * _SIZE * rng.normal(size=x.shape)


_RECIPES: dict[str, Callable[[int, float, Generator], Drawn]] = {
    "xor": _xor,
    "circles": _circles,
    "moons": _moons,
    "spiral": _spiral,
    "line": _line,
    "sectors": _sectors,
    "blobs": _blobs,
    **{task: _curve(task) for task in get_args(CurveTask)},
    **{task: _surface(task) for task in get_args(SurfaceTask)},
}
