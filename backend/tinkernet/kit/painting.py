"""What the brush does to the examples of a run."""

import numpy as np

from tinkernet.kit import brush
from tinkernet.kit.brush import Painted
from tinkernet.kit.data_config import DataConfig
from tinkernet.kit.examples import CURVES, PAINTABLE, Examples
from tinkernet.kit.pasted import pasted
from tinkernet.kit.points import REACH
from tinkernet.panels import Erase, Paint, Paste
from tinkernet.protocol import Config
from tinkernet.refusal import RefusalError

Stroke = Paint | Erase | Paste


def repainted(config: DataConfig, examples: Examples, stroke: Stroke) -> Config:
    """The changes of the config after one stroke: the points now are the learner's own.

    Painting over examples that were drawn from a seed keeps them, and adds to them.

    Raises:
        RefusalError: for too many points, a table that cannot be read, or a task without brush.
    """
    if config.task not in PAINTABLE and not isinstance(stroke, Paste):
        raise RefusalError(
            f"The examples of {config.task} are fixed: choose “paint your own” to paint.", "task"
        )
    is_curve = config.task in CURVES
    after = _stroked(examples.painted(), stroke, config.split, labelled=not is_curve)
    return {"task": "drawn" if is_curve else "brushed", "points": brush.encode(after)}


def remark(examples: Examples) -> str:
    """What is odd about the examples, in one sentence; empty if nothing is."""
    if not len(examples):
        return "No points yet, so nothing is learnt: paint some, or paste a table."
    if examples.test.all():
        return "All points are test points, so nothing is learnt: paint some more."
    if examples.lone_class:
        return "Only one class is there: paint some of another."
    return ""


def _stroked(before: Painted, stroke: Stroke, split: float, *, labelled: bool) -> Painted:
    match stroke:
        case Paint():
            if len(stroke.x) != len(stroke.y):
                raise RefusalError(
                    f"x and y must have the same length; {len(stroke.x)} and {len(stroke.y)} came."
                )
            points = np.clip(np.stack([stroke.x, stroke.y], axis=1), -REACH, REACH)
            label = stroke.label if labelled else 0
            labels = np.full(len(points), label, np.uint8)
            return brush.added(before, points.astype(np.float32), labels, split)
        case Erase():
            return brush.erased(before, stroke.x, stroke.y, stroke.radius)
        case Paste():
            nothing = Painted(before.x[:0], before.label[:0], before.test[:0])
            return brush.added(nothing, *pasted(stroke.csv, labelled=labelled), split)
