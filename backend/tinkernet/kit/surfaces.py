"""Functions of two variables to go down on: their heights, slopes, minima and starts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.formula import Formula

Floats = NDArray[np.float64]
#: Heights or slopes over any array of places.
Heights = Callable[[Floats, Floats], Floats]
#: (x, y, step number from 1) -> both slopes; only a loss that changes from step to step uses it.
Slopes = Callable[[Floats, Floats, int], tuple[Floats, Floats]]

_SIDE = 72
_LEVELS = 14
#: How much deeper than the lowest the logarithm looks, as a share of the highest on the map.
_DEPTH = 1e-4
#: Heights beyond this cannot be drawn beside others.
HUGE = 1e30


@dataclass(frozen=True)
class Surface:
    """`formula` is plain text. `lowest`: the least height, None where it is not known. `log`: drawn
    as log10 of the height above `lowest`."""

    name: str
    formula: str
    height: Heights
    slopes: Slopes
    start: tuple[float, float]
    x: tuple[float, float]
    y: tuple[float, float]
    lowest: float | None = 0.0
    minima: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    saddles: tuple[tuple[float, float], ...] = ()
    log: bool = True
    z_label: str = "f"
    axes: tuple[str, str] = ("x", "y")
    lowest_name: str = "minimum"
    #: What its name alone does not say.
    given: tuple[float | str, ...] = ()

    def __reduce__(self) -> tuple[Callable[..., "Surface"], tuple[object, ...]]:
        """A copy is the same surface made again: its functions are of one place each."""
        return _again, (self.name, *self.given)

    @cached_property
    def floor(self) -> float:
        """What is taken off the heights before their logarithm: a little less than the lowest, so
        that a narrow valley has a bottom that the grid can show."""
        if not self.log:
            return 0.0
        return (self.lowest or 0.0) - _DEPTH * float(np.nanmax(self._heights()))

    def drawn(self, height: Floats) -> Floats:
        """Heights as they are drawn."""
        with np.errstate(all="ignore"):
            return np.log10(height - self.floor) if self.log else height

    @cached_property
    def picture(self) -> Floats:
        """The heights to draw, (side, side), row 0 at the largest y; NaN where there is none."""
        drawn = self.drawn(self._heights())
        return drawn if np.isfinite(drawn).any() else np.zeros_like(drawn)

    @cached_property
    def levels(self) -> list[float]:
        """Evenly spaced level lines, in the units of the picture."""
        lo, hi = np.nanmin(self.picture), np.nanmax(self.picture)
        return [float(at) for at in np.linspace(lo, hi, _LEVELS + 2)[1:-1]]

    def _heights(self) -> Floats:
        across = (np.arange(_SIDE) + 0.5) / _SIDE
        x, y = np.meshgrid(
            self.x[0] + across * (self.x[1] - self.x[0]),
            self.y[1] - across * (self.y[1] - self.y[0]),
        )
        with np.errstate(all="ignore"):
            heights = np.asarray(self.height(x, y), dtype=np.float64)
        return np.where(np.isfinite(heights) & (np.abs(heights) < HUGE), heights, np.nan)


def quadratic(kappa: float) -> Surface:
    """½(x² + κ y²): eigenvalues 1 and κ."""
    return Surface(
        "quadratic", "½(x² + κy²)",
        lambda x, y: 0.5 * (x * x + kappa * y * y),
        lambda x, y, t: (x, kappa * y),
        start=(10.0, 1.0), x=(-12.0, 12.0), y=(-3.6, 3.6), given=(kappa,),
    )  # fmt: skip


@cache
def rosenbrock() -> Surface:
    """A curved valley that is easy to find and hard to follow."""
    return Surface(
        "rosenbrock", "(1 − x)² + 100(y − x²)²",
        lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
        lambda x, y, t: (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
        start=(-1.2, 1.0), x=(-2.0, 2.0), y=(-1.0, 3.0), minima=((1.0, 1.0),),
    )  # fmt: skip


@cache
def beale() -> Surface:
    """A flat valley between steep walls."""

    def parts(x: Floats, y: Floats) -> list[tuple[Floats, int]]:
        return [(1.5 - x + x * y, 1), (2.25 - x + x * y**2, 2), (2.625 - x + x * y**3, 3)]

    def slopes(x: Floats, y: Floats, t: int) -> tuple[Floats, Floats]:
        terms = parts(x, y)
        dx = sum(2 * r * (y**k - 1) for r, k in terms)
        dy = sum(2 * r * x * k * y ** (k - 1) for r, k in terms)
        return np.asarray(dx), np.asarray(dy)

    return Surface(
        "beale", "Σ (cₖ − x + x·yᵏ)², k = 1, 2, 3",
        lambda x, y: np.asarray(sum(r * r for r, _ in parts(x, y))), slopes,
        start=(1.0, -1.2), x=(-1.0, 4.2), y=(-2.0, 2.0), minima=((3.0, 0.5),),
        saddles=((0.0, 1.0),),
    )  # fmt: skip


@cache
def saddle() -> Surface:
    """Down in x, up and then down in y: the gradient vanishes in the middle of the way."""
    return Surface(
        "saddle", "½x² − ½y² + ¼y⁴",
        lambda x, y: 0.5 * x * x - 0.5 * y * y + 0.25 * y**4,
        lambda x, y, t: (x, y**3 - y),
        start=(-1.7, 0.01), x=(-2.0, 2.0), y=(-1.6, 1.6), lowest=-0.25,
        minima=((0.0, 1.0), (0.0, -1.0)), saddles=((0.0, 0.0),), log=False,
    )  # fmt: skip


@cache
def plateau() -> Surface:
    """A hole in a plain: far away there is hardly any slope."""
    return Surface(
        "plateau", "(x² + y²) / (1 + x² + y²)",
        lambda x, y: (x * x + y * y) / (1 + x * x + y * y),
        lambda x, y, t: (2 * x / (1 + x * x + y * y) ** 2, 2 * y / (1 + x * x + y * y) ** 2),
        start=(-3.2, 2.2), x=(-4.0, 4.0), y=(-4.0, 4.0), log=False,
    )  # fmt: skip


@cache
def rastrigin() -> Surface:
    """A bowl full of smaller bowls."""
    turn = 2 * np.pi
    return Surface(
        "rastrigin", "20 + x² + y² − 10(cos 2πx + cos 2πy)",
        lambda x, y: 20 + x * x + y * y - 10 * (np.cos(turn * x) + np.cos(turn * y)),
        lambda x, y, t: (
            2 * x + 10 * turn * np.sin(turn * x), 2 * y + 10 * turn * np.sin(turn * y)
        ),
        start=(-2.3, 1.7), x=(-3.0, 3.0), y=(-3.0, 3.0), log=False,
    )  # fmt: skip


#: How loud the gradient of each weight is on `two_weights`.
LOUD, QUIET = 10.0, 0.01


@cache
def two_weights() -> Surface:
    """A loss whose gradient swings, ±10 for one weight and ±0.01 for the other, so that only the
    decay has a say; drawn is the size of the weights."""

    def slopes(x: Floats, y: Floats, t: int) -> tuple[Floats, Floats]:
        sign = -1.0 if t % 2 else 1.0
        return np.full(np.shape(x), sign * LOUD), np.full(np.shape(y), sign * QUIET)

    return Surface(
        "two-weights", "±(10 w₁ + 0.01 w₂), the sign swings",
        lambda x, y: 0.5 * (x * x + y * y), slopes,
        start=(1.0, 1.0), x=(-0.3, 1.3), y=(-0.3, 1.3), lowest=None, log=False,
        z_label="½‖w‖²", axes=("w₁", "w₂"), lowest_name="zero",
    )  # fmt: skip


def own(text: str, reach: float) -> Surface:
    """The learner's function on [-reach, reach]².

    Raises:
        RefusalError: if the text is not understood.
    """
    formula = Formula(text)

    def slopes(x: Floats, y: Floats, t: int) -> tuple[Floats, Floats]:
        dual = formula(x, y)
        return dual.dx, dual.dy

    return Surface(
        "own", formula.text, lambda x, y: formula(x, y).f, slopes,
        start=(-0.7 * reach, 0.45 * reach), x=(-reach, reach), y=(-reach, reach),
        lowest=None, minima=(), log=False, given=(text, reach),
    )  # fmt: skip


def chosen(name: str, *, kappa: float, text: str, reach: float) -> Surface:
    """The surface called `name`."""
    match name:
        case "quadratic":
            return quadratic(kappa)
        case "own":
            return own(text, reach)
        case _:
            return SURFACES[name]()


def _again(name: str, *given: Any) -> Surface:
    return {"quadratic": quadratic, "own": own, **SURFACES}[name](*given)


SURFACES: dict[str, Callable[[], Surface]] = {
    "rosenbrock": rosenbrock,
    "beale": beale,
    "saddle": saddle,
    "plateau": plateau,
    "rastrigin": rastrigin,
    "two-weights": two_weights,
}
