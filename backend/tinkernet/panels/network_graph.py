"""A layered net: a picture in every unit, weights as lines that can be edited."""

from typing import Literal

from pydantic import Field

from tinkernet.message import Message
from tinkernet.panels.panel import Gesture, Panel
from tinkernet.tensor import Array


class Layer(Message):
    """One column of the graph. `names`: one short name per unit, e.g. `x₁`, `sin x₂`.
    `most`: the most units the learner may grow it to (0: this layer cannot change)."""

    name: str
    role: Literal["input", "hidden", "output"]
    names: list[str]
    activation: str = ""
    most: int = 0


class NetworkGraph(Panel):
    """U units in layers, input first, numbered top to bottom through all layers.

    `weights`: float32, the matrices of layer 1, 2, … one after the other, each (n_out, n_in)
    row by row. `biases`: float32, one per unit that is not an input.
    `maps`: uint8 (U, h, w), each unit's output over the plane, quantised to -1..1 of its own
    `scales` (float32 (U,), largest absolute value); row 0 at the top; None where the input is
    not a plane. `values`: float32 (U,), the outputs for the example picked by the learner.
    `deltas`: float32, dJ/dz of that example per non-input unit. `gradients`: float32, dJ/dw laid
    out as `weights`, for that example. `fixed`: weights and biases can only be read.
    """

    kind: Literal["network_graph"] = "network_graph"
    layers: list[Layer]
    weights: Array
    biases: Array
    maps: Array | None = None
    scales: Array | None = None
    values: Array | None = None
    deltas: Array | None = None
    gradients: Array | None = None
    most_layers: int = 0
    fixed: bool = False


class SetWeight(Gesture):
    """Give the line from unit `source` of layer `layer - 1` to unit `target` of `layer`
    (1 = first hidden layer; units from 0) the weight `value`."""

    type: Literal["set_weight"] = "set_weight"
    layer: int = Field(ge=1, le=16)
    source: int = Field(ge=0, le=255)
    target: int = Field(ge=0, le=255)
    value: float = Field(ge=-1e4, le=1e4)


class SetBias(Gesture):
    """Give unit `unit` of layer `layer` (1 = first hidden layer) the bias `value`."""

    type: Literal["set_bias"] = "set_bias"
    layer: int = Field(ge=1, le=16)
    unit: int = Field(ge=0, le=255)
    value: float = Field(ge=-1e4, le=1e4)


class Resize(Gesture):
    """Add (+1) or remove (-1) the last unit of hidden layer `layer` (1 = first), while training."""

    type: Literal["resize"] = "resize"
    layer: int = Field(ge=1, le=16)
    change: Literal[-1, 1]


class Deepen(Gesture):
    """Add (+1) or remove (-1) the last hidden layer, while training."""

    type: Literal["deepen"] = "deepen"
    change: Literal[-1, 1]
