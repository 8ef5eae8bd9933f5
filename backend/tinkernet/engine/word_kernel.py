"""Word vectors learnt from neighbours: skip-gram and CBOW with negative sampling.

For one example with input e, true word o and k sampled strangers (Mikolov et al. 2013, eq. 4):
    L = -log s(u_o . e) - sum log s(-u_k . e),   dL/de = (s(u_o . e) - 1) u_o + sum s(u_k . e) u_k
"""

import math

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.chance import mixed
from tinkernet.engine.compile import Floats, Words, entry, summing
from tinkernet.engine.exponential import F32, ONE, ZERO

#: Token numbers; BREAK ends a sentence: no window reaches over it.
Tokens = NDArray[np.int32]
Index = int | np.signedinteger
BREAK = -1
SKIP_GRAM, CBOW = 0, 1
#: Of 24 random bits as a share of 1.
_TINY = 1.0 / (1 << 24)


@entry
def learn_tokens(
    inputs: Floats, outputs: Floats, tokens: Tokens, window: int, negatives: int, mode: int,
    reduce: bool, lr: float, keep: Floats, share: Floats, alias: Tokens, dice: Words,
) -> tuple[float, int]:  # fmt: skip
    """Go once over `tokens` (N,), learning as it goes; (summed loss, number of examples).

    `inputs`, `outputs`: (V, d), E and Theta; the same array ties them. `reduce`: each window is
    shortened to a random length of 1..`window`. `keep`: (V,), the chance of a word to be read at
    all. `share`, `alias`: (V,), the strangers' distribution. `dice`: (2,), the generator.
    """
    size = inputs.shape[1]
    slope, mean = np.empty(size, F32), np.empty(size, F32)
    sentence = np.empty(tokens.shape[0], np.int32)
    loss, examples, at = 0.0, 0, 0
    while at < tokens.shape[0]:
        at, length = _read(tokens, at, keep, dice, sentence)
        for place in range(length):
            reach = window - _below(dice, window) if reduce else window
            first, last = max(0, place - reach), min(length, place + reach + 1)
            if mode == CBOW:
                if last - first > 1:
                    loss += _cbow(
                        inputs, outputs, sentence, place, first, last, negatives, lr, share, alias,
                        dice, slope, mean,
                    )  # fmt: skip
                    examples += 1
                continue
            for other in range(first, last):
                if other != place:
                    loss += _learn(
                        inputs[sentence[place]], outputs, sentence[other], negatives, lr, share,
                        alias, dice, slope,
                    )  # fmt: skip
                    _add(inputs[sentence[place]], slope, ONE)
                    examples += 1
    return loss, examples


@entry
def learn_example(
    e: Floats, outputs: Floats, word: int, strangers: Tokens, lr: float, slope: Floats
) -> float:
    """One example with strangers that are given; its loss before. Moves `outputs`, and leaves what
    `e` (d,) has to move by in `slope` (d,)."""
    _clear(slope)
    odds = _exam(e, outputs[word], ONE, F32(lr), slope)
    for stranger in strangers:
        odds *= _exam(e, outputs[stranger], ZERO, F32(lr), slope)
    return -math.log(odds)


@entry
def draw_words(share: Floats, alias: Tokens, dice: Words, drawn: Tokens) -> None:
    """Fill `drawn` with words of the strangers' distribution."""
    for at in range(drawn.shape[0]):
        drawn[at] = _draw(share, alias, dice)


@summing
def _read(tokens: Tokens, at: int, keep: Floats, dice: Words, sentence: Tokens) -> tuple[int, int]:
    """The words of the next sentence that are kept; (where the one after begins, how many)."""
    length = 0
    while at < tokens.shape[0] and tokens[at] != BREAK:
        word = tokens[at]
        if keep[word] >= ONE or _chance(dice) < keep[word]:
            sentence[length] = word
            length += 1
        at += 1
    return at + 1, length


@summing
def _cbow(
    inputs: Floats, outputs: Floats, sentence: Tokens, place: int, first: Index, last: Index,
    negatives: int, lr: float, share: Floats, alias: Tokens, dice: Words, slope: Floats,
    mean: Floats,
) -> float:  # fmt: skip
    """The word at `place` is told from the mean of its neighbours; each of them takes its share of
    the blame, as in gensim with cbow_mean=1."""
    _clear(mean)
    part = ONE / F32(last - first - 1)
    for other in range(first, last):
        if other != place:
            _add(mean, inputs[sentence[other]], part)
    loss = _learn(mean, outputs, sentence[place], negatives, lr, share, alias, dice, slope)
    for other in range(first, last):
        if other != place:
            _add(inputs[sentence[other]], slope, part)
    return loss


@summing
def _learn(
    e: Floats, outputs: Floats, word: int, negatives: int, lr: float, share: Floats,
    alias: Tokens, dice: Words, slope: Floats,
) -> float:  # fmt: skip
    _clear(slope)
    odds = _exam(e, outputs[word], ONE, F32(lr), slope)
    for _ in range(negatives):
        stranger = _draw(share, alias, dice)
        if stranger != word:
            odds *= _exam(e, outputs[stranger], ZERO, F32(lr), slope)
    # One logarithm for all exams of a pair: it costs more than an exam of 16 numbers.
    return -math.log(odds)


@summing
def _exam(e: Floats, u: Floats, label: F32, lr: F32, slope: Floats) -> float:
    """One yes-or-no question; the probability of the right answer. Moves u, adds to e's slope."""
    score = ZERO
    for i in range(e.shape[0]):
        score += e[i] * u[i]
    yes = ONE / (ONE + math.exp(-score))
    step = (label - yes) * lr
    for i in range(e.shape[0]):
        slope[i] += step * u[i]
        u[i] += step * e[i]
    right = float(yes) if label == ONE else 1.0 - float(yes)
    return max(right, 1e-30)


@summing
def _add(to: Floats, what: Floats, factor: F32) -> None:
    for i in range(to.shape[0]):
        to[i] += factor * what[i]


@summing
def _clear(row: Floats) -> None:
    for i in range(row.shape[0]):
        row[i] = ZERO


@summing
def _next(dice: Words) -> np.uint64:
    """The next 64 random bits: `dice` holds the key and how many were drawn."""
    dice[1] += np.uint64(1)
    return mixed(dice[0], dice[1])


@summing
def _chance(dice: Words) -> F32:
    """A number in [0, 1)."""
    return F32((_next(dice) >> np.uint64(40)) * _TINY)


@summing
def _below(dice: Words, count: int) -> np.int64:
    """A whole number in 0..count-1."""
    return np.int64((_next(dice) >> np.uint64(32)) * np.uint64(count) >> np.uint64(32))


@summing
def _draw(share: Floats, alias: Tokens, dice: Words) -> np.int64:
    """A word by Walker's alias table."""
    bits = _next(dice)
    word = np.int64((bits >> np.uint64(32)) * np.uint64(share.shape[0]) >> np.uint64(32))
    chance = F32((bits & np.uint64(0xFFFFFF)) * _TINY)
    return word if chance < share[word] else np.int64(alias[word])
