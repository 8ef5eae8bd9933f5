"""What a page hears from the server, read from its websocket beside the page."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from playwright.sync_api import Page, WebSocket

from tinkernet.frame import unpack


@dataclass
class Ear:
    """Numbers by run and step, whichever frames were sent; begins with the next page load.

    `runs`: the ids of the runs of the lab `lab` in the order in which they were told; `takes`
    counts how often numbers began anew.
    """

    page: Page
    lab: str = "mlp"
    runs: list[str] = field(default_factory=list)
    numbers: dict[str, dict[int, dict[str, float]]] = field(default_factory=dict)

    takes: int = 0

    def __post_init__(self) -> None:
        self.page.on("websocket", self._listen)

    @property
    def run(self) -> str:
        """The run on screen."""
        return self.runs[-1] if self.runs else ""

    def has(self, step: int) -> bool:
        """Whether the number of that step of the run on screen has come."""
        return step in self.numbers.get(self.run, {})

    def losses(self, *steps: int) -> list[float]:
        """The loss that each of these steps returned, bit for bit."""
        return [self.numbers[self.run][step]["loss"] for step in steps]

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._hear)

    def _hear(self, data: str | bytes) -> None:
        if isinstance(data, bytes):
            return self._read(data)
        message = orjson.loads(data)
        is_told = message["type"] == "status" and message["lab"] == self.lab
        if is_told and message["run"] not in self.runs:
            self.runs.append(message["run"])
        return None

    def _read(self, data: bytes) -> None:
        header, arrays = unpack(data)
        metrics: dict[str, Any] = header["metrics"]
        kept = self.numbers.setdefault(header["run"], {})
        if metrics["whole"]:
            kept.clear()
            self.takes += 1
        steps = arrays[metrics["steps"]["$array"]].data.tolist()
        rows = arrays[metrics["values"]["$array"]].data.tolist()
        for step, row in zip(steps, rows, strict=True):
            kept[step] = dict(zip(metrics["names"], row, strict=True))
