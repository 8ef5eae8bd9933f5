"""The same race on a real net: all racers train the same net on digits from the same weights."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from tinkernet.kit.race_config import RaceConfig
from tinkernet.kit.rules import UPDATES, Memory, look_ahead
from tinkernet.kit.track import Track
from tinkernet.lab import Metrics

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

INPUTS, HIDDEN, CLASSES = 64, 24, 10
BATCH = 64
TRAIN = 1200
_SHAPES = [(HIDDEN, INPUTS), (HIDDEN, 1), (CLASSES, HIDDEN), (CLASSES, 1)]
_SIZES = [rows * columns for rows, columns in _SHAPES]
PARAMETERS = sum(_SIZES)
#: A loss above this is lost: ten classes at random cost ln 10 = 2.3.
_LOST = 1e4


@cache
def digits() -> tuple[Floats, Ints]:
    """All pictures as columns of brightness 0..1, X (64, 1797), and their classes."""
    pictures, classes = load_digits(return_X_y=True)
    return np.ascontiguousarray(pictures.T / 16.0), classes


def parts(w: Floats) -> list[Floats]:
    """W¹ (R, 24, 64), b¹ (R, 24, 1), W² (R, 10, 24), b² (R, 10, 1) of stacked nets w (R, P)."""
    cuts = np.split(w, np.cumsum(_SIZES)[:-1], axis=1)
    return [cut.reshape(len(w), *shape) for cut, shape in zip(cuts, _SHAPES, strict=True)]


def begun(seed: int) -> Floats:
    """The weights all racers begin with, (P,): Xavier's, biases 0."""
    random = np.random.default_rng([seed, 3])
    w1 = random.normal(0, INPUTS**-0.5, _SIZES[0])
    w2 = random.normal(0, HIDDEN**-0.5, _SIZES[2])
    return np.concatenate([w1, np.zeros(HIDDEN), w2, np.zeros(CLASSES)])


def probabilities(w: Floats, x: Floats) -> tuple[Floats, Floats]:
    """a¹ (R, 24, m) and ŷ (R, 10, m) of R nets for the columns of x (64, m)."""
    w1, b1, w2, b2 = parts(w)
    a1 = np.tanh(w1 @ x + b1)
    z2 = w2 @ a1 + b2
    z2 -= z2.max(axis=1, keepdims=True)
    grown = np.exp(z2)
    return a1, grown / grown.sum(axis=1, keepdims=True)


def loss_and_gradient(w: Floats, x: Floats, y: Ints) -> tuple[Floats, Floats]:
    """The cross-entropy (R,) of each net over the columns of x, and its gradient (R, P)."""
    m = x.shape[1]
    a1, guess = probabilities(w, x)
    columns = np.arange(m)
    loss = -np.log(np.maximum(guess[:, y, columns], 1e-300)).mean(axis=1)
    # δ² = (ŷ - y) / m;  δ¹ = W²ᵀ δ² ∘ (1 - a¹²)
    d2 = guess
    d2[:, y, columns] -= 1
    d2 /= m
    d1 = parts(w)[2].transpose(0, 2, 1) @ d2 * (1 - a1 * a1)
    slopes = [d1 @ x.T, d1.sum(axis=2), d2 @ a1.transpose(0, 2, 1), d2.sum(axis=2)]
    return loss, np.concatenate([slope.reshape(len(w), -1) for slope in slopes], axis=1)


class NetRace(Track):
    """R nets stacked in one batched step. What is kept of their weights are two: one that hangs on
    a pixel that is often bright, one on a pixel that seldom is."""

    lowest = None

    def __init__(self, config: RaceConfig) -> None:
        x = digits()[0]
        order = np.random.default_rng([config.seed, 5]).permutation(x.shape[1])
        self._train, self._test = order[:TRAIN], order[TRAIN:]
        bright = x[:, self._train].mean(axis=1)
        seldom = int(np.argmin(np.where(bright > 0.004, bright, np.inf)))
        self.shown = [int(np.argmax(bright)), seldom]
        super().__init__(config)

    def clear(self) -> None:
        super().clear()
        self.weights = np.tile(begun(self.config.seed), (len(self.racers), 1))  # (R, P)
        self._memory = [Memory.blank(row) for row in self.weights]
        self._random = np.random.default_rng([self.config.seed, 7])
        self._queue = self.rows = self._train[:0]
        self._added = np.zeros(PARAMETERS)
        self.w[0] = self.weights[:, self.shown]
        losses, _ = loss_and_gradient(self.weights, *self._examples(self._train[:BATCH]))
        self.judge(losses, np.zeros(len(self.racers), dtype=bool))

    def remembered(self) -> list[Memory]:
        """What each racer remembers now."""
        return self._memory

    def disturbance(self) -> Floats:
        """What was added to the newest gradients, (P,), before it was scaled by σ."""
        return self._added

    def configure(self, config: RaceConfig) -> None:
        """Other numbers for the steps to come."""
        self.config = config

    def step(self) -> None:
        """All racers take one step on the same mini-batch; its loss is the one before the step."""
        t = self.taken + 1
        self.grow(t)
        c, w = self.config, self.weights
        settings = [racer.settings(c) for racer in self.racers]
        asked = np.stack([
            look_ahead(racer.rule, w[i], self._memory[i], settings[i])
            for i, racer in enumerate(self.racers)
        ])  # fmt: skip
        with np.errstate(all="ignore"):
            self.rows = self._batch()
            losses, gradients = loss_and_gradient(asked, *self._examples(self.rows))
            gradients = c.grad_scale * gradients
            if c.grad_noise:
                self._added = self._random.standard_normal(PARAMETERS)
                gradients += c.grad_noise * self._added
            for i, racer in enumerate(self.racers):
                if self.away[i] < 0:
                    update = UPDATES[racer.rule]
                    w[i] = update(w[i], gradients[i], self._memory[i], t, settings[i])
        self.asked[t], self.g[t] = asked[:, self.shown], gradients[:, self.shown]
        self.w[t] = w[:, self.shown]
        self.m[t] = [memory.m[self.shown] for memory in self._memory]
        self.s[t] = [memory.s[self.shown] for memory in self._memory]
        self.taken = t
        self.judge(losses, ~(losses < _LOST))

    def accuracies(self) -> Metrics:
        """The share of test digits each net reads right."""
        x, y = self._examples(self._test)
        with np.errstate(all="ignore"):
            _, guess = probabilities(self.weights, x)
        right = (guess.argmax(axis=1) == y).mean(axis=1)
        return {f"accuracy_{r.rule}": float(right[i]) for i, r in enumerate(self.racers)}

    def measured(self) -> Metrics:
        return self.accuracies()

    @property
    def epoch(self) -> float:
        return self.taken * BATCH / TRAIN

    def norms(self) -> Floats:
        """The length of each net's weights, (R,)."""
        with np.errstate(all="ignore"):
            return np.sqrt((self.weights**2).sum(axis=1))

    def _examples(self, rows: Ints) -> tuple[Floats, Ints]:
        x, y = digits()
        return x[:, rows], y[rows]

    def _batch(self) -> Ints:
        if len(self._queue) < BATCH:
            self._queue = self._random.permutation(self._train)
        batch, self._queue = self._queue[:BATCH], self._queue[BATCH:]
        return batch
