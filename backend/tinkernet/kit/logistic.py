"""One neuron with two inputs: z = w·x + b, a = σ(z), its losses and their slopes, in float64."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.neuron_config import LossKind

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """The three numbers a neuron has."""

    w1: float
    w2: float
    b: float

    @property
    def w(self) -> Numbers:
        """(2,)"""
        return np.array([self.w1, self.w2])

    def moved(self, slope: "Weights", rate: float) -> "Weights":
        """One step downhill: w <- w - η dJ/dw."""
        return Weights(
            self.w1 - rate * slope.w1, self.w2 - rate * slope.w2, self.b - rate * slope.b
        )


def sums(x: Numbers, weights: Weights) -> Numbers:
    """z = w·x + b of examples x (N, 2): (N,)."""
    return x @ weights.w + weights.b


def sigmoid(z: Numbers) -> Numbers:
    """1 / (1 + exp(-z)), strictly between 0 and 1 as long as numbers can tell; never overflows."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def losses(kind: LossKind, z: Numbers, y: Numbers, threshold: float = 0.5) -> Numbers:
    """What each example costs, (N,). Cross-entropy is taken from z, so that it stays exact where
    a rounds to 0 or 1: ln(1 + exp(z)) - y z."""
    match kind:
        case "bce":
            return np.logaddexp(0.0, z) - y * z
        case "squared":
            return (sigmoid(z) - y) ** 2
        case "zero-one":
            return ((sigmoid(z) > threshold) != (y > 0.5)).astype(np.float64)


def slopes(kind: LossKind, z: Numbers, y: Numbers) -> Numbers:
    """dℓ/dz of each example, (N,)."""
    a = sigmoid(z)
    match kind:
        case "bce":
            return a - y
        case "squared":
            return 2 * (a - y) * a * (1 - a)
        case "zero-one":
            # A stair is flat wherever it has a slope at all.
            return np.zeros_like(z)


def cost(kind: LossKind, x: Numbers, y: Numbers, weights: Weights, threshold: float = 0.5) -> float:
    """J, the mean of the losses; 0 where there is no example."""
    return float(losses(kind, sums(x, weights), y, threshold).mean()) if len(y) else 0.0


def gradient(kind: LossKind, x: Numbers, y: Numbers, weights: Weights) -> Weights:
    """dJ/dw = 1/m X dz and dJ/db = mean dz, in one product of matrices."""
    if not len(y):
        return Weights(0.0, 0.0, 0.0)
    dz = slopes(kind, sums(x, weights), y)  # (m,)
    dw = x.T @ dz / len(y)  # (2, m) (m,) = (2,)
    return Weights(float(dw[0]), float(dw[1]), float(dz.mean()))


def gradient_by_loops(kind: LossKind, x: Numbers, y: Numbers, weights: Weights) -> Weights:
    """The same, one example and one number after the other."""
    d1 = d2 = db = 0.0
    m = len(y)
    for i in range(m):
        x1, x2, yi = float(x[i, 0]), float(x[i, 1]), float(y[i])
        z = weights.w1 * x1 + weights.w2 * x2 + weights.b
        a = 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))
        if kind == "bce":
            dz = a - yi
        elif kind == "squared":
            dz = 2 * (a - yi) * a * (1 - a)
        else:
            dz = 0.0
        d1, d2, db = d1 + x1 * dz, d2 + x2 * dz, db + dz
    return Weights(d1 / m, d2 / m, db / m) if m else Weights(0.0, 0.0, 0.0)
