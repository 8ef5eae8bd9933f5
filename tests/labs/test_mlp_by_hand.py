"""What the learner's hand does in the lab `mlp`: weights, units, layers, points, live controls."""

import numpy as np
import pytest

from tests.labs.running import begun, frame, preset, trained
from tinkernet.frame import unpack
from tinkernet.panels import (
    Deepen,
    Erase,
    Field2d,
    NetworkGraph,
    Paint,
    Paste,
    Pick,
    Resize,
    SetBias,
    SetWeight,
)
from tinkernet.protocol import ConfigValue
from tinkernet.refusal import RefusalError


def test_a_weight_and_a_bias_set_by_hand_stand_in_the_drawn_net() -> None:
    lab = trained(begun(width=3), 5)
    lab.gesture("net", SetWeight(layer=2, source=1, target=0, value=7.5))
    lab.gesture("net", SetBias(layer=1, unit=2, value=-3.0))
    graph = lab.panels(frozenset({"net"}))["net"]
    assert isinstance(graph, NetworkGraph)
    assert graph.weights.data[3 * 2 + 1] == 7.5
    assert graph.biases.data[2] == -3.0


@pytest.mark.parametrize(
    "edit",
    [
        SetWeight(layer=1, source=2, target=0, value=1),
        SetWeight(layer=2, source=0, target=1, value=1),
        SetBias(layer=3, unit=0, value=1),
        Resize(layer=2, change=1),
    ],
)
def test_an_edit_of_something_that_is_not_there_is_refused(edit: SetWeight) -> None:
    lab = begun(width=3)
    before = lab.learner.net.params.copy()
    with pytest.raises(RefusalError, match="not one"):
        lab.gesture("net", edit)
    np.testing.assert_array_equal(lab.learner.net.params, before)


def test_a_unit_more_or_less_keeps_all_other_weights() -> None:
    lab = trained(begun(width=3, depth=2), 20)
    first = lab.learner.net.weights(1).copy()
    loss = lab.measure()
    lab.gesture("net", Resize(layer=1, change=1))
    np.testing.assert_array_equal(lab.learner.net.weights(1)[:3], first)
    assert lab.measure() == pytest.approx(loss, abs=1e-6)
    assert lab.config.hidden == (4, 3)
    lab.gesture("net", Resize(layer=1, change=-1))
    np.testing.assert_array_equal(lab.learner.net.weights(1), first)
    assert lab.config.hidden == (3, 3)
    assert lab.config.widths == []


def test_the_last_unit_of_a_layer_cannot_be_taken() -> None:
    lab = begun(width=1)
    with pytest.raises(RefusalError, match="1 to 64"):
        lab.gesture("net", Resize(layer=1, change=-1))


def test_layers_can_be_added_and_taken_while_it_trains() -> None:
    lab = trained(begun(depth=0), 5)
    first = lab.learner.net.weights(1).copy()
    lab.gesture("net", Deepen(change=1))
    assert (lab.config.depth, lab.config.hidden) == (1, (4,))
    lab.gesture("net", Deepen(change=1))
    assert lab.config.depth == 2
    trained(lab, 5)
    for _ in range(2):
        lab.gesture("net", Deepen(change=-1))
    assert lab.config.depth == 0
    assert lab.learner.net.weights(1).shape == first.shape
    with pytest.raises(RefusalError, match="0 to 6"):
        lab.gesture("net", Deepen(change=-1))


def test_moving_width_or_depth_makes_all_layers_equal_again() -> None:
    lab = begun(width=3, depth=2)
    lab.gesture("net", Resize(layer=2, change=1))
    assert lab.config.widths == [3, 4]
    assert begun(**lab.config.values()).learner.net.shape.sizes == (2, 3, 4, 1)
    assert begun(**{**lab.config.values(), "width": 5}).config.hidden == (5, 5)
    assert begun(**{**lab.config.values(), "depth": 1}).config.hidden == (4,)


@pytest.mark.parametrize("widths", [[0], [65], [3] * 7])
def test_layers_that_no_net_can_have_are_refused(widths: list[int]) -> None:
    with pytest.raises(RefusalError, match="from 1 to 64"):
        begun(widths=widths)


def test_a_net_without_inputs_is_refused() -> None:
    with pytest.raises(RefusalError, match="at least one input"):
        begun(x1=False, x2=False)


