"""Maps that keep neighbours: t-SNE and a layout like UMAP's, a bounded bit of work per frame."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.compile import Floats
from tinkernet.engine.word_layout import attract, tsne_slope
from tinkernet.kit.word_scores import unit

#: Neighbours of each word, and how many of them count (the perplexity of t-SNE).
_NEAR, _PERPLEXITY = 24, 8.0
#: Rows of neighbours looked up anew per frame, and products of coordinates per frame.
_ROWS, _WORK = 256, 6_000_000
_MOST_ROUNDS = 8
#: Rounds with four times the attraction, so that groups find each other first.
_EARLY = 100


class Layout:
    """n words in the plane, going on from frame to frame while their vectors move.

    Neighbours are by cosine. They are looked up for some of the words in each frame in turn, and
    the layout goes on from where it was: the map follows the training instead of starting anew.
    """

    def __init__(self, vectors: Floats, start: Floats, seed: int) -> None:
        """`start` (n, 2): the first places, made small."""
        spread = max(float(start.std()), 1e-9)
        count = len(vectors)
        self.places: Floats = (start / spread).astype(np.float32)
        most = min(_NEAR, count - 1)
        self.near = np.zeros((count, most), np.int32)
        self.weights: Floats = np.zeros((count, most), np.float32)
        self.rounds, self._row = 0, 0
        self._speed, self._gain = np.zeros_like(self.places), np.ones_like(self.places)
        self._dice = np.array([seed, 0], np.uint64)
        while self._row < count:
            self._look_up(vectors)
        self._row = 0

    def go_on(self, vectors: Floats, kind: str) -> Floats:
        """Some rounds further, with some neighbours looked up anew; the places, (n, 2)."""
        if self._row >= len(vectors):
            self._row = 0
        self._look_up(vectors)
        for _ in range(max(1, min(_MOST_ROUNDS, _WORK // len(vectors) ** 2))):
            self.rounds += 1
            if kind == "t-sne":
                self._descend()
            else:
                attract(self.places, self.near, self.weights, 0.02, 3, self._dice)
        self.places -= self.places.mean(axis=0)
        return self.places

    def _look_up(self, vectors: Floats) -> None:
        rows = np.arange(self._row, min(self._row + _ROWS, len(vectors)))
        self.near[rows], self.weights[rows] = neighbours(vectors, rows, self.near.shape[1])
        self._row += _ROWS

    def _descend(self) -> None:
        """One step with momentum and a gain for each coordinate, as in the paper."""
        slope = np.empty_like(self.places)
        early = self.rounds <= _EARLY
        tsne_slope(self.places, self.near, self.weights, 4.0 if early else 1.0, slope)
        agrees = self._speed * slope < 0
        self._gain = np.maximum(np.where(agrees, self._gain + 0.2, self._gain * 0.8), 0.01).astype(
            np.float32
        )
        rate = np.float32(max(len(self.places) / 8, 10))
        self._speed = np.float32(0.5 if early else 0.8) * self._speed - rate * self._gain * slope
        length = np.linalg.norm(self._speed, axis=1, keepdims=True)
        self._speed *= np.minimum(1, 2 / np.maximum(length, 1e-9))
        self.places += self._speed


def neighbours(
    vectors: Floats, rows: NDArray[np.int64], most: int
) -> tuple[NDArray[np.int32], Floats]:
    """The `most` nearest words of each row by cosine, (r, most), and shares of them (r, most) of
    the wanted perplexity, each row summing to 1."""
    units = unit(vectors)
    far = 1 - units[rows] @ units.T
    far[np.arange(len(rows)), rows] = np.inf
    near = np.argpartition(far, most - 1, axis=1)[:, :most]
    distances = np.take_along_axis(far, near, axis=1)
    return near.astype(np.int32), shares(distances, min(_PERPLEXITY, most / 2))


def shares(distances: Floats, perplexity: float) -> Floats:
    """exp(-b d) of each row, summing to 1, with b such that their entropy is ln(perplexity)."""
    off = distances - distances.min(axis=1, keepdims=True)
    low, high = np.full((len(off), 1), -8.0), np.full((len(off), 1), 14.0)
    parts = np.ones_like(off)
    for _ in range(24):
        middle = (low + high) / 2
        parts = np.exp(-np.exp(middle) * off)
        parts /= parts.sum(axis=1, keepdims=True)
        entropy = -(parts * np.log(np.maximum(parts, 1e-30))).sum(axis=1, keepdims=True)
        wide = entropy > np.log(max(perplexity, 1.0))
        low, high = np.where(wide, middle, low), np.where(wide, high, middle)
    return parts.astype(np.float32)
