"""How many frames a second everybody gets, so that the workers keep up."""

from tinkernet.runtime.limits import Limits

#: What a frame is taken to cost until its run has drawn some.
_GUESSED_SECS = 0.003


class Beat:
    """Lowers the rate of all runs together, down to a floor, before anybody must wait."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._costs: dict[int, float] = {}

    def note(self, run: int, frame_secs: float) -> None:
        """One frame of the run costs its worker so many seconds."""
        self._costs[run] = frame_secs

    def forget(self, run: int) -> None:
        """The run is gone."""
        self._costs.pop(run, None)

    def frames_per_sec(self, active: list[int]) -> float:
        """The rate at which drawing all active runs fits the workers, within the limits."""
        limits = self._limits
        cost = self._cost(active)
        most = limits.frames_per_sec
        fitting = limits.load * limits.workers / cost if cost else most
        return min(most, max(limits.floor_frames_per_sec, fitting))

    def has_room(self, active: list[int]) -> bool:
        """Whether one more run fits, with everybody at the floor."""
        limits = self._limits
        cost = self._cost(active) + _GUESSED_SECS
        return cost * limits.floor_frames_per_sec <= limits.load * limits.workers

    def _cost(self, active: list[int]) -> float:
        return sum(self._costs.get(run, _GUESSED_SECS) for run in active)
