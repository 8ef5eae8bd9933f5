"""A kernel that learns, by gradient descent, to do what a hidden kernel does."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.convolving import correlated, windows
from tinkernet.lab import Diagnosis
from tinkernet.protocol import Cure

Cells = NDArray[np.float64]

#: Side of the output a step learns from.
_SIDE = 10
#: Closer than this in every weight, and it has learnt.
NEAR = 1e-4


class Imitation:
    """`kernel` (n_C', n_C, f, f) sees pictures and what the hidden one made of them."""

    def __init__(self, shape: tuple[int, int, int, int], seed: int) -> None:
        random = np.random.default_rng([seed, 14])
        self.hidden: Cells = np.round(random.uniform(-2, 2, shape), 1)
        self.kernel: Cells = np.round(random.normal(0, 0.3, shape), 2)
        self.taken = 0
        self.gradient_norm = 0.0
        #: The newest picture (n_C, N, N) and learning rate.
        self.x: Cells = np.zeros((shape[1], 0, 0))
        self.rate = 0.0
        self._random = random

    @property
    def gap(self) -> float:
        """The largest distance of a weight from its hidden one."""
        return float(np.abs(self.kernel - self.hidden).max())

    def learn(self, lr: float) -> float:
        """One step on a fresh picture of random dots; the squared error per pixel before it."""
        _, channels, f, _ = self.kernel.shape
        side = _SIDE + f - 1
        x = self._random.standard_normal((channels, side, side))  # (n_C, N, N)
        self.x, self.rate = x, lr
        error = correlated(x, self.kernel - self.hidden, 1, 1)  # ŷ − y, (n_C', m, m)
        pixels = error[0].size
        # J = 1/M Σ (ŷ − y)² over M pixels, so dJ/dK = 2/M Σ (ŷ − y) · the window it came from
        gradient = 2 / pixels * np.einsum("oij,cijkl->ockl", error, windows(x, f, 1, 1))
        self.kernel = self.kernel - lr * gradient
        self.gradient_norm = float(np.sqrt((gradient**2).sum()))
        self.taken += 1
        return float((error**2).sum() / pixels)


def diagnosis() -> Diagnosis:
    """Why its loss ran away."""
    cure = Cure(label="Learning rate 0.1", config={"lr": 0.1})
    return Diagnosis(reason="Each step goes farther past the hidden kernel.", cure=cure)
