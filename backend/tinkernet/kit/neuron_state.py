"""A neuron at work: its weights now, the examples it has, and the way it has come."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit import logistic
from tinkernet.kit.logistic import Weights
from tinkernet.kit.neuron_config import GATES, MOST, NeuronConfig
from tinkernet.kit.neuron_data import Sample, sample
from tinkernet.lab import Metrics

Numbers = NDArray[np.float64]

#: The most steps of a run, and so of its way.
_MOST_STEPS = 2_000


class Neuron:
    """`taken` counts the steps; `way` (taken + 1, 2) are w₁, w₂ after each of them."""

    def __init__(self, config: NeuronConfig) -> None:
        self.config = config
        self.sample = sample(config)
        self.weights = Weights(config.w1, config.w2, config.b)
        self.taken = 0
        self.slope = Weights(0.0, 0.0, 0.0)
        self._way = np.zeros((_MOST_STEPS + 1, 2))
        self._way[0] = self.weights.w

    def step(self) -> Metrics:
        """One step downhill with all training examples; returns the cost before it."""
        x, y = self.training
        loss = self.cost(x, y)
        self.slope = self.gradient
        self.weights = self.weights.moved(self.slope, self.config.lr)
        self.taken += 1
        self._way[min(self.taken, _MOST_STEPS)] = self.weights.w
        return {"loss": loss}

    @property
    def gradient(self) -> Weights:
        """dJ/dw₁, dJ/dw₂, dJ/db over the training examples, by loops or in one product."""
        by_loops = self.config.impl == "loops"
        gradient = logistic.gradient_by_loops if by_loops else logistic.gradient
        return gradient(self.config.cost, *self.training, self.weights)

    @property
    def gradient_per_answer(self) -> Numbers:
        """dJ/da of each training example, (m,); infinite where cross-entropy knows no end."""
        x, y = self.training
        a = self.answers(x)
        with np.errstate(divide="ignore"):
            match self.config.cost:
                case "bce":
                    slopes = np.where(y > 0.5, -1 / a, 1 / (1 - a))
                case "squared":
                    slopes = 2 * (a - y)
                case "zero-one":
                    slopes = np.zeros_like(a)
        return slopes / max(1, len(y))

    def cost(self, x: Numbers, y: Numbers) -> float:
        """J over examples x (N, 2), y (N,)."""
        return logistic.cost(self.config.cost, x, y, self.weights, self.threshold)

    @property
    def training(self) -> tuple[Numbers, Numbers]:
        """x (m, 2) and y (m,) of the training examples."""
        return self.sample.x[~self.sample.test], self.sample.y[~self.sample.test]

    @property
    def testing(self) -> tuple[Numbers, Numbers]:
        """The same of the examples that are kept for the test."""
        return self.sample.x[self.sample.test], self.sample.y[self.sample.test]

    @property
    def threshold(self) -> float:
        """A hard output has no threshold of its own: it turns at z = 0, where σ is a half."""
        return 0.5 if self.config.output == "step" else self.config.threshold

    def answers(self, x: Numbers) -> Numbers:
        """a of examples x (N, 2): soft, or for a step output 0 and 1."""
        z = logistic.sums(x, self.weights)
        return (z > 0).astype(float) if self.config.output == "step" else logistic.sigmoid(z)

    def accuracy(self, x: Numbers, y: Numbers) -> float:
        """The share of right answers among at least one."""
        return float(((self.answers(x) > self.threshold) == (y > 0.5)).mean())

    def scores(self) -> Metrics:
        """Cost and accuracy of both parts, those that exist, and the three weights."""
        found: Metrics = {}
        for prefix, (x, y) in (("train_", self.training), ("test_", self.testing)):
            if len(y):
                found[prefix + "loss"] = self.cost(x, y)
                found[prefix + "accuracy"] = self.accuracy(x, y)
        return {**found, "w1": self.weights.w1, "w2": self.weights.w2, "b": self.weights.b}

    @property
    def way(self) -> Numbers:
        """The weights after each step so far, and now."""
        return np.concatenate([self._way[: min(self.taken, _MOST_STEPS)], [self.weights.w]])

    @property
    def example(self) -> int:
        """The example looked at: the one picked, else the first for training (of a truth table the
        last, both inputs on); -1 for none."""
        if 0 <= self.config.picked < len(self.sample):
            return self.config.picked
        training = np.flatnonzero(~self.sample.test)
        first = 3 if self.config.task in GATES and len(training) > 3 else 0
        return int(training[first]) if len(training) else -1

    def configure(self, config: NeuronConfig) -> NeuronConfig:
        """Take over live controls; returns the config with the weights as they are now wherever
        the hand moved one, or took them over from the training."""
        before, self.config = self.config, config
        moved = {n: getattr(config, n) for n in _NAMES if getattr(config, n) != getattr(before, n)}
        if moved:
            self.weights = replace(self.weights, **moved)
        if moved or (config.auto == "off" and before.auto == "on"):
            self.config = self.settled()
        return self.config

    def hold(self, weights: Weights) -> NeuronConfig:
        """Other weights, set by hand; the config that has them."""
        self.weights = Weights(*(float(np.clip(v, -MOST, MOST)) for v in _numbers(weights)))
        self.config = self.settled()
        return self.config

    def settled(self) -> NeuronConfig:
        """The config with the weights as they are now, as far as its sliders reach."""
        values = [float(np.clip(value, -MOST, MOST)) for value in _numbers(self.weights)]
        return self.config.changed(dict(zip(_NAMES, values, strict=True)))

    def lay(self, config: NeuronConfig) -> None:
        """Other examples; the weights stay."""
        self.config, self.sample = config, sample(config)


_NAMES = ("w1", "w2", "b")


def _numbers(weights: Weights) -> tuple[float, float, float]:
    return weights.w1, weights.w2, weights.b


def visible(sample_: Sample, most: int) -> NDArray[np.int64]:
    """The places of the first `most` training examples."""
    return np.flatnonzero(~sample_.test)[:most]
