"""Mini-batches as in the course: the examples are shuffled anew in every epoch."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Batches:
    """Deals the examples called `places` in mini-batches; the last one of an epoch may be short.

    `epoch` counts epochs, with the part of the present one that is done. `order` (N,) is that
    of the present one, and `at` says how many of it are dealt.
    """

    def __init__(self, places: Ints, seed: int, weights_seed: int) -> None:
        self._rng = np.random.default_rng([seed, weights_seed, 2])
        self._epochs = 0
        self.deal(places)

    def __len__(self) -> int:
        return len(self._places)

    @property
    def epoch(self) -> float:
        """How many times each example has been dealt."""
        return self._epochs + (self.at / len(self.order) if len(self.order) else 0.0)

    @property
    def next(self) -> int:
        """The example that comes next; -1 if there is none."""
        return int(self.order[self.at]) if len(self.order) else -1

    def deal(self, places: Ints) -> None:
        """Other examples from now on; the epoch begins again."""
        self._places = places
        self._shuffle()

    def take(self, size: int) -> Ints:
        """The next mini-batch, at most `size` examples; none where there are none."""
        chosen = self.order[self.at : self.at + size]
        self.at += len(chosen)
        if self.at >= len(self.order) and len(chosen):
            self.turn()
        return chosen

    def turn(self) -> None:
        """The epoch is over: the next one has another order."""
        self._epochs += 1
        self._shuffle()

    def _shuffle(self) -> None:
        self.order = self._rng.permutation(self._places)
        self.at = 0
