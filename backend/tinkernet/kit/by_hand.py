"""One pass through a net, forward and backward, in float64 and written as the lecture derives it.

The engine trains in float32; a gradient that is checked by nudging needs more digits.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine import Loss, Net
from tinkernet.engine.activation import Activation

F64 = NDArray[np.float64]
Function = Callable[[F64], F64]
Bug = Literal["none", "slope", "mean", "sign", "bias"]
#: Weights (n_out, n_in) and biases (n_out,) of each layer.
Layers = list[tuple[F64, F64]]

_HUBER = 1.0


def _sigmoid(z: F64) -> F64:
    return 0.5 * (1 + np.tanh(z / 2))


def _below(z: F64) -> F64:
    """The standard normal distribution function."""
    return 0.5 * (1 + np.vectorize(math.erf, otypes=[float])(z / math.sqrt(2)))


def _density(z: F64) -> F64:
    return np.exp(-z * z / 2) / math.sqrt(2 * math.pi)


#: What each activation does, and its slope.
ACTIVATIONS: dict[Activation, tuple[Function, Function]] = {
    "linear": (lambda z: z, np.ones_like),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sigmoid": (_sigmoid, lambda z: _sigmoid(z) * (1 - _sigmoid(z))),
    "softplus": (lambda z: np.logaddexp(0, z), _sigmoid),
    "swish": (
        lambda z: z * _sigmoid(z),
        lambda z: _sigmoid(z) * (1 + z * (1 - _sigmoid(z))),
    ),
    "gelu": (lambda z: z * _below(z), lambda z: _below(z) + z * _density(z)),
    "elu": (
        lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
        lambda z: np.exp(np.minimum(z, 0)),
    ),
    "relu": (lambda z: np.maximum(z, 0), lambda z: np.where(z > 0, 1.0, 0.0)),
    "leaky_relu": (lambda z: np.where(z > 0, z, 0.01 * z), lambda z: np.where(z > 0, 1.0, 0.01)),
    "hard_tanh": (lambda z: np.clip(z, -1, 1), lambda z: np.where(abs(z) < 1, 1.0, 0.0)),
    "hard_sigmoid": (
        lambda z: np.clip(z / 6 + 0.5, 0, 1),
        lambda z: np.where(abs(z) < 3, 1 / 6, 0.0),
    ),
}


@dataclass(frozen=True, slots=True)
class Passed:
    """B examples on their way. `sums`: z of each layer; `values`: a from the inputs on;
    `losses` (B,): of each example; `deltas`: the slope of each example's own loss in z."""

    sums: list[F64]
    values: list[F64]
    losses: F64
    deltas: list[F64]


def layers_of(net: Net) -> Layers:
    """The parameters of `net`, copied."""
    layers = range(1, net.shape.layers + 1)
    return [(net.weights(at).astype(float), net.biases(at).astype(float)) for at in layers]


def passed(net: Net, layers: Layers, x: NDArray[Any], y: NDArray[Any], bug: Bug = "none") -> Passed:
    """Forward and backward for the examples x (B, n_in) with targets y (B, n_out)."""
    acts = net.shape.activations
    sums, values = [], [x.astype(float)]
    for (w, b), act in zip(layers, acts, strict=True):
        sums.append(values[-1] @ w.T + b)  # z = W a + b
        values.append(_softmax(sums[-1]) if act == "softmax" else ACTIVATIONS[act][0](sums[-1]))
    losses, delta = _loss(net.loss, acts[-1], sums[-1], values[-1], y.astype(float))
    deltas = [-delta if bug == "sign" else delta]
    for at in range(len(layers) - 1, 0, -1):
        back = deltas[0] @ layers[at][0]  # W^T delta of the layer behind
        slope = 1.0 if bug == "slope" else ACTIVATIONS[acts[at - 1]][1](sums[at - 1])
        deltas.insert(0, back * slope)
    return Passed(sums, values, losses, deltas)


def slopes(seen: Passed, bug: Bug = "none") -> Layers:
    """dJ/dW and dJ/db of each layer, J the mean loss of the examples."""
    share = 1.0 if bug == "mean" else 1 / len(seen.losses)
    return [
        (share * delta.T @ before, (0.0 if bug == "bias" else share) * delta.sum(axis=0))
        for delta, before in zip(seen.deltas, seen.values, strict=False)
    ]


def flat(layers: Layers) -> F64:
    """All parameters (P,) in the engine's order."""
    return np.concatenate([part.ravel() for pair in layers for part in pair])


def cost(net: Net, layers: Layers, x: NDArray[Any], y: NDArray[Any]) -> float:
    """The mean loss of the examples; penalties and dropout left out."""
    return float(passed(net, layers, x, y).losses.mean())


def _softmax(z: F64) -> F64:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _loss(loss: Loss, act: Activation, z: F64, a: F64, y: F64) -> tuple[F64, F64]:
    """The loss (B,) of each example, and its slope (B, n_out) in the last sums."""
    if loss == "cross_entropy":
        logs = z - np.logaddexp.reduce(z, axis=1, keepdims=True)
        return -(y * logs).sum(axis=1), a - y
    if loss == "bce":
        return (np.logaddexp(0, z) - y * z).mean(axis=1), (a - y) / y.shape[1]
    error = a - y
    bent = np.clip(error, -_HUBER, _HUBER)
    each, slope = {
        "mse": (error**2, 2 * error),
        "mae": (abs(error), np.sign(error)),
        "huber": (bent * (error - bent / 2), bent),
    }[loss]
    return each.mean(axis=1), slope * ACTIVATIONS[act][1](z) / y.shape[1]
