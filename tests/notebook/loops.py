"""Small models and data that tests watch, and the page that looks at them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

import orjson
import torch
from torch import Tensor, nn
from websockets import Origin
from websockets.sync.client import connect

from tinkernet.frame import unpack
from tinkernet.notebook.loop import Watch

PATIENCE_SECS = 60.0


def plane(count: int = 120) -> tuple[Tensor, Tensor]:
    """Points of the plane, of class 1 in two opposite quarters."""
    dice = torch.Generator().manual_seed(0)
    x = torch.randn(count, 2, generator=dice)
    return x, (x[:, 0] * x[:, 1] > 0).long()


def pictures(count: int = 40) -> tuple[Tensor, Tensor]:
    """Noise in three channels, of ten classes."""
    dice = torch.Generator().manual_seed(0)
    return torch.rand(count, 3, 8, 8, generator=dice), torch.arange(count) % 10


def stack(outputs: int = 2) -> nn.Sequential:
    """A small stack of linear layers over the plane."""
    return nn.Sequential(nn.Linear(2, 6), nn.Tanh(), nn.Linear(6, outputs))


def convnet() -> nn.Sequential:
    """Everything that has a state or draws lots: normalisation and dropout."""
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.Dropout(0.5),
        nn.Flatten(), nn.Linear(256, 8), nn.ReLU(), nn.Linear(8, 10),
    )  # fmt: skip


def trained(
    model: nn.Module, data: tuple[Tensor, Tensor], steps: int, after: Callable[[float], object]
) -> list[float]:
    """The losses of a loop as a learner writes one; `after` is called at the end of each step."""
    x, y = data
    optimiser = torch.optim.Adam(model.parameters(), lr=0.02)
    losses: list[float] = []
    for _ in range(steps):
        chosen = torch.randint(0, len(x), (16,))
        loss = nn.functional.cross_entropy(model(x[chosen]), y[chosen])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
        after(losses[-1])
    return losses


class Eye:
    """A page that looks at a watched loop. `frames`: the headers that came; `states`: in order."""

    def __init__(self, socket: Any, run: str) -> None:
        self._socket = socket
        self.run = run
        self.frames: list[dict[str, Any]] = []
        self.words: list[dict[str, Any]] = []

    @property
    def states(self) -> list[str]:
        return [word["state"] for word in self.words if word["type"] == "status"]

    @property
    def panels(self) -> dict[str, Any]:
        """The newest picture of each panel."""
        return {name: panel for frame in self.frames for name, panel in frame["panels"].items()}

    def say(self, **message: object) -> Self:
        self._socket.send(orjson.dumps({"run": self.run, **message}).decode())
        return self

    def hear(self, secs: float = 0.05) -> None:
        """Take one message, if one comes in time."""
        try:
            got = self._socket.recv(timeout=secs)
        except TimeoutError:
            return
        if isinstance(got, str):
            self.words.append(orjson.loads(got))
        else:
            self.frames.append(unpack(got)[0])
            self.say(type="drawn", frame=self.frames[-1]["frame"])

    def until(self, seen: Callable[[], object], what: str, do: Callable[[], object] = int) -> None:
        """Look on, doing `do` in between, until `seen`."""
        end = time.monotonic() + PATIENCE_SECS
        while not seen():
            assert time.monotonic() < end, f"waited in vain until {what}; {self.words[-3:]}"
            do()
            self.hear()


@contextmanager
def looking(watch: Watch) -> Iterator[Eye]:
    """A page that has joined the loop and looks at everything."""
    base, _, run = watch.url.partition("/watch/")
    address = f"{base.replace('http', 'ws', 1)}/ws"
    with connect(address, origin=Origin(base), compression=None, max_size=None) as socket:
        eye = Eye(socket, run).say(type="join", tag="eye", film=True)
        eye.until(lambda: eye.states, "it has joined")
        yield eye


def state_of(model: nn.Module) -> list[Any]:
    """Everything of a model that a picture must not touch."""
    tensors = [each.detach().clone() for each in model.state_dict().values()]
    slopes = [None if p.grad is None else p.grad.clone() for p in model.parameters()]
    modes = [each.training for each in model.modules()]
    known = [None if each is None else each.tolist() for each in slopes]
    return [[each.tolist() for each in tensors], known, modes]
