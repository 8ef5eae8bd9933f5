"""How good a net is, in numbers: loss, accuracy, R², and the counts behind them."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.view import View
from tinkernet.lab import Metrics
from tinkernet.panels import Column, Line, Number, Series, Stat, Table

Floats = NDArray[np.float32]


def accuracy(guesses: NDArray[np.int64], labels: NDArray[np.uint8]) -> float:
    """The share of guesses that are right, of at least one."""
    return float((guesses == labels).mean())


def r_squared(outputs: Floats, targets: Floats) -> float:
    """1 - sum (y - ŷ)² / sum (y - mean y)²: 1 is perfect, 0 no better than the mean.

    Where all targets are equal there is nothing to explain: 0.
    """
    y = targets.astype(np.float64)
    spread = float(((y - y.mean()) ** 2).sum())
    return 1 - float(((y - outputs) ** 2).sum()) / spread if spread > 0 else 0.0


def confusion(
    guesses: NDArray[np.int64], labels: NDArray[np.uint8], classes: int
) -> NDArray[np.int64]:
    """How many examples of class i (row) were taken for class j (column)."""
    pairs = labels.astype(np.int64) * classes + guesses
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


def scores(view: View) -> Metrics:
    """Losses and accuracy (or R²) of training and test examples; those that exist and are
    finite."""
    found: Metrics = {}
    kind = "accuracy" if view.examples.classes else "r2"
    for prefix, chosen in (("train_", ~view.examples.test), ("test_", view.examples.test)):
        if not chosen.any():
            continue
        found[prefix + "loss"] = view.net.cost(view.inputs[chosen], view.targets[chosen])
        if view.examples.classes:
            found[prefix + kind] = accuracy(view.guesses[chosen], view.examples.label[chosen])
        else:
            found[prefix + kind] = r_squared(view.outputs[0][chosen], view.examples.target[chosen])
    return {name: value for name, value in found.items() if np.isfinite(value)}


def score_card(measured: Metrics, *, classifies: bool) -> Stat:
    """The losses and the accuracy or R² as they are now."""
    kind, word, symbol = ("accuracy", "Accuracy", "") if classifies else ("r2", "R²", "R²")
    lowest = 0.0 if classifies else None
    return Stat(
        title="Now",
        numbers=[
            Number(name="Training loss", symbol="J", value=measured.get("train_loss"),
                   help="The mean loss over all training examples."),
            Number(name="Test loss", value=measured.get("test_loss"),
                   help="The mean loss over examples the network never learns from."),
            Number(name=f"{word}, training", symbol=symbol, value=measured.get(f"train_{kind}"),
                   lo=lowest, hi=1.0),
            Number(name=f"{word}, test", symbol=symbol, value=measured.get(f"test_{kind}"),
                   lo=lowest, hi=1.0),
        ],
    )  # fmt: skip


def loss_curves() -> Line:
    """The loss over the steps: each mini-batch, all training examples, and the test."""
    return Line(
        title="Loss",
        series=[
            Series(name="mini-batch", metric="loss", role="muted"),
            Series(name="training", metric="train_loss", role="train"),
            Series(name="test", metric="test_loss", role="test"),
        ],
        y_label="J",
        y_min=0.0,
    )


def score_curves(*, classifies: bool) -> Line:
    """Accuracy or R² over the steps."""
    kind, word = ("accuracy", "Accuracy") if classifies else ("r2", "R²")
    return Line(
        title=word,
        series=[
            Series(name="training", metric=f"train_{kind}", role="train"),
            Series(name="test", metric=f"test_{kind}", role="test"),
        ],
        y_label=word.lower() if classifies else word,
        y_min=0.0,
        y_max=1.0,
    )


def confusion_table(view: View) -> Table:
    """What the examples of each class were taken for; the test's, or all where there is none."""
    examples = view.examples
    chosen = examples.test if examples.test.any() else np.ones(len(examples), bool)
    counts = confusion(view.guesses[chosen], examples.label[chosen], len(examples.classes))
    return Table(
        title="What was taken for what",
        note="test examples" if examples.test.any() else "training examples",
        columns=[
            Column(name="it is"),
            *[Column(name=f"said {name}", tint=True) for name in examples.classes],
        ],
        rows=[
            [name, *(int(count) for count in row)]
            for name, row in zip(examples.classes, counts, strict=True)
        ],
    )


def parameter_table(view: View) -> Table:
    """The parameters of each layer and in total."""
    sizes = view.net.shape.sizes
    rows: list[list[str | float | int | None]] = []
    for layer, (ins, outs) in enumerate(pairwise(sizes), 1):
        name = "output" if layer == view.net.shape.layers else f"layer {layer}"
        rows.append([name, outs, ins * outs, outs, ins * outs + outs])
    total = [sum(int(row[column] or 0) for row in rows) for column in range(1, 5)]
    return Table(
        title="Parameters",
        columns=[Column(name=n) for n in ("layer", "units", "weights", "biases", "parameters")],
        rows=[*rows, ["total", *total]],
        total=True,
    )
