"""What the server tells a worker: the pages' own words, and a few of the server's."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from tinkernet.deed import Deed
from tinkernet.message import Message
from tinkernet.protocol import (
    Act,
    Advance,
    Close,
    Config,
    Pace,
    Restart,
    RunId,
    Set,
    Show,
    SweepPlan,
)
from tinkernet.takeaway.kind import Kind


class Begin(Message):
    """Build a run and replay its script silently to `step`; then go on from there.

    `frame`: the number of its first frame. `panels`: those on screen, None for all. `replayed`:
    whether the server knows the numbers up to `step` already. `sweep`: many runs in one.
    `since`: the step of the state that came in a packet before this order, -1 where none did;
    the first `told` deeds are in it.
    """

    type: Literal["begin"] = "begin"
    run: RunId
    lab: str
    config: Config
    deeds: list[Deed] = []
    step: int = 0
    replayed: bool = False
    frame: int = 0
    playing: bool
    speed: float | None
    panels: list[str] | None
    sweep: SweepPlan | None = None
    since: int = -1
    told: int = 0


class Take(Message):
    """Replay this script to `step` and make a file of the kind to take away."""

    type: Literal["take"] = "take"
    lab: str
    config: Config
    deeds: list[Deed]
    step: int
    kind: Kind
    title: str = ""


class Rate(Message):
    """From now on every run of this worker draws at most so many frames a second."""

    type: Literal["rate"] = "rate"
    frames_per_sec: float


Order = Annotated[
    Begin | Take | Set | Act | Pace | Advance | Show | Restart | Close | Rate,
    Field(discriminator="type"),
]
orders: TypeAdapter[Order] = TypeAdapter(Order)
