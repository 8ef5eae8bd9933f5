"""What learns word vectors: one class for each objective, all with E and an output matrix."""

from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.compile import Floats
from tinkernet.engine.word_kernel import BREAK, Tokens
from tinkernet.engine.word_vectors import WordVectors, kept
from tinkernet.kit.word_config import WordConfig
from tinkernet.kit.word_text import Corpus, pairs_of
from tinkernet.kit.word_tree import Tree, huffman

#: Any whole numbers; any precision.
Places = NDArray[np.integer[Any]]
Real = TypeVar("Real", bound=np.floating[Any])


class Learner(Protocol):
    """`inputs` (V, d) is E; `outputs` (M, d) is Theta: a row for each word, or for each inner node
    of a tree. Both are changed in place."""

    inputs: Floats
    outputs: Floats

    def learn(self, tokens: Tokens, config: WordConfig) -> tuple[float, int]:
        """Read some sentences once; (mean loss before, number of examples)."""
        ...


def learner(corpus: Corpus, config: WordConfig) -> Learner:
    """The one that the config asks for."""
    match config.objective:
        case "softmax":
            return Softmax(corpus, config)
        case "hierarchical":
            return Hierarchical(corpus, config)
        case "glove-like":
            return GloveLike(corpus, config)
        case _:
            return Sampled(corpus, config)


class Sampled:
    """Skip-gram or CBOW with negative sampling, by the compiled kernel."""

    def __init__(self, corpus: Corpus, config: WordConfig) -> None:
        self.vectors = WordVectors(
            corpus.counts, config.dim, seed=config.seed, power=config.power,
            tied=config.tie == "on",
        )  # fmt: skip
        self.vectors.subsample(config.subsample)
        self.inputs, self.outputs = self.vectors.inputs, self.vectors.outputs
        self._power = config.power
        self.read: Tokens = np.zeros(0, np.int32)

    def learn(self, tokens: Tokens, config: WordConfig) -> tuple[float, int]:
        self.read = tokens
        if config.power != self._power:
            self._power = config.power
            self.vectors.weigh(config.power)
        return self.vectors.learn(
            tokens, window=config.window, negatives=config.negatives, lr=config.lr,
            mode="cbow" if config.objective == "cbow" else "skip-gram",
        )  # fmt: skip


class Adam:
    """Adam on one matrix, beta 0.9 and 0.999, moved in place."""

    def __init__(self, weights: Floats) -> None:
        self.weights = weights
        self.mean, self.square = np.zeros_like(weights), np.zeros_like(weights)
        self.taken = 0

    def step(self, gradient: Floats, lr: float) -> None:
        self.taken += 1
        self.mean += np.float32(0.1) * (gradient - self.mean)
        self.square += np.float32(0.001) * (gradient * gradient - self.square)
        pace = lr * (1 - 0.999**self.taken) ** 0.5 / (1 - 0.9**self.taken)
        self.weights -= np.float32(pace) * self.mean / (np.sqrt(self.square) + np.float32(1e-8))


class _Paired:
    """What learners of pairs share: first vectors, subsampling, and the pairs of some sentences."""

    def __init__(self, corpus: Corpus, config: WordConfig, rows: int) -> None:
        self._rng = np.random.default_rng([config.seed, 8])
        first = self._rng.random((corpus.size, config.dim), np.float32)
        self.inputs: Floats = (first - np.float32(0.5)) / np.float32(config.dim)
        self.outputs: Floats = np.zeros((rows, config.dim), np.float32)
        self._keep = kept(corpus.counts, config.subsample)
        #: Centre and neighbour of each pair of the newest step, (m,) each.
        self.pairs: tuple[Tokens, Tokens] = (np.zeros(0, np.int32), np.zeros(0, np.int32))

    def _pairs(self, tokens: Tokens, window: int) -> tuple[Tokens, Tokens]:
        if (self._keep < 1).any():
            chance = np.where(tokens == BREAK, 1, self._keep[tokens])
            tokens = tokens[self._rng.random(len(tokens)) < chance]
        self.pairs = pairs_of(tokens, window)
        return self.pairs


