"""Rows and columns of words and numbers that can be sorted."""

from typing import Literal

from tinkernet.message import Message
from tinkernet.panels.panel import Panel


class Column(Message):
    """A column. `digits`: decimals shown; `tint` colours its cells by value."""

    name: str
    unit: str = ""
    digits: int = 0
    tint: bool = False


class Table(Panel):
    """`rows[i][j]` is the cell of row i in column j: a number, a text, or None for nothing.
    `total`: whether the last row is a sum, kept last when sorting. `nodes`: the node of a
    computation graph that each row is about ("" for none), so that pointing at one lights the
    other; `tokens`: likewise the word of a vocabulary, -1 for none; empty for none at all."""

    kind: Literal["table"] = "table"
    columns: list[Column]
    rows: list[list[str | float | int | None]]
    total: bool = False
    nodes: list[str] = []
    tokens: list[int] = []
