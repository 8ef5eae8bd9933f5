"""How the weights are drawn before the first step."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

import numpy as np

from tinkernet.engine.compile import Floats, Numbers
from tinkernet.engine.shape import Shape

Recipe = Literal[
    "zero", "constant", "normal", "truncated", "uniform", "xavier", "bengio", "he", "lecun",
    "orthogonal",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Initialiser:
    """A recipe for weights of a layer with n_in inputs and n_out units; `bias` for the biases.

    zero        all 0
    constant    all `scale`: every unit of a layer is a copy of the first, and stays one
    normal      variance scale^2
    truncated   normal of deviation `scale`, drawn again beyond 2 scale
    uniform     even between -scale and scale
    xavier      normal, variance 1/n_in (Glorot's or Xavier's method in the lectures)
    bengio      normal, variance 2/(n_in + n_out) (Glorot and Bengio 2010)
    he          normal, variance 2/n_in (He and others 2015)
    lecun       uniform, variance 1/n_in (LeCun and others 1998)
    orthogonal  rows or columns of length 1 at right angles (Saxe and others 2014)
    """

    recipe: Recipe = "xavier"
    scale: float = 0.1
    bias: float = 0.0

    def __post_init__(self) -> None:
        if self.recipe not in get_args(Recipe):
            raise ValueError(
                f"an initialiser is one of {', '.join(get_args(Recipe))}, not {self.recipe!r}"
            )

    def draw(self, shape: Shape, rng: np.random.Generator) -> Floats:
        """All parameters of a net of this shape, flat, float32."""
        parts: list[Numbers] = []
        for ins, outs in pairwise(shape.sizes):
            parts += [self._weights(outs, ins, rng).ravel(), np.full(outs, self.bias)]
        return np.concatenate(parts).astype(np.float32)

    def _weights(self, outs: int, ins: int, rng: np.random.Generator) -> Numbers:
        size = (outs, ins)
        match self.recipe:
            case "zero":
                return np.zeros(size)
            case "constant":
                return np.full(size, self.scale)
            case "normal":
                return rng.normal(0, self.scale, size)
            case "truncated":
                return self.scale * _truncated(size, rng)
            case "uniform":
                return rng.uniform(-self.scale, self.scale, size)
            case "xavier":
                return rng.normal(0, math.sqrt(1 / ins), size)
            case "bengio":
                return rng.normal(0, math.sqrt(2 / (ins + outs)), size)
            case "he":
                return rng.normal(0, math.sqrt(2 / ins), size)
            case "lecun":
                return math.sqrt(3 / ins) * rng.uniform(-1, 1, size)
            case "orthogonal":
                return _orthogonal(outs, ins, rng)


def _truncated(size: tuple[int, int], rng: np.random.Generator) -> Numbers:
    values = rng.normal(size=size)
    while (wild := np.abs(values) > 2).any():
        values[wild] = rng.normal(size=int(wild.sum()))
    return values


def _orthogonal(outs: int, ins: int, rng: np.random.Generator) -> Numbers:
    tall = rng.normal(size=(max(outs, ins), min(outs, ins)))
    q, r = np.linalg.qr(tall)
    q *= np.sign(np.diag(r))  # makes every such matrix equally likely
    return q if outs >= ins else q.T
