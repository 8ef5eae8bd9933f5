"""The contract of a lab: a Config that becomes the controls, presets, and three verbs."""

import copy
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import Field, ValidationError

from tinkernet.claim import Claim
from tinkernet.control import Control, control, control_of
from tinkernet.message import Message
from tinkernet.panels import Gesture, Panel
from tinkernet.protocol import Config, ConfigValue, Cure
from tinkernet.rack import Rack
from tinkernet.recipe import Recipe
from tinkernet.refusal import RefusalError, refusal

Metrics = dict[str, float]


class LabConfig(Message):
    """The controls of a lab; every field is made by `control(...)`. Frozen: a change is a new
    Config, made by `changed`."""

    seed: int = control(
        0, lo=0, hi=999_999, scale="int", group="data", label="Data seed",
        help="Another number draws other examples of the same kind.",
    )  # fmt: skip

    @classmethod
    @cache
    def controls(cls) -> dict[str, Control]:
        """All controls by name, in the order of the fields."""
        return {name: control_of(name, field) for name, field in cls.model_fields.items()}

    @classmethod
    def parse(cls, values: Mapping[str, ConfigValue]) -> Self:
        """A Config from what a browser sent.

        Raises:
            RefusalError: with the field, the rule and the allowed range, as a sentence.
        """
        controls = cls.controls()
        names = {name: f"{c.label} {c.symbol}".strip() for name, c in controls.items()}
        try:
            return cls.model_validate(dict(values))
        except ValidationError as error:
            rules = {name: each.rule for name, each in controls.items()}
            raise refusal(error, names, rules) from error

    def changed(self, values: Mapping[str, ConfigValue]) -> Self:
        """This Config with some values replaced; raises like `parse`."""
        return self.parse({**self.values(), **values})

    def values(self) -> Config:
        """All values by name, ready for JSON."""
        return self.model_dump()

    def stale(self, other: "LabConfig") -> list[str]:
        """The names of the controls that differ in `other` and cannot be changed live."""
        mine, theirs = self.values(), other.values()
        return [
            name for name, c in self.controls().items() if not c.live and mine[name] != theirs[name]
        ]


C = TypeVar("C", bound=LabConfig)


class Choice(Message):
    """One answer to a preset's question."""

    text: str
    right: bool = False


class Preset(Message):
    """One idea: a configuration with one question, asked before the run.

    `because` explains the right answer once the learner has chosen and seen. `look_for` says
    where to look; `tasks` are things to try. `compare` names the preset that is its twin.
    `claim` is what its run must come to show. `twin`: the controls that are different in a second
    run, which opens beside the first with the same data and seeds.
    """

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str
    config: Config
    question: str = ""
    choices: list[Choice] = []
    because: str = ""
    look_for: str = ""
    tasks: list[str] = []
    compare: str = ""
    claim: Claim | None = None
    twin: Config = {}


class Place(Message):
    """Where a panel stands on the bench. `hero` panels fill the first row, `half` two share a
    row, `small` three; `shown`: only while these controls have these values."""

    name: str
    kind: str
    title: str
    size: Literal["hero", "half", "small"] = "half"
    shown: dict[str, list[ConfigValue]] = {}


class Needs(Message):
    """What a configuration would take. `hint` says how to make it smaller."""

    parameters: int = 0
    memory_bytes: int = 0
    hint: str = ""


class Diagnosis(Message):
    """Why a loss ran away, in one sentence, and what would cure it."""

    reason: str
    cure: Cure | None = None


