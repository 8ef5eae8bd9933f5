"""States of a run as its worker sent them, so that coming back does not begin at step 0."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """`data`: the frozen state at `step`, after the first `deeds` deeds of the script."""

    step: int
    deeds: int
    data: bytes


class Checkpoints:
    """The newest states of one run and some older ones, in bounded memory.

    When there are too many, every other one goes, never the newest: what was long ago is kept
    more coarsely, as in the record of frames. A single state above the bound is kept alone.
    """

    def __init__(self, most: int, limit_bytes: int) -> None:
        self._most = most
        self._limit_bytes = limit_bytes
        self._kept: list[Checkpoint] = []

    def add(self, checkpoint: Checkpoint) -> None:
        """One more, later than all others."""
        self._kept.append(checkpoint)
        while len(self._kept) > 1 and self._is_too_much():
            *older, newest = self._kept
            # Two that are too large together: the newest is worth more.
            self._kept = [*(older[::2] if len(older) > 1 else []), newest]

    def before(self, step: int, deeds: int) -> Checkpoint | None:
        """The last one from which a script of so many deeds can be played on to `step`."""
        fitting = (each for each in self._kept if each.step <= step and each.deeds <= deeds)
        return max(fitting, key=lambda each: (each.step, each.deeds), default=None)

    def until(self, step: int, deeds: int) -> "Checkpoints":
        """A copy without what came after."""
        copy = Checkpoints(self._most, self._limit_bytes)
        copy._kept = [each for each in self._kept if each.step <= step and each.deeds <= deeds]
        return copy

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()

    def _is_too_much(self) -> bool:
        size = sum(len(each.data) for each in self._kept)
        return len(self._kept) > self._most or size > self._limit_bytes
