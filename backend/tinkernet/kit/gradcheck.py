"""Whether a gradient is right: every parameter is nudged both ways, and the cost is asked."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine import Net
from tinkernet.kit.by_hand import F64, Bug, Layers, cost, flat, layers_of, passed, slopes
from tinkernet.kit.learner import Learner
from tinkernet.panels import Column, Table

#: How far a parameter is nudged: smaller drowns in rounding, larger is no slope any more.
NUDGE = 1e-5
#: Above it a parameter is called wrong, below `RIGHT` right.
WRONG, RIGHT = 1e-3, 1e-6
#: Slopes smaller than this are compared with it: rounding would else look like a mistake.
SMALL = 1e-6
#: More parameters than these would hold up the training beside them.
MOST = 80
_WRONG = "✗"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Check:
    """Some parameters, `at` in the engine's order (K,), with their slopes both ways."""

    at: NDArray[np.int64]
    analytic: F64
    numeric: F64

    @property
    def errors(self) -> F64:
        """|analytic - numeric| as a share of the larger one (K,)."""
        larger = np.maximum(abs(self.analytic), abs(self.numeric))
        return abs(self.analytic - self.numeric) / np.maximum(larger, SMALL)

    @property
    def error(self) -> float:
        """Of all parameters together: the length of the difference in that of both."""
        both = float(np.linalg.norm(self.analytic) + np.linalg.norm(self.numeric))
        return float(np.linalg.norm(self.analytic - self.numeric)) / max(both, SMALL)


def checked(net: Net, x: NDArray[Any], y: NDArray[Any], bug: Bug = "none") -> Check:
    """Slopes by backpropagation and by central differences, of at most `MOST` parameters that
    are spread evenly over the net."""
    layers = layers_of(net)
    analytic = flat(slopes(passed(net, layers, x, y, bug), bug))
    at = np.unique(np.linspace(0, len(analytic) - 1, min(MOST, len(analytic))).astype(int))
    numeric = np.array([_nudged(net, layers, x, y, int(place)) for place in at])
    return Check(at, analytic[at], numeric)


def _nudged(net: Net, layers: Layers, x: NDArray[Any], y: NDArray[Any], place: int) -> float:
    """(J(w + e) - J(w - e)) / 2e for one parameter; the layers are as they were afterwards."""
    array, index = _entry(layers, place)
    before = array.flat[index]
    array.flat[index] = before + NUDGE
    above = cost(net, layers, x, y)
    array.flat[index] = before - NUDGE
    below = cost(net, layers, x, y)
    array.flat[index] = before
    return (above - below) / (2 * NUDGE)


def _entry(layers: Layers, place: int) -> tuple[F64, int]:
    for pair in layers:
        for array in pair:
            if place < array.size:
                return array, place
            place -= array.size
    raise IndexError(place)


def names(net: Net) -> list[str]:
    """A name for each parameter, in the engine's order: w⁽¹⁾₂₁, b⁽¹⁾₂."""
    found: list[str] = []
    for layer, (w, b) in enumerate(layers_of(net), 1):
        sign = f"⁽{str(layer).translate(_SUPERSCRIPT)}⁾"
        outs, ins = w.shape
        found += [f"w{sign} {i + 1},{j + 1}" for i in range(outs) for j in range(ins)]
        found += [f"b{sign} {i + 1}" for i in range(len(b))]
    return found


def table(learner: Learner) -> Table:
    """The check of the next mini-batch, a row for each parameter."""
    places = learner.batches.order[learner.batches.at :][: learner.config.batch]
    check = checked(
        learner.net, learner.inputs[places], learner.targets[places], learner.config.bug
    )
    called = names(learner.net)
    rows: list[list[str | float | int | None]] = [
        [called[at], float(a), float(n), float(error), _verdict(float(error))]
        for at, a, n, error in zip(
            check.at, check.analytic, check.numeric, check.errors, strict=True
        )
    ]
    wrong = sum(row[-1] == _WRONG for row in rows)
    verdict = "all agree" if not wrong else f"{wrong} of {len(rows)} are wrong"
    rows.append(["all together", None, None, check.error, _verdict(check.error)])
    return Table(
        title="Gradient check",
        note=verdict,
        summary=f"Backpropagation against nudging each parameter by {NUDGE:g}: {verdict}. "
        f"The relative error of all together is {check.error:.1e}.",
        caution="" if len(called) <= MOST else
        f"This net has {len(called):,} parameters: {len(check.at)} of them are checked.",
        columns=[
            Column(name="parameter"), Column(name="backward", digits=4),
            Column(name="nudged", digits=4), Column(name="error", digits=3, tint=True),
            Column(name=""),
        ],
        rows=rows,
        total=True,
    )  # fmt: skip


def _verdict(error: float) -> str:
    return _WRONG if error > WRONG else "✓" if error < RIGHT else "≈"
