"""What a net does with the plane, as panels: its output, its units, and the net itself."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine import Net, quantise
from tinkernet.engine.shape import MAX_UNITS
from tinkernet.kit.examples import Examples
from tinkernet.kit.net_config import MOST_LAYERS
from tinkernet.kit.nets import blame, parts
from tinkernet.kit.points import REACH
from tinkernet.kit.view import View
from tinkernet.panels import Field2d, ImageGrid, Layer, NetworkGraph, Points
from tinkernet.tensor import Tensor, codes, floats, ints

Floats = NDArray[np.float32]

#: Beyond so many weights nobody could tell their gradients apart.
_MOST_GRADIENTS = 4_096


def dots(examples: Examples) -> Points:
    """The examples as points of a picture; a curve's targets are their heights."""
    plane = examples.dimensions == 2
    return Points(
        x=floats(examples.x[:, 0]),
        y=floats(examples.x[:, 1] if plane else examples.target),
        label=codes(examples.label),
        split=codes(examples.test),
        ids=ints(np.arange(len(examples))),
        value=floats(examples.target) if plane and not examples.classes else None,
    )


def boundary(view: View, *, note: str, brush: bool) -> Field2d:
    """The output over the plane: the probability of class 1, the likeliest class, or a height."""
    output = view.on_grid[-view.net.shape.outputs :].reshape(-1, view.side, view.side)
    classes = list(view.examples.classes)
    common = {
        "title": "What the network says", "note": note,
        "points": dots(view.examples), "classes": classes,
        "brush": brush, "x_label": view.examples.axes[0], "y_label": view.examples.axes[1],
        "x_min": -REACH, "x_max": REACH, "y_min": -REACH, "y_max": REACH,
    }  # fmt: skip
    if len(classes) == 2:
        return Field2d(
            values=Tensor(quantise(output[0], 0.0, 1.0), 0.0, 1.0), middle=0.5, level=0.5,
            value_label=f"ŷ = P({classes[1]})",
            summary=_shares((output[0] > 0.5).astype(np.int64), classes), **common,
        )  # fmt: skip
    if classes:
        likeliest = output.argmax(axis=0)
        return Field2d(
            values=codes(likeliest), palette="classes", value_label="class",
            confidence=Tensor(quantise(output.max(axis=0), 0.0, 1.0), 0.0, 1.0),
            summary=_shares(likeliest, classes), **common,
        )  # fmt: skip
    return Field2d(
        values=Tensor(quantise(output[0], -1.2, 1.2), -1.2, 1.2),
        summary=f"The output goes from {output.min():.2g} to {output.max():.2g}.", **common,
    )  # fmt: skip


def hidden_maps(view: View) -> ImageGrid:
    """One small picture for each hidden unit."""
    first, last = view.net.shape.inputs, -view.net.shape.outputs
    levels, scales = view.maps
    names = view.unit_names[1:-1]
    captions = [
        name if len(names) == 1 else f"{name} · layer {layer}"
        for layer, units in enumerate(names, 1)
        for name in units
    ]
    return ImageGrid(
        title="What each hidden unit says",
        note="" if captions else "There is no hidden unit: add a layer.",
        images=Tensor(np.ascontiguousarray(levels[first:last])),
        captions=captions,
        scales=floats(scales[first:last]),
        unit_ids=ints(np.arange(first, first + len(captions))),
        summary=f"{len(captions)} hidden units, each drawn over the plane.",
    )


def graph(view: View, picked: int) -> NetworkGraph:
    """The net with a picture in every unit. `picked`: the example whose values and slopes it
    shows, -1 for none."""
    net = view.net
    weights, biases = parts(net.shape, net.params)
    levels, scales = view.maps
    values, deltas, gradients = _passes(view, picked)
    return NetworkGraph(
        title="The network",
        layers=_layers(net, view.unit_names),
        weights=floats(weights),
        biases=floats(biases),
        maps=Tensor(levels),
        scales=floats(scales),
        most_layers=MOST_LAYERS,
        values=values,
        deltas=deltas,
        gradients=gradients,
        summary=_in_words(net),
    )


def _layers(net: Net, names: list[list[str]]) -> list[Layer]:
    hidden = [
        Layer(
            name=f"layer {layer}", role="hidden", names=names[layer],
            activation=net.shape.activations[layer - 1], most=MAX_UNITS,
        )
        for layer in range(1, net.shape.layers)
    ]  # fmt: skip
    output = Layer(
        name="output", role="output", names=names[-1], activation=net.shape.activations[-1]
    )
    return [Layer(name="inputs", role="input", names=names[0]), *hidden, output]


def _passes(view: View, picked: int) -> tuple[Tensor | None, Tensor | None, Tensor | None]:
    """Values forward, and slopes backward in units and weights, for one example."""
    if not 0 <= picked < len(view.examples):
        return None, None, None
    example = view.inputs[picked : picked + 1]
    slopes, deltas = blame(view.net, example, view.targets[picked : picked + 1])
    values = np.concatenate([example[0], view.on_examples[:, picked]])
    gradients = floats(slopes) if len(slopes) <= _MOST_GRADIENTS else None
    return floats(values), floats(deltas), gradients


def _shares(given: NDArray[np.int64], classes: list[str]) -> str:
    shares = (f"{name} {(given == code).mean():.0%}" for code, name in enumerate(classes))
    return f"Of the plane the net gives {', '.join(shares)}."


def _in_words(net: Net) -> str:
    ins, *hidden, outs = net.shape.sizes
    layers = ", ".join(map(str, hidden)) or "no"
    largest = np.abs(net.params).max(initial=0.0)
    return f"{ins} inputs, {layers} hidden units, {outs} outputs; largest parameter {largest:.3g}."
