"""The examples as the last hidden layer sees them, turned so that three axes show most."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.pictures import dots
from tinkernet.kit.symbols import sub
from tinkernet.kit.view import View
from tinkernet.panels import Plane, Scatter3d
from tinkernet.tensor import floats

Floats = NDArray[np.float32]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Axes:
    """An affine picture of a space of n dimensions: (a - centre) @ basis, basis (n, 3)."""

    centre: Numbers
    basis: Numbers


def last_hidden(view: View) -> Floats:
    """The activations (N, n) of the last hidden layer, or the inputs where there is none."""
    shape = view.net.shape
    if not shape.hidden:
        return view.inputs
    outputs = shape.outputs
    return view.on_examples[-outputs - shape.sizes[-2] : -outputs].T


def axes(activations: Floats, before: Axes | None) -> Axes:
    """The activations' own axes up to three dimensions; their principal axes beyond.

    Principal axes may swap and flip from one step to the next. They are turned, within the space
    they span, as near as can be to those of `before` (orthogonal Procrustes), so that the cloud
    moves and does not jump.
    """
    count, n = activations.shape
    if n <= 3 or count == 0:
        return Axes(np.zeros(n), np.eye(n, 3))
    centre = activations.mean(axis=0, dtype=np.float64)
    centred = activations - centre
    _, vectors = np.linalg.eigh(_finite(centred.T @ centred))
    basis = vectors[:, ::-1][:, :3]
    if before is not None and before.basis.shape == basis.shape:
        left, _, right = np.linalg.svd(basis.T @ before.basis)
        basis = basis @ (left @ right)
    else:
        basis = basis * np.where(basis.sum(axis=0) < 0, -1, 1)
    return Axes(centre, basis)


def hidden_space(view: View, now: Axes) -> Scatter3d:
    """The examples in these axes, with the plane at which the output changes its mind."""
    activations = last_hidden(view)
    points = dots(view.examples)
    n = activations.shape[1]
    principal = n > 3
    names = [f"direction {i}" if principal else sub("a", i) for i in (1, 2, 3)]
    return Scatter3d(
        title="As the last hidden layer sees it",
        note="" if view.net.shape.hidden else "No hidden layer: these are the inputs themselves.",
        summary=f"{len(view.examples)} examples by the {n} numbers the output sees.",
        xyz=floats((activations - now.centre) @ now.basis),
        label=points.label,
        split=points.split,
        ids=points.ids,
        axes=names,
        classes=list(view.examples.classes),
        plane=_plane(view, now),
    )


def _plane(view: View, now: Axes) -> Plane | None:
    """Where w·a + b = 0, cut with the space that is shown; None for more than two classes."""
    shape = view.net.shape
    if len(view.examples.classes) != 2:
        return None
    weights = view.net.weights(shape.layers)[0]
    normal = weights @ now.basis
    offset = -(weights @ now.centre + view.net.biases(shape.layers)[0])
    if not np.isfinite([*normal, offset]).all() or not normal.any():
        return None
    return Plane(
        nx=float(normal[0]), ny=float(normal[1]), nz=float(normal[2]), offset=float(offset)
    )


def _finite(matrix: Numbers) -> Numbers:
    """`matrix`, or nothing at all when the net has diverged."""
    return matrix if np.isfinite(matrix).all() else np.zeros_like(matrix)
