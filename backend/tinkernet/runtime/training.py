"""One run inside a worker: its lab, what it was told, and how far it has come."""

import math
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Literal

import torch

from tinkernet.deed import Deed, perform
from tinkernet.discovery import LabEntry
from tinkernet.lab import Lab
from tinkernet.protocol import Act, Advance, Config, Pace, Restart, Set, Show
from tinkernet.refusal import RefusalError
from tinkernet.runtime import pace, reports
from tinkernet.runtime.checkpoint import Checkpoint
from tinkernet.runtime.gauge import Gauge
from tinkernet.runtime.numbers import Numbers
from tinkernet.runtime.orders import Begin
from tinkernet.runtime.script import changes
from tinkernet.runtime.state import unpacked

Word = Set | Act | Pace | Advance | Show | Restart
Standing = Literal["running", "paused", "diverged", "finished", "failed"]

#: An epoch asked for by hand never takes more steps than this.
_MOST_STEPS_BY_HAND = 100_000


class Training:
    """A lab between its orders. Everything that runs the lab's own code goes through `work`."""

    def __init__(
        self,
        begin: Begin,
        entry: LabEntry,
        clock: pace.Pace,
        tell: Callable[[Any], None],
        state: bytes | None = None,
    ) -> None:
        self.id = begin.run
        self.entry = entry
        self.pace = clock
        self.words: deque[Word] = deque()
        self.wanted = _wanted(entry, begin.panels)
        self.step = 0
        self.age = 0
        self.dirty = False
        self._tell = tell
        self._told: Standing | None = None
        self._epoch_goal = math.inf
        self._by_hand = 0
        self._gauge = Gauge()
        self._is_restarted = False
        self._start(begin.config, begin.deeds, begin.step, known=begin.replayed)
        self._state = Checkpoint(begin.since, begin.told, state) if state else None

    @property
    def state(self) -> Standing:
        """What the run is doing, as the server knows it."""
        return self._ended or ("running" if self.pace.playing else "paused")

    def wake(self) -> float:
        """When there is something to do next; 0 for now, infinite for never."""
        if self.words or (self.lab is None and self._ended != "failed") or self._replaying:
            return 0.0
        if self.lab is None:
            return math.inf
        draw = self.pace.frame_due if self.dirty else math.inf
        return min(draw, self._step_due())

    def work(self, deadline: float) -> None:
        """One slice: build, replay, obey and train until `deadline`."""
        if any(isinstance(word, Restart) for word in self.words):
            self._restart()
        if self.lab is None and self._ended != "failed":
            self._build()
        elif self._replaying:
            self._replay(deadline)
        else:
            while self.words:
                self._obey(self.words.popleft())
            self._train(deadline)
            self._turn()

    def fail(self, message: str, traceback: str) -> None:
        """The lab raised: it is gone until it is restarted."""
        self.lab, self._ended, self._replaying, self.dirty = None, "failed", False, False
        self._told = "failed"
        self.words = deque(word for word in self.words if isinstance(word, Restart | Pace | Show))
        self._tell(
            reports.Turned(state="failed", step=self.step, message=message, traceback=traceback)
        )

    def _start(self, config: Config, deeds: list[Deed], step: int, *, known: bool) -> None:
        self.lab: Lab[Any] | None = None
        self.whole = not known
        self.step = 0
        self._known = step if known else -1
        self.numbers = Numbers(self.entry.lab.watched, self._known)
        self._state: Checkpoint | None = None
        self._config = config
        self._deeds = deque(deeds)
        self._goal = step
        self._replaying = False
        self._ended: Literal["", "diverged", "finished", "failed"] = ""
        self._epoch_goal = math.inf

    def _build(self) -> None:
        if self._state is None or not self._thawed(self._state):
            config = self.entry.lab.Config.parse(self._config)
            torch.manual_seed(config.seed)
            self.lab = self.entry.lab(config)
        self._replaying = True
        if not self._deeds and self._goal == 0:
            self._begun()

    def _thawed(self, state: Checkpoint) -> bool:
        """Go on from a state; False if it is of no use, so that the script begins at its start."""
        if (found := unpacked(self.entry, state.data)) is None:
            return False
        (self.lab, self.numbers.last_loss), self.step = found, state.step
        self._deeds = deque(list(self._deeds)[state.deeds :])
        return True

    def _replay(self, deadline: float) -> None:
        """Do again what was done, silently, until the step the server asked for."""
        lab = self.living
        while self.step < self._goal or self._deeds:
            if self._deeds and self._deeds[0].step <= self.step:
                self._do(lab, self._deeds.popleft().order)
            elif self.step < self._goal:
                self._step(lab)
            else:
                self._deeds.clear()
            if time.monotonic() > deadline:
                return
        self._begun()

    def _begun(self) -> None:
        lab = self.living
        self._replaying = False
        if self._ended != "diverged":
            self._ended = "finished" if lab.done else ""
        self._tell(
            reports.Begun(step=self.step, config=lab.config.values(), restarted=self._is_restarted)
        )
        self._told = None
        self._redraw()
        self._turn()

    def _restart(self) -> None:
        """Before the last restart only controls, pace and panels count, all else is void."""
        config = self.lab.config.values() if self.lab else dict(self._config)
        while self.words:
            match self.words.popleft():
                case Restart() | Set() as word:
                    config.update(word.config)
                    if not any(isinstance(later, Restart) for later in self.words):
                        break
                case Pace() | Show() as word:
                    self._obey(word)
                case _:
                    pass
        self._is_restarted = True
        self._start(config, [], 0, known=False)

    def _obey(self, word: Word) -> None:
        match word:
            case Pace():
                self.pace.change(playing=word.playing, speed=word.speed)
                self._epoch_goal = math.inf
            case Show():
                self.wanted = frozenset(word.panels)
                self._redraw()
            case Set() | Act() | Advance() if self.lab:
                try:
                    self._deed(self.lab, word)
                except RefusalError as refusal:
                    self._tell(reports.Denied(field=refusal.field, message=refusal.message))
                self._redraw()

    def _deed(self, lab: Lab[Any], word: Set | Act | Advance) -> None:
        before = lab.config.values()
        if isinstance(word, Advance):
            self.pace.change(playing=False, speed=self.pace.speed)
            self._epoch_goal = math.inf
            if word.unit not in lab.units:
                raise RefusalError(f"This lab steps by {', '.join(lab.units)}.", "unit")
            if self._ended or not lab.trains:
                return
            if word.unit in {"batch", "epoch"}:
                self._advance(lab, word.unit)
                return
        deed = Deed(step=self.step, order=word)
        self._do(lab, word)
        after = lab.config.values()
        self._tell(reports.Applied(deed=deed, changes=changes(before, after), config=after))
        if self._ended == "finished" and not lab.done:
            self._ended, self._told = "", None

    def _do(self, lab: Lab[Any], word: Set | Act | Advance) -> None:
        self.age += 1
        metrics = perform(lab, word)
        if metrics is not None:
            self._count(lab, metrics)
        if self._ended == "diverged" and lab.recovered:
            self._ended, self._told = "", None

    def _advance(self, lab: Lab[Any], unit: str) -> None:
        """One step now; the rest of an epoch in the slices that follow."""
        epoch = math.floor(lab.epoch + 1e-9)
        self._step(lab)
        if unit == "epoch" and epoch < lab.epoch < epoch + 1 - 1e-9:
            self._epoch_goal = epoch + 1
            self._by_hand = _MOST_STEPS_BY_HAND

    def _train(self, deadline: float) -> None:
        lab = self.lab
        if lab is None or self._step_due() > (now := time.monotonic()):
            return
        by_hand = self._epoch_goal < math.inf
        owed = self._by_hand if by_hand else self.pace.owed(now)
        taken = 0
        while taken < owed and not self._ended:
            self._gauge.read(lab, self.step, self.numbers, self.pace)
            self._step(lab)
            taken += 1
            if time.monotonic() > deadline or (by_hand and self._epoch_is_over(lab)):
                break
        self.dirty = True
        if by_hand:
            self._by_hand -= taken
            if self._ended or self._by_hand <= 0 or self._epoch_is_over(lab):
                self._epoch_goal = math.inf
                self._redraw()
        else:
            self.pace.took(taken)

    def _epoch_is_over(self, lab: Lab[Any]) -> bool:
        return lab.epoch >= self._epoch_goal - 1e-9

    def _step(self, lab: Lab[Any]) -> None:
        self._count(lab, lab.step())

    def _count(self, lab: Lab[Any], metrics: dict[str, float]) -> None:
        self.step += 1
        self.age += 1
        finite = (
            self.numbers.add(self.step, metrics)
            if self.step > self._known
            else self.numbers.watch(metrics)
        )
        if not finite:
            self._ended = "diverged"
        else:
            if self.numbers.wants_norm(self.step):
                self.numbers.felt(lab.gradient_norm)
            if lab.done:
                self._ended = "finished"

    def _step_due(self) -> float:
        if self._ended or self.lab is None or not self.lab.trains:
            return math.inf
        if self._epoch_goal < math.inf:
            return 0.0
        return self.pace.step_due() if self.pace.playing else math.inf

    def _redraw(self) -> None:
        """A frame at once, whatever the beat."""
        self.dirty, self.pace.frame_due = True, 0.0

    def _turn(self) -> None:
        """Tell the server about another state."""
        state = self.state
        if state == self._told:
            return
        self._told = state
        self._redraw()
        is_lesson = state == "diverged"
        divergence = self.numbers.lesson(self.step, self.living.diagnose()) if is_lesson else None
        self._tell(reports.Turned(state=state, step=self.step, divergence=divergence))

    @property
    def is_keepable(self) -> bool:
        """Whether its state is worth keeping: it trains, and has not run away."""
        usable = self.lab is not None and self.lab.trains and not self._replaying
        return usable and self._ended in {"", "finished"}

    @property
    def living(self) -> Lab[Any]:
        """The lab, which must have been built."""
        if self.lab is None:
            raise RuntimeError("the lab is not built yet")
        return self.lab


def _wanted(entry: LabEntry, panels: list[str] | None) -> frozenset[str]:
    return frozenset([place.name for place in entry.lab.places] if panels is None else panels)
