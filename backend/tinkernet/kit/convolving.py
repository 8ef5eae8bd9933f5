"""Convolution and pooling from their definitions, with numpy: pad, slide, multiply, add."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tinkernet.kit.windows import Plan

Cells = NDArray[np.float64]

_MODES = {"zeros": "constant", "reflect": "reflect", "circular": "wrap"}


def laid_out(x: Cells, plan: Plan) -> tuple[Cells, NDArray[np.bool_]]:
    """(n_C, N, N): the picture as the window meets it, and which cells (N, N) are no pixels.

    For a convolution with its frame of p; for a transposed one with s − 1 zeros between the pixels
    and a frame of d(f − 1) − p, over which an ordinary window then slides by one.
    """
    if plan.kind != "transposed":
        p = plan.p
        ground = np.pad(np.zeros(x.shape[1:], bool), p, constant_values=True)
        frame = ((0, 0), (p, p), (p, p))
        match _MODES[plan.pad_mode]:
            case "reflect":
                return np.pad(x, frame, mode="reflect"), ground
            case "wrap":
                return np.pad(x, frame, mode="wrap"), ground
            case _:
                return np.pad(x, frame), ground
    side = (plan.n - 1) * plan.s + 1
    apart = np.zeros((len(x), side, side))
    apart[:, :: plan.s, :: plan.s] = x
    gaps = np.ones((side, side), bool)
    gaps[:: plan.s, :: plan.s] = False
    edge = plan.reach - 1 - plan.p
    if edge < 0:
        return apart[:, -edge:edge, -edge:edge], gaps[-edge:edge, -edge:edge]
    frame = ((0, 0), (edge, edge), (edge, edge))
    return np.pad(apart, frame), np.pad(gaps, edge, constant_values=True)


def windows(ground: Cells, f: int, s: int, d: int) -> Cells:
    """(n_C, m, m, f, f): the cells under the window at each of its places."""
    reach = d * (f - 1) + 1
    views = sliding_window_view(ground, (reach, reach), axis=(1, 2))
    return views[:, ::s, ::s, ::d, ::d]


def correlated(ground: Cells, kernel: Cells, s: int, d: int) -> Cells:
    """(n_C', m, m): y[c', i, j] = Σ kernel[c', c, k, l] · ground[c, i s + k d, j s + l d]."""
    return np.einsum("cijkl,ockl->oij", windows(ground, kernel.shape[-1], s, d), kernel)


def pooled(x: Cells, plan: Plan) -> Cells:
    """(n_C, m, m): the largest or the mean of each window, each channel on its own."""
    views = windows(x, plan.f, plan.s, plan.d)
    return views.max(axis=(3, 4)) if plan.kind == "max" else views.mean(axis=(3, 4))


def pooling_gradient(x: Cells, plan: Plan) -> Cells:
    """(n_C, n, n): d(sum of the output) / dx. All of it goes to the largest of each window (the
    first of equals), or an equal share to every cell of a mean."""
    f, s = plan.f, plan.s
    gradient = np.zeros_like(x)
    views = windows(x, f, s, 1)
    size = views.shape[1]
    for i in range(size):
        for j in range(size):
            if plan.kind == "mean":
                gradient[:, i * s : i * s + f, j * s : j * s + f] += 1 / f**2
                continue
            winner = views[:, i, j].reshape(len(x), -1).argmax(axis=1)
            row, col = i * s + winner // f, j * s + winner % f
            np.add.at(gradient, (np.arange(len(x)), row, col), 1)
    return gradient


def same(x: Cells, kernel: Cells) -> Cells:
    """Each channel's response to one 3 x 3 kernel, as large as the channel: a frame of zeros."""
    ground = np.pad(x, ((0, 0), (1, 1), (1, 1)))
    return np.einsum("cijkl,kl->cij", windows(ground, 3, 1, 1), kernel)
