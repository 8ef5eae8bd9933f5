"""Huffman's tree over a vocabulary: frequent words hang high, so their answers cost few turns."""

import heapq
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class Tree:
    """The way from the root to each of V words. `nodes` (V, L) int64 are the inner nodes on the
    way, 0 the root; `turns` (V, L) is +1 to the left, -1 to the right, and 0 after the end."""

    nodes: NDArray[np.int64]
    turns: NDArray[np.float32]

    def __deepcopy__(self, memo: object) -> Self:
        return self

    @property
    def depths(self) -> NDArray[np.int64]:
        """How many yes-or-no questions lead to each word, (V,)."""
        return np.count_nonzero(self.turns, axis=1)


def huffman(counts: ArrayLike) -> Tree:
    """The tree with the fewest questions per running word; raises ValueError below two words."""
    weights = [int(count) for count in np.asarray(counts)]
    size = len(weights)
    if size < 2:
        raise ValueError(f"a tree wants at least two words, not {size}")
    heap = [(weight, word) for word, weight in enumerate(weights)]
    heapq.heapify(heap)
    parent = np.zeros(2 * size - 1, np.int64)
    turn = np.zeros(2 * size - 1, np.float32)
    for node in range(size, 2 * size - 1):
        (light, left), (heavy, right) = heapq.heappop(heap), heapq.heappop(heap)
        parent[[left, right]], turn[[left, right]] = node, [1, -1]
        heapq.heappush(heap, (light + heavy, node))
    ways = [_way(word, parent, turn, 2 * size - 2) for word in range(size)]
    longest = max(len(way) for way in ways)
    nodes, turns = np.zeros((size, longest), np.int64), np.zeros((size, longest), np.float32)
    for word, way in enumerate(ways):
        # The last node made is the root; it gets the number 0.
        nodes[word, : len(way)] = [2 * size - 2 - node for node, _ in way]
        turns[word, : len(way)] = [sign for _, sign in way]
    return Tree(nodes, turns)


def _way(
    word: int, parent: NDArray[np.int64], turn: NDArray[np.float32], root: int
) -> list[tuple[int, float]]:
    """The (node, turn) from the root down to a word."""
    way = []
    at = word
    while at != root:
        way.append((int(parent[at]), float(turn[at])))
        at = int(parent[at])
    return way[::-1]
