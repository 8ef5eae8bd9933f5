"""A single neuron, taken away."""

from pathlib import Path

import pytest

from tests.takeaway.taking import acted, changed, files, played, taken
from tinkernet.panels import MoveLine, Paint
from tinkernet.refusal import RefusalError


def test_the_script_gives_the_runs_own_losses_whatever_the_hand_did(tmp_path: Path) -> None:
    line = acted(20, "boundary", MoveLine(x=0.5, y=0.5, angle=1.0))
    points = acted(20, "boundary", Paint(x=[1.0], y=[-1.0], label=0))
    takeaways = {
        "squared": taken("neuron", {"loss": "squared", "lr": 3.0}, 40),
        "counted": taken("neuron", {"output": "step"}, 40, [changed(20, threshold=0.2)]),
        "in loops": taken("neuron", {"impl": "loops"}, 40),
        "slider": taken("neuron", {}, 40, [changed(20, lr=2.0)]),
        "line": taken("neuron", {}, 40, [line]),
        "points": taken("neuron", {"task": "and"}, 40, [points]),
        "threshold": taken("neuron", {"loss": "zero-one"}, 40, [changed(20, threshold=0.9)]),
    }
    assert all(end[0] < 1e-12 and end[1] == 0 for end in played(takeaways, tmp_path).values())


def test_a_threshold_begins_anew_only_where_it_is_felt() -> None:
    moved = [changed(20, threshold=0.9)]
    counted = files(taken("neuron", {"loss": "zero-one"}, 40, moved), "script")["run.py"]
    smooth = files(taken("neuron", {}, 40, moved), "script")["run.py"]
    assert b"steps 21 to 40," in counted
    assert b"steps 1 to 40," in smooth


def test_weights_in_the_learners_own_hand_are_no_run_but_can_be_taken() -> None:
    takeaway = taken("neuron", {"auto": "off", "w1": 4.0}, None)
    with pytest.raises(RefusalError, match="has not trained"):
        takeaway.bundle("script")
    assert takeaway.bundle("weights")[0] == "neuron-step-0.safetensors"
