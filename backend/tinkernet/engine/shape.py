"""The shape of a net: how many units in each layer, with which activation."""

from dataclasses import dataclass
from itertools import pairwise

from tinkernet.engine.activation import CODES, Activation

MAX_INPUTS, MAX_HIDDEN, MAX_UNITS, MAX_OUTPUTS = 16, 8, 64, 10


@dataclass(frozen=True, slots=True)
class Shape:
    """Layers are numbered as in the lectures: 0 the inputs, 1..L those with weights, L the last.

    sizes: units of the layers 0..L.
    activations: of the layers 1..L; softmax for the last only.

    Raises:
        ValueError: beyond 16 inputs, 8 hidden layers of 64 units, or 10 outputs.
    """

    sizes: tuple[int, ...]
    activations: tuple[Activation, ...]

    @classmethod
    def of(cls, *sizes: int, hidden: Activation = "tanh", output: Activation = "linear") -> "Shape":
        """A net with the same activation in every hidden layer: Shape.of(2, 4, 1)."""
        return cls(tuple(sizes), (hidden,) * (len(sizes) - 2) + (output,))

    def __post_init__(self) -> None:
        if not 2 <= len(self.sizes) <= MAX_HIDDEN + 2:
            raise ValueError(
                f"a net wants 0 to {MAX_HIDDEN} hidden layers between inputs and outputs, "
                f"not the sizes {self.sizes}"
            )
        limits = (MAX_INPUTS, *(MAX_UNITS,) * self.hidden, MAX_OUTPUTS)
        for layer, (size, limit) in enumerate(zip(self.sizes, limits, strict=True)):
            if not 1 <= size <= limit:
                raise ValueError(f"layer {layer} wants 1 to {limit} units, not {size}")
        if len(self.activations) != self.layers:
            raise ValueError(
                f"{self.layers} layers want as many activations, not {len(self.activations)}"
            )
        for layer, name in enumerate(self.activations, start=1):
            if name not in CODES or (name == "softmax" and layer < self.layers):
                raise ValueError(f"layer {layer} cannot have the activation {name!r}")

    @property
    def layers(self) -> int:
        """L, the number of layers with weights."""
        return len(self.sizes) - 1

    @property
    def hidden(self) -> int:
        """The number of hidden layers, L - 1."""
        return len(self.sizes) - 2

    @property
    def inputs(self) -> int:
        """The number of inputs."""
        return self.sizes[0]

    @property
    def outputs(self) -> int:
        """The number of outputs."""
        return self.sizes[-1]

    @property
    def units(self) -> int:
        """The number of hidden and output units."""
        return sum(self.sizes[1:])

    @property
    def parameters(self) -> int:
        """The number of weights and biases."""
        return sum(outs * (ins + 1) for ins, outs in pairwise(self.sizes))

    def span(self, layer: int) -> tuple[int, int, int]:
        """Where layer 1..L lies in the flat parameters: weights from, biases from, end.

        Raises:
            ValueError: if there is no such layer with weights.
        """
        if not 1 <= layer <= self.layers:
            raise ValueError(f"layers with weights are 1 to {self.layers}, not {layer}")
        start = sum(outs * (ins + 1) for ins, outs in pairwise(self.sizes[:layer]))
        middle = start + self.sizes[layer - 1] * self.sizes[layer]
        return start, middle, middle + self.sizes[layer]
