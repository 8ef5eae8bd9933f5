"""No learner waits for the compiler, wherever the program is installed."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tinkernet.engine import Hyper, Net, Shape, quantise_rows
from tinkernet.engine.chance import shuffle
from tinkernet.engine.kernel import evaluate, train

# Two small kernels: the whole engine takes the compiler ten seconds.
SCRIPT = """
import numpy as np
from tinkernet.engine import quantise_rows
print(quantise_rows(np.ones((1, 3), np.float32)))
"""


def test_nothing_is_compiled_after_warming_whatever_arrays_come() -> None:
    before = _signatures()
    net = Net(Shape.of(3, 8, 2), optimiser="adam")
    x, y = np.zeros((9, 3)), np.zeros((9, 2))
    frozen = np.zeros((9, 3), np.float32)
    frozen.flags.writeable = False
    for points in (x, x.tolist(), frozen, np.asfortranarray(x), x[::-1], x.astype(np.float32)):
        net.step(points, y, Hyper(lr=1))
        net.epoch(points, y.astype(int), list(range(9)), 4, Hyper(dropout=0.5))
        quantise_rows(net.units(points))
        net.shuffled(9)
    assert _signatures() == before


def test_without_a_place_to_write_the_engine_works_and_keeps_nothing(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    assert "254, 254, 254" in _run(in_the_way)
    assert in_the_way.read_text() == "not a folder"


@pytest.mark.skipif(os.name == "nt", reason="needs a limit for the size of files")
def test_on_a_full_disk_the_engine_works_and_keeps_nothing(tmp_path: Path) -> None:
    # No file may be larger: a write fails in the middle, as where the disk ends.
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))"
    assert "254, 254, 254" in _run(tmp_path, before=full)
    assert not list(tmp_path.rglob("*.nbc"))
    assert "254, 254, 254" in _run(tmp_path), "what is left of it does no harm later"


def test_compiled_kernels_are_kept_in_the_folder_that_is_named(tmp_path: Path) -> None:
    first = _run(tmp_path)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.nbc")}
    assert len(kept) == 2
    assert _run(tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.nbc")} == kept


def _run(cache: Path, before: str = "") -> str:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", f"{before}\n{SCRIPT}"],
        env=environment, capture_output=True, text=True, check=True, timeout=200,
    )  # fmt: skip
    return done.stdout


def _signatures() -> list[int]:
    kernels: list[Any] = [train, evaluate, shuffle]
    return [len(kernel.signatures) for kernel in kernels]
