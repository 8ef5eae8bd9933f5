"""A page as the browser would be: reads its outbox, keeps what it saw, says what is drawn."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np

from tinkernet.frame import unpack
from tinkernet.panels import AnyGesture
from tinkernet.protocol import (
    Act,
    Advance,
    Changed,
    ClientMessage,
    Close,
    Config,
    Drawn,
    Fork,
    Join,
    Open,
    Pace,
    Refused,
    Restart,
    Set,
    Show,
    Status,
    server_messages,
)
from tinkernet.runtime.runs import Runs

#: Generous: the tests wait for what happens, and a busy machine may take its time.
PATIENCE_SECS = 60.0


class Seen:
    """One frame as it was drawn: header fields, numbers and panels."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.header, self.arrays = unpack(data)
        self.step: int = self.header["step"]
        self.number: int = self.header["frame"]
        self.run: str = self.header["run"]
        self.panels: dict[str, Any] = self.header["panels"]
        metrics = self.header["metrics"]
        self.whole: bool = metrics["whole"]
        self.names: list[str] = metrics["names"]
        self.steps: list[int] = self.arrays[metrics["steps"]["$array"]].data.tolist()
        self.values: np.ndarray = self.arrays[metrics["values"]["$array"]].data

    def rows(self) -> dict[int, dict[str, float]]:
        """The numbers by step and name, without those that were not measured."""
        return {
            step: {n: float(v) for n, v in zip(self.names, line, strict=True) if not np.isnan(v)}
            for step, line in zip(self.steps, self.values, strict=True)
        }


class Page:
    """One viewer; `stalled` pages read nothing until they are told to."""

    def __init__(self, runs: Runs, session: str = "ann", *, stalled: bool = False) -> None:
        self.runs = runs
        self.viewer = runs.viewer(session)
        self.run = ""
        self.statuses: list[Status] = []
        self.changes: list[Changed] = []
        self.refusals: list[Refused] = []
        self.frames: list[Seen] = []
        self.history: dict[int, dict[str, float]] = {}
        self.steps_never_fell = True
        self._reads = asyncio.Event()
        self._tags = 0
        if not stalled:
            self._reads.set()
        self._reading = asyncio.create_task(self._read())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    async def leave(self) -> None:
        """The socket is gone."""
        self.runs.leave(self.viewer)
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)

    def wake(self) -> None:
        """A stalled page reads again."""
        self._reads.set()

    def say(self, message: ClientMessage) -> None:
        """Send a message; a refusal is raised here."""
        self.runs.handle(self.viewer, message)

    def open(self, lab: str, *, speed: float | None = None, **fields: Any) -> None:
        """Open a run; `speed` None is as fast as it goes."""
        self._tags += 1
        self.say(Open(tag=f"tag-{self._tags}", lab=lab, speed=speed, **fields))

    def fork(self, run: str, step: int | None = None, **config: Any) -> None:
        """Another run like that one, with these controls changed; this page looks at it."""
        self._tags += 1
        self.say(Fork(tag=f"tag-{self._tags}", run=run, step=step, config=config))

    def join(self, run: str, *, film: bool = False) -> None:
        """Watch somebody's run, from now on or with its past."""
        self.say(Join(tag="joined", run=run, film=film))

    def set(self, **config: Any) -> None:
        """Move live controls."""
        self.say(Set(run=self.run, config=config))

    def restart(self, **config: Any) -> None:
        """Begin again."""
        self.say(Restart(run=self.run, config=config))

    def act(self, gesture: AnyGesture, panel: str = "total") -> None:
        """Do something by hand."""
        self.say(Act(run=self.run, panel=panel, gesture=gesture))

    def pace(self, *, playing: bool, speed: float | None = None) -> None:
        """Play or pause."""
        self.say(Pace(run=self.run, playing=playing, speed=speed))

    def advance(self, unit: str = "batch") -> None:
        """One step by hand."""
        self.say(Advance(run=self.run, unit=unit))

    def show(self, *panels: str) -> None:
        """Only these are on screen."""
        self.say(Show(run=self.run, panels=list(panels)))

    def close(self) -> None:
        """No more use for the run."""
        self.say(Close(run=self.run))

    @property
    def state(self) -> str:
        """The last state told."""
        return self.statuses[-1].state if self.statuses else ""

    @property
    def states(self) -> list[str]:
        """All states told, in order."""
        return [status.state for status in self.statuses]

    @property
    def step(self) -> int:
        """The step on screen."""
        return self.frames[-1].step if self.frames else -1

    @property
    def config(self) -> Config:
        """The last configuration told."""
        return self.statuses[-1].config

    def of_steps(self, *steps: int, names: Sequence[str] = ("loss",)) -> list[list[float]]:
        """What `step` returned at these steps: unlike what `measure` tells, which comes at frame
        rate, it is there for every step however often the run was drawn."""
        return [[self.history[step][name] for name in names] for step in steps]

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait for something to happen."""
        end = time.monotonic() + PATIENCE_SECS
        while not condition():
            assert time.monotonic() < end, f"{what or 'it'} never happened; {self._story()}"
            await asyncio.sleep(0.005)

    async def until_state(self, state: str) -> Status:
        """Wait for a state."""
        await self.until(lambda: self.state == state, f"the state {state}")
        return self.statuses[-1]

    async def until_step(self, step: int) -> None:
        """Wait until that step is on screen."""
        await self.until(lambda: self.step >= step, f"step {step}")

    async def _read(self) -> None:
        await self._reads.wait()
        async for item in self.viewer.outbox:
            if isinstance(item, bytes):
                self._draw(Seen(item))
            else:
                self._hear(item)
            await asyncio.sleep(0)
            await self._reads.wait()

    def _draw(self, frame: Seen) -> None:
        self.frames.append(frame)
        if frame.whole:
            self.history.clear()
        rows = frame.rows()
        last = max(self.history, default=-1)
        steps_rise = all(a < b for a, b in zip([last, *rows], rows, strict=False))
        self.steps_never_fell = self.steps_never_fell and steps_rise
        self.history.update(rows)
        self.say(Drawn(run=frame.run, frame=frame.number))

    def _hear(self, text: str) -> None:
        match server_messages.validate_json(text):
            case Status() as status:
                self.run = status.run
                self.statuses.append(status)
            case Changed() as changed:
                self.changes.append(changed)
            case Refused() as refused:
                self.refusals.append(refused)
            case _:
                pass

    def _story(self) -> str:
        said = [(status.state, status.message) for status in self.statuses[-4:]]
        return f"told {said}, {len(self.frames)} frames, at step {self.step}"