class Softmax(_Paired):
    """Skip-gram with the full softmax: each pair asks every word of the vocabulary."""

    def __init__(self, corpus: Corpus, config: WordConfig) -> None:
        super().__init__(corpus, config, corpus.size)
        if config.tie == "on":
            self.outputs = self.inputs
        self.adam = [Adam(self.inputs)] + ([] if config.tie == "on" else [Adam(self.outputs)])

    def learn(self, tokens: Tokens, config: WordConfig) -> tuple[float, int]:
        centre, other = self._pairs(tokens, config.window)
        if not len(centre):
            return float("nan"), 0
        e = self.inputs[centre]  # (m, d)
        share: Floats = softmax(e @ self.outputs.T)  # (m, V)
        rows = np.arange(len(centre))
        loss = -np.log(np.maximum(share[rows, other], 1e-30)).mean()
        # dL/dz = p - y, for each of the m pairs.
        share[rows, other] -= 1
        share /= np.float32(len(centre))
        into = summed(share @ self.outputs, centre, len(self.inputs))
        out: Floats = share.T @ e
        if len(self.adam) == 1:
            self.adam[0].step(into + out, config.lr)
        else:
            self.adam[0].step(into, config.lr)
            self.adam[1].step(out, config.lr)
        return float(loss), len(centre)


class Hierarchical(_Paired):
    """Skip-gram with a tree: each pair answers the turns on the way to its word."""

    def __init__(self, corpus: Corpus, config: WordConfig) -> None:
        super().__init__(corpus, config, corpus.size - 1)
        self.tree: Tree = huffman(corpus.counts)
        self.adam = [Adam(self.inputs), Adam(self.outputs)]

    def learn(self, tokens: Tokens, config: WordConfig) -> tuple[float, int]:
        centre, other = self._pairs(tokens, config.window)
        if not len(centre):
            return float("nan"), 0
        e = self.inputs[centre]  # (m, d)
        nodes, turns = self.tree.nodes[other], self.tree.turns[other]  # (m, L)
        theta = self.outputs[nodes]  # (m, L, d)
        right = sigmoid(turns * np.einsum("md,mld->ml", e, theta))
        on_way = turns != 0
        loss = -np.log(np.maximum(right, 1e-30))[on_way].sum() / len(centre)
        # d(-log s(t z))/dz = t (s(t z) - 1)
        slope = (turns * (right - 1) / np.float32(len(centre))).astype(np.float32)
        into = summed(np.einsum("ml,mld->md", slope, theta), centre, len(self.inputs))
        each = (slope[:, :, None] * e[:, None, :]).reshape(-1, e.shape[1])
        out = summed(each, nodes.ravel(), len(self.outputs))
        self.adam[0].step(into, config.lr)
        self.adam[1].step(out, config.lr)
        return float(loss), len(centre)


