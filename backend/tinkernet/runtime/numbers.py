"""The numbers a run measured since its last frame, on their way into one."""

import math
from collections import deque

import numpy as np

from tinkernet.lab import Diagnosis, Metrics
from tinkernet.protocol import Divergence
from tinkernet.runtime.history import NO_ROWS, Rows, thinned

_FIRST_STEPS = 50
_SAMPLED = 20
_RISEN = 2.0
_NEW_SHARE = 0.1


class Numbers:
    """Collects what `step` and `measure` return; each frame takes it away. What the steps up to
    `known` returned (-1: none) was told before; what is measured there may be news."""

    def __init__(self, watched: str, known: int) -> None:
        self._watched = watched
        self._steps: list[int] = []
        self._metrics: list[Metrics] = []
        self._taken = known - 1
        self._norms: deque[float] = deque(maxlen=20)
        self._usual = 0.0
        self.last_loss: float | None = None

    def add(self, step: int, metrics: Metrics) -> bool:
        """Keep what one step returned; False if its watched number is no longer finite."""
        self._steps.append(step)
        self._metrics.append(metrics)
        return self.watch(metrics)

    def note(self, step: int, measured: Metrics) -> None:
        """Keep what was measured between two frames, beside what the step returned."""
        if self._steps and self._steps[-1] == step:
            self._metrics[-1] = {**self._metrics[-1], **measured}

    def watch(self, metrics: Metrics) -> bool:
        """Only remember the loss; False if it is no longer finite."""
        loss = metrics.get(self._watched)
        if loss is None:
            return True
        if math.isfinite(loss):
            self.last_loss = float(loss)
            return True
        return False

    def wants_norm(self, step: int) -> bool:
        """Whether the gradient of this step may belong to a divergence: it costs as much as the
        step itself, so while all goes well only now and then one is kept."""
        loss = self.last_loss
        if loss is None or step <= _FIRST_STEPS or step % _SAMPLED == 0:
            return True
        self._usual += _NEW_SHARE * (loss - self._usual)
        return loss > _RISEN * self._usual

    def felt(self, gradient_norm: float) -> None:
        """Keep the norm of a step's gradient, for the lesson of a divergence."""
        if math.isfinite(gradient_norm):
            self._norms.append(float(gradient_norm))

    def lesson(self, step: int, diagnosis: Diagnosis) -> Divergence:
        """What a loss that ran away at `step` looked like before."""
        return Divergence(
            step=step,
            last_loss=self.last_loss,
            gradient_norms=list(self._norms),
            reason=diagnosis.reason,
            cure=diagnosis.cure,
        )

    def take(self, limit: int, step: int, measured: Metrics) -> Rows:
        """All rows since the last time, at most `limit`, and beside the last one what was
        `measured` at `step`, unless that step has been told before."""
        steps, metrics = self._steps, self._metrics
        self._steps, self._metrics = [], []
        if measured and (steps[-1] < step if steps else self._taken < step):
            steps.append(step)
            metrics.append({})
        if not steps:
            return NO_ROWS
        at_last = measured if steps[-1] == step else {}
        self._taken = steps[-1]
        names = tuple(dict.fromkeys([*_names(metrics), *at_last]))
        values = np.full((len(steps), len(names)), np.nan, np.float32)
        _fill(values, names, metrics)
        values[-1, [names.index(name) for name in at_last]] = list(at_last.values())
        return thinned(Rows(names, np.array(steps, np.int32), values), limit)


def _names(metrics: list[Metrics]) -> list[str]:
    return list(dict.fromkeys(name for each in metrics for name in each))


def _fill(values: np.ndarray, names: tuple[str, ...], metrics: list[Metrics]) -> None:
    """Column by column: a run as fast as it goes has thousands of rows a frame."""
    nan = math.nan
    for column, name in enumerate(names):
        values[:, column] = [each.get(name, nan) for each in metrics]
