"""A run replayed from its script of deeds, to be taken away."""

import inspect
import math
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch

from tinkernet.deed import Deed, perform
from tinkernet.lab import Lab, Metrics
from tinkernet.protocol import Advance, ConfigValue
from tinkernet.takeaway.bundle import bundled
from tinkernet.takeaway.kind import Kind
from tinkernet.takeaway.recorder import Recorder, fingerprint
from tinkernet.takeaway.story import Story

#: Steps of a run that has not begun.
_AHEAD = 50
#: Steps of a lab that never says it is done.
_USUAL_STEPS = 2_000


class Takeaway:
    """Replays a run to `step` (None: to its end) in slices, and takes down a stretch of it.

    The stretch goes from the last deed that changed the training, before the run's step, to that
    step. A run that has not begun goes on for some steps. `reproduces=False` where only the
    weights or the net are wanted: nothing is taken down then.

    Raises:
        RefusalError: in `work` or `bundle`, if the lab or this config cannot be exported.
    """

    def __init__(
        self,
        lab: type[Lab[Any]],
        config: Mapping[str, ConfigValue],
        deeds: Sequence[Deed] = (),
        step: int | None = None,
        *,
        title: str = "",
        reproduces: bool = True,
    ) -> None:
        self._class, self._config, self._deeds = lab, dict(config), list(deeds)
        self._title, self._reproduces = title, reproduces
        self._goal = math.inf if step is None else step
        #: Whether the run may end before its goal: by being done, or by running away.
        self._is_free = step is None
        self._lab: Lab[Any] | None = None
        self._ended = False
        self._random = torch.get_rng_state()

    def work(self, deadline: float) -> bool:
        """Replay until `deadline` of the monotonic clock; whether all is done."""
        with torch.random.fork_rng(devices=[]), _one_thread():
            torch.set_rng_state(self._random)
            lab = self._lab or self._build()
            while not self._ended:
                self._onwards(lab)
                lab = self._living
                if time.monotonic() > deadline:
                    break
            self._random = torch.get_rng_state()
        return self._ended

    def bundle(self, kind: Kind) -> tuple[str, bytes]:
        """The file of this kind: its name and its bytes. Only once `work` is done."""
        recording = self._recorder.best() if kind in {"script", "notebook"} else None
        return bundled(kind, self._story(), self._living.recipe(), recording, self._curves)

    def _build(self) -> Lab[Any]:
        config = self._class.Config.parse(self._config)
        torch.manual_seed(config.seed)
        self._lab = self._class(config)
        self._step, self._is_retaken = 0, False
        self._left = deque(self._deeds)
        self._curves: list[tuple[int, Metrics]] = []
        self._recorder = Recorder(self._lab.watched)
        return self._lab

    def _onwards(self, lab: Lab[Any]) -> None:
        """One deed or one step more, or the end."""
        if self._left and self._left[0].step <= self._step:
            self._do(lab, self._left.popleft())
        elif self._is_retaken:
            self._config, self._deeds = lab.config.values(), list(self._left)
            self._build()
        elif self._step < self._goal and lab.trains:
            self._take(lab, lab.step)
        elif self._goal == 0 and self._reproduces and lab.trains:
            self._goal, self._is_free = _AHEAD, True
        else:
            self._ended = True

    def _do(self, lab: Lab[Any], deed: Deed) -> None:
        if isinstance(order := deed.order, Advance):
            self._take(lab, lambda: perform(lab, order) or {})
            return
        before = fingerprint(lab)
        perform(lab, order)
        if fingerprint(lab) == before:
            return
        self._is_retaken = self._step > 0 and lab.recipe().retaken
        # What was done after the last step has changed none of them.
        if self._step < self._goal:
            self._recorder.begin_anew("change")

    def _take(self, lab: Lab[Any], act: Callable[[], Metrics]) -> None:
        records = self._reproduces and self._goal < math.inf
        left = int(self._goal) - self._step if records else 0
        before = self._recorder.before(lab, self._step, left) if records else None
        metrics = act()
        self._step += 1
        self._curves.append((self._step, metrics))
        if before is not None:
            self._recorder.after(before, metrics)
        if self._is_free and self._is_over(lab, metrics):
            self._goal = self._step
            if records or not self._reproduces:
                return
            # Only now its length is known, and where a stretch of it has to begin.
            self._is_free = False
            self._build()

    def _is_over(self, lab: Lab[Any], metrics: Metrics) -> bool:
        ran_away = not math.isfinite(metrics.get(lab.watched, 0.0))
        never_ends = type(lab).done is Lab.done
        return ran_away or lab.done or (never_ends and self._step >= _USUAL_STEPS)

    def _story(self) -> Story:
        module = inspect.getmodule(self._class)
        name = self._class.__module__.rsplit(".", 1)[-1].replace("_", "-")
        lesson = (module.__doc__ if module else "") or name
        return Story(
            lab=name, lesson=lesson.strip().partition("\n")[0].rstrip("."), title=self._title,
            step=self._step, config=self._living.config.values(),
        )  # fmt: skip

    @property
    def _living(self) -> Lab[Any]:
        if self._lab is None:
            raise RuntimeError("work on it before its files are wanted")
        return self._lab


@contextmanager
def _one_thread() -> Iterator[None]:
    """As in a worker, and in the script: with more threads sums are rounded otherwise."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
