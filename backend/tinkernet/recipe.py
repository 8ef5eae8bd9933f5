"""What a lab answers when a run is to be taken away as plain PyTorch."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import nn

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the script under a heading; `words` explain it in the notebook."""

    title: str
    code: str
    words: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The examples as a table: the names of its columns, and its rows."""

    columns: list[str]
    rows: list[list[str | float | int]]


@dataclass(frozen=True, slots=True, eq=False)
class Answerer:
    """The net as one module that answers as the page does. `example`: (1, …) of what goes in;
    `inputs` and `outputs` say what the numbers are."""

    module: "nn.Sequential"
    example: NDArray[np.float32]
    inputs: str
    outputs: str


class Recipe(ABC):
    """A run at this moment, as a script sees it. Asked again after each step, it tells of then.

    The code of `sections` finds `torch`, `nn`, `F` and `math`, the dictionary `run` of all tensors
    and `dealt[name][t]`, what step t was given. It defines `take_over(t)`, which makes weights and
    memory those of `run[f"{t}/{name}"]` for each name of `state`, and `step(t)`, which takes step t
    and returns its loss. It holds no text of a learner's: only numbers and names of the course.
    """

    #: After so many steps the script takes the run's own weights again; 0 for never.
    refreshed: int = 100

    @property
    def most_steps(self) -> int:
        """The most steps that one script covers."""
        return 20_000

    @property
    def retaken(self) -> bool:
        """Whether a change that was just made has taken the whole way again: the run is now that
        of its config from step 0."""
        return False

    @abstractmethod
    def sections(self, rate: float | None) -> list[Section]:
        """The code. `rate`: the learning rate, None where it is dealt for each step as `eta`.

        Raises:
            RefusalError: if it does not train as it is, as a sentence.
        """

    @abstractmethod
    def data(self) -> Arrays:
        """What stays the same: examples, targets."""

    @abstractmethod
    def state(self) -> Arrays:
        """Copies of what changes: weights, and what the optimiser remembers."""

    @abstractmethod
    def dealt(self) -> Arrays:
        """What the newest step was given: `eta` (1,), and arrays whose first axis may differ in
        length from step to step, such as the rows of its mini-batch."""

    @abstractmethod
    def weights(self) -> Arrays:
        """What was learnt, by the names in the state of `answerer`'s module where there is one."""

    def sheet(self) -> Sheet | None:
        """The examples as a table, where they are one."""
        return None

    def answerer(self) -> Answerer | None:
        """The net by itself, where there is one that answers."""
        return None
