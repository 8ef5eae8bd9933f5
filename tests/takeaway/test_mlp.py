"""A net of the lab `mlp`, taken away, gives the run's own losses wherever the run has been."""

from typing import Any

import pytest

from tests.takeaway.taking import acted, changed, done, files, played, taken
from tinkernet.deed import Deed
from tinkernet.panels import Erase, Paint, Pick, Resize, SetWeight
from tinkernet.protocol import Advance, Config
from tinkernet.refusal import RefusalError
from tinkernet.takeaway.takeaway import Takeaway

_PAINTED = Paint(x=[-1.5, -1.4, 1.2, 1.3], y=[1.5, 1.4, -1.2, -1.3], label=2)

CASES: dict[str, tuple[Config, int | None, list[Deed]]] = {
    "optimiser sgd": ({"opt": "sgd", "lr": 0.3, "depth": 2}, 120, []),
    "optimiser momentum": ({"opt": "momentum", "task": "moons"}, 120, []),
    "optimiser nesterov": ({"opt": "nesterov", "task": "spiral"}, 120, []),
    "optimiser rmsprop": ({"opt": "rmsprop", "lr": 0.01}, 120, []),
    "optimiser adamw": ({"opt": "adamw", "lam": 0.05, "task": "blobs"}, 120, []),
    "loss mse": ({"loss": "mse", "task": "sectors"}, 80, []),
    "loss mae": ({"loss": "mae", "task": "sine", "depth": 2}, 80, []),
    "loss huber": ({"loss": "huber", "task": "plane", "depth": 0}, 80, []),
    "penalties": ({"l1": 0.01, "lam": 0.02, "clip": 0.5}, 120, []),
    "dropout": ({"dropout": 0.4, "depth": 3, "width": 20, "batch": 37}, 120, []),
    "schedule": ({"schedule": "warmup_cosine", "steps": 150}, None, []),
    "inputs": ({"x1_squared": True, "sin_x2": True, "task": "wine"}, 60, []),
    "to the end": ({"task": "spiral", "width": 32, "depth": 2, "lr": 0.02, "steps": 600}, None, []),
    "runs away": ({"task": "hills", "lr": 3.0, "opt": "sgd", "act": "linear", "depth": 4}, None,
                  []),
    "on steep ground": ({"task": "sine", "lr": 2.0, "opt": "momentum", "act": "relu", "depth": 3},
                        200, []),
    "not begun": ({"steps": 300}, 0, [changed(0, lr=0.2)]),
    "moved sliders": ({"steps": 100}, 140, [changed(30, lr=0.2), changed(60, batch=5),
                                            changed(100, steps=200)]),
    "another optimiser": ({}, 90, [changed(30, opt="momentum")]),
    "an edited net": ({"depth": 2}, 90, [
        acted(20, "net", SetWeight(layer=1, target=0, source=1, value=2.5)),
        acted(40, "net", Resize(layer=1, change=1)),
    ]),
    "painted points": ({"task": "xor"}, 90, [acted(40, "boundary", _PAINTED)]),
    "looked at": ({}, 60, [acted(20, "boundary", Pick(id=3)), changed(30, lens="sample")]),
    "sample by sample": ({}, 43, [done(40 + n, Advance(run="0" * 32, unit="sample"))
                                  for n in range(3)]),
    "changed at its end": ({}, 50, [changed(50, lr=0.5, act="relu")]),
}  # fmt: skip
for _act in ("linear", "sigmoid", "relu", "leaky_relu", "elu", "swish", "gelu", "softplus",
             "hard_tanh", "hard_sigmoid"):  # fmt: skip
    CASES[f"activation {_act}"] = ({"act": _act, "depth": 2, "width": 8}, 60, [])

Played = dict[str, tuple[float, int]]


@pytest.fixture(scope="module")
def takeaways() -> dict[str, Takeaway]:
    return {name: taken("mlp", *case) for name, case in CASES.items()}


@pytest.fixture(scope="module")
def ends(takeaways: dict[str, Takeaway], tmp_path_factory: Any) -> Played:
    return played(takeaways, tmp_path_factory.mktemp("mlp"))


@pytest.mark.parametrize("name", CASES)
def test_the_script_gives_the_runs_own_losses(name: str, ends: Played) -> None:
    worst, code = ends[name]
    assert worst <= 1e-6
    assert code == 0


@pytest.mark.parametrize(
    ("name", "begin", "end"),
    [
        ("to the end", 1, 600),
        ("moved sliders", 1, 140),
        ("another optimiser", 31, 90),
        ("an edited net", 41, 90),
        ("painted points", 41, 90),
        ("looked at", 1, 60),
        ("sample by sample", 1, 43),
        ("changed at its end", 1, 50),
        ("not begun", 1, 50),
    ],
)
def test_it_begins_where_the_run_was_last_changed(
    name: str, begin: int, end: int, takeaways: dict[str, Takeaway]
) -> None:
    assert f"steps {begin} to {end}," in files(takeaways[name], "script")["run.py"].decode()


def test_the_table_holds_all_numbers_from_the_first_step(takeaways: dict[str, Takeaway]) -> None:
    lines = files(takeaways["painted points"], "script")["losses.csv"].decode("utf-8-sig")
    assert lines.splitlines()[0] == "step,loss"
    assert len(lines.splitlines()) == 91


def test_a_net_without_examples_is_a_sentence() -> None:
    emptied = acted(0, "boundary", Erase(x=0, y=0, radius=100))
    takeaway = taken("mlp", {"task": "xor", "m": 20}, 10, [emptied])
    with pytest.raises(RefusalError, match="no example"):
        takeaway.bundle("script")
