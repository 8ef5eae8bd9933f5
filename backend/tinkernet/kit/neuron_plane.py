"""The pictures of a neuron in the plane: its answers, its wires, and the surface of its cost."""

import math

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit import logistic
from tinkernet.kit.logistic import Weights
from tinkernet.kit.neuron_graph import passed
from tinkernet.kit.neuron_state import Neuron
from tinkernet.panels import Divider, Field2d, Layer, NetworkGraph, Points, Surface3d, Trail
from tinkernet.tensor import codes, floats, ints, quantised

Numbers = NDArray[np.float64]

_SIDE = 80
_MAP_SIDE = 34
#: Cells along the surface, fewer where each of them is the mean of many losses.
_SURFACE_SIDE, _COARSE_SIDE, _MANY = 41, 25, 300
_MOST_TRAIL = 120
_LEAST_REACH = 6.0


def boundary(neuron: Neuron) -> Field2d:
    """The answer over the plane, the examples, and the line that parts the answers."""
    sample = neuron.sample
    values = neuron.answers(_grid(sample.lo, sample.hi, _SIDE)).reshape(_SIDE, _SIDE)
    return Field2d(
        title="What the neuron says",
        note="" if any(neuron.weights.w) else "no line yet: both weights are 0",
        summary=f"It is right about {neuron.accuracy(sample.x, sample.y):.0%} of the examples."
        if len(sample)
        else "No examples yet.",
        values=quantised(values, 0.0, 1.0), middle=0.5, level=neuron.threshold,
        x_min=sample.lo, x_max=sample.hi, y_min=sample.lo, y_max=sample.hi,
        x_label=sample.axes[0], y_label=sample.axes[1], value_label=f"a = P({sample.classes[1]})",
        classes=list(sample.classes), brush=True, movable=True, divider=divider(neuron),
        points=Points(
            x=floats(sample.x[:, 0]), y=floats(sample.x[:, 1]), label=codes(sample.y),
            split=codes(sample.test), ids=ints(np.arange(len(sample))),
        ),
    )  # fmt: skip


def divider(neuron: Neuron) -> Divider:
    """Where a = τ, that is w·x + b = ln(τ / (1 - τ)): its foot nearest the middle, its angle."""
    sample, weights = neuron.sample, neuron.weights
    middle = (sample.lo + sample.hi) / 2
    length = math.hypot(weights.w1, weights.w2)
    if length < 1e-9:
        return Divider(x=middle, y=middle, angle=math.pi / 4, drawn=False)
    above = (weights.w1 + weights.w2) * middle + weights.b - level(neuron)
    step = above / length**2
    return Divider(
        x=middle - step * weights.w1, y=middle - step * weights.w2,
        angle=math.atan2(weights.w2, weights.w1), drawn=True,
    )  # fmt: skip


def level(neuron: Neuron) -> float:
    """z at the threshold."""
    share = min(max(neuron.threshold, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))


def through(neuron: Neuron, x: float, y: float, angle: float) -> Weights:
    """Weights of the same length whose line goes through (x, y), with class 1 towards `angle`."""
    length = max(1.0, math.hypot(neuron.weights.w1, neuron.weights.w2))
    w1, w2 = length * math.cos(angle), length * math.sin(angle)
    return Weights(w1, w2, level(neuron) - w1 * x - w2 * y)


def net(neuron: Neuron) -> NetworkGraph:
    """The neuron with its wires; forward and backward numbers of the example looked at."""
    sample, weights = neuron.sample, neuron.weights
    cells = _grid(sample.lo, sample.hi, _MAP_SIDE)
    answer = 2 * neuron.answers(cells) - 1
    reach = max(abs(sample.lo), abs(sample.hi))
    maps = np.stack([cells[:, 0] / reach, cells[:, 1] / reach, answer])
    p = passed(neuron)
    hard = neuron.config.output == "step"
    return NetworkGraph(
        title="The neuron",
        note=f"z = {p.z:.3f}, a = {p.a:.3f}" if p else "",
        summary=f"w₁ is {weights.w1:.3f}, w₂ is {weights.w2:.3f}, b is {weights.b:.3f}.",
        layers=[
            Layer(name="inputs", role="input", names=["x₁", "x₂"]),
            Layer(name="neuron", role="output", names=["a"],
                  activation="step" if hard else "sigmoid"),
        ],
        weights=floats(weights.w), biases=floats([weights.b]),
        maps=quantised(maps.reshape(3, _MAP_SIDE, _MAP_SIDE), -1, 1),
        scales=floats([reach, reach, 1.0]),
        values=floats([p.x1, p.x2, p.a]) if p else None,
        deltas=floats([p.dz]) if p else None,
        gradients=floats([p.dz * p.x1, p.dz * p.x2]) if p else None,
    )  # fmt: skip


def surface(neuron: Neuron) -> Surface3d:
    """J over (w₁, w₂) at the bias of now, with the way that the weights have come."""
    way = neuron.way
    way = way[:: max(1, -(-len(way) // _MOST_TRAIL))]
    way = np.concatenate([way, [neuron.weights.w]])
    reach = _LEAST_REACH
    while reach < 1.05 * np.abs(way).max():
        reach *= 2
    side = _SURFACE_SIDE if len(neuron.training[1]) <= _MANY else _COARSE_SIDE
    heights = costs(neuron, _grid(-reach, reach, side))
    top = float(max(heights.max(), 1e-9))
    lies = costs(neuron, way)
    return Surface3d(
        title="The cost over both weights",
        note=f"b = {neuron.weights.b:.2f}, η = {neuron.config.lr:g}",
        summary=f"The cost is {lies[-1]:.4f} here; over the picture it goes from "
        f"{heights.min():.3f} to {top:.3f}.",
        values=quantised(heights.reshape(side, side), 0.0, top),
        x_min=-reach, x_max=reach, y_min=-reach, y_max=reach,
        x_label="w₁", y_label="w₂", z_label="J", droppable=True,
        trails=[
            Trail(name="the way so far", x=floats(way[:, 0]), y=floats(way[:, 1]), z=floats(lies)),
        ],
    )  # fmt: skip


def costs(neuron: Neuron, pairs: Numbers) -> Numbers:
    """J at every pair of weights (K, 2) with the bias of now: (K,)."""
    x, y = neuron.training
    if not len(y):
        return np.zeros(len(pairs))
    z = pairs @ x.T + neuron.weights.b  # (K, m)
    return logistic.losses(neuron.config.cost, z, y[None, :], neuron.threshold).mean(axis=1)


def _grid(lo: float, hi: float, side: int) -> Numbers:
    """The middles of the cells of a square, row by row from the top, (side * side, 2)."""
    middles = (np.arange(side) + 0.5) * ((hi - lo) / side) + lo
    x1, x2 = np.meshgrid(middles, middles[::-1])
    return np.stack([x1.ravel(), x2.ravel()], axis=1).astype(np.float64)
