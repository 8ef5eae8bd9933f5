"""How a model's answers are read: probabilities and classes, whatever its last layer gives."""

import numpy as np

from tinkernet.notebook.look import Floats, Look, array, leaves
from tinkernet.panels import Confusion, Field2d, Points, Scatter2d
from tinkernet.tensor import codes, floats, ints, quantised

MOST_CLASSES_COUNTED = 20
_ROUNDING = 1e-4


class Reader:
    """Knows whether the model gives probabilities or numbers that must become some. That a number
    was outside of 0..1 once is remembered."""

    def __init__(self, look: Look) -> None:
        last = list(leaves(look.model).values())[-1:]
        self._squashes = any(type(each).__name__ == "Sigmoid" for each in last)
        self._is_wide = False

    def probabilities(self, answers: Floats) -> Floats:
        """(N, C) from what the model gave: a column for each class, also for a single output."""
        if answers.shape[1] == 1:
            one = answers[:, 0]
            inside = (one >= -_ROUNDING).all() and (one <= 1 + _ROUNDING).all()
            self._is_wide |= not (self._squashes or inside)
            p = one if not self._is_wide else 1 / (1 + np.exp(-np.clip(one, -60, 60)))
            return np.stack([1 - p, p], axis=1).astype(np.float32)
        sums = answers.sum(axis=1)
        if (answers >= -_ROUNDING).all() and np.allclose(sums, 1, atol=1e-3):
            return answers
        shifted = np.exp(answers - answers.max(axis=1, keepdims=True))
        return shifted / shifted.sum(axis=1, keepdims=True)

    def guesses(self, look: Look) -> np.ndarray:
        """The likeliest class of each example, (N,)."""
        return self.probabilities(look.outputs).argmax(axis=1)


def boundary(look: Look, reader: Reader) -> Field2d:
    """What the model says over the plane."""
    answers = look.answers(look.grid)
    shape = (round(len(answers) ** 0.5), -1)
    left, right, bottom, top = look.bounds
    common = {
        "title": "What the model says", "points": dots(look, array(look.examples.x)),
        "x_min": left, "x_max": right, "y_min": bottom, "y_max": top,
    }  # fmt: skip
    if look.examples.task != "classes":
        height = answers[:, 0].reshape(shape)
        lo, hi = _limits(height, look.examples.target[:, 0])
        return Field2d(values=quantised(height, lo, hi), middle=(lo + hi) / 2, **common)
    p = reader.probabilities(answers)
    names = [str(each) for each in range(max(p.shape[1], look.examples.classes))]
    if p.shape[1] == 2:
        return Field2d(
            values=quantised(p[:, 1].reshape(shape), 0, 1), middle=0.5, level=0.5,
            value_label="P(1)", classes=names,
            summary=f"The model gives {(p[:, 1] > 0.5).mean():.0%} of the plane to class 1.",
            **common,
        )  # fmt: skip
    return Field2d(
        values=codes(p.argmax(axis=1).reshape(shape)), palette="classes", value_label="class",
        confidence=quantised(p.max(axis=1).reshape(shape), 0, 1), classes=names, **common,
    )  # fmt: skip


def confusion(look: Look, reader: Reader) -> Confusion:
    """What the validation's examples were taken for, or the training's where there is none."""
    examples = look.examples
    chosen = examples.test if examples.test.any() else ~examples.test
    guesses, labels = reader.guesses(look)[chosen], examples.label[chosen]
    classes = max(examples.classes, int(guesses.max()) + 1)
    pairs = labels * classes + guesses
    counts = np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)
    right = float((guesses == labels).mean())
    return Confusion(
        title="What was taken for what",
        note=f"{len(labels)} of {examples.total:,} examples",
        counts=ints(counts),
        classes=[str(each) for each in range(classes)],
        split="test" if examples.test.any() else "training",
        summary=f"{right:.0%} of {len(labels)} examples are right.",
    )


def hidden_space(look: Look, name: str) -> Scatter2d:
    """The examples as the last layer `name` takes them, along the two directions of most spread."""
    _ = look.outputs
    taken = array(look.taken[name]).reshape(len(look.examples), -1)
    centred = np.nan_to_num(taken - taken.mean(axis=0))
    _, spread, directions = np.linalg.svd(centred, full_matrices=False)
    # A direction may come with either sign: the picture must not flip from frame to frame.
    signs = np.sign(directions[np.arange(len(directions)), np.abs(directions).argmax(axis=1)])
    flat = (centred @ (directions * signs[:, None]).T)[:, :2]
    share = float((spread[:2] ** 2).sum() / max(1e-12, (spread**2).sum()))
    return Scatter2d(
        title="As the last layer sees it",
        note=f"PCA of {taken.shape[1]} numbers, {share:.0%} of their spread",
        points=dots(look, np.pad(flat, ((0, 0), (0, 2 - flat.shape[1])))),
        x_label="first direction",
        y_label="second",
        classes=[str(each) for each in range(look.examples.classes)],
    )


def dots(look: Look, places: Floats) -> Points:
    """The examples at `places`, (N, 2), in the colours of their classes or values."""
    examples = look.examples
    has_value = examples.task == "numbers"
    return Points(
        x=floats(places[:, 0]),
        y=floats(places[:, 1]),
        label=codes(examples.label),
        split=codes(examples.test),
        ids=ints(np.arange(len(examples))),
        value=floats(examples.target[:, 0]) if has_value else None,
    )


def _limits(*values: Floats) -> tuple[float, float]:
    """Where a palette begins and ends: all that is finite, and never nothing."""
    finite = np.concatenate([each[np.isfinite(each)] for each in values] or [np.zeros(1)])
    if not len(finite):
        return 0.0, 1.0
    lo, hi = float(finite.min()), float(finite.max())
    return (lo, hi) if hi > lo else (lo - 0.5, hi + 0.5)
