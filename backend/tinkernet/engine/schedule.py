"""Learning rates that change with the step."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["constant", "step", "exponential", "inverse", "linear", "cosine", "warmup_cosine"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The factor on the learning rate at step t = 0, 1, ...; T = `total` steps, then it stays.

    constant       1
    step           factor^floor(t / period)           (torch StepLR), without end
    exponential    e^(-k t/T)                         (torch ExponentialLR, gamma = e^(-k/T))
    inverse        1/(1 + k t/T)
    linear         1 - (1 - floor) t/T                (torch LinearLR from 1 to floor)
    cosine         floor + (1 - floor)(1 + cos(pi t/T))/2      (torch CosineAnnealingLR)
    warmup_cosine  (t + 1)/W for t < W = `warmup`, then cosine over the other T - W steps
    """

    kind: Kind = "constant"
    total: int = 1000
    k: float = 5.0
    period: int = 100
    factor: float = 0.5
    warmup: int = 50
    floor: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"a schedule is one of {', '.join(get_args(Kind))}, not {self.kind!r}")
        if self.total < 1 or self.period < 1 or not self.warmup >= 0:
            raise ValueError("a schedule wants total and period of at least 1, warmup of 0 or more")

    def rate(self, lr: float, step: int) -> float:
        """The learning rate of step 0, 1, ..., where `lr` is the greatest."""
        done = min(step / self.total, 1.0)
        match self.kind:
            case "constant":
                return lr
            case "step":
                return lr * self.factor ** (step // self.period)
            case "exponential":
                return lr * math.exp(-self.k * done)
            case "inverse":
                return lr / (1 + self.k * done)
            case "linear":
                return lr * (1 - (1 - self.floor) * done)
            case "cosine":
                return lr * self._cosine(done)
            case "warmup_cosine":
                if step < self.warmup:
                    return lr * (step + 1) / self.warmup
                rest = max(self.total - self.warmup, 1)
                return lr * self._cosine(min((step - self.warmup) / rest, 1.0))

    def _cosine(self, done: float) -> float:
        return self.floor + (1 - self.floor) * (1 + math.cos(math.pi * done)) / 2
