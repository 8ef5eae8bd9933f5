"""The two kernels: training by mini-batches, and every unit's value at many points."""

import numpy as np

from tinkernet.engine.chance import mixed
from tinkernet.engine.compile import Floats, Ints, Numbers, Words, compiled, entry, inlined
from tinkernet.engine.exponential import F32, ONE, ZERO
from tinkernet.engine.hyper import CLIP, HUBER
from tinkernet.engine.lanes import LANES
from tinkernet.engine.loss import block_loss
from tinkernet.engine.optimiser import clip_factor, move, penalise
from tinkernet.engine.passes import backward, forward

#: What `train` does with a mini-batch.
MEASURE, DIFFERENTIATE, TRAIN = 0, 1, 2
#: Places in the clock.
KEY, STEPS, AGE = 0, 1, 2
_CROSS_ENTROPY = 4
#: Points that `evaluate` takes through all layers at a time: as many as stay in the cache.
_STRIP = 512


@entry
def train(
    params: Floats, grad: Floats, moments: Floats, clock: Words, sizes: Ints, codes: Ints,
    loss: int, optimiser: int, hyper: Numbers, x: Floats, y: Floats, order: Ints, batch: int,
    mode: int,
) -> float:  # fmt: skip
    """Go once through the examples `order` in mini-batches of `batch`; the mean loss seen.

    `sizes`: (L+1,) units per layer; `codes`: (L,) activations. `grad` holds the gradient of the
    last mini-batch afterwards, penalties included, before clipping. Only mode TRAIN moves
    `params` and `moments` and knows dropout; MEASURE leaves `grad` alone.
    """
    _check_order(order, x.shape[0])
    terms = 1 if loss == _CROSS_ENTROPY else sizes[-1]
    numbers = sizes.sum() * LANES
    values, slopes, deltas = np.zeros(numbers, F32), np.zeros(numbers, F32), np.zeros(numbers, F32)
    logits = np.empty(sizes[-1] * LANES, F32)
    total = 0.0
    for start in range(0, order.shape[0], batch):
        part = order[start : start + batch]
        if mode != MEASURE:
            grad[:] = ZERO
        total += _mini_batch(
            params, grad, clock, sizes, codes, loss, hyper, x, y, part,
            ONE / F32(part.shape[0] * terms), mode, values, slopes, deltas, logits,
        )  # fmt: skip
        if mode != MEASURE:
            penalise(params, grad, sizes, hyper)
        if mode == TRAIN:
            clock[STEPS] += np.uint64(1)
            clock[AGE] += np.uint64(1)
            factor = clip_factor(grad, hyper[CLIP])
            move(optimiser, params, grad, moments, sizes, hyper, np.int64(clock[AGE]), factor)
    return total / (order.shape[0] * terms)


@inlined
def _mini_batch(
    params: Floats, grad: Floats, clock: Words, sizes: Ints, codes: Ints, loss: int,
    hyper: Numbers, x: Floats, y: Floats, order: Ints, scale: F32, mode: int, values: Floats,
    slopes: Floats, deltas: Floats, logits: Floats,
) -> float:  # fmt: skip
    """The summed loss of the examples `order`; adds `scale` x its gradient to `grad`."""
    total = 0.0
    key = mixed(clock[KEY], clock[STEPS])
    for first in range(0, order.shape[0], LANES):
        count = min(LANES, order.shape[0] - first)
        _load(x, order, first, count, values)
        top = forward(
            params, sizes, codes, values, slopes, logits, LANES, mode == TRAIN, hyper, key, first
        )
        total += block_loss(
            loss, values, slopes, logits, deltas, top, y, order, first, count, scale,
            F32(hyper[HUBER]),
        )  # fmt: skip
        if mode != MEASURE:
            backward(params, grad, sizes, values, slopes, deltas, top)
    return total


@entry
def evaluate(params: Floats, sizes: Ints, codes: Ints, x: Floats, out: Floats) -> None:
    """The value of every hidden and output unit at the points `x` (N, n_in), into (U, N)."""
    pitch = min(_STRIP, max(1, (x.shape[0] + LANES - 1) // LANES) * LANES)
    values, slopes = np.zeros(sizes.sum() * pitch, F32), np.empty(sizes.sum() * pitch, F32)
    logits, hyper = np.empty(0, F32), np.empty(0, np.float64)
    for first in range(0, x.shape[0], pitch):
        count = min(pitch, x.shape[0] - first)
        for unit in range(sizes[0]):
            row = values[unit * pitch : unit * pitch + count]
            for at in range(count):
                row[at] = x[first + at, unit]
        forward(params, sizes, codes, values, slopes, logits, pitch, False, hyper, np.uint64(0), 0)
        for unit in range(out.shape[0]):
            start = (sizes[0] + unit) * pitch
            out[unit, first : first + count] = values[start : start + count]


@compiled
def _check_order(order: Ints, examples: int) -> None:
    for at in range(order.shape[0]):
        if order[at] < 0 or order[at] >= examples:
            raise IndexError("order names an example that x does not have")


@inlined
def _load(x: Floats, order: Ints, first: int, count: int, values: Floats) -> None:
    # idle lanes keep old, finite inputs: their deltas are 0
    for lane in range(count):
        example = order[first + lane]
        for unit in range(x.shape[1]):
            values[unit * LANES + lane] = x[example, unit]
