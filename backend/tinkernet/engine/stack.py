"""Many small nets that take their steps together, in one call of compiled code."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine import kernel
from tinkernet.engine.activation import CODES as ACTIVATIONS
from tinkernet.engine.compile import Floats, Ints, Numbers, Words, entry
from tinkernet.engine.hyper import LR, Hyper
from tinkernet.engine.loss import CODES as LOSSES
from tinkernet.engine.net import Net
from tinkernet.engine.optimiser import CODES as OPTIMISERS

#: Columns of the table of nets: where each one's parts begin in the common arrays, and codes.
PARAMS, COUNT, SIZES, LAYERS, HYPERS, NUMBERS, EXAMPLES, INPUTS, OUTPUTS = range(9)
LOSS, OPTIMISER, WIDTH = range(9, 12)


class Stack:
    """S nets, each with examples of its own. A net's step is bit for bit the one it takes alone.

    A Python call for each net and step costs several times what a small net's step does; here one
    call serves them all. The nets stay usable one by one, but their shapes must not change.

    Args:
        nets: they may differ in everything.
        examples: of each net x (N, n_in) and y (N, n_out), float32.
        hypers: what each net's steps use, until `use` says otherwise.
    """

    def __init__(
        self,
        nets: Sequence[Net],
        examples: Sequence[tuple[Floats, Floats]],
        hypers: Sequence[Hyper],
    ) -> None:
        self.nets = list(nets)
        counts = [net.shape.parameters for net in self.nets]
        starts = _starts(counts)
        self._table = np.zeros((len(self.nets), WIDTH), np.int64)
        self._params = np.zeros(sum(counts), np.float32)
        self._grads = np.zeros(sum(counts), np.float32)
        self._moments = np.zeros(2 * sum(counts), np.float32)
        self._clocks = np.zeros((len(self.nets), 3), np.uint64)
        self._sizes = np.concatenate([np.array(net.shape.sizes, np.int64) for net in self.nets])
        self._codes = np.concatenate([_codes(net) for net in self.nets])
        self._x = np.concatenate([x.ravel() for x, _ in examples])
        self._y = np.concatenate([y.ravel() for _, y in examples])
        self._examples = examples
        self._house(starts, counts)
        self._note(starts, counts, examples)
        self.use(hypers)

    def use(self, hypers: Sequence[Hyper]) -> None:
        """What each net's steps use from now on."""
        packed = [
            hyper.packed(net.shape.hidden) for net, hyper in zip(self.nets, hypers, strict=True)
        ]
        self._table[:, HYPERS] = _starts([len(each) for each in packed])
        self._table[:, NUMBERS] = [len(each) for each in packed]
        self._numbers = np.concatenate(packed)
        self._hypers = hypers

    def at_rates(self, rates: Sequence[float]) -> None:
        """Only the learning rates change, (S,): that is cheap enough for every step."""
        self._numbers[self._table[:, HYPERS] + LR] = rates

    def step(self, order: Ints, starts: Ints, lengths: Ints) -> NDArray[np.float64]:
        """Net s learns once from the mini-batch `order[starts[s] :][: lengths[s]]` of its examples;
        the mean losses (S,) before. NaN where there was no example; not finite where a net has
        diverged.

        Raises:
            IndexError: if a mini-batch names an example that its net does not have.
        """
        losses = np.empty(len(self.nets))
        train_stack(
            self._params, self._grads, self._moments, self._clocks, self._table, self._sizes,
            self._codes, self._numbers, self._x, self._y, order, starts, lengths, losses,
        )  # fmt: skip
        return losses

    def __deepcopy__(self, memo: dict[int, Any]) -> "Stack":
        """Copied nets live in arrays of their own: they move into those of another stack."""
        copy = Stack(deepcopy(self.nets, memo), self._examples, self._hypers)
        memo[id(self)] = copy
        return copy

    def _house(self, starts: Ints, counts: list[int]) -> None:
        """Each net moves into its part of the common arrays."""
        for place, (net, start, count) in enumerate(zip(self.nets, starts, counts, strict=True)):
            own = slice(start, start + count)
            moments = self._moments[2 * start : 2 * (start + count)].reshape(2, count)
            net.live_in(self._params[own], self._grads[own], moments, self._clocks[place])

    def _note(
        self, starts: Ints, counts: list[int], examples: Sequence[tuple[Floats, Floats]]
    ) -> None:
        table, nets = self._table, self.nets
        layers = [net.shape.layers for net in nets]
        table[:, PARAMS], table[:, COUNT] = starts, counts
        table[:, SIZES] = _starts([count + 1 for count in layers])
        table[:, LAYERS] = layers
        table[:, EXAMPLES] = [len(x) for x, _ in examples]
        table[:, INPUTS] = [net.shape.inputs for net in nets]
        table[:, OUTPUTS] = [net.shape.outputs for net in nets]
        table[:, LOSS] = [LOSSES[net.loss] for net in nets]
        table[:, OPTIMISER] = [OPTIMISERS[net.optimiser] for net in nets]


@entry
def train_stack(
    params: Floats, grads: Floats, moments: Floats, clocks: Words, table: Ints, sizes: Ints,
    codes: Ints, numbers: Numbers, x: Floats, y: Floats, order: Ints, starts: Ints,
    lengths: Ints, losses: Numbers,
) -> None:  # fmt: skip
    """`kernel.train` for every row of the table; a net without examples stays as it is."""
    inputs, outputs, layer = 0, 0, 0
    for net in range(table.shape[0]):
        row = table[net]
        first, last = row[PARAMS], row[PARAMS] + row[COUNT]
        wide, deep = row[EXAMPLES] * row[INPUTS], row[EXAMPLES] * row[OUTPUTS]
        part = order[starts[net] : starts[net] + lengths[net]]
        losses[net] = np.nan
        if part.shape[0] > 0:
            losses[net] = kernel.train(
                params[first:last], grads[first:last],
                moments[2 * first : 2 * last].reshape((2, row[COUNT])), clocks[net],
                sizes[row[SIZES] : row[SIZES] + row[LAYERS] + 1],
                codes[layer : layer + row[LAYERS]], row[LOSS], row[OPTIMISER],
                numbers[row[HYPERS] : row[HYPERS] + row[NUMBERS]],
                x[inputs : inputs + wide].reshape((row[EXAMPLES], row[INPUTS])),
                y[outputs : outputs + deep].reshape((row[EXAMPLES], row[OUTPUTS])),
                part, part.shape[0], kernel.TRAIN,
            )  # fmt: skip
        inputs, outputs, layer = inputs + wide, outputs + deep, layer + row[LAYERS]


def _codes(net: Net) -> Ints:
    return np.array([ACTIVATIONS[name] for name in net.shape.activations], np.int64)


def _starts(lengths: Sequence[int]) -> Ints:
    """Where each of several parts begins that lie one after the other."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)[:-1]]).astype(np.int64)
