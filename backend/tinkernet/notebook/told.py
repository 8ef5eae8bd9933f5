"""The numbers of a loop on their way to the page, and when its loss ran away."""

import math
from collections import deque

from tinkernet.protocol import Divergence, Metrics
from tinkernet.runtime.history import History, Rows
from tinkernet.runtime.numbers import Numbers
from tinkernet.tensor import Tensor

_ROWS = 2000
_ROWS_PER_FRAME = 512
_MOST_WAITING = 4096
_MOST_NAMES = 24
_MOST_NORMS = 20
_GROWN = 5.0


class Told:
    """What a loop told so far. `names`: of its numbers, in the order they came."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.watched = ""
        self.has_diverged = False
        #: The server knows nothing of before: all numbers go out with the next frame.
        self.whole = True
        self.norms: deque[float] = deque(maxlen=_MOST_NORMS)
        self._numbers = Numbers("", known=-1)
        self._history = History(_ROWS)
        self._waiting = 0
        self._last_loss: float | None = None

    @property
    def waits(self) -> bool:
        """Whether there is something to send."""
        return self._waiting > 0 or self.whole

    def add(self, step: int, numbers: dict[str, float]) -> bool:
        """Keep what one step told; whether its loss has just run away, or come back."""
        for name in numbers:
            if name not in self.names and len(self.names) < _MOST_NAMES:
                self.names.append(name)
            if not self.watched and "loss" in name.lower():
                self.watched = name
        self._numbers.add(step, {n: v for n, v in numbers.items() if math.isfinite(v)})
        self._waiting += 1
        if self._waiting >= _MOST_WAITING:
            self._keep(step)
            self.whole = True
        loss = numbers.get(self.watched)
        if loss is None:
            return False
        if math.isfinite(loss):
            self._last_loss = loss
        turned = math.isfinite(loss) == self.has_diverged
        self.has_diverged = not math.isfinite(loss)
        return turned

    def take(self, step: int) -> Metrics:
        """What the page does not know yet, as it travels in a frame."""
        rows = self._keep(step)
        whole, self.whole = self.whole, False
        if whole:
            rows = self._history.between(-1, step)
        steps, values = Tensor(rows.steps.copy()), Tensor(rows.values.copy())
        return Metrics(names=list(rows.names), steps=steps, values=values, whole=whole)

    def divergence(self, step: int) -> Divergence:
        """The lesson of a loss that is no longer a number."""
        norms = list(self.norms)
        usual = sorted(norms)[len(norms) // 2] if norms else 0.0
        grew = len(norms) > 1 and norms[-1] > _GROWN * usual
        reason = (
            f"The gradients grew to {norms[-1]:.3g}: each step went further than the one before. "
            "Take a smaller learning rate, or clip the gradients."
            if grew
            else "A number overflowed or was divided by nothing. Take a smaller learning rate "
            "first; then look for a logarithm of 0, a division by 0, or NaN in the data."
        )
        return Divergence(step=step, last_loss=self._last_loss, gradient_norms=norms, reason=reason)

    def _keep(self, step: int) -> Rows:
        rows = self._numbers.take(_ROWS_PER_FRAME, step, {})
        self._waiting = 0
        self._history.append(rows)
        return rows
