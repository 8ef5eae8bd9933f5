"""Everything that browser and server say to each other over the one websocket."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from tinkernet.message import Message
from tinkernet.panels import AnyGesture, AnyPanel
from tinkernet.tensor import Array

#: Raised whenever a message changes its meaning; the page asks for a reload when it differs.
PROTOCOL_VERSION = 1

RunId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
ConfigValue = bool | int | float | str | list[int] | list[str]
Config = dict[str, ConfigValue]
State = Literal["queued", "starting", "running", "paused", "diverged", "finished", "failed", "lost"]


class Axis(Message):
    """One control of a sweep, with the values it takes."""

    control: str = Field(max_length=80)
    values: list[ConfigValue] = Field(max_length=64)


class SweepPlan(Message):
    """One or two axes: every value of the first with every value of the second."""

    axes: list[Axis]


class Open(Message):
    """Start a run of `lab`. `tag` is the page's own name for it, echoed in the first status.

    `config` gives the controls that differ from the preset (or from the defaults); `speed` is in
    steps per second, None for as fast as it goes; `shown` names the panels on screen, None for
    all. `fresh` asks for a run of one's own even where others watch the same one. `sweep`: not
    one run but many at once, side by side.
    """

    type: Literal["open"] = "open"
    tag: str = Field(min_length=1, max_length=40)
    lab: str = Field(max_length=80)
    preset: str = Field(default="", max_length=80)
    config: Config = {}
    playing: bool = True
    speed: float | None = Field(default=None, gt=0, le=1e6)
    shown: list[str] | None = Field(default=None, max_length=64)
    fresh: bool = False
    sweep: SweepPlan | None = None


class Join(Message):
    """Watch a run that exists already: after a lost connection, or when the page was loaded again.

    `film`: the page has none of its past, and sees what was drawn so far first.
    """

    type: Literal["join"] = "join"
    tag: str = Field(min_length=1, max_length=40)
    run: RunId
    film: bool = False


class Fork(Message):
    """Another run like `run` up to `step` (None: as far as this page has seen), then with these
    controls different: same data, same weights, one thing changed. `tag` as in `Open`.

    A control that only acts with a restart makes a run from step 0 with the same seeds. `still`:
    it stands there, whatever `run` does, to be looked at.
    """

    type: Literal["fork"] = "fork"
    tag: str = Field(min_length=1, max_length=40)
    run: RunId
    step: int | None = Field(default=None, ge=0)
    config: Config = {}
    still: bool = False


class Set(Message):
    """Change live controls while the run goes on."""

    type: Literal["set"] = "set"
    run: RunId
    config: Config


class Restart(Message):
    """Begin again from step 0 with these controls changed; an empty change keeps data and
    starting weights, another `weights_seed` draws new weights."""

    type: Literal["restart"] = "restart"
    run: RunId
    config: Config = {}


class Act(Message):
    """The learner's hand did something in the panel called `panel`."""

    type: Literal["act"] = "act"
    run: RunId
    panel: str = Field(max_length=80)
    gesture: AnyGesture


class Pace(Message):
    """Play or pause; `speed` in steps per second, None for as fast as it goes."""

    type: Literal["pace"] = "pace"
    run: RunId
    playing: bool
    speed: float | None = Field(default=None, gt=0, le=1e6)


class Advance(Message):
    """One step of the lab's unit `unit` (sample, batch, epoch …), then pause."""

    type: Literal["advance"] = "advance"
    run: RunId
    unit: str = Field(default="batch", max_length=20)


class Show(Message):
    """The panels now on screen; the others are not drawn. An empty list: the page is hidden."""

    type: Literal["show"] = "show"
    run: RunId
    panels: list[str] = Field(max_length=64)


class Drawn(Message):
    """Frame number `frame` is on the screen: the page is ready for one more."""

    type: Literal["drawn"] = "drawn"
    run: RunId
    frame: int = Field(ge=0)


class Close(Message):
    """This page no longer watches the run."""

    type: Literal["close"] = "close"
    run: RunId


class Ping(Message):
    """Answered at once by a pong with the same `sent`."""

    type: Literal["ping"] = "ping"
    sent: float


ClientMessage = Annotated[
    Open | Join | Fork | Set | Restart | Act | Pace | Advance | Show | Drawn | Close | Ping,
    Field(discriminator="type"),
]


class Hello(Message):
    """The first word of the server. `version` is the protocol's, `release` the program's."""

    type: Literal["hello"] = "hello"
    version: int
    release: str


class Cure(Message):
    """A change of controls offered as one button."""

    label: str
    config: Config


class Divergence(Message):
    """A loss that ran away, told as a lesson.

    `step`: the first step whose loss is no longer finite; `last_loss` the last finite one.
    `gradient_norms`: of the last finite steps, newest last. `reason` is one sentence.
    """

    step: int
    last_loss: float | None
    gradient_norms: list[float]
    reason: str
    cure: Cure | None = None


class Status(Message):
    """Where a run stands; sent at every change of state and as the answer to open and join.

    `position`: rank in the queue, 1 is next; `eta_secs`: the likely wait. `message`: one sentence
    for the learner; `traceback`: for the author of the lab, only in the state `failed`.
    """

    type: Literal["status"] = "status"
    run: RunId
    tag: str = ""
    lab: str
    state: State
    step: int
    config: Config
    speed: float | None = None
    position: int | None = None
    eta_secs: float | None = None
    message: str = ""
    traceback: str = ""
    divergence: Divergence | None = None


class Change(Message):
    """One control that was changed live, for the mark on curve and timeline."""

    name: str
    old: ConfigValue
    new: ConfigValue


class Changed(Message):
    """Live changes took effect at `step`; `config` is the whole configuration after them."""

    type: Literal["changed"] = "changed"
    run: RunId
    step: int
    changes: list[Change]
    config: Config


class Refused(Message):
    """Bad input: which field, and a sentence that says what was expected and what to do."""

    type: Literal["refused"] = "refused"
    run: str = ""
    tag: str = ""
    field: str = ""
    message: str


class Pong(Message):
    """The answer to a ping."""

    type: Literal["pong"] = "pong"
    sent: float


ServerMessage = Annotated[Hello | Status | Changed | Refused | Pong, Field(discriminator="type")]


class Metrics(Message):
    """Numbers measured since the last frame. `steps`: int32 (M,), increasing; `values`:
    float32 (M, K), one column per name, NaN where a number was not measured at that step.
    `whole`: these are all numbers since step 0 (at most 2,000 rows): forget what was there."""

    names: list[str]
    steps: Array
    values: Array
    whole: bool = False


class Frame(Message):
    """One binary message: this header as JSON, then the arrays. `frame` counts up from 0."""

    run: RunId
    frame: int
    step: int
    epoch: float
    metrics: Metrics
    panels: dict[str, AnyPanel]


client_messages: TypeAdapter[ClientMessage] = TypeAdapter(ClientMessage)
server_messages: TypeAdapter[ServerMessage] = TypeAdapter(ServerMessage)
