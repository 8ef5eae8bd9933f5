"""The claim of a preset: what its run must come to show, as data over the run's own numbers."""

from collections.abc import Callable, Mapping
from typing import Self

from pydantic import Field, model_validator

from tinkernet.message import Message

_RULES = ("at_least", "below", "falls_by", "lower_than")


class Claim(Message):
    """Exactly one rule over `metric`, looked at from step `after` on; it holds at the first step
    where the rule does.

    `at_least` and `below`: a number it reaches, or stays under. `falls_by`: the share of its
    first value that it has lost, between 0 and 1. `lower_than`: another metric of the same run.
    """

    metric: str
    at_least: float | None = None
    below: float | None = None
    falls_by: float | None = Field(default=None, gt=0, lt=1)
    lower_than: str = ""
    after: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        given = [name for name in _RULES if getattr(self, name) not in (None, "")]
        if len(given) != 1:
            came = ", ".join(given) or "none"
            raise ValueError(f"a claim has exactly one rule of {', '.join(_RULES)}; {came} came")
        return self

    @property
    def metrics(self) -> set[str]:
        """The names of all numbers it speaks of."""
        return {self.metric, self.lower_than} - {""}

    def holds(self, step: int, first: Mapping[str, float], now: Mapping[str, float]) -> bool:
        """Whether it holds at `step`, with the first and the newest values by name."""
        # What holds before the first step was not learnt.
        if step < max(1, self.after) or not self.metrics <= set(now):
            return False
        rules: list[tuple[float | None, Callable[[float, float], bool]]] = [
            (self.at_least, lambda value, bound: value >= bound),
            (self.below, lambda value, bound: value < bound),
            (self._fallen_to(first), lambda value, bound: value <= bound),
            (now.get(self.lower_than), lambda value, bound: value < bound),
        ]
        value = now[self.metric]
        return any(rule(value, bound) for bound, rule in rules if bound is not None)

    def _fallen_to(self, first: Mapping[str, float]) -> float | None:
        if self.falls_by is None:
            return None
        return (1 - self.falls_by) * first[self.metric]
