"""A net with dropout that draws from torch's own generator, as a careless lab would."""

import torch
from torch import nn

from tinkernet.control import control
from tinkernet.lab import Lab, LabConfig, Metrics, Place
from tinkernet.panels import Panel, Series
from tinkernet.panels.line import Line
from tinkernet.tensor import floats


class DropoutConfig(LabConfig):
    """The share of units left out."""

    p: float = control(
        0.5, lo=0, hi=0.9, scale="linear", group="regularisation", live=True,
        label="Dropout", help="The share of units left out.",
    )  # fmt: skip


class Dropout(Lab[DropoutConfig]):
    """Fits a line; every step leaves out other units."""

    Config = DropoutConfig
    places = [Place(name="weights", kind="line", title="Weights")]

    def __init__(self, config: DropoutConfig) -> None:
        super().__init__(config)
        self.x = torch.randn(32, 4)  # (N, 4)
        self.y = self.x.sum(1, keepdim=True)  # (N, 1)
        self.drop = nn.Dropout(config.p)
        self.net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), self.drop, nn.Linear(8, 1))
        self.steps = torch.optim.SGD(self.net.parameters(), lr=0.05)

    def step(self) -> Metrics:
        loss = nn.functional.mse_loss(self.net(self.x), self.y)
        self.steps.zero_grad()
        loss.backward()
        self.steps.step()
        return {"loss": loss.item()}

    def apply(self, config: DropoutConfig) -> None:
        super().apply(config)
        self.drop.p = config.p

    def panels(self, wanted: frozenset[str]) -> dict[str, Panel]:
        torch.rand(3)  # how often it is drawn must not change the run
        weights = torch.cat([p.detach().flatten() for p in self.net.parameters()])
        x, y = floats(range(len(weights))), floats(weights.numpy())
        return {"weights": Line(title="Weights", series=[Series(name="w", x=x, y=y)])}
