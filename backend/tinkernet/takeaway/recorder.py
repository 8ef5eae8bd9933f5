"""Takes down a stretch of a run, with the script's own code running beside it."""

from dataclasses import dataclass
from typing import Any

from tinkernet.lab import Lab, Metrics
from tinkernet.recipe import Arrays, Recipe
from tinkernet.refusal import RefusalError
from tinkernet.takeaway.checking import apart
from tinkernet.takeaway.recording import Reason, Recording
from tinkernet.takeaway.rehearsal import Rehearsal

#: What a script promises: no loss is farther from the run's own.
PROMISED = 1e-6
#: A drift beyond this, and it takes the run's weights again: other machines round otherwise.
_BORNE = 0.2 * PROMISED
#: A file larger than this is no longer handed over: the stretch begins later.
_MOST_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Moment:
    """A run just before a step that is taken down."""

    recipe: Recipe
    state: Arrays


class Recorder:
    """Of the stretches that were begun it keeps the newest, and the longest of the others."""

    def __init__(self, watched: str) -> None:
        self._watched = watched
        self._recording: Recording | None = None
        self._spare: Recording | None = None
        self._reason: Reason = "start"
        self._refusal: RefusalError | None = None

    def begin_anew(self, reason: Reason) -> None:
        """The stretch ends here, and another one begins with the next step."""
        self._recording, self._reason = None, reason

    def before(self, lab: Lab[Any], step: int, left: int) -> Moment | None:
        """What a step begins with, where it is to be taken down; `left`: steps with this one."""
        if self._recording is None:
            try:
                recipe = self._recipe = lab.recipe()
                varied = recipe.sections(None)
            except RefusalError as refusal:
                self._refusal = refusal
                return None
            if left > recipe.most_steps:
                self._reason = "length"
                return None
            data = recipe.data()
            self._recording = Recording(step, self._reason, varied, data, recipe.sheet())
            self._rehearsal = Rehearsal(varied, data)
        return Moment(self._recipe, self._recipe.state())

    def after(self, moment: Moment, metrics: Metrics) -> None:
        """What came of that step."""
        recording = self._recording
        if recording is None:
            return
        loss, dealt = metrics.get(self._watched, float("nan")), moment.recipe.dealt()
        t = len(recording)
        if t == 0:
            recording.steady = moment.recipe.sections(float(dealt["eta"][0]))
        every = moment.recipe.refreshed
        if t == 0 or (every and t % every == 0):
            self._renew(recording, t, moment)
        gap = apart(self._rehearsal.step(t, dealt), loss)
        if gap > _BORNE and t not in recording.states:
            self._renew(recording, t, moment)
            gap = apart(self._rehearsal.step(t, dealt), loss)
        if gap > PROMISED:
            # Numbers so large that one step cannot be computed twice alike.
            recording.states.pop(t, None)
            self._put_aside(recording)
            self.begin_anew("rounding")
            return
        recording.add(loss, dealt)
        if recording.size > _MOST_BYTES and t > 0:
            self.begin_anew("length")

    def best(self) -> Recording:
        """The stretch to hand over.

        Raises:
            RefusalError: if there is none.
        """
        found = self._recording or self._spare
        if found is None or not len(found):
            raise self._refusal or RefusalError(
                "There is no step of this run that a script could reproduce: it has not trained."
            )
        return found

    def _renew(self, recording: Recording, t: int, moment: Moment) -> None:
        recording.keep(t, moment.state)
        self._rehearsal.take_over(t, moment.state)

    def _put_aside(self, recording: Recording) -> None:
        if self._spare is None or len(recording) > len(self._spare):
            self._spare = recording


def fingerprint(lab: Lab[Any]) -> tuple[Any, ...]:
    """Equal before and after a deed that changes nothing of the training."""
    try:
        recipe = lab.recipe()
        code = tuple(section.code for section in recipe.sections(None))
    except RefusalError as refusal:
        return (refusal.message,)
    controls = lab.config.controls()
    data = [value for name, value in lab.config.values().items() if controls[name].group == "data"]
    state = tuple((name, part.tobytes()) for name, part in recipe.state().items())
    return code, repr(data), state
