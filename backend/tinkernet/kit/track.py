"""What every race keeps: who raced, each place, gradient and memory, who arrived, who flew away."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.race_config import LABELS, RaceConfig, line_up
from tinkernet.kit.rules import Memory, RuleName, Settings
from tinkernet.lab import Metrics

Floats = NDArray[np.float64]

#: A racer has arrived below this share of the height it began at.
TOLERANCE = 1e-6
#: Farther than this it will not come back: it flew away.
FAR = 1e6


@dataclass(frozen=True, slots=True)
class Racer:
    """One rule with its own numbers. `colour`: its number in every panel."""

    rule: RuleName
    label: str
    colour: int

    def settings(self, config: RaceConfig) -> Settings:
        """Its numbers: those of the controls, but for the twins of some comparisons."""
        c = config.settings
        if self.rule == "gd" and _wants_best(config):
            return replace(c, lr=best_rate(config.kappa))
        if self.rule == "momentum" and config.racers == "ewa-momentum":
            return replace(c, lr=c.lr * (1 - c.beta))
        return c


#: Eight colours and the same dashed; a decayed racer looks like the one it varies.
_COLOURS: dict[RuleName, int] = {
    "gd": 0, "momentum": 1, "nag": 2, "ewa-momentum": 10, "rprop": 7, "rmsprop": 5, "adam": 4,
    "adam-l2": 12, "sgd-l2": 6, "sgdw": 13, "adamw": 3,
}  # fmt: skip


def best_rate(kappa: float) -> float:
    """η = 2 / (λmin + λmax): no fixed rate takes GD down a quadratic faster."""
    return 2 / (1 + kappa)


def racers_of(config: RaceConfig) -> list[Racer]:
    """All who start, the main one last."""
    return [Racer(rule, _label(rule, config), _COLOURS[rule]) for rule in line_up(config.racers)]


def _wants_best(config: RaceConfig) -> bool:
    return config.surface == "quadratic" and config.racers in ("momentum", "nag")


def _label(rule: RuleName, config: RaceConfig) -> str:
    if rule == "gd" and _wants_best(config):
        return f"GD, best η {best_rate(config.kappa):.2g}"
    if rule == "momentum" and config.racers == "ewa-momentum":
        return "momentum at η(1−β)"
    return LABELS[rule]


class Track:
    """R racers; after T steps `w` holds T + 1 places of each (two of their coordinates where they
    have more), and `g`, `m`, `s` the gradient taken at `asked` and what was remembered then."""

    #: The least a height can be, taken off before it is told; None where it is not known.
    lowest: float | None = 0.0

    def __init__(self, config: RaceConfig) -> None:
        self.config = config
        self.racers = racers_of(config)
        self.clear()

    def clear(self) -> None:
        """Back to the start, with nothing kept."""
        count = len(self.racers)
        self.taken = 0
        shape = (513, count, 2)
        self.w, self.g, self.m, self.s = (np.zeros(shape) for _ in range(4))
        self.asked = np.zeros(shape)
        self.heights = np.zeros(shape[:2])
        self.away = np.full(count, -1)
        self.arrived = np.full(count, -1)

    def grow(self, t: int) -> None:
        """Room for step `t`."""
        if t < len(self.w):
            return
        for name in ("w", "g", "m", "s", "asked", "heights"):
            old = getattr(self, name)
            setattr(self, name, np.concatenate([old, np.zeros_like(old)]))

    def judge(self, heights: Floats, lost: NDArray[np.bool_]) -> None:
        """Take down the newest heights, who arrived by them, and who flew away."""
        t = self.taken
        self.heights[t] = heights
        self.away[lost & (self.away < 0)] = t
        if self.lowest is None:
            return
        with np.errstate(all="ignore"):
            there = heights - self.lowest <= TOLERANCE * (self.heights[0] - self.lowest)
        self.arrived[there & (self.arrived < 0) & (self.away < 0)] = t

    def metrics(self) -> Metrics:
        """The newest height of each racer still in the race; `loss` is the best of them, and
        infinite when all flew away."""
        floor = self.lowest or 0.0
        racing = [i for i in range(len(self.racers)) if self.away[i] < 0]
        losses = {
            f"loss_{self.racers[i].rule}": float(self.heights[self.taken, i] - floor)
            for i in racing
        }
        return {"loss": min(losses.values(), default=float("inf")), **losses}

    def measured(self) -> Metrics:
        """Costlier numbers, taken at frame rate."""
        return {}

    @property
    def epoch(self) -> float:
        """How often everything has been seen: on a surface, at each step."""
        return float(self.taken)

    def memory(self, t: int, racer: int) -> Memory:
        """What `racer` remembered after step `t`."""
        return Memory(m=self.m[t, racer], s=self.s[t, racer])

    @property
    def main(self) -> int:
        """Whose inside is shown."""
        rules = [racer.rule for racer in self.racers]
        wanted = "adam" if self.config.racers == "all" else rules[-1]
        if self.config.inside != "auto":
            wanted = self.config.inside
        return rules.index(wanted) if wanted in rules else len(rules) - 1

    @property
    def visible(self) -> list[int]:
        """Racers worth drawing: without decay some would lie exactly on their twins."""
        if self.config.racers != "all" or self.config.weight_decay > 0:
            return list(range(len(self.racers)))
        twins = {"adam-l2", "adamw", "sgd-l2", "sgdw"}
        return [i for i, racer in enumerate(self.racers) if racer.rule not in twins]

    @property
    def is_over(self) -> bool:
        """Whether nobody is left on the way."""
        return bool(np.all((self.away >= 0) | (self.arrived >= 0)))

    @property
    def gradient_norm(self) -> float:
        """The norm of the main racer's newest gradient (of the two weights kept of a net)."""
        return float(np.hypot(*self.g[self.taken, self.main]))

    def last(self, racer: int) -> int:
        """The last step this racer took part in."""
        return int(self.away[racer]) if self.away[racer] >= 0 else self.taken

    def best(self, racer: int) -> float:
        """The lowest height this racer has been at; infinite where it saw no number."""
        heights = self.heights[: self.taken + 1, racer]
        finite = heights[np.isfinite(heights)]
        return float(finite.min()) if finite.size else float("inf")
