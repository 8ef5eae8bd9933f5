"""A net, the examples it learns from, and how far it has come."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine import Hyper, Schedule
from tinkernet.kit import nets
from tinkernet.kit.batches import Batches
from tinkernet.kit.data_config import DataConfig
from tinkernet.kit.editing import Edit, edited
from tinkernet.kit.inputs import inputs
from tinkernet.kit.lens_config import LensConfig
from tinkernet.kit.net_config import NetConfig, TrainingConfig
from tinkernet.kit.painting import Stroke, repainted
from tinkernet.kit.space import Axes
from tinkernet.kit.view import View
from tinkernet.lab import Metrics
from tinkernet.panels import Erase, Paste


class LearnerConfig(LensConfig, TrainingConfig, NetConfig, DataConfig):
    """The controls of examples, net and training together."""


@dataclass(frozen=True, slots=True, eq=False)
class Newest:
    """What the newest step used: which examples (B,), and the learning rate."""

    rows: NDArray[np.int64]
    rate: float


class Learner:
    """A net in training. `taken` counts the steps; `picked` is the example looked at, or -1.

    `axes`: those in which the last hidden layer was last shown, so that it does not jump.
    """

    def __init__(self, config: LearnerConfig) -> None:
        self.taken, self.picked = 0, -1
        self.newest = Newest(np.zeros(0, np.int64), config.lr)
        self.axes: Axes | None = None
        self.examples = config.examples()
        self.net = nets.build(config, config, len(config.inputs), len(self.examples.classes))
        self.batches = Batches(self.examples.training, config.seed, config.weights_seed)
        self._prepare(config)

    def learn(self, size: int) -> Metrics:
        """Forward, backward and one step downhill for the next `size` examples.

        Returns the mini-batch's mean loss before the step; nothing where there are no examples.
        """
        batch = self.batches.take(size)  # (B,)
        if not len(batch):
            return {}
        hyper = self.hyper
        loss = self.net.step(self.inputs[batch], self.targets[batch], hyper)
        self.newest = Newest(batch, hyper.lr)
        self.came_to(self.taken + 1)
        return {"loss": loss}

    @property
    def hyper(self) -> Hyper:
        """What the next step uses, the learning rate as its schedule says."""
        return self.hyper_at(self.rate_at(self.taken))

    def hyper_at(self, rate: float) -> Hyper:
        """The same at another learning rate."""
        return self._hyper if rate == self._hyper.lr else replace(self._hyper, lr=rate)

    def rate_at(self, step: int) -> float:
        """The learning rate of step 0, 1, …, as the schedule says."""
        return self._schedule.rate(self.config.lr, step)

    def came_to(self, step: int) -> None:
        """The net has taken `step` steps: what was seen of it is out of date."""
        self.taken = step
        self.view = self._look()

    def learn_one(self) -> Metrics:
        """Learn from the next example alone, and look at it."""
        self.picked = self.batches.next
        return self.learn(1)

    def configure(self, config: LearnerConfig) -> None:
        """Take over live controls; the net keeps its weights."""
        if self.net.optimiser != config.opt:
            self.net.optimiser = config.opt
        self._prepare(config)

    def repaint(self, stroke: Stroke) -> LearnerConfig:
        """Change the examples; the config that stands for them. Where that makes more or fewer
        classes, only the output layer begins anew.

        Raises:
            RefusalError: for points that cannot be taken.
        """
        config = self.config.changed(repainted(self.config, self.examples, stroke))
        self.examples = config.examples()
        self.picked = -1 if isinstance(stroke, Erase | Paste) else self.picked
        fresh = nets.build(config, config, len(config.inputs), len(self.examples.classes))
        if nets.answers(fresh) != nets.answers(self.net):
            self.net = nets.reheaded(self.net, fresh)
        self.batches.deal(self.examples.training)
        self._prepare(config)
        return config

    def edit(self, gesture: Edit) -> LearnerConfig:
        """Change the net by hand; the config that has its new shape.

        Raises:
            RefusalError: if there is no such unit or layer, or no room for another.
        """
        edited(self.net, gesture, self.config.width, self.config.act)
        config = self.config.with_hidden(self.net.shape.sizes[1:-1])
        self._prepare(config)
        return config

    def pick(self, example: int) -> None:
        """Look at one example, -1 for none."""
        self.picked = example if example < len(self.examples) else -1
        self.view = self._look()

    @property
    def gradient_norm(self) -> float:
        """The length of the last step's gradient."""
        return float(np.linalg.norm(self.net.gradient_norms()))

    def _prepare(self, config: LearnerConfig) -> None:
        self.config = config
        self._hyper: Hyper = nets.hyper(config, config.lr)
        self._schedule: Schedule = nets.schedule(config)
        self.inputs = inputs(self.examples.x, config.inputs)  # (N, n_in)
        self.targets = nets.targets(self.examples.target, len(self.examples.classes))  # (N, n_out)
        self.view = self._look()

    def _look(self) -> View:
        return View(self.net, self.examples, self.config.inputs, self.inputs, self.targets)
