"""`tinkernet.watch`: the learner's own loop, streamed into the panels of the labs."""

import threading
import time
import warnings
import weakref
from collections.abc import Mapping
from typing import Any

from torch import nn

from tinkernet.frame import encode
from tinkernet.lab import LabPage
from tinkernet.notebook.examples import examples_of
from tinkernet.notebook.frame import checked_height, frame
from tinkernet.notebook.home import home
from tinkernet.notebook.layers import gradient_norm, parameters
from tinkernet.notebook.line import Line, closes_with
from tinkernet.notebook.look import Look, dice, dice_kept, plain
from tinkernet.notebook.pictures import Pictures
from tinkernet.notebook.told import Told
from tinkernet.protocol import Frame
from tinkernet.refusal import RefusalError
from tinkernet.runtime.reports import Turned

#: What a model, or data that does not fit it, may raise while it is looked at.
MISTAKES = (
    RuntimeError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError,
    AssertionError,
)  # fmt: skip
_FRAME_SECS = 0.1
_UNSEEN_SECS = 1.0
#: The part of the loop's time that pictures may take.
_SHARE = 0.02
#: A model that takes longer for its first answers is asked of fewer examples.
_DEAR_SECS, _FEWEST = 0.05, 64
_LOOK_SECS = 0.25
#: A loop that has not stepped for so long, and for so many of its usual steps, rests.
_REST_SECS, _REST_STEPS = 2.0, 20.0
#: Whether it is over, measures something or was interrupted nobody here can know.
AT_REST = "The loop has not stepped for a while."


