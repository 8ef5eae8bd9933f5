"""How well a convolutional net tells its pictures apart, and the arithmetic of one cell."""

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import RidgeClassifier
from torch import Tensor as Torch
from torch.nn.functional import adaptive_avg_pool2d

from tinkernet.kit.cnn_pictures import seen
from tinkernet.kit.cnn_view import View
from tinkernet.lab import Metrics
from tinkernet.panels import (
    BarGroup,
    Bars,
    Confusion,
    DrawPad,
    Guess,
    Line,
    Points,
    Scatter2d,
    Series,
)
from tinkernet.tensor import codes, floats, ints

_BEHIND = 24
#: Test pictures that are dots of the embedding.
_DOTS = 200
#: Pictures that a linear probe learns from.
_PROBED = 300
_GRID = 4


def measured(view: View) -> Metrics:
    """Loss and accuracy on the test pictures."""
    right = float((view.answers == view.truth).mean())
    return {"test_loss": float(view.losses.mean()), "test_accuracy": right}


def curves() -> Line:
    """The losses."""
    return Line(
        title="Loss",
        series=[
            Series(name="mini-batch", metric="loss", role="muted"),
            Series(name="test", metric="test_loss", role="test"),
        ],
        y_label="cross-entropy",
        y_min=0.0,
    )


def accuracy() -> Line:
    """The shares of right answers."""
    return Line(
        title="Accuracy",
        series=[
            Series(name="mini-batch", metric="batch_accuracy", role="muted"),
            Series(name="test", metric="test_accuracy", role="test"),
        ],
        y_label="share right", y_min=0.0, y_max=1.0,
    )  # fmt: skip


def confusion(view: View) -> Confusion:
    """What the test pictures were taken for; the pictures behind the open cell."""
    size = len(view.classes)
    counts = np.zeros((size, size), np.int32)
    np.add.at(counts, (view.truth, view.answers), 1)
    row, col = divmod(view.config.opened, size) if view.config.opened >= 0 else (-1, -1)
    behind = np.flatnonzero((view.truth == row) & (view.answers == col))[:_BEHIND]
    wrong = int(counts.sum() - np.trace(counts))
    return Confusion(
        title="What was taken for what", counts=ints(counts), classes=list(view.classes),
        row=row, col=col,
        images=seen(view.images.test_x[behind]) if row >= 0 else None,
        ids=ints(behind) if row >= 0 else None,
        captions=[f"{view.losses[each]:.2g}" for each in behind],
        summary=f"{wrong} of {len(view.truth)} test pictures were taken for something else.",
    )  # fmt: skip


def pad(view: View) -> DrawPad:
    """A pad to draw on, and what the net takes the picture for."""
    order = np.argsort(-view.probabilities, kind="stable")[:3]
    truth = view.classes[view.truth[view.example]]
    return DrawPad(
        title="Try your own",
        note="Your drawing runs through the net." if view.is_drawn
        else f"Nothing is drawn: test picture {view.example + 1}, {truth}. Yours takes its place.",
        pixels=codes(view.drawing), pen=view.drawing.shape[0] / 14,
        guesses=[Guess(name=view.classes[each], probability=float(view.probabilities[each]))
                 for each in order],
        summary=f"The net takes it for {view.classes[order[0]]}.",
    )  # fmt: skip


def embedding(view: View) -> Scatter2d:
    """The vector before the last layer of each test picture, in its two main directions."""
    truth = view.truth[:_DOTS]
    flat = main_directions(view.features(view.images.test_x[:_DOTS])[-2].flatten(1).numpy())
    # Directions have no sign of their own: the first class lies above and to the right.
    flat *= np.where(flat[truth == 0].mean(0) < 0, -1, 1)
    return Scatter2d(
        title="As the last layer sees them",
        note="Each dot is a test picture, at the two main directions of its vector.",
        points=Points(
            x=floats(flat[:, 0]), y=floats(flat[:, 1]), label=codes(truth),
            split=codes(np.ones(len(flat))), ids=ints(np.arange(len(flat))),
        ),
        x_label="direction 1", y_label="direction 2", classes=list(view.classes),
        summary=f"{len(flat)} pictures of {len(view.classes)} classes.",
    )  # fmt: skip


def main_directions(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Where vectors (N, d) lie in their two main directions, (N, 2): principal components.

    The N products of vectors with each other hold as much as the d by d covariance, and are
    fewer where pictures are large.
    """
    spread = vectors - vectors.mean(0)
    values, turns = np.linalg.eigh(spread @ spread.T)
    return turns[:, :-3:-1] * np.sqrt(values[:-3:-1].clip(0))


def probes(view: View) -> Bars:
    """How well a straight cut tells the classes apart after each brick with maps
    (linear probes, Alain and Bengio, 2016)."""
    found = probe_scores(view)
    return Bars(
        title="How far a straight cut gets",
        note=f"A linear classifier on maps pooled to {_GRID}×{_GRID}, fitted anew to {_PROBED} "
        "training pictures, judged on the test.",
        labels=[name for name, _ in found],
        groups=[BarGroup(name="test accuracy", values=floats([score for _, score in found]))],
        y_label="share right", y_min=0.0, y_max=1.0,
        level=1 / len(view.classes), level_name="guessing",
        summary=", ".join(f"{name} {score:.2f}" for name, score in found) + ".",
    )  # fmt: skip


def probe_scores(view: View) -> list[tuple[str, float]]:
    """The input and each convolution or pooling with the test accuracy of its linear probe."""
    names = ["input", *(brick.words for brick in view.plan.bricks)]
    images = view.images
    train = [images.x[:_PROBED], *view.features(images.x[:_PROBED])]
    test = [images.test_x, *view.features(images.test_x)]
    return [
        (f"{place} {name}" if place else name, _probed(a, images.y[:_PROBED], b, view.truth))
        for place, (name, a, b) in enumerate(zip(names, train, test, strict=True))
        if a.dim() == 4
    ]


def _probed(train: Torch, y: Torch, test: Torch, truth: NDArray[np.int64]) -> float:
    a, b = (adaptive_avg_pool2d(each, _GRID).flatten(1).numpy() for each in (train, test))
    return float(RidgeClassifier().fit(a, y.numpy()).score(b, truth))
