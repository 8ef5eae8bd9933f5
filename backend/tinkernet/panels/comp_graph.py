"""A computation graph: the value of each node going forward, its gradient coming back."""

from typing import Literal

from pydantic import Field

from tinkernet.message import Message
from tinkernet.panels.panel import Gesture, Panel


class Node(Message):
    """One quantity. `id`: its name in edges and gestures; `symbol`: KaTeX, e.g. `z`; `rule`:
    KaTeX of how it is made from its sources, e.g. `w^\\top x + b`, empty for a leaf.

    `column`, `row`: where it stands, 0 at the start and at the top; rows may be halves. `value`
    goes forward and `gradient` (of the last node with respect to this one) back: scalars; None
    where not known or not finite. `values` and `gradients` are for vectors, `shape` says of which
    shape, e.g. `(2, 200)`. `editable`: the learner may set its value. `unit`: the unit of the
    network graph it belongs to, -1 for none, so that pointing at one lights the other.
    `locked`: its value is only read now, which a small lock says.
    """

    id: str
    symbol: str
    rule: str = ""
    words: str = ""
    role: Literal["input", "parameter", "operation", "output", "loss"] = "operation"
    column: int
    row: float
    value: float | None = None
    gradient: float | None = None
    values: list[float | None] = []
    gradients: list[float | None] = []
    shape: str = ""
    editable: bool = False
    unit: int = -1
    locked: bool = False


class Link(Message):
    """From node `source` to node `target`. `local`: the local derivative dtarget/dsource;
    `rule`: the same as KaTeX."""

    source: str
    target: str
    local: float | None = None
    rule: str = ""


class CompGraph(Panel):
    """A graph drawn in columns from start to end.

    It is visited one node at a time: forward through `order`, then backward through `back` (empty:
    through `order` from its end). What is not in `order` is given, so its value is always seen; a
    gradient is seen once `back` has come to its node. `at`: how many visits were made, 0 for none,
    len(order) for all values. `sentence` says in words and $KaTeX$ what the last visit did.
    """

    kind: Literal["comp_graph"] = "comp_graph"
    nodes: list[Node]
    links: list[Link]
    order: list[str]
    back: list[str] = []
    at: int
    sentence: str = ""


class SetNode(Gesture):
    """Give the node called `node` the value `value`."""

    type: Literal["set_node"] = "set_node"
    node: str = Field(max_length=40)
    value: float = Field(ge=-1e6, le=1e6)
