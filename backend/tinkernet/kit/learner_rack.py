"""Learners that take their steps in one call of compiled code."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine import Stack, quantise
from tinkernet.kit import scores
from tinkernet.kit.grids import grid_inputs
from tinkernet.kit.learner import Learner, LearnerConfig
from tinkernet.rack import SIDE, Columns, Metrics, Picture


class LearnerRack:
    """The rack of the lab `mlp`: a step of every cell costs little more than the arithmetic."""

    def __init__(self, configs: Sequence[LearnerConfig]) -> None:
        self.learners = [Learner(config) for config in configs]
        self._is_alive = np.ones(len(self.learners), bool)
        decks = [learner.batches for learner in self.learners]
        self._sizes = np.array([len(deck) for deck in decks])
        self._starts = np.concatenate([[0], np.cumsum(self._sizes)[:-1]])
        self._order = np.concatenate([deck.order for deck in decks])
        self._at = np.zeros(len(decks), np.int64)
        self._stack = Stack(
            [learner.net for learner in self.learners],
            [(learner.inputs, learner.targets) for learner in self.learners],
            [learner.hyper for learner in self.learners],
        )
        self._read(configs)

    def step(self) -> Columns:
        """The mini-batch's mean loss of every cell that trains."""
        trains = self._is_alive & (self._taken < self._goals)
        lengths = np.minimum(self._batch, self._sizes - self._at) * trains
        if self._has_schedules:
            self._stack.at_rates(self._rates())
        losses = self._stack.step(self._order, self._starts + self._at, lengths)
        self._deal(lengths)
        has_diverged = trains & ~np.isfinite(losses)
        if has_diverged.any():
            self._is_alive &= ~has_diverged
            losses[has_diverged] = np.inf
        return {"loss": losses}

    def measure(self) -> list[Metrics]:
        """Losses and accuracy (or R²) of every cell that has not diverged."""
        self._catch_up()
        alive = zip(self.learners, self._is_alive, strict=True)
        return [scores.scores(learner.view) if lives else {} for learner, lives in alive]

    def pictures(self) -> list[Picture | None]:
        """The boundary of every cell."""
        return [_picture(learner) for learner in self.learners]

    def apply(self, configs: Sequence[LearnerConfig]) -> None:
        """Take over live controls; the nets keep their weights."""
        self._catch_up()
        for learner, config in zip(self.learners, configs, strict=True):
            learner.configure(config)
        nets = [learner.net for learner in self.learners]
        examples = [(learner.inputs, learner.targets) for learner in self.learners]
        # An optimiser that was changed has begun another memory: the nets move in anew.
        self._stack = Stack(nets, examples, [learner.hyper for learner in self.learners])
        self._read(configs)

    @property
    def epoch(self) -> float:
        """The epoch of the cell that has come farthest."""
        self._catch_up()
        return max(learner.batches.epoch for learner in self.learners)

    @property
    def done(self) -> bool:
        """Whether every cell has taken its steps or diverged."""
        return bool(np.all(~self._is_alive | (self._taken >= self._goals)))

    def _read(self, configs: Sequence[LearnerConfig]) -> None:
        self._batch = np.array([config.batch for config in configs])
        self._goals = np.array([config.steps for config in configs])
        self._taken = np.array([learner.taken for learner in self.learners])
        self._has_schedules = any(config.schedule != "constant" for config in configs)

    def _deal(self, lengths: NDArray[np.int64]) -> None:
        """The examples of this step are dealt; who has seen all begins another epoch."""
        self._at += lengths
        self._taken += lengths > 0
        for cell in np.flatnonzero((self._at >= self._sizes) & (lengths > 0)):
            deck, start = self.learners[cell].batches, self._starts[cell]
            deck.turn()
            self._at[cell] = 0
            self._order[start : start + self._sizes[cell]] = deck.order

    def _rates(self) -> list[float]:
        taken = self._taken.tolist()
        return [learner.rate_at(step) for learner, step in zip(self.learners, taken, strict=True)]

    def _catch_up(self) -> None:
        """Tell each learner how far it has come: that costs more than its step does."""
        for learner, taken, at in zip(self.learners, self._taken, self._at, strict=True):
            learner.batches.at = int(at)
            if learner.taken != taken:
                learner.came_to(int(taken))


def _picture(learner: Learner) -> Picture | None:
    examples = learner.examples
    if examples.dimensions != 2:
        return None
    points = grid_inputs(learner.view.names, 2, SIDE)
    output = learner.net.forward(points).T.reshape(-1, SIDE, SIDE)  # (n_out, h, w)
    if len(examples.classes) > 2:
        return Picture(output.argmax(axis=0).astype(np.uint8), palette="classes")
    lo, hi = (0.0, 1.0) if examples.classes else (-1.2, 1.2)
    return Picture(quantise(output[0], lo, hi), lo, hi, (lo + hi) / 2)
