"""The engine against TensorFlow Playground: epochs a second, without and with pictures."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.peers import cloned
from bench.rows import rate_row
from tinkernet.engine import Hyper, Net, Shape, quantise_rows, warm

ADDRESS = "https://github.com/tensorflow/playground"
SHAPES = {
    "mlp_2_4_2_1": (2, 4, 2, 1),
    "mlp_2_8_8_1": (2, 8, 8, 1),
    "mlp_2_8x6_1": (2, 8, 8, 8, 8, 8, 8, 1),
}
POINTS, BATCH, DENSITY = 250, 10, 100
#: Half of the peer's 0.03, because its loss is half of ours: both make the same moves.
HYPER = Hyper(lr=0.015)
_SECS = 0.4
_UNIT = {
    False: "epochs/s, 25 mini-batches of 10",
    True: "frames/s, an epoch and 100x100 of every unit",
}


def playground_rows() -> list[dict[str, Any]]:
    """A row per net, without and with the pictures of all its units."""
    warm()
    with _playground() as peer:
        return [
            _row(f"{name}{'_picture' if picture else ''}", shape, picture, peer)
            for picture in (False, True)
            for name, shape in SHAPES.items()
        ]


class Playground:
    """TensorFlow Playground's nets in a Node process of their own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def rate(self, points: np.ndarray, shape: tuple[int, ...], picture: bool) -> float:
        """Its epochs (or frames, with `picture`) a second on points (N, 3) of x, y, label.

        Raises:
            RuntimeError: if Node has stopped.
        """
        job = {"points": points.tolist(), "shape": shape, "picture": picture, "secs": _SECS}
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the peer's process wants pipes to talk through")
        print(json.dumps(job), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the peer's process has stopped: see Node's message above")
        return json.loads(answer)["rate"]


@contextmanager
def _playground() -> Iterator[Playground | str]:
    """The peer, or the sentence that says why there is none."""
    here = Path(__file__).parent
    packages = here.parent / "frontend"
    node, checkout = shutil.which("node"), cloned("playground", ADDRESS)
    if node is None or not (packages / "node_modules" / "typescript").is_dir():
        yield "peer missing: Node or its packages; run `make install`"
    elif checkout is None:
        yield f"peer missing: clone {ADDRESS} into bench/peers/playground"
    else:
        with TemporaryDirectory() as folder:
            source = checkout / "src" / "nn.ts"
            command = [node, str(here / "playground.mjs"), str(source), str(packages), folder]
            pipe = subprocess.PIPE
            with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
                yield Playground(process)
                process.terminate()


def _row(
    name: str, shape: tuple[int, ...], picture: bool, peer: Playground | str
) -> dict[str, Any]:
    points = _points()
    ours = _Ours(shape, points, picture)
    if isinstance(peer, str):
        return rate_row(name, f"{_UNIT[picture]} ({peer})", ours.rate, None)
    return rate_row(name, _UNIT[picture], ours.rate, lambda: peer.rate(points, shape, picture))


class _Ours:
    """One of our nets on the same points, shuffled anew each epoch as the lab does."""

    def __init__(self, shape: tuple[int, ...], points: np.ndarray, picture: bool) -> None:
        self._net = Net(Shape.of(*shape, output="tanh"))
        self._x = points[:, :2].astype(np.float32)
        self._y = points[:, 2:].astype(np.float32)
        side = np.linspace(-6, 6, DENSITY, dtype=np.float32)
        self._grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
        self._picture = picture

    def rate(self) -> float:
        """Epochs (or frames) a second."""
        start = time.perf_counter()
        count = 0
        while (took := time.perf_counter() - start) < _SECS:
            self._net.epoch(self._x, self._y, self._net.shuffled(POINTS), BATCH, HYPER)
            if self._picture:
                quantise_rows(self._net.units(self._grid))
            count += 1
        return count / took


def _points() -> np.ndarray:
    """A disc in a ring, (250, 3) of x, y and label 1 or -1, as on the peer's first page."""
    rng = np.random.default_rng(0)
    half = POINTS // 2
    radius = np.r_[rng.uniform(0, 2.5, half), rng.uniform(3.5, 5, half)]
    angle = rng.uniform(0, 2 * np.pi, POINTS)
    label = np.r_[np.ones(half), -np.ones(half)]
    return np.c_[radius * np.sin(angle), radius * np.cos(angle), label]
