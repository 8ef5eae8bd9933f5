"""All workers of one server: places runs, sees deaths and hangs, starts replacements."""

import asyncio
import contextlib
import signal
import time
from collections import Counter
from collections.abc import Coroutine
from typing import Protocol

from tinkernet.runtime.checkpoint import Checkpoint
from tinkernet.runtime.launcher import Child, Launcher, LaunchError
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.link import Berth, Hang, Link, Sink, connect
from tinkernet.runtime.orders import Order, Rate

_CAUSE_SECS = 0.15
_RETRY_SECS = 1.0
_MOST_RETRY_SECS = 30.0
_PATIENCE = 1.5
_LOOK_SECS = 0.02


class Floor(Sink, Protocol):
    """Who uses the pool: hears of frames and reports, and of the workers' fate."""

    def lost(self, runs: set[int], cause: str, hang: Hang | None) -> None:
        """These runs lost their worker, which had to be stopped if there was a `hang`."""
        ...

    def hangs(self, runs: set[int], hang: Hang | None) -> None:
        """These runs wait for a slice that does not end; with None it has ended after all."""
        ...

    def room(self) -> None:
        """There may be room for those who wait."""
        ...


class Pool:
    """Workers that host many light runs each, one for each exclusive run, and one for each file."""

    def __init__(self, launcher: Launcher, limits: Limits, floor: Floor) -> None:
        self.deaths: Counter[str] = Counter()
        self.links: list[Link] = []
        self.failure: LaunchError | None = None
        self._launcher = launcher
        self._limits = limits
        self._floor = floor
        self._homes: dict[int, Link] = {}
        self._starting: Counter[Berth] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_open = False
        self._retry_secs = _RETRY_SECS
        self._frames_per_sec = limits.frames_per_sec

    def open(self) -> None:
        """Start the workers in the background."""
        self._is_open = True
        self._spawn_task(self._watch())
        self._fill()

    async def close(self) -> None:
        """End all workers."""
        self._is_open = False
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for link in [*self.links]:
            link.close()
        await self._launcher.close()

    @property
    def is_ready(self) -> bool:
        """Whether all shared workers stand."""
        ready = [link for link in self.links if link.ready and link.berth is Berth.SHARED]
        return len(ready) >= self._limits.workers

    @property
    def is_growing(self) -> bool:
        """Whether a worker is about to stand."""
        return self._starting.total() > 0 or any(not link.ready for link in self.links)

    async def until_ready(self) -> None:
        """Wait until `is_ready`.

        Raises:
            LaunchError: if a worker could not be started.
        """
        while not self.is_ready:
            if self.failure:
                raise self.failure
            await asyncio.sleep(_LOOK_SECS)

    def place(
        self, run: int, order: Order, *, berth: Berth, state: Checkpoint | None = None
    ) -> bool:
        """Find a worker with room and give it the order; False if there is none now. Where the
        `berth` is not shared a worker is started, and `room` is called when it stands.
        `state`: from where the run goes on."""
        fitting = [link for link in self.links if link.room and link.berth is berth]
        if not fitting:
            self._start_own(berth)
            return False
        link = min(fitting, key=lambda link: len(link.runs))
        link.runs.add(run)
        self._homes[run] = link
        if state:
            link.send_state(run, state.step, state.data)
        link.send(run, order)
        return True

    def send(self, run: int, order: Order) -> None:
        """Pass an order to the worker of the run, if it has one."""
        if link := self._homes.get(run):
            link.send(run, order)

    def leave(self, run: int) -> None:
        """The run no longer needs its place; a worker of its own ends with it."""
        if link := self._homes.pop(run, None):
            link.runs.discard(run)
            if link.berth is not Berth.SHARED:
                link.verdict = "closed"
                link.close()
            self._floor.room()

    def set_rate(self, frames_per_sec: float) -> None:
        """Every worker draws each run so often from now on."""
        self._frames_per_sec = frames_per_sec
        for link in self.links:
            link.send(0, Rate(frames_per_sec=frames_per_sec))

    def _fill(self) -> None:
        """Start workers until there are as many as there should be."""
        for _ in range(self._limits.workers - self._count(Berth.SHARED)):
            self._start(Berth.SHARED)

    def _start_own(self, berth: Berth) -> None:
        """Start the worker that one waits for; the next when this one stands."""
        limits = self._limits
        most = {Berth.ALONE: limits.exclusive_runs, Berth.ERRAND: limits.takeaways}
        if not self._starting[berth] and self._count(berth) < most.get(berth, 0):
            self._start(berth)

    def _count(self, berth: Berth) -> int:
        return sum(link.berth is berth for link in self.links) + self._starting[berth]

    def _start(self, berth: Berth) -> None:
        self._starting[berth] += 1
        self._spawn_task(self._launch(berth))

    async def _launch(self, berth: Berth) -> None:
        try:
            child = await self._launcher.launch()
            self.failure, self._retry_secs = None, _RETRY_SECS
        except (LaunchError, OSError) as error:
            self.failure = LaunchError(str(error))
            self._starting[berth] -= 1
            await asyncio.sleep(self._retry_secs)
            self._retry_secs = min(2 * self._retry_secs, _MOST_RETRY_SECS)
            self._fill()
            self._floor.room()
            return
        self._starting[berth] -= 1
        capacity = self._limits.runs_per_worker if berth is Berth.SHARED else 1
        link = Link(child, self._floor, self._lost, capacity=capacity, berth=berth)
        self.links.append(link)
        await connect(link)
        link.send(0, Rate(frames_per_sec=self._frames_per_sec))

    def _lost(self, link: Link) -> None:
        if link in self.links:
            self.links.remove(link)
        if not self._is_open:
            return
        if link.verdict == "closed":
            self._floor.room()
        else:
            self._spawn_task(self._bury(link))

    async def _bury(self, link: Link) -> None:
        """Tell who lost its worker and why; the runs move to others."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(link.child.ended), _CAUSE_SECS)
        cause = link.verdict or _cause(link.child)
        self.deaths[_short(link)] += 1
        for run in link.runs:
            self._homes.pop(run, None)
        self._fill()
        self._floor.lost(set(link.runs), cause, link.hang if link.verdict else None)
        self._floor.room()

    async def _watch(self) -> None:
        """Tell of workers that hang, and end them when that goes on."""
        limits = self._limits
        while True:
            await asyncio.sleep(min(0.25, limits.hang_told_secs / 5))
            for link in [link for link in self.links if link.ready]:
                silent = time.monotonic() - link.heard_at
                # The worker's own lookout knows which run hangs: it gets the first word.
                is_mute = silent >= _PATIENCE * limits.hang_told_secs
                if is_mute and (not link.hang or link.hang.run == 0):
                    link.hang = Hang(0, silent)
                self._judge(link)

    def _judge(self, link: Link) -> None:
        hang = link.hang
        if hang and hang.secs >= self._limits.hang_killed_secs and not link.verdict:
            link.kill(f"did not answer for {hang.secs:.0f} s and was stopped")
        elif (hang is not None) != link.is_told:
            link.is_told = hang is not None
            self._floor.hangs(set(link.runs), hang)

    def _spawn_task(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _cause(child: Child) -> str:
    """How the worker ended, as the end of the sentence `The worker …`."""
    code = child.ended.result() if child.ended.done() else None
    if code is None:
        return "went away without a word"
    if code == -signal.SIGKILL:
        return "was killed (signal 9), probably because the machine ran out of memory"
    if code < 0:
        return f"crashed ({signal.Signals(-code).name}, signal {-code})"
    return f"ended by itself (exit code {code})"


def _short(link: Link) -> str:
    """The cause as a label for counting."""
    code = link.child.ended.result() if link.child.ended.done() else None
    if link.verdict:
        return "hang" if link.hang else "wire"
    return "unknown" if code is None else (f"signal {-code}" if code < 0 else f"exit {code}")
