"""One block of examples through the layers: values forwards, slopes backwards.

Parameters are one flat vector: per layer the weights (n_out, n_in) row by row, then the biases.
A block has one row of `pitch` examples (a multiple of LANES) per unit, the inputs first.
"""

import numpy as np

from tinkernet.engine.activation import SOFTMAX, activate, softmax
from tinkernet.engine.compile import Floats, Ints, Numbers, inlined
from tinkernet.engine.dropout import drop
from tinkernet.engine.exponential import F32, ZERO
from tinkernet.engine.hyper import RATES
from tinkernet.engine.lanes import LANES, dot, row_sum, weighted_sum


@inlined
def forward(
    params: Floats, sizes: Ints, codes: Ints, values: Floats, slopes: Floats, logits: Floats,
    pitch: int, with_dropout: bool, hyper: Numbers, key: np.uint64, block: int,
) -> int:  # fmt: skip
    """Fill `values` above the inputs, with the activations' `slopes`; the outputs' first place.

    The outputs before their activation go into `logits`, if it has room. `key` and `block` say
    which units dropout switches off, if it is on.
    """
    below, at = 0, 0
    for layer in range(codes.shape[0]):
        ins, outs = sizes[layer], sizes[layer + 1]
        here = below + ins * pitch
        end = here + outs * pitch
        _weigh(params, at, values, below, here, ins, outs, pitch)
        if layer == codes.shape[0] - 1:
            for place in range(logits.shape[0]):
                logits[place] = values[here + place]
        if codes[layer] == SOFTMAX:
            softmax(values, here, outs, pitch)
        else:
            activate(codes[layer], values, slopes, here, end)
        if with_dropout and layer < codes.shape[0] - 1 and hyper[RATES + layer] > 0.0:
            drop(values, slopes, here, end, F32(hyper[RATES + layer]), key, block)
        below, at = here, at + (ins + 1) * outs
    return below


@inlined
def _weigh(
    params: Floats, at: int, values: Floats, below: int, here: int, ins: int, outs: int, pitch: int
) -> None:
    biases = at + ins * outs
    for unit in range(outs):
        for lane in range(0, pitch, LANES):
            weighted_sum(
                values, here + unit * pitch + lane, params[biases + unit], params, at + unit * ins,
                1, values, below + lane, pitch, ins,
            )  # fmt: skip


@inlined
def backward(
    params: Floats, grad: Floats, sizes: Ints, values: Floats, slopes: Floats, deltas: Floats,
    top: int,
) -> None:  # fmt: skip
    """Add the gradient of a block of LANES examples to `grad`.

    `deltas` holds the cost's slopes in the logits, from `top`; the layers' below are filled in.
    """
    here, end = top, params.shape[0]
    for layer in range(sizes.shape[0] - 2, -1, -1):
        ins, outs = sizes[layer], sizes[layer + 1]
        biases = end - outs
        start = biases - ins * outs
        below = here - ins * LANES
        for unit in range(outs):
            row = here + unit * LANES
            grad[biases + unit] += row_sum(deltas, row)
            for source in range(ins):
                grad[start + unit * ins + source] += dot(
                    deltas, row, values, below + source * LANES
                )
        if layer > 0:
            for source in range(ins):
                weighted_sum(
                    deltas, below + source * LANES, ZERO, params, start + source, ins, deltas,
                    here, LANES, outs,
                )  # fmt: skip
            _multiply(deltas, slopes, below, here)
        here, end = below, start


@inlined
def _multiply(deltas: Floats, slopes: Floats, start: int, stop: int) -> None:
    if start >= 0:  # see activation.py
        for at in range(stop - start):
            deltas[start + at] *= slopes[start + at]
