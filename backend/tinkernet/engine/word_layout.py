"""Layouts of a neighbourhood graph in the plane, a little further with each call.

Each of n points has k neighbours with weights, its row summing to 1; p_ij = (w_ij + w_ji) / 2n.
t-SNE (van der Maaten, Hinton 2008) goes down KL(p || q), q_ij in proportion to 1 / (1 + d_ij^2):
    dKL/dy_i = 4 sum_j (p_ij - q_ij) (y_i - y_j) / (1 + d_ij^2)
"""

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.chance import mixed
from tinkernet.engine.compile import Floats, Words, entry, summing
from tinkernet.engine.exponential import F32, ONE, ZERO
from tinkernet.engine.word_kernel import Index

Neighbours = NDArray[np.int32]
_FARTHEST = F32(4.0)


@entry
def tsne_slope(
    places: Floats, near: Neighbours, weights: Floats, pull: float, slope: Floats
) -> float:
    """Fill `slope` (n, 2) with the gradient at `places` (n, 2), attraction `pull` times as strong.
    `near`, `weights`: (n, k). Returns the sum that makes q shares."""
    count, most = near.shape
    total = 0.0
    for i in range(count):
        total += _push(places, i, slope)
    size = F32(-4.0 / total)
    for i in range(count):
        slope[i, 0] *= size
        slope[i, 1] *= size
    strength = F32(2.0 * pull / count)
    for i in range(count):
        for at in range(most):
            j = near[i, at]
            dx, dy = places[i, 0] - places[j, 0], places[i, 1] - places[j, 1]
            force = strength * weights[i, at] / (ONE + dx * dx + dy * dy)
            slope[i, 0] += force * dx
            slope[i, 1] += force * dy
            slope[j, 0] -= force * dx
            slope[j, 1] -= force * dy
    return total


@entry
def attract(
    places: Floats, near: Neighbours, weights: Floats, rate: float, strangers: int, dice: Words
) -> None:
    """One round in the manner of UMAP (McInnes and others 2018): each point goes to its neighbours,
    and away from `strangers` sampled points for each of them. Moves `places` (n, 2)."""
    count, most = near.shape
    for i in range(count):
        for at in range(most):
            weight = F32(rate) * weights[i, at] * F32(most)
            _move(places, i, near[i, at], -weight, True)
            for _ in range(strangers):
                dice[1] += np.uint64(1)
                bits = mixed(dice[0], dice[1]) >> np.uint64(32)
                other = np.int64(bits * np.uint64(count) >> np.uint64(32))
                if other != i:
                    _move(places, i, other, weight, False)


@summing
def _push(places: Floats, i: int, slope: Floats) -> float:
    """The sum over all others of 1 / (1 + d^2); leaves sum (y_i - y_j) / (1 + d^2)^2 in `slope`."""
    x, y = places[i, 0], places[i, 1]
    along, up, total = ZERO, ZERO, ZERO
    for j in range(places.shape[0]):
        dx, dy = x - places[j, 0], y - places[j, 1]
        close = ONE / (ONE + dx * dx + dy * dy)
        total += close
        along += close * close * dx
        up += close * close * dy
    slope[i, 0], slope[i, 1] = along, up
    return float(total) - 1.0


@summing
def _move(places: Floats, i: Index, j: Index, weight: F32, both: bool) -> None:
    dx, dy = places[i, 0] - places[j, 0], places[i, 1] - places[j, 1]
    square = dx * dx + dy * dy
    force = weight * F32(2.0) / (ONE + square)
    if not both:
        force /= F32(0.01) + square
    along = min(_FARTHEST, max(-_FARTHEST, force * dx))
    up = min(_FARTHEST, max(-_FARTHEST, force * dy))
    places[i, 0] += along
    places[i, 1] += up
    if both:
        places[j, 0] -= along
        places[j, 1] -= up
