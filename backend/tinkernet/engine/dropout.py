"""Dropout: which hidden units are off in which example of which step."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.chance import U32, U64, hashed, hashes, mixed, mixture
from tinkernet.engine.compile import Floats, compiled
from tinkernet.engine.exponential import F32, ONE, ZERO
from tinkernet.engine.lanes import LANES

_TO_UNIT = F32(2**-24)


@compiled
def drop(
    values: Floats, slopes: Floats, start: int, stop: int, rate: F32, key: np.uint64, block: int
) -> None:
    """Switch off each of one layer's values[start:stop] (units x lanes) with chance `rate`.

    What stays is divided by 1 - rate (inverted dropout), so nothing changes when it is used.
    `key` is that of the step; every block and layer has its own numbers.
    """
    scale = ONE / (ONE - rate)
    seed = U32(mixed(mixed(key, U64(block)), U64(start)))
    if start >= 0:  # see activation.py
        for at in range(stop - start):
            share = F32(hashed(seed, at) >> U32(8)) * _TO_UNIT
            factor = scale if share >= rate else ZERO
            values[start + at] *= factor
            slopes[start + at] *= factor


def mask(key: int, below: int, units: int, examples: int, rate: float) -> NDArray[np.bool_]:
    """Which units of one layer `drop` leaves on, (examples, units), as plain numbers.

    `key` is that of the step; `below` counts the units of all layers below, inputs too.
    """
    stays: list[NDArray[np.bool_]] = []
    for block in range(0, examples, LANES):
        seed = mixture(mixture(key, block), below * LANES)
        shares = (hashes(seed, units * LANES) >> U32(8)).astype(np.float32) * _TO_UNIT
        stays.append((shares >= F32(rate)).reshape(units, LANES).T)
    return np.concatenate(stays)[:examples]
