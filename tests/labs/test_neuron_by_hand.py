"""The neuron under the learner's hand: line, points, weights, graph, phases."""

import math

import numpy as np
import pytest

from tests.labs.single_neuron import begun, drawn, ended
from tinkernet.kit.neuron_graph import BACK, ORDER
from tinkernet.labs.lecture_03_neuron.neuron import Neuron
from tinkernet.panels import (
    CompGraph,
    Drop,
    Erase,
    Field2d,
    Flip,
    Gesture,
    Goto,
    MoveLine,
    MovePoint,
    Paint,
    Paste,
    SetBias,
    SetNode,
    SetWeight,
    Stat,
)
from tinkernet.refusal import RefusalError


def act(lab: Neuron, gesture: Gesture, panel: str = "boundary") -> Neuron:
    lab.gesture(panel, gesture)
    return lab


def test_the_line_goes_where_the_hand_lays_it_and_keeps_its_steepness() -> None:
    lab = ended("gradient-descent")
    before = math.hypot(lab.neuron.weights.w1, lab.neuron.weights.w2)
    act(lab, MoveLine(x=0.5, y=-1.0, angle=0.3))
    weights = lab.neuron.weights
    assert math.hypot(weights.w1, weights.w2) == pytest.approx(before)
    assert 0.5 * weights.w1 - 1.0 * weights.w2 + weights.b == pytest.approx(0, abs=1e-9)
    assert math.atan2(weights.w2, weights.w1) == pytest.approx(0.3)
    assert lab.config.w1 == pytest.approx(weights.w1)


def test_a_neuron_without_weights_offers_a_line_to_take_hold_of() -> None:
    lab = begun("gradient-descent")
    line = drawn(lab, "boundary", Field2d).divider
    assert line
    assert not line.drawn
    act(lab, MoveLine(x=0.0, y=0.0, angle=math.pi / 4))
    assert lab.measure()["train_accuracy"] > 0.9


def test_an_example_can_be_moved_and_flipped_and_a_link_brings_it_back() -> None:
    lab = act(act(begun("limitations"), MovePoint(id=1, x=0.9, y=0.8)), Flip(id=3))
    sample = lab.neuron.sample
    np.testing.assert_allclose(sample.x[1], [0.9, 0.8], atol=1e-3)
    assert sample.y[:4].tolist() == [0, 1, 1, 1]
    again = Neuron(lab.config)
    np.testing.assert_array_equal(again.neuron.sample.x, sample.x)
    assert len(sample) == 44


