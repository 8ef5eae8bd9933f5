"""One thing done to a run, and how a lab takes it."""

from typing import Annotated, Any

from pydantic import Field

from tinkernet.lab import Lab, Metrics
from tinkernet.message import Message
from tinkernet.protocol import Act, Advance, Set

Order = Set | Act | Advance


class Deed(Message):
    """One thing done to a run, just before it took the step after `step`."""

    step: int
    order: Annotated[Order, Field(discriminator="type")]


def perform(lab: Lab[Any], order: Order) -> Metrics | None:
    """Do what `order` says; the numbers of the step where it was one, else None.

    Raises:
        RefusalError: if the lab has no use for it.
    """
    match order:
        case Set():
            lab.apply(lab.config.changed(order.config))
        case Act():
            lab.gesture(order.panel, order.gesture)
        case Advance():
            return lab.advance(order.unit)
    return None
