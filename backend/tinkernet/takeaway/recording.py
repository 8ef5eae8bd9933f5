"""A stretch of a run, taken down as it goes: what each step was given, and its loss."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from tinkernet.recipe import Arrays, Section, Sheet

Reason = Literal["start", "change", "length", "rounding"]


@dataclass(slots=True)
class Recording:
    """From the step after `begin` on. `dealt` of each step; `states` before those steps at which
    the script takes the run's own weights again; `size` in bytes. `reason`: why it begins there.
    `varied` is the code with a learning rate of its own for each step, `steady` that with the first
    of them for all.
    """

    begin: int
    reason: Reason
    varied: list[Section]
    data: Arrays
    sheet: Sheet | None
    steady: list[Section] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    dealt: list[Arrays] = field(default_factory=list)
    states: dict[int, Arrays] = field(default_factory=dict)
    size: int = 0

    def __len__(self) -> int:
        return len(self.losses)

    @property
    def end(self) -> int:
        """The last step of it."""
        return self.begin + len(self)

    def add(self, loss: float, dealt: Arrays) -> None:
        """One more step."""
        self.losses.append(loss)
        self.dealt.append(dealt)
        self.size += _bytes(dealt)

    def keep(self, t: int, state: Arrays) -> None:
        """The state before step `t`."""
        # Without the first state there is no script, however large it is.
        self.size += _bytes(state) if self.states else 0
        self.states[t] = state

    @property
    def is_steady(self) -> bool:
        """Whether all its steps have one learning rate."""
        return len({float(dealt["eta"][0]) for dealt in self.dealt}) == 1

    @property
    def sections(self) -> list[Section]:
        """The code that stands in the script."""
        return self.steady if self.is_steady else self.varied

    def tensors(self) -> Arrays:
        """All of it by name: pieces of all steps one after another, with their lengths."""
        found: Arrays = {
            **self.data,
            "losses": np.array(self.losses, np.float64),
            "again": np.array(sorted(self.states), np.int64),
        }
        for name in self.names():
            pieces = [dealt[name] for dealt in self.dealt]
            found[name] = np.concatenate(pieces)
            found[f"{name}.lengths"] = np.array([len(piece) for piece in pieces], np.int64)
        for t, state in self.states.items():
            found |= {f"{t}/{name}": part for name, part in state.items()}
        return found

    def names(self) -> list[str]:
        """What each step was given, by name; a rate that never changes is no news."""
        given = sorted({name for dealt in self.dealt for name in dealt})
        return [name for name in given if name != "eta" or not self.is_steady]


def _bytes(arrays: Arrays) -> int:
    return sum(part.nbytes for part in arrays.values())
