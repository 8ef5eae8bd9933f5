"""What a worker tells the server beside frames."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from tinkernet.deed import Deed
from tinkernet.message import Message
from tinkernet.protocol import Change, Config, Divergence


class Ready(Message):
    """The first word of a worker. `warm`: it had trained a step before it came to be."""

    type: Literal["ready"] = "ready"
    pid: int
    warm: bool
    threads: int


class Begun(Message):
    """The run stands at `step` and takes orders. `restarted`: it was told to begin again."""

    type: Literal["begun"] = "begun"
    step: int
    config: Config
    restarted: bool


class Applied(Message):
    """A deed took effect; `config` is the whole configuration after it."""

    type: Literal["applied"] = "applied"
    deed: Deed
    changes: list[Change]
    config: Config


class Turned(Message):
    """The run came to another state. `message` and `traceback` only for `failed`."""

    type: Literal["turned"] = "turned"
    state: Literal["running", "paused", "diverged", "finished", "failed"]
    step: int
    message: str = ""
    traceback: str = ""
    divergence: Divergence | None = None


class Taken(Message):
    """A file to take away is made; its bytes come in the next packet."""

    type: Literal["taken"] = "taken"
    name: str


class Denied(Message):
    """The lab has no use for what was asked; nothing changed."""

    type: Literal["denied"] = "denied"
    field: str
    message: str


class Slow(Message):
    """One slice of the run has taken `secs` already and goes on."""

    type: Literal["slow"] = "slow"
    secs: float


class Cost(Message):
    """What one frame of the run numbered `run` costs, in seconds of its worker."""

    run: int
    frame_secs: float


class Pulse(Message):
    """The worker is alive; the costs of the runs that drew since the last pulse."""

    type: Literal["pulse"] = "pulse"
    costs: list[Cost]


Report = Annotated[
    Ready | Begun | Applied | Turned | Taken | Denied | Slow | Pulse, Field(discriminator="type")
]
reports: TypeAdapter[Report] = TypeAdapter(Report)