def test_the_inputs_that_are_switched_on_are_drawn_and_used() -> None:
    lab = begun(x1_squared=True, x2_squared=True, depth=0, task="circles", lr=0.1)
    graph = lab.panels(frozenset({"net"}))["net"]
    assert isinstance(graph, NetworkGraph)
    assert graph.layers[0].names == ["x₁", "x₂", "x₁²", "x₂²"]
    # Squares make a circle a straight cut: no hidden layer is needed.
    assert trained(lab).measure()["test_accuracy"] >= 0.97


def test_a_painted_point_joins_the_examples_and_the_net_keeps_its_weights() -> None:
    lab = trained(preset("forward-backward"), 50)
    weights = lab.learner.net.params.copy()
    count = len(lab.learner.examples)
    lab.gesture("boundary", Paint(x=[2.5, 2.6], y=[-2.5, -2.4], label=1))
    assert lab.config.task == "brushed"
    assert len(lab.learner.examples) == count + 2
    np.testing.assert_array_equal(lab.learner.net.params, weights)
    lab.step()
    again = begun(**lab.config.values()).learner.examples
    np.testing.assert_array_equal(again.x, lab.learner.examples.x)
    np.testing.assert_array_equal(again.test, lab.learner.examples.test)


def test_an_empty_plane_trains_nothing_and_says_so() -> None:
    lab = begun(task="brushed")
    before = lab.learner.net.params.copy()
    assert lab.step() == {}
    assert lab.advance("sample") == {}
    np.testing.assert_array_equal(lab.learner.net.params, before)
    field = lab.panels(frozenset({"boundary"}))["boundary"]
    assert field.note.startswith("No points yet")
    assert unpack(frame(lab))[0]["panels"]


def test_one_class_alone_may_be_drawn_and_is_explained() -> None:
    lab = begun(task="brushed")
    lab.gesture("boundary", Paint(x=[0, 1], y=[0, 1], label=0))
    assert "loss" in lab.step()
    note = lab.panels(frozenset({"boundary"}))["boundary"].note
    assert note == "Only one class is there: paint some of another."


def test_a_third_class_gives_the_net_three_outputs_and_keeps_its_hidden_layers() -> None:
    lab = trained(begun(task="xor"), 30)
    hidden = lab.learner.net.weights(1).copy()
    lab.gesture("boundary", Paint(x=[0.0, 0.1], y=[0.0, 0.1], label=2))
    assert lab.learner.net.shape.sizes == (2, 4, 3)
    np.testing.assert_array_equal(lab.learner.net.weights(1), hidden)
    trained(lab, 3)
    field = lab.panels(frozenset({"boundary"}))["boundary"]
    assert isinstance(field, Field2d)
    assert field.palette == "classes"
    assert field.confidence
    lab.gesture("boundary", Erase(x=0.05, y=0.05, radius=0.3))
    assert lab.learner.net.shape.sizes == (2, 4, 1)


def test_erasing_takes_only_what_the_rubber_touches() -> None:
    lab = begun(task="brushed")
    lab.gesture("boundary", Paint(x=[-1, 0, 1], y=[0, 0, 0], label=0))
    lab.gesture("boundary", Erase(x=0.1, y=0, radius=0.5))
    np.testing.assert_allclose(lab.learner.examples.x[:, 0], [-1, 1], atol=1e-3)


def test_a_pasted_table_takes_the_place_of_the_points() -> None:
    lab = begun(task="hills")
    lab.gesture("boundary", Paste(csv="x,y,label\n1,1,cat\n-1,-1,dog\n1,-1,owl\n"))
    assert lab.config.task == "brushed"
    assert list(lab.learner.examples.label) == [0, 1, 2]
    assert lab.learner.net.loss == "cross_entropy"
    assert "loss" in lab.step()


def test_a_curve_can_be_drawn_by_hand() -> None:
    lab = begun(task="drawn", width=8, lr=0.05)
    x = np.linspace(-2, 2, 60)
    lab.gesture("regression", Paint(x=list(x), y=list(x**2 - 2), label=0))
    assert trained(lab).measure()["train_r2"] >= 0.95


