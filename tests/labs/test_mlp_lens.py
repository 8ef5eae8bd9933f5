"""Inside one step of `mlp`: what is shown is what the step does, from near and from afar."""

import numpy as np
import pytest

from tests.labs.running import preset, trained
from tinkernet.labs.lecture_06_mlp.mlp import Mlp
from tinkernet.panels import Goto, Panel, Pick, Stepper, Table
from tinkernet.protocol import ConfigValue
from tinkernet.refusal import RefusalError


def panel(lab: Mlp, name: str) -> Panel:
    return lab.panels(frozenset({name}))[name]


def table(lab: Mlp, name: str = "unfolded") -> Table:
    found = panel(lab, name)
    assert isinstance(found, Table)
    return found


def working(lab: Mlp) -> Stepper:
    found = panel(lab, "working")
    assert isinstance(found, Stepper)
    return found


def numbers(found: Table, column: int) -> list[float]:
    return [float(row[column] or 0) for row in found.rows]


def seen_from(lens: str, **config: ConfigValue) -> Mlp:
    return trained(preset("one-step", lens=lens, **config), 20)


def test_an_example_shows_its_units_forward_and_backward() -> None:
    lab = seen_from("sample")
    lab.gesture("boundary", Pick(id=7))
    found = table(lab)
    assert [row[0] for row in found.rows] == [
        *(f"layer 1, unit {unit}" for unit in (1, 2, 3)),
        "layer 2, unit 1",
    ]
    guess, delta = float(found.rows[-1][2] or 0), float(found.rows[-1][3] or 0)
    assert delta == pytest.approx(guess - lab.learner.examples.target[7], abs=1e-6)
    assert guess == pytest.approx(lab.learner.view.outputs[0, 7], abs=1e-5)
    assert working(lab).heading == "example 7"


def test_the_last_row_of_a_mini_batch_is_the_mean_of_the_others() -> None:
    found = table(seen_from("batch"))
    losses, deltas, lengths = (numbers(found, column) for column in (1, 2, 3))
    assert len(losses) == 9
    assert losses[-1] == pytest.approx(np.mean(losses[:-1]))
    assert deltas[-1] == pytest.approx(np.mean(deltas[:-1]))
    assert lengths[-1] <= np.mean(lengths[:-1])


def test_the_mean_loss_that_is_shown_is_that_of_the_step_to_come() -> None:
    lab = seen_from("batch")
    shown = numbers(table(lab), 1)[-1]
    assert lab.step()["loss"] == pytest.approx(shown, rel=1e-5)


def test_the_rows_of_an_epoch_are_the_steps_that_follow() -> None:
    lab = seen_from("epoch", batch=16, opt="adam", schedule="cosine")
    losses = numbers(table(lab), 2)
    assert len(losses) > 2
    assert [lab.step()["loss"] for _ in losses] == pytest.approx(losses, rel=1e-5)


@pytest.mark.parametrize("lens", ["sample", "batch", "epoch"])
def test_looking_changes_nothing_of_the_run(lens: str) -> None:
    looked, other = preset("one-step", lens=lens, check=True), preset("one-step", lens="off")
    for _ in range(5):
        looked.panels(frozenset({"working", "unfolded", "gradcheck"}))
        assert looked.step() == other.step()
    np.testing.assert_array_equal(looked.learner.net.params, other.learner.net.params)


def test_the_working_is_walked_line_by_line() -> None:
    lab = seen_from("sample")
    lab.gesture("working", Goto(at=3))
    assert [line.lit for line in working(lab).lines].index(True) == working(lab).at == 3
    with pytest.raises(RefusalError):
        lab.gesture("curves", Goto(at=1))


@pytest.mark.parametrize("lens", ["sample", "batch", "epoch"])
def test_without_examples_there_is_a_sentence_instead_of_a_step(lens: str) -> None:
    lab = preset("one-step", task="brushed", lens=lens, check=True)
    assert "no examples" in working(lab).lines[0].words
    assert table(lab).rows == []


@pytest.mark.parametrize("steps", [0, 100])
def test_the_planted_bug_is_found_in_the_hidden_layers_only(steps: int) -> None:
    lab = trained(preset("gradient-check"), steps)
    found = table(lab, "gradcheck")
    wrong = {str(row[0])[:4] for row in found.rows[:-1] if row[-1] == "✗"}
    assert wrong == {"w⁽¹⁾", "b⁽¹⁾", "w⁽²⁾", "b⁽²⁾"}
    assert found.rows[-1][-1] == "✗"


@pytest.mark.parametrize("steps", [0, 100])
def test_without_a_bug_all_parameters_agree(steps: int) -> None:
    found = table(trained(preset("gradient-check", bug="none"), steps), "gradcheck")
    assert {row[-1] for row in found.rows} == {"✓"}
    assert found.note == "all agree"


def test_with_linear_units_the_forgotten_slope_is_one_and_nothing_is_found() -> None:
    found = table(preset("gradient-check", act="linear"), "gradcheck")
    assert found.note == "all agree"
