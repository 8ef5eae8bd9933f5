"""The numbers of a neuron: its curves, its likelihood, its losses, and how fast it computes."""

import math
import time
from collections.abc import Callable
from typing import Literal

import numpy as np

from tinkernet.kit import logistic
from tinkernet.kit.neuron_config import LossKind
from tinkernet.kit.neuron_graph import passed
from tinkernet.kit.neuron_state import Neuron, visible
from tinkernet.panels import BarGroup, Bars, Line, Number, Series, Stat
from tinkernet.tensor import floats, ints

_MOST_BARS = 200
_REACH = 8.0
_REPEATS = 5


def curves() -> Line:
    """Training and test cost over the steps."""
    return Line(
        title="Cost", y_label="J", y_min=0.0,
        series=[
            Series(name="training", metric="train_loss", role="train"),
            Series(name="test", metric="test_loss", role="test"),
        ],
    )  # fmt: skip


def true_chances(neuron: Neuron) -> np.ndarray:
    """The probability that the neuron gives to the true label of each training example, (m,)."""
    x, y = neuron.training
    z = logistic.sums(x, neuron.weights)
    return logistic.sigmoid(np.where(y > 0.5, z, -z))


def likelihood(neuron: Neuron) -> Bars:
    """One bar per training example; their product, and the sum of their -ln."""
    chances = true_chances(neuron)
    shown = visible(neuron.sample, _MOST_BARS)
    x, y = neuron.training
    total = float(logistic.losses("bce", logistic.sums(x, neuron.weights), y).sum())
    product = _tiny(-total)
    return Bars(
        title="Likelihood",
        note=f"product {product}, −Σ ln = {total:.3f}",
        summary=f"The product of {len(y)} probabilities is {product}; minus the sum of their "
        f"logarithms is {total:.4f}, which is m times the cross-entropy cost.",
        labels=[str(place + 1) for place in shown],
        groups=[BarGroup(name="P(true label)", values=floats(chances[: len(shown)]))],
        x_label="training example", y_label="P(true label)", y_min=0.0, y_max=1.0,
        ids=ints(shown), linked="example", level=0.5, level_name="a toss",
        marked=int(np.flatnonzero(shown == neuron.example)[0])
        if neuron.example in shown else -1,
    )  # fmt: skip


def _tiny(log: float) -> str:
    """e to the power `log` in words, however small."""
    if log > -7:
        return f"{math.exp(log):.3g}"
    power = math.floor(log / math.log(10))
    return f"{math.exp(log - power * math.log(10)):.1f}·10{str(power).translate(_RAISED)}"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def loss_shapes(neuron: Neuron) -> Line:
    """Cross-entropy and squared error over z for both labels, with the tangent at the example."""
    z = np.linspace(-_REACH, _REACH, 161)
    series = [
        Series(name=_CURVES[kind, y], x=floats(z), y=floats(logistic.losses(kind, z, label)),
               role=role, dashed=y == 0)
        for kind, word, role in _SHAPES
        for y, label in ((1, np.ones_like(z)), (0, np.zeros_like(z)))
    ]  # fmt: skip
    p = passed(neuron)
    if p is None:
        return Line(title=_SHAPES_TITLE, series=series, x_label="z", y_label="ℓ", badge="formula")
    y = np.array([p.y])
    at = np.array([p.z])
    touching = []
    for kind, word, role in _SHAPES:
        slope = float(logistic.slopes(kind, at, y)[0])
        height = float(logistic.losses(kind, at, y)[0])
        touching.append(f"{word} {slope:+.5f}")
        ends = p.z + np.array([-1.0, 0.0, 1.0])
        series.append(
            Series(name=f"tangent, {word}", x=floats(ends), y=floats(height + slope * (ends - p.z)),
                   role="muted" if role == "second" else "third")
        )  # fmt: skip
    return Line(
        title=_SHAPES_TITLE, badge="formula",
        note=f"slopes: {', '.join(touching)}".replace("-", "−"),
        summary=f"At z = {p.z:.3f} with y = {p.y:.0f} the slopes are {', '.join(touching)}.",
        series=series, x_label="z", y_label="ℓ", y_min=0.0, y_max=_REACH,
    )  # fmt: skip


_CURVES = {("bce", 1): "−ln a", ("bce", 0): "−ln(1 − a)", ("squared", 1): "(1 − a)²",
           ("squared", 0): "a²"}  # fmt: skip
_SHAPES_TITLE = "The loss"
_SHAPES: list[tuple[LossKind, str, Literal["first", "second"]]] = [
    ("bce", "cross-entropy", "first"),
    ("squared", "squared error", "second"),
]


def score_card(neuron: Neuron) -> Stat:
    """Cost, accuracy and the counts behind it."""
    scores = neuron.scores()
    x, y = neuron.training
    slope = neuron.gradient
    return Stat(
        title="Now",
        summary=f"The training cost is {scores.get('train_loss', 0):.4f}.",
        numbers=[
            Number(name="Training cost", symbol="J", value=scores.get("train_loss"), digits=4),
            Number(name="Test cost", value=scores.get("test_loss"), digits=4),
            Number(name="Accuracy, training", value=scores.get("train_accuracy"), lo=0, hi=1),
            Number(name="Accuracy, test", value=scores.get("test_accuracy"), lo=0, hi=1),
            Number(name="Wrong in training", digits=0, unit=f"of {len(y)}",
                   value=round((1 - neuron.accuracy(x, y)) * len(y)) if len(y) else None),
            Number(name="Slope", symbol="‖∇J‖", digits=4,
                   value=float(np.hypot(np.hypot(slope.w1, slope.w2), slope.b)),
                   help="The length of the gradient; 0 means that nothing tells which way to go."),
        ],
    )  # fmt: skip


def speed(neuron: Neuron) -> Stat:
    """The time of one gradient by loops and by matrices, measured now on this machine."""
    x, y = neuron.training
    loops = _fastest_ms(lambda: logistic.gradient_by_loops("bce", x, y, neuron.weights))
    product = _fastest_ms(lambda: logistic.gradient("bce", x, y, neuron.weights))
    return Stat(
        title="Loops or matrices",
        note=f"{len(y)} examples, measured now",
        summary=f"Loops take {loops:.3f} ms, matrices {product:.3f} ms.",
        numbers=[
            Number(name="Loops", value=loops, unit="ms"),
            Number(name="Matrices", value=product, unit="ms"),
            Number(name="Ratio", value=loops / product, digits=1, unit="×"),
        ],
    )


def _fastest_ms(work: Callable[[], object]) -> float:
    """The shortest of a few times: the others were disturbed."""
    times = []
    for _ in range(_REPEATS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return 1000 * min(times)
