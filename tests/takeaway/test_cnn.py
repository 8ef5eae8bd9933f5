"""Bricks, taken away."""

from pathlib import Path

from tests.takeaway.taking import acted, changed, files, played, taken
from tinkernet.panels import AddBrick, LookAtBrick
from tinkernet.protocol import Config

_SMALL: Config = {"examples": 100, "input_size": 10, "filters": 4, "batch": 16}


def test_the_script_gives_the_runs_own_losses_whatever_the_bricks(tmp_path: Path) -> None:
    every = "c4k3s2valid-batchnorm-avg2-gmp-batchnorm-d16"
    config: Config = {**_SMALL, "input_size": 16, "plan": "own", "bricks": every}
    brick = acted(8, "bricks", AddBrick(at=1, brick="batchnorm"))
    takeaways = {
        "every brick": taken("cnn", config, 30),
        "colours": taken("cnn", {**_SMALL, "in_channels": 3, "head": "gap"}, 16),
        "fewer colours": taken("cnn", {**_SMALL, "dataset": "emoji", "in_channels": 2}, 8),
        "a new brick": taken("cnn", _SMALL, 16, [brick, changed(8, lr=0.01)]),
        "a slider": taken("cnn", _SMALL, 16, [changed(8, lr=0.01, batch=8)]),
    }
    ends = played(takeaways, tmp_path)
    assert all(worst <= 1e-6 and code == 0 for worst, code in ends.values()), ends


def test_where_one_looks_changes_nothing() -> None:
    looked = [acted(5, "bricks", LookAtBrick(at=2)), changed(6, probe="filters")]
    script = files(taken("cnn", _SMALL, 10, looked), "script")["run.py"]
    assert b"steps 1 to 10," in script
    assert b"nn.Conv2d(1, 4, 3, padding=1), nn.ReLU()" in script
