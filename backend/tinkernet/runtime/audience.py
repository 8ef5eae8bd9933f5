"""Who watches which run: joining, sharing, splitting off, leaving."""

import time
from collections.abc import Callable

from tinkernet.protocol import Close, Pace, Show
from tinkernet.refusal import RefusalError
from tinkernet.runtime.guests import Asked, Guest
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.run import Run
from tinkernet.runtime.stage import Stage
from tinkernet.runtime.viewer import Viewer
from tinkernet.runtime.watch import Watch

#: What makes two untouched runs the same for all who watch: key of the script, playing, speed.
Share = tuple[str, bool, float | None]


class Audience:
    """All runs by id, with their viewers."""

    def __init__(self, stage: Stage, limits: Limits) -> None:
        self._stage = stage
        self._limits = limits
        self._runs: dict[str, Run] = {}
        self._shares: dict[Share, Run] = {}
        self._merged = 0

    @property
    def merged(self) -> int:
        """Frames that were never sent because a newer one was there."""
        watches = (
            viewer.outbox.watches[run.id] for run in self._runs.values() for viewer in run.viewers
        )
        return self._merged + sum(watch.merged for watch in watches)

    def run(self, viewer: Viewer, name: str) -> Run:
        """The run that the page calls by that id.

        Raises:
            RefusalError: if it watches no such run.
        """
        return self._runs[viewer.watch(name).run]

    def find(self, name: str) -> Run:
        """A run by its own id, whoever watches it.

        Raises:
            RefusalError: if it is over.
        """
        run = self._runs.get(name)
        if run is None:
            raise RefusalError("That run is over: open the lab again.", "run")
        return run

    def adopt(self, run: Run) -> None:
        """Take in a run that nobody watches yet.

        Raises:
            RefusalError: if too many wait already.
        """
        self._stage.submit(run)
        self._runs[run.id] = run

    def welcome(self, guest: Guest) -> None:
        """From now on pages may join a run that trains elsewhere."""
        self._runs[guest.id] = guest

    def guest(self, name: str) -> Guest | None:
        """The run of that id, if it trains elsewhere."""
        run = self._runs.get(name)
        return run if isinstance(run, Guest) else None

    def ask(self, viewer: Viewer, guest: Guest, order: Asked) -> None:
        """What a page asks of a run that trains elsewhere; raises like `Guest.ask`."""
        self.run(viewer, guest.id)
        if isinstance(order, Close):
            self.close(viewer, guest.id)
        else:
            guest.ask(order)

    def shared(self, share: Share | None) -> Run | None:
        """The untouched run that anybody may join, if there is one."""
        run = self._shares.get(share) if share else None
        if run is None or run.state in {"failed", "lost"}:
            return None
        return run if run.is_joinable(self._limits.share_secs) else None

    def admit(self, viewer: Viewer, run: Run, *, tag: str, shown: frozenset[str] | None) -> None:
        """Let a page watch a run, which is new or shared.

        Raises:
            RefusalError: if the run is new and too many wait already.
        """
        if run.id in self._runs:
            self._attach(viewer, run, tag=tag, shown=shown, late=True)
            viewer.tell(run.status(tag))
            return
        self._make_room(viewer.session)
        self._runs[run.id] = run
        self._attach(viewer, run, tag=tag, shown=shown)
        try:
            self._stage.submit(run)
        except RefusalError:
            self.detach(viewer, run.id)
            del self._runs[run.id]
            raise
        if run.share:
            self._shares[run.share] = run
        if self._stage.is_crowded:
            self.let_go(time.monotonic())

    def join(self, viewer: Viewer, name: str, tag: str, *, film: bool = False) -> None:
        """Watch a run that exists.

        Raises:
            RefusalError: if it is over.
        """
        run = self.find(name)
        if viewer not in run.viewers:
            self._attach(viewer, run, tag=tag, shown=None, late=film)
        viewer.tell(run.status(tag))

    def show(self, viewer: Viewer, name: str, panels: list[str]) -> None:
        """These are the panels on the page's screen now."""
        run = self.run(viewer, name)
        viewer.watch(name).shown = frozenset(panels)
        self._update_panels(run)

    def own(self, viewer: Viewer, name: str, twin: Callable[[Run, Viewer], Run]) -> Run:
        """The run as this page's own: taken out of the shared ones where nobody else watches
        it and the page has seen all of it, else one made by `twin`.

        Raises:
            RefusalError: if there is no room for one more run.
        """
        run = self.run(viewer, name)
        if len(run.viewers) == 1 and not viewer.outbox.watches[run.id].is_behind:
            self._unshare(run)
            return run
        new = twin(run, viewer)
        self.move(viewer, run, new)
        return new

    def move(self, viewer: Viewer, old: Run, new: Run) -> None:
        """The page watches another run under the same tag from now on."""
        watch = viewer.outbox.watches[old.id]
        self.admit(viewer, new, tag=watch.tag, shown=watch.shown)
        viewer.moved[old.id] = new.id
        self.detach(viewer, old.id)

    def rename(self, run: Run, share: Share) -> None:
        """The run is shared under another pace."""
        self._unshare(run)
        run.share = share
        run.shared_since = time.monotonic()
        self._shares[share] = run

    def close(self, viewer: Viewer, name: str) -> None:
        """The page has no more use for the run; it ends if nobody else has."""
        run = self.run(viewer, name)
        self.detach(viewer, run.id)
        if not run.viewers and not isinstance(run, Guest):
            self._end(run)

    def detach(self, viewer: Viewer, run_id: str) -> None:
        """The page no longer watches; the run lingers."""
        run = self._runs[run_id]
        self._merged += viewer.outbox.watches.pop(run_id).merged
        run.viewers.remove(viewer)
        run.unwatched_since = None if run.viewers else time.monotonic()
        self._update_panels(run)

    def let_go(self, now: float) -> None:
        """Pause, and later end, the runs that nobody watches."""
        limits = self._limits
        for run in [run for run in self._runs.values() if run.unwatched_since is not None]:
            secs = now - (run.unwatched_since or now)
            if isinstance(run, Guest) and run.obey:
                run.forget(secs)
                continue
            is_in_the_way = secs >= limits.crowded_linger_secs and self._stage.is_crowded
            if is_in_the_way or secs >= limits.linger_secs + limits.cull_secs:
                self._end(run)
            elif secs >= limits.linger_secs and not run.is_asleep:
                run.is_asleep = True
                self._stage.tell(run, Pace(run=run.id, playing=False, speed=run.speed))

    def _attach(
        self,
        viewer: Viewer,
        run: Run,
        *,
        tag: str,
        shown: frozenset[str] | None,
        late: bool = False,
    ) -> None:
        viewer.outbox.watches[run.id] = Watch(
            run.id, run.record, tag=tag, shown=shown, window=self._limits.window, late=late
        )
        if viewer not in run.viewers:
            run.viewers.append(viewer)
        run.unwatched_since = None
        self._update_panels(run)
        if run.is_asleep:
            run.is_asleep = False
            self._stage.tell(run, Pace(run=run.id, playing=run.playing, speed=run.speed))
        viewer.outbox.ring()

    def _update_panels(self, run: Run) -> None:
        if run.is_seated and run.panels != run.drawn_panels:
            run.drawn_panels = run.panels
            self._stage.tell(run, Show(run=run.id, panels=run.drawn_panels))

    def _make_room(self, session: str) -> None:
        """A page that was opened anew has left its old runs behind: they go first."""
        mine = [run for run in self._runs.values() if run.session == session]
        left = sorted(
            (run for run in mine if run.unwatched_since is not None),
            key=lambda run: run.unwatched_since or 0.0,
        )
        for run in left[: max(0, len(mine) + 1 - self._limits.runs_per_session)]:
            self._end(run)

    def _unshare(self, run: Run) -> None:
        if run.share and self._shares.get(run.share) is run:
            del self._shares[run.share]
        run.share = None

    def _end(self, run: Run) -> None:
        self._unshare(run)
        del self._runs[run.id]
        self._stage.end(run)