def test_examples_of_a_real_table_cannot_be_painted() -> None:
    with pytest.raises(RefusalError, match="paint your own"):
        begun(task="penguins").gesture("boundary", Paint(x=[0], y=[0], label=0))


def test_a_picked_example_shows_its_numbers_until_it_is_let_go() -> None:
    lab = begun()
    for picked, shown in ((3, True), (-1, False), (10_000, False)):
        lab.gesture("boundary", Pick(id=picked))
        graph = lab.panels(frozenset({"net"}))["net"]
        assert isinstance(graph, NetworkGraph)
        assert (graph.values is not None) is shown


def test_one_sample_at_a_time_shows_the_sample_and_an_epoch_sees_each_once() -> None:
    lab = begun(m=100)
    lab.advance("sample")
    assert lab.learner.picked in lab.learner.examples.training
    assert lab.epoch == pytest.approx(1 / 70)
    lab.advance("epoch")
    assert lab.epoch == 1
    lab.advance("epoch")
    assert lab.epoch == 2
    lab.apply(lab.config.changed({"batch": 512}))
    lab.advance("epoch")
    assert lab.epoch == 3


def test_another_weights_seed_draws_other_weights_for_the_same_points() -> None:
    one, other = begun(), begun(weights_seed=7)
    np.testing.assert_array_equal(one.learner.examples.x, other.learner.examples.x)
    assert not np.array_equal(one.learner.net.params, other.learner.net.params)


def test_a_run_ends_after_its_steps_and_goes_on_when_there_are_more() -> None:
    lab = trained(begun(steps=50))
    assert lab.learner.taken == 50
    lab.apply(lab.config.changed({"steps": 60}))
    assert not lab.done


def test_another_optimiser_or_penalty_begins_from_the_same_weights() -> None:
    lab = trained(begun(), 20)
    weights = lab.learner.net.params.copy()
    for change in ({"opt": "sgd"}, {"lam": 0.1}, {"dropout": 0.5}, {"schedule": "cosine"}):
        lab.apply(lab.config.changed(change))
        np.testing.assert_array_equal(lab.learner.net.params, weights)
    lab.step()
    assert not np.array_equal(lab.learner.net.params, weights)


@pytest.mark.parametrize("task", ["hills", "sine", "xor", "blobs"])
def test_a_net_that_diverges_can_still_be_drawn_and_says_why(task: str) -> None:
    lab = begun(task=task, act="relu", opt="sgd", lr=3.0, depth=4, width=16, init="he")
    lab.gesture("net", SetWeight(layer=1, source=0, target=0, value=1e4))
    lab.learner.net.params[:] *= 1e30
    trained(lab, 5)
    assert unpack(frame(lab))[0]["panels"]
    diagnosis = lab.diagnose()
    assert "η = 3" in diagnosis.reason
    assert diagnosis.cure
    assert set(diagnosis.cure.config) == {"lr"}


@pytest.mark.parametrize(
    "config",
    [
        {"task": "hills", "act": "relu", "depth": 4, "width": 32, "loss": "mse"},
        {"task": "sine", "act": "linear", "depth": 4, "width": 32},
        {"task": "sine", "act": "linear", "depth": 1, "width": 8, "lr": 0.3},
    ],
)
def test_the_cure_that_is_offered_cures(config: dict[str, ConfigValue]) -> None:
    ill = {"opt": "sgd", "lr": 3.0, **config}
    lab = begun(**ill)
    assert not np.isfinite([lab.step()["loss"] for _ in range(300)]).all()
    cure = lab.diagnose().cure
    assert cure
    well = begun(**{**ill, **cure.config})
    assert np.isfinite([well.step()["loss"] for _ in range(300)]).all()


def test_a_learning_rate_inside_its_range_can_diverge() -> None:
    lab = begun(task="hills", act="relu", opt="sgd", lr=3.0, depth=4, width=32, loss="mse")
    losses = [lab.step()["loss"] for _ in range(50)]
    assert not np.isfinite(losses[-1])


def test_the_biggest_net_still_fits_into_a_frame() -> None:
    lab = begun(depth=6, width=64, m=1000, x1_squared=True)
    lab.gesture("boundary", Pick(id=0))
    assert len(frame(lab)) <= 256 * 1024
    assert len(frame(begun(task="sine", depth=2, width=64, m=1000))) <= 256 * 1024
