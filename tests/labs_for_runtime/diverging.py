"""Doubles its loss at every step until it no longer fits."""

from tinkernet.control import control
from tinkernet.lab import Diagnosis, Lab, LabConfig, Metrics, Place
from tinkernet.panels import Number, Panel, Stat
from tinkernet.protocol import Cure


class DivergingConfig(LabConfig):
    """The factor of each step."""

    factor: float = control(
        1e100, lo=0, hi=1e200, scale="linear", group="training", live=True,
        label="Factor", help="What the loss is multiplied by.",
    )  # fmt: skip


class Diverging(Lab[DivergingConfig]):
    """The loss after n steps is factor ** n."""

    Config = DivergingConfig
    places = [Place(name="loss", kind="stat", title="Loss")]

    def __init__(self, config: DivergingConfig) -> None:
        super().__init__(config)
        self.loss = 1.0

    def step(self) -> Metrics:
        self.loss *= self.config.factor
        return {"loss": self.loss}

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        return {"loss": Stat(title="Loss", numbers=[Number(name="loss", value=None)])}

    @property
    def gradient_norm(self) -> float:
        return self.loss * 2

    def diagnose(self) -> Diagnosis:
        cure = Cure(label="Use a factor of 0.5", config={"factor": 0.5})
        return Diagnosis(reason="The factor is larger than 1.", cure=cure)