class Watch:
    """A loop that is watched. Call it once for each step, as `watch(loss=...)` or
    `watch.step(loss=...)`; show it as the last line of a cell. Nothing here raises into the loop:
    what cannot be used is said once, as a warning."""

    def __init__(self, model: nn.Module, data: object, validation: object | None,
                 title: str, height: int) -> None:  # fmt: skip
        self.title = title or f"{type(plain(model)).__name__}, {parameters(model):,} parameters"
        self._height = height
        self._model = model
        self._examples = examples_of(data, validation, model)
        self._told = Told()
        self._lock = threading.RLock()
        self._step = self._frames = self._asked = 0
        self._seen_step = -1
        self._due = self._pictures_due = 0.0
        self._stepped_at = self._rated_at = time.monotonic()
        self._rated_step, self._usual_secs = 0, 0.0
        self._is_still = self._rests = False
        self._warned: set[str] = set()
        self._draws_quietly = False
        self._pictures = self._first_pictures()
        self._line = self._dialled()
        threading.Thread(target=_keep, args=(weakref.ref(self),), daemon=True).start()

    def step(self, **numbers: Any) -> None:
        """One step of the loop is done; `numbers`: what it measured, e.g. `loss=loss.item()`."""
        with self._lock:
            now = time.monotonic()
            self._step += 1
            self._usual_secs += 0.05 * (now - self._stepped_at - self._usual_secs)
            self._stepped_at = now
            if self._told.add(self._step, self._checked(numbers)):
                self._turn()
            if now >= self._due or self._line.asks != self._asked:
                self._tell(now)
            if self._rests:
                self._go_on()
        if self._line.is_paused:
            self._wait()
        elif self._is_still:
            # Play was pressed while the loop computed.
            self._go_on()

    __call__ = step

    @property
    def url(self) -> str:
        """The page of this loop, to be opened on its own."""
        with self._lock:
            if not (self._line.is_open and self._home.is_alive):
                self._told.whole = True
                self._line = self._dialled()
            return f"{self._home.url}/watch/{self._line.run}"

    def close(self) -> None:
        """The loop is over; what was drawn can still be looked at."""
        with self._lock:
            self._tell(time.monotonic())
            self._line.report(Turned(state="finished", step=self._step))
            self._line.close()

    def __repr__(self) -> str:
        """For those who cannot show frames."""
        return f"{self.title}, at {self.url}"

    def _repr_html_(self) -> str:
        url = self.url
        with self._lock:
            self._send(self._drawn(frozenset(place.name for place in self._pictures.places)))
        return frame(f"{url}#embed=1", self.title, self._height)

    def _first_pictures(self) -> Pictures:
        shape = tuple(self._examples.x.shape)
        try:
            with dice_kept(self._examples.x.device):
                look, start = Look(self._model, self._examples), time.monotonic()
                dear = (time.monotonic() - start) / _DEAR_SECS if len(look.outputs) else 1.0
                if dear > 1:
                    most = max(_FEWEST, round(len(self._examples) / dear))
                    self._examples = self._examples.thinned(most)
                    look = Look(self._model, self._examples)
                return Pictures(self._model, self._examples, look)
        except MISTAKES as error:
            raise RefusalError(
                f"The model does not answer x of shape {shape}: {str(error)[:300]}.", "model"
            ) from error

    def _dialled(self) -> Line:
        self._home = home()
        page = LabPage(
            id="watched", title=self.title, lecture=0, lesson="", controls=[], presets=[],
            places=self._pictures.places, units=["batch"], speed=None, trains=True,
        )  # fmt: skip
        line = Line(self._home, page)
        closes_with(self, line)
        self._line = line
        self._send(self._drawn(frozenset(place.name for place in page.places)))
        if self._told.has_diverged:
            self._turn()
        return line

    def _checked(self, numbers: Mapping[str, Any]) -> dict[str, float]:
        found: dict[str, float] = {}
        for name, value in numbers.items():
            try:
                found[name] = float(value)
            except (TypeError, ValueError, RuntimeError):
                self._warn(f"{name} must be a single number; {type(value).__name__} came.")
        return found

    def _warn(self, sentence: str) -> None:
        if sentence not in self._warned:
            self._warned.add(sentence)
            warnings.warn(f"tinkernet.watch: {sentence}", stacklevel=4)

    def _turn(self) -> None:
        """The loop goes on, or its loss has run away."""
        lost = self._told.has_diverged
        self._line.report(
            Turned(
                state="diverged" if lost else "running", step=self._step,
                divergence=self._told.divergence(self._step) if lost else None,
            )
        )  # fmt: skip

    def _tell(self, now: float, *, quietly: bool = False) -> None:
        """Send what is new: the numbers always, pictures as often as they are cheap. `quietly`:
        beside a loop that rests, where nothing is too dear."""
        line = self._line
        if not line.has_credit and line.is_open:
            self._due = now + _FRAME_SECS
            return
        is_new = quietly or line.asks != self._asked
        self._asked = line.asks
        if not line.is_open:
            self._due = now + _UNSEEN_SECS
            return
        wants = bool(line.wanted) and (is_new or now >= self._pictures_due)
        # The last pictures that made sense stay; who came too late for them sees what is left.
        wants = wants and not (self._told.has_diverged and self._seen_step > 0)
        self._rate(now)
        self._send(self._drawn(line.wanted, quietly=quietly) if wants else {})
        spent = time.monotonic() - now
        if wants:
            self._pictures_due = now + spent + max(_FRAME_SECS, spent / _SHARE)
        calm = min(2 * _FRAME_SECS, max(0.0, self._pictures_due - now - spent))
        self._due = now + spent + (calm if line.wanted else _UNSEEN_SECS)

    def _drawn(self, wanted: frozenset[str], *, quietly: bool = False) -> dict[str, Any]:
        """The pictures of the model as it is. `quietly`: beside the loop, where the generators
        must not even be put back."""
        self._pictures.step, self._pictures.metrics = self._step, list(self._told.names)
        look = Look(self._model, self._examples)
        try:
            if quietly:
                panels = self._pictures.draw(look, wanted)
            else:
                with dice_kept(self._examples.x.device):
                    before = dice()
                    panels = self._pictures.draw(look, wanted)
                    self._draws_quietly = before == dice()
        except MISTAKES as error:
            self._warn(f"the model could not be drawn ({type(error).__name__}: {error}).")
            return {}
        self._seen_step = self._step
        return panels

    def _send(self, panels: dict[str, Any]) -> None:
        if not panels and not self._told.waits:
            return
        norm = gradient_norm(self._model)
        if norm is not None and not self._told.has_diverged:
            self._told.norms.append(norm)
        told = Frame(
            run=self._line.run, frame=self._frames, step=self._step, epoch=0.0,
            metrics=self._told.take(self._step), panels=panels,
        )  # fmt: skip
        self._frames += 1
        self._line.frame(encode(told))

    def _rate(self, now: float) -> None:
        if now - self._rated_at >= 0.5:
            self._pictures.per_sec = (self._step - self._rated_step) / (now - self._rated_at)
            self._rated_at, self._rated_step = now, self._step

    def _wait(self) -> None:
        """Somebody at the page has paused the loop; what they look at is drawn meanwhile."""
        self._is_still = True
        self._line.report(Turned(state="paused", step=self._step))
        while not self._line.take_turn(_FRAME_SECS):
            with self._lock:
                self._stepped_at = now = time.monotonic()
                if self._line.asks != self._asked or self._seen_step != self._step:
                    self._tell(now)
        if not self._line.is_paused:
            self._go_on()

    def _go_on(self) -> None:
        self._is_still = self._rests = False
        self._turn()

    def rest(self) -> None:
        """Called beside the loop: what is left to be told when it has come to rest."""
        now = time.monotonic()
        with self._lock:
            idle = now - self._stepped_at
            if idle < _LOOK_SECS or not self._line.is_open:
                return
            is_stale = self._line.asks != self._asked or self._seen_step != self._step
            rests = idle > max(_REST_SECS, _REST_STEPS * self._usual_secs)
            if rests and not (self._rests or self._is_still or self._told.has_diverged):
                self._rests = True
                self._line.report(Turned(state="running", step=self._step, message=AT_REST))
            if rests and is_stale and self._line.wanted and self._draws_quietly:
                self._tell(now, quietly=True)
            elif self._told.waits and self._line.has_credit:
                self._send({})


def _keep(loop: weakref.ref[Watch]) -> None:
    while True:
        time.sleep(_LOOK_SECS)
        watched = loop()
        if watched is None:
            return
        watched.rest()
        del watched


def watch(model: nn.Module, data: object, *, validation: object | None = None, title: str = "",
          height: int = 760) -> Watch:  # fmt: skip
    """Look into a training loop of one's own while it runs.

    `model`: any torch module. `data`: its examples as a pair (x, y) of tensors or arrays, x of
    shape (N, 2), (N, d) or (N, C, H, W); `validation`: likewise, never learnt from. `height`: of
    the frame under the cell. The page shows the numbers of each `step`, and pictures of the model,
    computed from a copy only while somebody looks.

    Raises:
        RefusalError: if the model does not answer x, or the data is no such pair.
    """
    if not isinstance(model, nn.Module):
        raise RefusalError(
            f"model must be a torch.nn.Module; {type(model).__name__} came.", "model"
        )
    checked_height(height)
    return Watch(model, data, validation, title, height)
