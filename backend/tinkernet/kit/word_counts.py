"""How often words meet in a text, and what can be known from that alone."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.compile import Floats
from tinkernet.kit.word_learners import counted, svd_vectors
from tinkernet.kit.word_scores import purity
from tinkernet.kit.word_text import Corpus, pairs_of


@dataclass(frozen=True, eq=False)
class PairCounts:
    """X (V, V): how often the word of the row has the word of the column as a neighbour."""

    table: NDArray[np.float64]

    @property
    def floor(self) -> float:
        """H(neighbour | word) in nats: no model that knows one word can cost less."""
        shares = self.table / self.table.sum()
        given = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-300)
        there = shares > 0
        return float(-(shares[there] * np.log(given[there])).sum())

    def guessed_right(self, scores: Floats) -> float:
        """How often the neighbour with the best score (V, V) is the one in the text."""
        best = scores.argmax(axis=1)
        return float(self.table[np.arange(len(best)), best].sum() / self.table.sum())


@lru_cache(maxsize=4)
def pair_counts(corpus: Corpus, window: int) -> PairCounts:
    """Counted once for a text and a window."""
    (rows, cols), counts = counted(*pairs_of(corpus.tokens, window), corpus.size)
    table = np.zeros((corpus.size, corpus.size))
    table[rows, cols] = counts
    return PairCounts(table)


@lru_cache(maxsize=4)
def svd_purity(corpus: Corpus, window: int, dim: int) -> float:
    """The purity of vectors that were counted and never trained."""
    return purity(svd_vectors(pair_counts(corpus, window).table, dim), corpus)
