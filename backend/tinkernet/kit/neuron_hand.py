"""What the learner's hand does to a neuron: its line, its points, its weights, its graphs."""

import numpy as np

from tinkernet.kit import brush
from tinkernet.kit.brush import Painted
from tinkernet.kit.logistic import Weights
from tinkernet.kit.neuron_config import NeuronConfig
from tinkernet.kit.neuron_plane import through
from tinkernet.kit.neuron_state import Neuron
from tinkernet.kit.pasted import pasted
from tinkernet.kit.points import REACH
from tinkernet.panels import (
    Drop,
    Erase,
    Flip,
    Gesture,
    Goto,
    MoveLine,
    MovePoint,
    Paint,
    Paste,
    Pick,
    SetBias,
    SetNode,
    SetWeight,
)
from tinkernet.refusal import RefusalError

_SHARE = 0.7
#: Which control remembers how far each panel was walked.
_WALKS = {"graph": "visit", "lanes": "lane", "whole": "whole", "update": "line"}


def handled(neuron: Neuron, panel: str, gesture: Gesture) -> NeuronConfig | None:
    """The config after the gesture; None for one that has no meaning here.

    Raises:
        RefusalError: for an example or a node that does not exist, or a table that cannot be read.
    """
    match gesture:
        case Goto() if panel in _WALKS:
            return neuron.configure(neuron.config.changed({_WALKS[panel]: min(gesture.at, 20)}))
        case Pick():
            return neuron.configure(neuron.config.changed({"picked": min(gesture.id, 5000)}))
        case MoveLine():
            return neuron.hold(through(neuron, gesture.x, gesture.y, gesture.angle))
        case Drop():
            return neuron.hold(Weights(gesture.x, gesture.y, neuron.weights.b))
        case SetWeight() if gesture.layer == 1 and gesture.source < 2:
            return _weighed(neuron, f"w{gesture.source + 1}", gesture.value)
        case SetBias():
            return _weighed(neuron, "b", gesture.value)
        case SetNode():
            return _set_node(neuron, gesture)
        case Paint() | Erase() | Paste() | MovePoint() | Flip():
            return _laid(neuron, _stroked(neuron, gesture))
        case _:
            return None


def _weighed(neuron: Neuron, name: str, value: float) -> NeuronConfig:
    now = {n: getattr(neuron.weights, n) for n in ("w1", "w2", "b")}
    return neuron.hold(Weights(**{**now, name: value}))


def _set_node(neuron: Neuron, gesture: SetNode) -> NeuronConfig:
    if gesture.node in {"w1", "w2", "b"}:
        return _weighed(neuron, gesture.node, gesture.value)
    at = neuron.example
    if at < 0 or gesture.node not in {"x1", "x2", "y"}:
        raise RefusalError(
            f"Only w1, w2, b, x1, x2 and y can be changed here; {gesture.node[:10]!r} came.", "node"
        )
    before = neuron.sample.painted()
    x, label = before.x.copy(), before.label.copy()
    if gesture.node == "y":
        label[at] = gesture.value > 0.5
    else:
        x[at, int(gesture.node[1]) - 1] = np.clip(gesture.value, -REACH, REACH)
    return _laid(neuron, Painted(x, label, before.test))


def _laid(neuron: Neuron, points: Painted) -> NeuronConfig:
    config = neuron.config.changed({"points": brush.encode(points)})
    if not len(points) or neuron.config.picked >= len(points):
        config = config.changed({"picked": -1})
    neuron.lay(config)
    return config


def _stroked(neuron: Neuron, stroke: Gesture) -> Painted:
    before, sample = neuron.sample.painted(), neuron.sample
    match stroke:
        case Paint():
            if len(stroke.x) != len(stroke.y):
                raise RefusalError(
                    f"x and y must have the same length; {len(stroke.x)} and {len(stroke.y)} came."
                )
            points = np.clip(np.stack([stroke.x, stroke.y], axis=1), sample.lo, sample.hi)
            labels = np.full(len(points), min(stroke.label, 1), np.uint8)
            return brush.added(before, points.astype(np.float32), labels, _SHARE)
        case Erase():
            left = brush.erased(before, stroke.x, stroke.y, stroke.radius)
            if not (~left.test).any():
                raise RefusalError("At least one training example must stay.", "points")
            return left
        case Paste():
            x, label = pasted(stroke.csv, labelled=True)
            nothing = Painted(before.x[:0], before.label[:0], before.test[:0])
            return brush.added(nothing, x, (label > 0).astype(np.uint8), _SHARE)
        case MovePoint() | Flip():
            return _changed(before, sample.lo, sample.hi, stroke)
        case _:
            return before


def _changed(before: Painted, lo: float, hi: float, stroke: MovePoint | Flip) -> Painted:
    if stroke.id >= len(before):
        raise RefusalError(f"There is no example {stroke.id}; they go to {len(before) - 1}.", "id")
    x, label = before.x.copy(), before.label.copy()
    if isinstance(stroke, Flip):
        label[stroke.id] = 1 - label[stroke.id]
    else:
        x[stroke.id] = np.clip([stroke.x, stroke.y], lo, hi)
    return Painted(x, label, before.test)
