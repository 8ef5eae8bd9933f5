"""All runs of one server: opens them, shares them, hears their viewers, lets them go."""

import asyncio
import contextlib
import itertools
import time
from dataclasses import replace
from typing import Self

from tinkernet.discovery import Catalogue
from tinkernet.protocol import (
    Act,
    Advance,
    ClientMessage,
    Close,
    Drawn,
    Fork,
    Join,
    Open,
    Pace,
    Ping,
    Pong,
    Restart,
    Set,
    Show,
)
from tinkernet.refusal import RefusalError
from tinkernet.runtime import preflight
from tinkernet.runtime.archive import Archive
from tinkernet.runtime.audience import Audience
from tinkernet.runtime.counts import Counts, counted
from tinkernet.runtime.forks import forked, opening
from tinkernet.runtime.guests import Guest, asked
from tinkernet.runtime.launcher import Launcher
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.reports import Ready
from tinkernet.runtime.run import Run
from tinkernet.runtime.script import Script, key
from tinkernet.runtime.stage import Stage
from tinkernet.runtime.viewer import Viewer
from tinkernet.sweep import swept

_BEAT_SECS = 1.0


class Runs:
    """The runtime as the server sees it; `async with` starts and ends the workers."""

    def __init__(self, catalogue: Catalogue, limits: Limits, launcher: Launcher) -> None:
        self.catalogue = catalogue
        self.limits = limits
        self._stage = Stage(limits, launcher)
        self._audience = Audience(self._stage, limits)
        self._viewers: set[Viewer] = set()
        self._numbers = itertools.count(1)
        self.archive = Archive(catalogue, limits, self._stage, self._audience, self._numbers)
        self._refusals = 0
        self._care: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Start the workers in the background: returns at once, `ready` says when they stand."""
        self._stage.pool.open()
        self._care = asyncio.create_task(self._take_care())
        return self

    async def __aexit__(self, *_error: object) -> None:
        """End all runs and workers."""
        if self._care:
            self._care.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._care
        for viewer in list(self._viewers):
            viewer.outbox.close()
        await self._stage.pool.close()

    @property
    def ready(self) -> bool:
        """Whether every worker stands, warm (for /readyz)."""
        return self._stage.pool.is_ready

    async def until_ready(self) -> None:
        """Wait until `ready`.

        Raises:
            LaunchError: if the workers could not be started.
        """
        await self._stage.pool.until_ready()

    @property
    def greetings(self) -> list[Ready]:
        """What each living worker said first: its process, whether it is warm."""
        return [link.ready for link in self._stage.pool.links if link.ready]

    @property
    def pids(self) -> list[int]:
        """The processes of the living workers."""
        return [ready.pid for ready in self.greetings]

    def viewer(self, session: str) -> Viewer:
        """A new page of the session (the unit of quota). The server says Hello by `tell`."""
        viewer = Viewer(session)
        self._viewers.add(viewer)
        return viewer

    def leave(self, viewer: Viewer) -> None:
        """The page is gone; its runs linger for a while, so that it can come back."""
        for run in list(viewer.outbox.watches):
            self._audience.detach(viewer, run)
        self._viewers.discard(viewer)
        viewer.outbox.close()

    def handle(self, viewer: Viewer, message: ClientMessage) -> None:
        """Do what a page asks; never blocks, the answer comes through its outbox.

        Raises:
            RefusalError: for bad input; the server sends it as `Refused`.
        """
        try:
            if (order := asked(message)) and (guest := self.guest(order.run)):
                self._audience.ask(viewer, guest, order)
            else:
                self._handle(viewer, message)
        except RefusalError:
            self._refusals += 1
            raise

    def counts(self) -> Counts:
        """The state of things, for /healthz and /metrics."""
        return counted(self._stage, len(self._viewers), self._audience.merged, self._refusals)

    def welcome(self, guest: Guest) -> None:
        """Pages may join a run that trains elsewhere; it tells itself when it leaves."""
        self._audience.welcome(guest)

    def guest(self, name: str) -> Guest | None:
        """The run of that id, if it trains elsewhere."""
        return self._audience.guest(name)

    def _handle(self, viewer: Viewer, message: ClientMessage) -> None:
        match message:
            case Ping():
                viewer.tell(Pong(sent=message.sent))
            case Drawn():
                with contextlib.suppress(RefusalError):  # of a run that it left meanwhile
                    viewer.watch(message.run).drawn(message.frame)
                    viewer.outbox.ring()
            case Open():
                self._open(viewer, message)
            case Join():
                self._audience.join(viewer, message.run, message.tag, film=message.film)
            case Fork():
                self._fork(viewer, message)
            case Show():
                self._audience.show(viewer, message.run, message.panels)
            case Close():
                self._audience.close(viewer, message.run)
            case Set() | Act():
                self._change(viewer, message)
            case Restart():
                self._restart(viewer, message)
            case Pace():
                self._pace(viewer, message)
            case Advance():
                self._advance(viewer, message)

    def _open(self, viewer: Viewer, message: Open) -> None:
        entry = swept(self.catalogue.entry(message.lab), message.sweep)
        preset = self.catalogue.preset(message.lab, message.preset).config if message.preset else {}
        config = entry.lab.Config.parse({**preset, **message.config})
        preflight.check_sweep(entry, message.sweep, self.limits)
        preflight.check(entry, config, self.limits)
        script = Script(entry.id, config.values(), sweep=message.sweep)
        shown = None if message.shown is None else frozenset(message.shown)
        share = (
            None
            if message.fresh
            else (key(entry, config, message.sweep), message.playing, message.speed)
        )
        run = self._audience.shared(share)
        if run and viewer in run.viewers:
            # A page that compares wants two runs, also when they are equal so far.
            run = share = None
        if run is None:
            run = Run(next(self._numbers), viewer.session, entry, script, self.limits)
            run.playing, run.speed = message.playing, message.speed
            run.share = share
        self._audience.admit(viewer, run, tag=message.tag, shown=shown)

    def _fork(self, viewer: Viewer, message: Fork) -> None:
        run = self._audience.run(viewer, message.run)
        watch = viewer.watch(message.run)
        step = max(0, watch.step) if message.step is None else message.step
        script = forked(run, step, message.config)
        config = run.config.changed(message.config)
        twin = opening(run, config, message.tag, watch.shown) if step == 0 else None
        if twin and not message.still:
            return self._open(viewer, twin)
        preflight.check(run.entry, config, self.limits)
        fork = self._new(run, script, viewer)
        fork.config, fork.playing = config, fork.playing and not message.still
        if 0 < step <= run.step and not run.config.stale(config):
            fork.stand_as(run, step)
        self._audience.admit(viewer, fork, tag=message.tag, shown=watch.shown)

    def _change(self, viewer: Viewer, message: Set | Act) -> None:
        run = self._audience.run(viewer, message.run)
        if run.state == "failed":
            raise RefusalError("This run has failed: restart it to go on.")
        run.leave_room()
        if isinstance(message, Set):
            config = run.config.changed(message.config)
            for name in run.config.stale(config):
                label = run.config.controls()[name].label
                raise RefusalError(f"{label} takes effect with a restart only.", name)
            preflight.check(run.entry, config, self.limits)
        run = self._audience.own(viewer, message.run, self._twin)
        self._stage.tell(run, message.model_copy(update={"run": run.id}))

    def _advance(self, viewer: Viewer, message: Advance) -> None:
        units = self._audience.run(viewer, message.run).entry.lab.units
        if message.unit not in units:
            raise RefusalError(f"This lab steps by {', '.join(units)}.", "unit")
        run = self._audience.own(viewer, message.run, self._twin)
        run.playing = False
        self._stage.tell(run, message.model_copy(update={"run": run.id}))

    def _restart(self, viewer: Viewer, message: Restart) -> None:
        run = self._audience.run(viewer, message.run)
        config = run.wished.changed(message.config)
        preflight.check(run.entry, config, self.limits)
        script = Script(run.entry.id, config.values(), sweep=run.script.sweep)
        run = self._audience.own(viewer, message.run, lambda old, _: self._new(old, script, viewer))
        run.times_lost = run.times_hung = 0
        if run.is_seated:
            self._stage.tell(run, message.model_copy(update={"run": run.id}))
        else:
            run.config = config
            run.rewrite(script)
            run.unsure.clear()
            self._stage.replay(run)

    def _pace(self, viewer: Viewer, message: Pace) -> None:
        run = self._audience.run(viewer, message.run)
        wanted = (message.playing, message.speed)
        if wanted == (run.playing, run.speed):
            return
        if run.share and not run.playing and run.step == 0:
            run = self._start_together(viewer, run, (run.share[0], *wanted))
        else:
            run = self._audience.own(viewer, message.run, self._twin)
        run.playing, run.speed = wanted
        self._stage.tell(run, message.model_copy(update={"run": run.id}))

    def _start_together(
        self, viewer: Viewer, run: Run, share: tuple[str, bool, float | None]
    ) -> Run:
        """Who presses play at step 0 joins those who did so before; a class costs one run."""
        playing = self._audience.shared(share)
        if playing and viewer in playing.viewers:
            return self._audience.own(viewer, run.id, self._twin)
        if playing is None and len(run.viewers) == 1:
            self._audience.rename(run, share)
            return run
        if playing is None:
            playing = self._new(run, replace(run.script, deeds=[], size=0), viewer)
            playing.playing, playing.speed, playing.share = share[1], share[2], share
        self._audience.move(viewer, run, playing)
        return playing

    def _twin(self, run: Run, viewer: Viewer) -> Run:
        """A run that has come as far as this viewer has seen, silently."""
        step = max(0, viewer.outbox.watches[run.id].step)
        twin = self._new(run, run.script.until(step), viewer)
        twin.config = run.config
        twin.stand_as(run, step)
        return twin

    def _new(self, run: Run, script: Script, viewer: Viewer) -> Run:
        new = Run(next(self._numbers), viewer.session, run.entry, script, self.limits)
        new.playing, new.speed = run.playing, run.speed
        return new

    async def _take_care(self) -> None:
        """Once a second: the common beat, and the runs that nobody watches."""
        while True:
            await asyncio.sleep(min(_BEAT_SECS, self.limits.linger_secs / 4 + 0.01))
            self._stage.keep_time()
            self._audience.let_go(time.monotonic())