def test_points_can_be_painted_wiped_away_and_pasted() -> None:
    lab = act(begun("limitations"), Paint(x=[0.5, 0.6, 0.7, 0.5], y=[0.5] * 4, label=1))
    assert len(lab.neuron.sample) == 48
    act(lab, Erase(x=0.6, y=0.5, radius=0.2))
    assert len(lab.neuron.sample) < 48
    act(lab, Paste(csv="0,0,0\n1,1,1\n"))
    assert lab.neuron.sample.y.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("gesture", "words"),
    [
        (MovePoint(id=4_000, x=0, y=0), "There is no example 4000"),
        (Flip(id=999), "There is no example 999"),
        (SetNode(node="z", value=1), "Only w1, w2, b, x1, x2 and y"),
        (Paint(x=[1.0], y=[], label=0), "same length"),
        (Erase(x=0, y=0, radius=99), "At least one training example"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(gesture: Gesture, words: str) -> None:
    with pytest.raises(RefusalError, match=words):
        act(begun("gradient-descent"), gesture)


@pytest.mark.parametrize(
    ("gesture", "name", "value"),
    [
        (SetNode(node="w1", value=2.5), "w1", 2.5),
        (SetNode(node="b", value=-1.5), "b", -1.5),
        (SetWeight(layer=1, source=1, target=0, value=0.75), "w2", 0.75),
        (Drop(x=-3.5, y=2.0), "w1", -3.5),
        (SetBias(layer=1, unit=0, value=99.0), "b", 12.0),
    ],
)
def test_a_weight_can_be_set_where_it_is_drawn(gesture: Gesture, name: str, value: float) -> None:
    lab = act(begun("inputs"), gesture, "graph")
    assert getattr(lab.neuron.weights, name) == getattr(lab.config, name) == value


def test_a_slider_moved_during_training_takes_the_weight_there() -> None:
    lab = ended("gradient-descent", steps=50)
    lab.apply(lab.config.changed({"w1": -2.0}))
    assert lab.neuron.weights.w1 == -2.0
    assert lab.config.w2 == pytest.approx(lab.neuron.weights.w2)


def test_taking_over_from_the_training_keeps_the_weights_in_the_config() -> None:
    lab = ended("gradient-descent", steps=50)
    trained = lab.neuron.weights
    lab.apply(lab.config.changed({"auto": "off"}))
    assert (lab.config.w1, lab.config.w2, lab.config.b) == (trained.w1, trained.w2, trained.b)
    assert not lab.trains


def test_an_input_of_the_graph_moves_its_example_and_the_label_flips_it() -> None:
    lab = act(begun("inputs"), SetNode(node="x1", value=1.0), "graph")
    act(lab, SetNode(node="y", value=1.0), "graph")
    graph = {node.id: node.value for node in drawn(lab, "graph", CompGraph).nodes}
    assert graph["x1"] == pytest.approx(1.0, abs=1e-3)
    assert graph["u1"] == pytest.approx(4.0, abs=4e-3)
    assert graph["y"] == 1.0


def test_every_visit_of_the_graph_says_its_numbers() -> None:
    lab = ended("gradient-descent", steps=30)
    said: list[str] = []
    graph = drawn(lab, "graph", CompGraph)
    for at in range(len(ORDER) + len(BACK) + 1):
        act(lab, Goto(at=at), "graph")
        graph = drawn(lab, "graph", CompGraph)
        assert graph.at == at
        said.append(graph.sentence)
    assert said[0] == ""
    assert len(set(said)) == len(said)
    node = {each.id: each for each in graph.nodes}
    assert f"= {node['z'].gradient:.3f}$" in said[len(ORDER) + 3]
    assert f"= {node['w1'].gradient:.3f}$" in said[len(ORDER) + 7]


@pytest.mark.parametrize("panel", ["lanes", "whole"])
def test_the_other_graphs_are_walked_too(panel: str) -> None:
    lab = begun("train-test-graphs")
    graph = drawn(lab, panel, CompGraph)
    for at in range(1, len(graph.order) + len(graph.back) + 1):
        act(lab, Goto(at=at), panel)
        assert drawn(lab, panel, CompGraph).sentence


def test_the_speed_is_measured_and_only_by_loops_shown() -> None:
    lab = begun("notation", m=1000)
    assert "speed" not in lab.panels(frozenset({"speed"}))
    lab.apply(lab.config.changed({"impl": "loops"}))
    loops, product, ratio = (n.value for n in drawn(lab, "speed", Stat).numbers)
    assert loops is not None
    assert product is not None
    assert ratio == pytest.approx(loops / product)
    assert ratio > 3


@pytest.mark.parametrize("task", ["and", "or", "xor", "blobs", "moons", "tumour-2d"])
def test_every_task_has_training_and_test_examples_inside_its_picture(task: str) -> None:
    lab = begun("gradient-descent", task=task)
    sample = lab.neuron.sample
    assert sample.test.any()
    assert (~sample.test).any()
    assert sample.x.min() >= sample.lo
    assert sample.x.max() <= sample.hi
    assert set(sample.y) == {0, 1}


def test_two_measurements_tell_most_tumours_apart() -> None:
    lab = ended("gradient-descent", task="tumour-2d")
    assert lab.measure()["test_accuracy"] >= 0.85