class Lab(Generic[C]):
    """A machine with controls. One file in `labs/`, one subclass, no registration.

    The module's docstring is title and lesson: first line the title, then Markdown with
    `$formulas$`. Training speed never waits for drawing: `step` only trains, `panels` only draws.
    A lab draws no random number but from generators of its own that were seeded from its config.
    """

    Config: ClassVar[type[LabConfig]] = LabConfig
    presets: ClassVar[list[Preset]] = []
    places: ClassVar[list[Place]] = []
    #: The steps a learner can take one at a time, smallest first; `batch` is what `step` does.
    units: ClassVar[list[str]] = ["batch"]
    #: The metric whose first non-finite value means divergence.
    watched: ClassVar[str] = "loss"
    #: Steps per second to begin with.
    speed: ClassVar[float | None] = 60.0
    #: Controls with the values at which a config trains; empty for all configs. In the others
    #: the lab is only looked at: it is never stepped, and the page shows no transport.
    trains_when: ClassVar[dict[str, list[ConfigValue]]] = {}
    #: Makes the cells of a sweep from their configs; None: separate labs, one after the other.
    rack: ClassVar[Callable[[list[Any]], Rack] | None] = None
    #: Read (and cache) what all runs share: called before workers are forked; packaged labs only.
    preloads: ClassVar[list[Callable[[], object]]] = []
    #: Panels of times measured while they are drawn: no two runs draw them alike.
    timed: ClassVar[frozenset[str]] = frozenset()
    #: A heavy lab gets a process of its own.
    exclusive: ClassVar[bool] = False

    def __init__(self, config: C) -> None:
        """Build data and model from the config alone."""
        self.config = config

    def step(self) -> Metrics:
        """The smallest teachable unit of training; returns cheap scalars only."""
        raise NotImplementedError

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        """Draw what is looked at now: those of `wanted` that make sense for this config."""
        raise NotImplementedError

    def measure(self) -> Metrics:
        """Costlier numbers (test loss, accuracy), taken at frame rate; changes nothing."""
        return {}

    def advance(self, unit: str) -> Metrics:
        """One step of the size `unit`, one of `units`."""
        return self.step()

    def apply(self, config: C) -> None:
        """Take over a config that differs only in live controls."""
        self.config = config

    def gesture(self, panel: str, gesture: Gesture) -> None:
        """The learner's hand; may replace `self.config` (e.g. painted points).

        Raises:
            RefusalError: if this lab or its state has no use for the gesture.
        """
        raise RefusalError(f"{panel} cannot be changed by hand in this lab.")

    @property
    def trains(self) -> bool:
        """Whether there is anything to step with the config as it is."""
        if type(self).step is Lab.step:
            return False
        return all(getattr(self.config, name) in these for name, these in self.trains_when.items())

    @property
    def epoch(self) -> float:
        """How many times each training example has been seen so far."""
        return 0.0

    @property
    def done(self) -> bool:
        """Whether the run has reached its end; a live change may open it again."""
        return False

    @property
    def recovered(self) -> bool:
        """Whether a live change has brought back a loss that had run away: the run goes on."""
        return False

    @property
    def gradient_norm(self) -> float:
        """The norm of the last step's gradient; 0 for labs without one."""
        return 0.0

    def diagnose(self) -> Diagnosis:
        """Why the loss is no longer finite."""
        return Diagnosis(reason="The numbers grew until they no longer fit: they overflowed.")

    def recipe(self) -> Recipe:
        """How this run, from now on, would be written as plain PyTorch.

        Raises:
            RefusalError: if nothing that trains here can be written so.
        """
        raise RefusalError("Nothing in this lab can be taken away: it trains no net of its own.")

    def snapshot(self) -> dict[str, Any]:
        """All that changes while it runs, as a copy; `restore` takes it back, bit for bit."""
        return copy.deepcopy(vars(self))

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to a snapshot, which stays good for another time."""
        vars(self).clear()
        vars(self).update(copy.deepcopy(state))

    @classmethod
    def needs(cls, config: LabConfig) -> Needs:
        """What the configuration would take, known before anything is built."""
        return Needs()


class LabPage(Message):
    """Everything the page must know about one lab before it runs. `trains`: it has a `step`;
    `trains_when`: and takes it only while these controls have these values; `exclusive`: a run of
    it needs a process of its own, so fewer of them train at once."""

    id: str
    title: str
    lecture: int
    lesson: str
    controls: list[Control]
    presets: list[Preset]
    places: list[Place]
    units: list[str]
    speed: float | None
    trains: bool
    trains_when: dict[str, list[ConfigValue]] = {}
    exclusive: bool = False
