"""What a saved experiment is, as messages between the server and those who save and read."""

import secrets
import string
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from unicodedata import category

from pydantic import AfterValidator, Field

from tinkernet.message import Message
from tinkernet.protocol import Config, RunId

_ALPHABET = string.digits + string.ascii_letters
_ID_LENGTH = 11

#: 65 bits of chance: whoever has it may read, so nobody may guess it.
ID_PATTERN = r"^[0-9A-Za-z]{11}$"
#: What may stand in the name of a number, so that it can be sorted by in any database.
METRIC_PATTERN = r'[^\x00-\x1f"\\]{1,80}'

SavedState = Literal["running", "paused", "finished", "diverged", "interrupted"]


def _one_line(text: str) -> str:
    if any(category(sign) == "Cc" or sign in "\u2028\u2029" for sign in text):
        raise ValueError("must be one line without control characters")
    text = text.strip()
    if not any(category(sign)[0] not in "CZ" for sign in text):
        raise ValueError("must have at least one visible character")
    return text


def _lines(text: str) -> str:
    text = text.replace("\r\n", "\n")
    if any(category(sign) == "Cc" and sign not in "\n\t" for sign in text):
        raise ValueError("must not have control characters")
    return text


Name = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_one_line)]
Note = Annotated[str, Field(max_length=4000), AfterValidator(_lines)]
Metrics = dict[Annotated[str, Field(pattern=f"^{METRIC_PATTERN}$")], float]


class Experiment(Message):
    """What is saved at first. `owner`: empty for whoever sits at the machine itself; `speed` in
    steps per second, None for as fast as it goes; `config`: the newest; `script`: JSON of how it
    came about; `code`: the hash of the lab's code; `metrics`: the last finite values; `hash`:
    the page's own address after `#`."""

    owner: str = Field(default="", pattern=r"^([0-9a-f]{32})?$")
    name: Name
    note: Note = ""
    lab: str = Field(min_length=1, max_length=80)
    lab_title: str = Field(max_length=200)
    preset: str = Field(default="", max_length=80)
    preset_title: str = Field(default="", max_length=200)
    state: SavedState
    step: int = Field(ge=0, lt=2**63)
    speed: float | None = Field(default=None, gt=0, le=1e6)
    config: Config
    script: str
    code: str = Field(max_length=128)
    metrics: Metrics = {}
    hash: str = Field(default="", max_length=8192)


class Progress(Message):
    """What a run that trains on has to add; what is not given stays as it was."""

    state: SavedState = "running"
    step: int = Field(default=0, ge=0, lt=2**63)
    speed: float | None = Field(default=None, gt=0, le=1e6)
    config: Config = {}
    script: str = ""
    metrics: Metrics = {}
    hash: str = Field(default="", max_length=8192)


@dataclass(frozen=True, slots=True)
class Blobs:
    """What is too long to be listed, packed by the caller. `rows`: the numbers over the steps;
    `checkpoint`: the frozen state, like them a safetensors file; `thumbnail`: PNG. None: there is
    none, or it stays as it was."""

    rows: bytes | None = None
    checkpoint: bytes | None = None
    thumbnail: bytes | None = None


NO_BLOBS = Blobs()


class Card(Message):
    """A saved experiment in a list. `mine`: the one who asks may rename and delete it."""

    id: str
    name: str
    note: str
    lab: str
    lab_title: str
    preset: str
    preset_title: str
    state: SavedState
    step: int
    speed: float | None
    metrics: dict[str, float]
    hash: str
    saved_at: datetime
    changed_at: datetime
    deleted_at: datetime | None
    has_checkpoint: bool
    has_thumbnail: bool
    mine: bool


class Details(Card):
    """All that can be told of one experiment in words and numbers."""

    config: Config
    code: str


class CardList(Message):
    """One page of a list. `total`: how many there are on all pages."""

    experiments: list[Card]
    total: int


class Saving(Message):
    """What a page asks to save: a run that it knows the id of. `thumbnail`: a PNG in base64."""

    run: RunId
    name: Name
    note: Note = ""
    preset: str = Field(default="", max_length=80)
    hash: str = Field(default="", max_length=8192)
    thumbnail: str = Field(default="", max_length=140_000)


class Resuming(Message):
    """How the run that goes on shall begin."""

    playing: bool = False


class Resumed(Message):
    """The run that goes on from a saved one, to be joined, and where its bench is."""

    run: RunId
    lab: str
    hash: str


class Curves(Message):
    """The numbers of a saved run: one row per step that was measured, one column per name, null
    where it was not."""

    names: list[str]
    steps: list[int]
    rows: list[list[float | None]]


class Renaming(Message):
    """Another name or note; what is not given stays as it was."""

    name: Name | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that was saved of one experiment, to go on from it."""

    owner: str
    details: Details
    script: str
    blobs: Blobs


def new_id() -> str:
    """An id nobody has."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))