class GloveLike(_Paired):
    """e_i . theta_j + b_i + c_j is fitted to log(1 + X_ij), the count of pairs, frequent ones more.

    GloVe leaves out the cells where X is 0. On a text with so few words that would leave most pairs
    of words free to be anything, so as many empty cells are asked, with a small weight.
    """

    EMPTY_WORTH = np.float32(0.2)

    def __init__(self, corpus: Corpus, config: WordConfig) -> None:
        super().__init__(corpus, config, corpus.size)
        first = self._rng.random(self.outputs.shape, np.float32)
        self.outputs = (first - np.float32(0.5)) / np.float32(config.dim)
        self._bias = np.zeros((2, corpus.size, 1), np.float32)
        weights = self.inputs, self.outputs, self._bias[0], self._bias[1]
        self.adam = [Adam(one) for one in weights]
        #: Cell, log(1 + X) and weight of what the newest step drew, (m,) each.
        self.drawn = (np.zeros(0, np.int64), *np.zeros((2, 0), np.float32))
        (rows, cols), counts = counted(*self._pairs(corpus.tokens, config.window), corpus.size)
        self._cells = rows.astype(np.int64) * corpus.size + cols
        self._logs = np.log1p(counts).astype(np.float32)
        self._worth = np.minimum(1, (counts / 100) ** 0.75).astype(np.float32)

    def learn(self, tokens: Tokens, config: WordConfig) -> tuple[float, int]:
        """The sentences only say that it is time: cells of X are drawn, half of them empty."""
        if not len(self._cells):
            return float("nan"), 0
        cells, logs, worth = self.drawn = self._drawn(config.batch // 2)
        size = len(self.inputs)
        i, j = cells // size, cells % size
        e, theta = self.inputs[i], self.outputs[j]
        off = (e * theta).sum(axis=1) + self._bias[0, i, 0] + self._bias[1, j, 0] - logs
        loss = (worth * off * off).mean()
        slope = (2 * worth * off / np.float32(len(cells)))[:, None]
        slopes = [
            summed(slope * theta, i, size), summed(slope * e, j, size), summed(slope, i, size),
            summed(slope, j, size),
        ]  # fmt: skip
        for adam, gradient in zip(self.adam, slopes, strict=True):
            adam.step(gradient, config.lr)
        return float(loss), len(cells)

    def _drawn(self, count: int) -> tuple[NDArray[np.int64], Floats, Floats]:
        """Cells (m,) with log(1 + X) and weight: some that are full, some of those that are not."""
        at = self._rng.integers(len(self._cells), size=count)
        some = self._rng.integers(len(self.inputs) ** 2, size=count)
        place = np.minimum(np.searchsorted(self._cells, some), len(self._cells) - 1)
        empty = some[self._cells[place] != some]
        nothing = np.zeros(len(empty), np.float32)
        return (
            np.concatenate([self._cells[at], empty]),
            np.concatenate([self._logs[at], nothing]),
            np.concatenate([self._worth[at], nothing + self.EMPTY_WORTH]),
        )


def counted(centre: Tokens, other: Tokens, size: int) -> tuple[tuple[Tokens, Tokens], Floats]:
    """The cells of the pair counts X that are not 0, as (rows, columns), and the counts there."""
    cells, counts = np.unique(centre.astype(np.int64) * size + other, return_counts=True)
    rows, cols = (cells // size).astype(np.int32), (cells % size).astype(np.int32)
    return (rows, cols), counts.astype(np.float32)


def summed(rows: Floats, at: Places, size: int) -> Floats:
    """Row k of `rows` (m, d) added to row at[k] of the result (size, d)."""
    total = np.zeros((size, rows.shape[1]), np.float32)
    order = np.argsort(at, kind="stable")
    sorted_at = at[order]
    starts = np.flatnonzero(np.diff(sorted_at, prepend=-1))
    total[sorted_at[starts]] = np.add.reduceat(rows[order], starts, axis=0)
    return total


def softmax(scores: NDArray[Real]) -> NDArray[Real]:
    """The shares of each row of `scores` (m, V)."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return shares


def sigmoid(scores: Floats) -> Floats:
    """1 / (1 + exp(-z)) without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * scores)), np.float32)


def svd_vectors(table: NDArray[np.float64], dim: int) -> Floats:
    """Counts and SVD: the positive pointwise mutual information of the pair counts X (V, V), cut to
    `dim` numbers for each word (Levy, Goldberg 2014); nothing is trained."""
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        ppmi = np.maximum(0, np.nan_to_num(np.log(table * table.sum() / expected), neginf=0))
    u, s, _ = np.linalg.svd(ppmi)
    return (u[:, :dim] * np.sqrt(s[:dim])).astype(np.float32)
