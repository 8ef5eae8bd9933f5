"""One look at a net and its examples: every pass through the net is made once for all panels."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine import Net, quantise_rows
from tinkernet.kit.examples import Examples
from tinkernet.kit.grids import COARSE_SIDE, SIDE, grid_inputs
from tinkernet.kit.inputs import SYMBOLS, InputName
from tinkernet.kit.symbols import sub

Floats = NDArray[np.float32]
Levels = NDArray[np.uint8]

#: Nets with more parameters are looked at on the coarse grid.
_MOST_FINE = 6_000
#: The cells along a little map, by the most units for which it is that big: frames stay small.
_MAP_SIDES = ((64, 34), (128, 25), (256, 17), (1000, 10))


class View:
    """The net as it is now. Units are numbered through all layers, inputs first."""

    def __init__(
        self,
        net: Net,
        examples: Examples,
        names: tuple[InputName, ...],
        inputs: Floats,
        targets: Floats,
    ) -> None:
        """`names`: what the net is given. For every example, `inputs` (N, n_in) are what it is
        given, and `targets` (N, n_out) what it should answer."""
        self.net = net
        self.examples = examples
        self.names = names
        self.inputs = inputs
        self.targets = targets

    def __getstate__(self) -> dict[str, Any]:
        """A copy begins without what was computed: it is megabytes, and soon computed again."""
        kept = ("net", "examples", "names", "inputs", "targets")
        return {name: getattr(self, name) for name in kept}

    @cached_property
    def on_grid(self) -> Floats:
        """Every hidden and output unit over the plane, (U, side * side), or line, (U, side)."""
        return self.net.units(self._grid)

    @cached_property
    def on_examples(self) -> Floats:
        """Every hidden and output unit for each example, (U, N)."""
        if not len(self.inputs):
            return np.zeros((self.net.shape.units, 0), np.float32)
        return self.net.units(self.inputs)

    @cached_property
    def outputs(self) -> Floats:
        """The outputs for each example, (n_out, N)."""
        return self.on_examples[-self.net.shape.outputs :]

    @cached_property
    def guesses(self) -> NDArray[np.int64]:
        """The class the net says for each example, (N,)."""
        if len(self.outputs) == 1:
            return (self.outputs[0] > 0.5).astype(np.int64)
        return self.outputs.argmax(axis=0)

    @cached_property
    def maps(self) -> tuple[Levels, Floats]:
        """A picture of each unit, inputs too: bytes (U, h, h) and what full colour stands for."""
        values = np.concatenate([self._thinned(self._grid.T), self._thinned(self.on_grid)])
        if len(self.examples.classes) == 2:
            values[-1] = 2 * values[-1] - 1
        levels, scales = quantise_rows(values.reshape(len(values), -1))
        # A function of one number becomes stripes: the same row all the way down.
        rows = levels.reshape(values.shape if values.ndim == 3 else (len(values), 1, -1))
        side = rows.shape[2]
        return np.ascontiguousarray(np.broadcast_to(rows, (len(values), side, side))), scales

    @property
    def side(self) -> int:
        """The cells along each side of the grid."""
        fine = self.net.shape.parameters <= _MOST_FINE or self.examples.dimensions == 1
        return SIDE if fine else COARSE_SIDE

    @property
    def unit_names(self) -> list[list[str]]:
        """A name for every unit, layer by layer."""
        sizes = self.net.shape.sizes[1:-1]
        hidden = [[sub("a", unit + 1) for unit in range(size)] for size in sizes]
        outputs = list(self.examples.classes) if len(self.outputs) > 1 else ["ŷ"]
        return [[SYMBOLS[name] for name in self.names], *hidden, outputs]

    @property
    def _grid(self) -> Floats:
        return grid_inputs(self.names, self.examples.dimensions, self.side)

    def _thinned(self, rows: Floats) -> Floats:
        """A few evenly spread cells of each row's grid, (U, h, h), or of its line, (U, h)."""
        units = self.net.shape.units
        most = next(side for limit, side in _MAP_SIDES if units <= limit)
        stride = -(-self.side // most)
        first = (self.side - 1) % stride // 2
        if self.examples.dimensions == 1:
            return rows[:, first::stride]
        return rows.reshape(-1, self.side, self.side)[:, first::stride, first::stride]
