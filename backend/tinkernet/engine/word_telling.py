"""Tells again, without the compiler, what the kernel of word vectors read and whom it drew."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.chance import mixture
from tinkernet.engine.compile import Floats, Words
from tinkernet.engine.word_kernel import BREAK, Tokens

_TINY = 1.0 / (1 << 24)
_NOBODY = -1


class Telling:
    """Reads as `learn_tokens` does with whole windows. `dice`: as they were before."""

    def __init__(self, dice: Words, keep: Floats, share: Floats, alias: Tokens) -> None:
        self._key, self._drawn = int(dice[0]), int(dice[1])
        self._keep, self._share, self._alias = keep, share, alias

    def examples(
        self, tokens: Tokens, window: int, negatives: int, *, cbow: bool
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """What each example heard and asked (m, 1 + words), the asked word last, and its strangers
        (m, negatives); -1 where there is nobody. Skip-gram hears one word, CBOW up to 2 window."""
        heard: list[list[int]] = []
        strangers: list[list[int]] = []
        most = 2 * window if cbow else 1
        for sentence in self._sentences(tokens):
            for words, asked in _windows(sentence, window, cbow=cbow):
                drawn = [self._draw() for _ in range(negatives)]
                strangers.append([_NOBODY if word == asked else word for word in drawn])
                heard.append([*words, *[_NOBODY] * (most - len(words)), asked])
        return _table(heard, most + 1), _table(strangers, negatives)

    def _sentences(self, tokens: Tokens) -> Iterator[list[int]]:
        sentence: list[int] = []
        for word in [*tokens.tolist(), BREAK]:
            if word == BREAK:
                yield sentence
                sentence = []
            elif self._keep[word] >= 1 or self._chance(self._next() >> 40) < self._keep[word]:
                sentence.append(word)

    def _draw(self) -> int:
        bits = self._next()
        word = ((bits >> 32) * len(self._share)) >> 32
        kept = self._chance(bits & 0xFFFFFF) < self._share[word]
        return word if kept else int(self._alias[word])

    def _next(self) -> int:
        self._drawn += 1
        return mixture(self._key, self._drawn)

    def _chance(self, bits: int) -> np.float32:
        return np.float32(bits * _TINY)


def _windows(sentence: list[int], window: int, *, cbow: bool) -> Iterator[tuple[list[int], int]]:
    """What is heard, and the word that is asked for."""
    for place, word in enumerate(sentence):
        around = sentence[max(0, place - window) : place] + sentence[place + 1 : place + window + 1]
        if cbow and around:
            yield around, word
        elif not cbow:
            yield from (([word], other) for other in around)


def _table(rows: list[list[int]], columns: int) -> NDArray[np.int64]:
    return np.array(rows, np.int64).reshape(len(rows), columns)
