"""Arithmetic one step at a time: the formula, the numbers put in, the result."""

from typing import Literal

from pydantic import Field

from tinkernet.message import Message
from tinkernet.panels.panel import Gesture, Panel


class Term(Message):
    """One product of a sum: `left` times `right`; `right` None: `left` alone. `label` names it.

    `sheet`, `row`, `col`: the cell of the kernel (the tap) it belongs to, row -1 for none:
    pointing at the term lights the tap and the cell of the input that lies under it. `lit`: this
    term decides (the largest of a maximum).
    """

    label: str
    left: float | None
    right: float | None
    product: float | None
    sheet: int = 0
    row: int = -1
    col: int = -1
    lit: bool = False


class Working(Message):
    """One line of the working. `words`: plain; `formula`: KaTeX with symbols; `numbers`: KaTeX with
    this step's numbers put in; `lit`: the line that is being done now."""

    words: str = ""
    formula: str = ""
    numbers: str = ""
    lit: bool = False


class Stepper(Panel):
    """Step `at` of `steps`, which may be walked, played and jumped in. `heading` says which one it
    is. `terms`: a sum of products in a grid of `columns` (one grid per sheet of the terms), with
    its `total`; `join` says how the terms become the total. `digits`: decimals of the terms."""

    kind: Literal["stepper"] = "stepper"
    at: int
    steps: int
    heading: str = ""
    lines: list[Working] = []
    terms: list[Term] = []
    columns: int = 1
    total: float | None = None
    total_label: str = ""
    join: Literal["sum", "max", "mean"] = "sum"
    digits: int = 2


class Goto(Gesture):
    """Look at step `at`, of a stepper, of a computation graph or of a matrix (cells in rows)."""

    type: Literal["goto"] = "goto"
    at: int = Field(ge=0, le=10_000_000)
