"""A few named numbers, with limits and a verdict where there is one."""

from typing import Literal

from tinkernet.message import Message
from tinkernet.panels.panel import Panel


class Number(Message):
    """`value` with `digits` decimals; `lo`/`hi` draw it as a gauge; `verdict` adds a badge.
    A `value` of None is shown as a dash: not measured, or not a number."""

    name: str
    symbol: str = ""
    value: float | None
    digits: int = 3
    unit: str = ""
    lo: float | None = None
    hi: float | None = None
    verdict: Literal["", "good", "warn"] = ""
    help: str = ""


class Stat(Panel):
    """Numbers side by side, in the order given."""

    kind: Literal["stat"] = "stat"
    numbers: list[Number]
