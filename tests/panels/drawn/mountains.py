"""Pictures of valleys and mountains with ways down them: races on small functions."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tests.panels.fixture import Fixture
from tinkernet.panels import Arrow, ContourPath, Spot, Surface3d, Trail
from tinkernet.tensor import floats, quantised

Floats = NDArray[np.float64]
_SIDE = 50


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    return {
        "contour_path": Fixture(_race()),
        "contour_path_holes": Fixture(_rim()),
        "surface3d": Fixture(_mountain()),
        "surface3d_holes": Fixture(_crater()),
    }


def _plane(reach: float) -> tuple[Floats, Floats]:
    middles = (np.arange(_SIDE) + 0.5) * (2 * reach / _SIDE) - reach
    x, y = np.meshgrid(middles, middles[::-1])
    return x.astype(np.float64), y.astype(np.float64)


def _valley(x: Floats, y: Floats) -> Floats:
    return (x**2 + 20 * y**2) / 2


def _peaks(x: Floats, y: Floats) -> Floats:
    hill = 3 * (1 - x) ** 2 * np.exp(-(x**2) - (y + 1) ** 2)
    fold = 10 * (x / 5 - x**3 - y**5) * np.exp(-(x**2) - y**2)
    return hill - fold - np.exp(-((x + 1) ** 2) - y**2) / 3


def _descent(
    of: Callable[[Floats, Floats], Floats], start: tuple[float, float], *,
    rate: float, memory: float = 0.0, steps: int = 60,
) -> Floats:  # fmt: skip
    """(steps + 1, 2) places of heavy-ball descent with numeric slopes."""
    at, v, h = np.array(start), np.zeros(2), 1e-5
    places = [at]
    for _ in range(steps):
        (x, y), one = at, np.ones(())
        slope = np.array([
            float(of(one * x + h, one * y) - of(one * x - h, one * y)) / (2 * h),
            float(of(one * x, one * y + h) - of(one * x, one * y - h)) / (2 * h),
        ])  # fmt: skip
        v = memory * v + slope
        at = at - rate * v
        places.append(at)
    return np.array(places)


def _trail(name: str, places: Floats, colour: int, height: Floats | None = None) -> Trail:
    z = None if height is None else floats(height)
    x, y = floats(places[:, 0]), floats(places[:, 1])
    return Trail(name=name, x=x, y=y, z=z, colour=colour, movable=True)


def _race() -> ContourPath:
    settings = [(0.02, 0.0), (0.06, 0.0), (0.05, 0.5), (0.03, 0.8), (0.02, 0.9), (0.01, 0.95)]
    names = ["GD", "GD, fast", "momentum", "heavy ball", "marble", "roller"]
    start = (-2.4, 1.1)
    trails = [
        _trail(name, _descent(_valley, start, rate=rate, memory=memory), colour)
        for colour, (name, (rate, memory)) in enumerate(zip(names, settings, strict=True))
    ]
    gone = np.array([start, (-2.0, -2.6), (-1.2, 9.0)])
    trails.append(_trail("GD, wild", gone, 11).model_copy(update={"end": "away"}))
    x, y = _plane(3)
    return ContourPath(
        title="Six ways down one valley", note="20 times steeper across than along",
        summary="Six trails from the same start; a seventh flew away at step 2.",
        values=floats(np.log10(_valley(x, y))), log_z=True,
        levels=[*np.linspace(-1.5, 2, 12)],
        x_min=-3, x_max=3, y_min=-3, y_max=3, trails=trails, droppable=True,
        arrows=[
            Arrow(name="−η∇f", x=-2.4, y=1.1, dx=0.3, dy=-0.9, colour=0),
            Arrow(name="βv", x=-2.4, y=1.1, dx=0.9, dy=-0.2, colour=2, dashed=True),
        ],
        spots=[
            Spot(name="minimum", x=0, y=0),
            Spot(name="start", x=start[0], y=start[1], sort="start"),
        ],
    )  # fmt: skip


def _rim() -> ContourPath:
    x, y = _plane(3)
    with np.errstate(invalid="ignore"):
        height = np.sqrt(6 - x**2 - y**2) * np.cos(2 * x)
    return ContourPath(
        title="A function with a rim", badge="formula", note="no number outside the disc",
        summary="Waves inside a disc of radius 2.4; outside it the root has no value.",
        values=quantised(height, -2.5, 2.5), levels=[-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2],
        x_min=-3, x_max=3, y_min=-3, y_max=3, x_label="x", y_label="y",
        spots=[
            Spot(name="saddle", x=0, y=0, sort="saddle"),
            Spot(name="maximum", x=0, y=1.4, sort="maximum"),
        ],
    )  # fmt: skip


def _mountain() -> Surface3d:
    x, y = _plane(3)
    ways = [
        _descent(_peaks, (-0.55, 1.0), rate=0.01, memory=memory, steps=60)
        for memory in (0.0, 0.6, 0.85)
    ]
    names = ["GD", "momentum", "heavy ball"]
    trails = [
        _trail(name, way, colour, _peaks(way[:, 0], way[:, 1]))
        for colour, (name, way) in enumerate(zip(names, ways, strict=True))
    ]
    return Surface3d(
        title="Three marbles on one mountain", note="hidden parts are drawn faintly",
        summary="Three peaks and three hollows; three marbles roll from the same start.",
        values=floats(_peaks(x, y)), levels=[*np.linspace(-6, 7.5, 10)], droppable=True,
        x_min=-3, x_max=3, y_min=-3, y_max=3, trails=trails,
    )  # fmt: skip


def _crater() -> Surface3d:
    x, y = _plane(3)
    with np.errstate(invalid="ignore"):
        height = np.where(x**2 + y**2 < 0.5, np.nan, np.log10(x**2 + 10 * y**2))
    return Surface3d(
        title="Heights on a log scale", badge="formula", log_z=True, z_label="f",
        summary="A narrow bowl on a logarithmic scale, with a hole in the middle.",
        values=quantised(height, -0.5, 2), x_min=-3, x_max=3, y_min=-3, y_max=3,
        x_label="w₁", y_label="w₂",
        trails=[_trail("way", np.array([(-2.5, -2.5), (-1.5, -0.4), (-1.0, 0.2)]), 4)],
    )  # fmt: skip
