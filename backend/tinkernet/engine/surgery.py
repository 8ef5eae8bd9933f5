"""Growing and shrinking a net: which old parameter goes where, and what the new ones start as.

Each operation gives the new shape, the new parameters' old places (-1: a new one) and their
start values, all flat. So weights and the optimiser's memory of them move by the same list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.activation import Activation
from tinkernet.engine.compile import Floats, Ints
from tinkernet.engine.shape import Shape

_NEW = -1
_Matrix = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Transplant:
    """The result of an operation; `old` (P,) places or -1, `fresh` (P,) start values."""

    shape: Shape
    old: Ints
    fresh: Floats


def resized(shape: Shape, layer: int, change: int) -> Shape:
    """`shape` with `change` more units in the hidden layer 1..L-1."""
    _check(shape, layer, shape.hidden)
    size = shape.sizes[layer] + change
    sizes = (*shape.sizes[:layer], size, *shape.sizes[layer + 1 :])
    return replace(shape, sizes=sizes)


def with_layer(shape: Shape, layer: int, size: int, activation: Activation) -> Shape:
    """`shape` with a new hidden layer, which becomes layer 1..L."""
    _check(shape, layer, shape.hidden + 1)
    sizes = (*shape.sizes[:layer], size, *shape.sizes[layer:])
    names = shape.activations
    return Shape(sizes, (*names[: layer - 1], activation, *names[layer - 1 :]))


def without_layer(shape: Shape, layer: int) -> Shape:
    """`shape` without the hidden layer 1..L-1."""
    _check(shape, layer, shape.hidden)
    names = shape.activations
    return Shape(shape.sizes[:layer] + shape.sizes[layer + 1 :], names[: layer - 1] + names[layer:])


def resize(old: Shape, layer: int, change: int, fresh: Floats) -> Transplant:
    """Add or remove units at the end of a layer. New units start with outgoing weights 0, so
    the outputs of the net stay what they were until it learns to use them."""
    new = resized(old, layer, change)
    places, values = _numbered(old), _cut(new, fresh)
    for part in (0, 1):
        places[layer - 1][part] = _fit(places[layer - 1][part], values[layer - 1][part].shape)
    places[layer][0] = _fit(places[layer][0], values[layer][0].shape)
    values[layer][0][:, old.sizes[layer] :] = 0
    return _joined(new, places, values)


def insert_layer(
    old: Shape, layer: int, size: int, activation: Activation, fresh: Floats
) -> Transplant:
    """Insert a hidden layer whose first units copy the units below (weight 1, bias 0), so that
    most of what the net has learnt passes through. The weights above stay in their columns."""
    new = with_layer(old, layer, size, activation)
    places, values = _numbered(old), _cut(new, fresh)
    below, copies = old.sizes[layer - 1], min(old.sizes[layer - 1], size)
    values[layer - 1][0][:copies] = np.eye(copies, below)
    values[layer - 1][1][:copies] = 0
    places.insert(layer - 1, [np.full(part.shape, _NEW) for part in values[layer - 1]])
    places[layer][0] = _fit(places[layer][0], values[layer][0].shape)
    values[layer][0][:, below:] = 0
    return _joined(new, places, values)


def remove_layer(old: Shape, layer: int, fresh: Floats) -> Transplant:
    """Take a hidden layer out; the weights above keep their columns as far as there are units
    below, further columns are drawn anew."""
    new = without_layer(old, layer)
    places, values = _numbered(old), _cut(new, fresh)
    del places[layer - 1]
    places[layer - 1][0] = _fit(places[layer - 1][0], values[layer - 1][0].shape)
    return _joined(new, places, values)


def _check(shape: Shape, layer: int, last: int) -> None:
    if not 1 <= layer <= last:
        raise ValueError(f"this net of sizes {shape.sizes} has room for 1 to {last}, not {layer}")


def _cut(shape: Shape, flat: _Matrix) -> list[list[_Matrix]]:
    """Weights and biases of each layer, as views of `flat`."""
    parts: list[list[_Matrix]] = []
    for layer in range(1, shape.layers + 1):
        start, middle, stop = shape.span(layer)
        weights = flat[start:middle].reshape(shape.sizes[layer], shape.sizes[layer - 1])
        parts.append([weights, flat[middle:stop]])
    return parts


def _numbered(shape: Shape) -> list[list[_Matrix]]:
    return _cut(shape, np.arange(shape.parameters))


def _fit(places: _Matrix, size: Sequence[int]) -> _Matrix:
    """`places` cut to `size`, or filled up with -1."""
    grown = np.full(size, _NEW)
    common = tuple(slice(min(have, want)) for have, want in zip(places.shape, size, strict=True))
    grown[common] = places[common]
    return grown


def _joined(shape: Shape, places: list[list[_Matrix]], values: list[list[_Matrix]]) -> Transplant:
    return Transplant(
        shape,
        np.concatenate([part.ravel() for layer in places for part in layer]),
        np.concatenate([part.ravel() for layer in values for part in layer]),
    )
