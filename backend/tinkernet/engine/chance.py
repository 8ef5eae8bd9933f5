"""Chance without a stream: random-looking numbers computed from a key and a place.

Nothing is used up, so runs that take turns in one process see exactly what they see alone, and a
net that is put aside goes on with the same numbers.
"""

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.compile import Ints, compiled, entry

U32, U64 = np.uint32, np.uint64
GOLDEN = U64(0x9E3779B97F4A7C15)
_MIX_A, _MIX_B = U64(0xBF58476D1CE4E5B9), U64(0x94D049BB133111EB)
_HASH_A, _HASH_B, _STEP = U32(0x85EBCA6B), U32(0xC2B2AE35), U32(0x9E3779B9)
_SHUFFLE = U64(0x5348_5546_464C_4531)


@compiled
def mixed(key: np.uint64, place: np.uint64) -> np.uint64:
    """A number of 64 bits for this place under this key: SplitMix64 (Steele and others 2014)."""
    state = key + place * GOLDEN
    state = (state ^ (state >> U64(30))) * _MIX_A
    state = (state ^ (state >> U64(27))) * _MIX_B
    return state ^ (state >> U64(31))


@compiled
def hashed(seed: np.uint32, place: int) -> np.uint32:
    """A number of 32 bits, many of which are computed together: MurmurHash3's finaliser."""
    state = U32(seed + U32(place) * _STEP)
    state = U32(U32(state ^ (state >> U32(16))) * _HASH_A)
    state = U32(U32(state ^ (state >> U32(13))) * _HASH_B)
    return U32(state ^ (state >> U32(16)))


def mixture(key: int, place: int) -> int:
    """What `mixed` computes, without the compiler."""
    most = 2**64 - 1
    state = (key + place * int(GOLDEN)) & most
    state = ((state ^ (state >> 30)) * int(_MIX_A)) & most
    state = ((state ^ (state >> 27)) * int(_MIX_B)) & most
    return state ^ (state >> 31)


def hashes(seed: int, count: int) -> NDArray[np.uint32]:
    """`hashed` of the places 0..count-1, without the compiler; of `seed` the low 32 bits count."""
    state = U32(seed & 0xFFFFFFFF) + np.arange(count, dtype=U32) * _STEP
    state = (state ^ (state >> U32(16))) * _HASH_A
    state = (state ^ (state >> U32(13))) * _HASH_B
    return state ^ (state >> U32(16))


@entry
def shuffle(order: Ints, key: np.uint64, step: np.uint64) -> None:
    """Put `order` into a random order of its own for this key and step (Fisher and Yates)."""
    stream = mixed(key ^ _SHUFFLE, step)
    for at in range(order.shape[0] - 1, 0, -1):
        share = mixed(stream, U64(at)) >> U64(32)
        other = np.int64((share * U64(at + 1)) >> U64(32))
        order[at], order[other] = order[other], order[at]
