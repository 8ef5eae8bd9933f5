"""Counts its steps.

A lab small enough to check every number by hand.
"""

from tinkernet.control import control
from tinkernet.lab import Lab, LabConfig, Metrics, Needs, Place, Preset
from tinkernet.panels import AnyPanel, Gesture, Number, Panel, Pick, Stat
from tinkernet.refusal import RefusalError

_BYTES_PER_UNIT = 8


class CounterConfig(LabConfig):
    """How much one step counts, until when, and how long an epoch is."""

    pace: float = control(
        1.0, lo=0, hi=100, scale="linear", group="training", live=True,
        label="Pace", help="How much one step counts.",
    )  # fmt: skip
    end: int = control(
        1_000_000, lo=1, hi=1_000_000, scale="int", group="training", live=True,
        label="End", help="The step after which it is done.",
    )  # fmt: skip
    units: int = control(
        1, lo=1, hi=10**12, scale="int", group="network",
        label="Units", help="Only takes memory, in words.",
    )  # fmt: skip
    picked: int = control(
        -1, lo=-1, hi=1000, scale="int", group="data", live=True, hidden=True,
        label="Picked", help="The example chosen by hand.",
    )  # fmt: skip


class Counter(Lab[CounterConfig]):
    """`total` is the sum of the paces of all steps."""

    Config = CounterConfig
    presets = [Preset(name="fast", title="Fast", config={"pace": 2.0})]
    places = [
        Place(name="total", kind="stat", title="Total"),
        Place(name="more", kind="stat", title="More"),
    ]
    units = ["sample", "batch", "epoch"]

    def __init__(self, config: CounterConfig) -> None:
        super().__init__(config)
        self.count = 0
        self.total = 0.0

    def step(self) -> Metrics:
        self.count += 1
        self.total += self.config.pace
        return {"loss": 1 / (1 + self.total), "total": self.total}

    def advance(self, unit: str) -> Metrics:
        self.total += self.config.pace / 10
        return {"loss": 1 / (1 + self.total), "total": self.total}

    def measure(self) -> Metrics:
        return {"measured": float(self.count)}

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        return {name: self._stat(name) for name in sorted(wanted & {"total", "more"})}

    def gesture(self, panel: str, gesture: Gesture) -> None:
        if not isinstance(gesture, Pick):
            raise RefusalError("Only picking does something here.", "gesture")
        self.total += 1000
        self.config = self.config.changed({"picked": gesture.id})

    @property
    def epoch(self) -> float:
        return self.count / 10

    @property
    def done(self) -> bool:
        return self.count >= self.config.end

    @classmethod
    def needs(cls, config: LabConfig) -> Needs:
        units = config.units if isinstance(config, CounterConfig) else 0
        return Needs(memory_bytes=units * _BYTES_PER_UNIT, hint="Try at most 512 units.")

    def _stat(self, name: str) -> AnyPanel:
        return Stat(title=name, numbers=[Number(name="total", value=self.total)])
