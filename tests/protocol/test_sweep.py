"""A sweep is one lab many times: each cell comes exactly as far as it would alone."""

import math

import numpy as np
import pytest

from tinkernet.discovery import LabEntry, discover
from tinkernet.lab import Lab
from tinkernet.panels import Cells
from tinkernet.protocol import Axis, Config, SweepPlan
from tinkernet.refusal import RefusalError
from tinkernet.sweep import Sweep, cells, swept

PLAN = SweepPlan(
    axes=[
        Axis(control="lr", values=[0.01, 0.1, 1.0]),
        Axis(control="width", values=[1, 4]),
    ]
)


@pytest.fixture(scope="module")
def mlp() -> LabEntry:
    return discover().entries["mlp"]


def _begun(entry: LabEntry, plan: SweepPlan, config: Config) -> Sweep:
    lab = swept(entry, plan).lab(entry.lab.Config.parse(config))
    assert isinstance(lab, Sweep)
    return lab


def _alone(entry: LabEntry, plan: SweepPlan, config: Config) -> list[Lab]:
    base = entry.lab.Config.parse(config)
    return [entry.lab(base.changed(cell)) for cell in cells(plan)]


def test_the_first_axis_runs_along_the_rows() -> None:
    assert cells(PLAN)[:4] == [
        {"width": 1, "lr": 0.01},
        {"width": 1, "lr": 0.1},
        {"width": 1, "lr": 1.0},
        {"width": 4, "lr": 0.01},
    ]


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"batch": 7, "opt": "adam", "task": "spiral"},
        {"schedule": "cosine", "steps": 50},
        {"dropout": 0.3, "lam": 0.01, "task": "penguins"},
        {"task": "sine", "opt": "rmsprop"},
    ],
)
def test_every_cell_comes_as_far_as_it_would_alone(mlp: LabEntry, config: Config) -> None:
    sweep, alone = _begun(mlp, PLAN, config), _alone(mlp, PLAN, config)
    losses: dict[str, float] = {}
    for _ in range(60):
        sweep.step()
        losses = {
            f"loss.{cell}": lab.step()["loss"] for cell, lab in enumerate(alone) if not lab.done
        }
    assert sweep.done == all(lab.done for lab in alone)
    measured = sweep.measure()
    assert losses.items() <= measured.items()
    for cell, lab in enumerate(alone):
        numbers = {f"{name}.{cell}": value for name, value in lab.measure().items()}
        assert numbers.items() <= measured.items()


def test_a_live_change_acts_on_every_cell(mlp: LabEntry) -> None:
    sweep, alone = _begun(mlp, PLAN, {"batch": 10}), _alone(mlp, PLAN, {"batch": 10})
    for lab in (sweep, *alone):
        for _ in range(20):
            lab.step()
    sweep.apply(sweep.config.changed({"batch": 3, "opt": "adam"}))
    for lab in alone:
        lab.apply(lab.config.changed({"batch": 3, "opt": "adam"}))
    for lab in (sweep, *alone):
        for _ in range(20):
            lab.step()
    measured = sweep.measure()
    for cell, lab in enumerate(alone):
        assert measured[f"train_loss.{cell}"] == lab.measure()["train_loss"]


def test_a_cell_that_diverges_leaves_the_others_in_peace(mlp: LabEntry) -> None:
    plan = SweepPlan(axes=[Axis(control="lr", values=[0.01, 3.0])])
    config: Config = {"task": "sine", "depth": 2, "width": 32, "act": "relu", "opt": "momentum"}
    sweep = _begun(mlp, plan, {**config, "steps": 400})
    while not sweep.done:
        assert math.isfinite(sweep.step().get("loss", 0.0))
    panel = sweep.panels(frozenset({"cells"}))["cells"]
    assert isinstance(panel, Cells)
    assert panel.alive.data.tolist() == [1, 0]
    assert "train_loss.1" not in sweep.measure()


def test_it_goes_on_from_a_snapshot_as_if_nothing_had_happened(mlp: LabEntry) -> None:
    sweep = _begun(mlp, PLAN, {"batch": 16})
    sweep.step()
    kept = sweep.snapshot()
    first = [sweep.step() for _ in range(30)], sweep.measure()
    sweep.restore(kept)
    assert ([sweep.step() for _ in range(30)], sweep.measure()) == first


def test_each_cell_has_its_own_picture(mlp: LabEntry) -> None:
    sweep = _begun(mlp, PLAN, {"task": "circles", "steps": 300})
    while not sweep.done:
        sweep.step()
    sweep.measure()
    panel = sweep.panels(frozenset({"cells"}))["cells"]
    assert isinstance(panel, Cells)
    assert panel.metric == "test_loss"
    assert [axis.values for axis in panel.axes] == [["0.01", "0.1", "1"], ["1", "4"]]
    assert panel.images
    assert panel.images.data.shape[0] == 6
    assert len(np.unique(panel.images.data.reshape(6, -1), axis=0)) == 6


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        ([], "one or two axes"),
        ([("lr", [])], "each with a value or more"),
        ([("colour", [1, 2])], "no control 'colour'"),
        ([("lr", [0.1]), ("lr", [0.2])], "two different controls"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    mlp: LabEntry, plan: list[tuple[str, list[float]]], sentence: str
) -> None:
    axes = [Axis(control=name, values=[*values]) for name, values in plan]
    with pytest.raises(RefusalError, match=sentence):
        swept(mlp, SweepPlan(axes=axes))


def test_what_a_sweep_needs_is_the_sum_of_its_cells(mlp: LabEntry) -> None:
    sweep = swept(mlp, PLAN).lab
    config = mlp.lab.Config.parse({})
    needs = [mlp.lab.needs(config.changed(cell)) for cell in cells(PLAN)]
    assert sweep.needs(config).parameters == sum(each.parameters for each in needs)
