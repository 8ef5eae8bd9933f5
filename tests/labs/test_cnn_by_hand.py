"""What a learner does with a convolutional net by hand, and what is refused in words."""

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from tests.labs.convnets import cnn
from tinkernet.labs.lecture_14_convolution.cnn import Cnn
from tinkernet.panels import (
    AddBrick,
    Confusion,
    Draw,
    Gesture,
    Goto,
    ImageGrid,
    LookAtBrick,
    MoveBrick,
    OpenCell,
    Pick,
    RemoveBrick,
    SetBrick,
    Stepper,
)
from tinkernet.refusal import RefusalError


def test_bricks_are_added_moved_set_and_removed_while_it_trains() -> None:
    lab = cnn()
    for _ in range(20):
        lab.step()
    first = lab.view.net.weights(0)
    lab.gesture("bricks", AddBrick(at=2, brick="conv"))
    assert lab.config.bricks == "c16k3s1same-max2-c8k3s1same-c16k3s1same-max2-flatten"
    kept = lab.view.net.weights(0)
    assert first is not None
    assert kept is not None
    assert torch.equal(first, kept)
    lab.gesture("bricks", SetBrick(at=2, name="filters", value="4"))
    lab.gesture("bricks", MoveBrick(at=2, to=0))
    assert lab.config.bricks.startswith("c4k3s1same-c16k3s1same-max2")
    lab.gesture("bricks", RemoveBrick(at=0))
    assert lab.config.net == cnn().config.net
    assert lab.step()["loss"] > 0
    assert lab.trainee is not None
    assert lab.trainee.taken == 21


def test_an_impossible_brick_leaves_the_last_net_training_as_it_is() -> None:
    lab = cnn()
    for _ in range(5):
        lab.step()
    net, picture = lab.view.net, _maps(lab)
    lab.gesture("bricks", MoveBrick(at=4, to=0))
    caution = lab.panels(frozenset({"bricks"}))["bricks"].caution
    assert "Brick 2, conv 3×3, does not fit" in caution
    assert lab.view.net is net
    assert caution.endswith("Until it does, the last net that could be built goes on.")
    np.testing.assert_array_equal(_maps(lab), picture)
    before = lab.measure()["test_loss"]
    for _ in range(20):
        lab.step()
    assert lab.measure()["test_loss"] < before
    lab.gesture("bricks", MoveBrick(at=0, to=4))
    assert lab.view.net is net
    assert not lab.panels(frozenset({"bricks"}))["bricks"].caution


def _maps(lab: Cnn) -> NDArray[np.uint8]:
    grid = lab.panels(frozenset({"maps"}))["maps"]
    assert isinstance(grid, ImageGrid)
    return grid.images.data


def test_a_run_that_begins_with_an_impossible_net_trains_what_fits() -> None:
    lab = cnn(input_size=8, blocks=4, padding="valid")
    caution = lab.panels(frozenset({"bricks"}))["bricks"].caution
    assert "the map has vanished" in caution
    assert caution.endswith("Until it does, those before it train alone.")
    lab.step()


@pytest.mark.parametrize(
    ("gesture", "words"),
    [
        (RemoveBrick(at=5), "stays where it is"),
        (MoveBrick(at=30, to=0), "stays where it is"),
        (SetBrick(at=0, name="filters", value="many"), "whole number, not 'many'"),
        (SetBrick(at=0, name="filters", value="500"), "is no brick"),
        (SetBrick(at=1, name="filters", value="8"), "max pool 2×2 has no filters"),
        (SetBrick(at=0, name="padding", value="big"), "padding has no value 'big'"),
        (Draw(width=4, height=5, pixels=[0] * 20), "no square picture"),
        (Draw(width=4, height=4, pixels=[300] * 16), "between 0 and 255"),
        (OpenCell(row=50, col=0), "10 rows and columns"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(gesture: Gesture, words: str) -> None:
    lab = cnn()
    with pytest.raises(RefusalError, match=words):
        lab.gesture("bricks", gesture)


@pytest.mark.parametrize(
    "text", ["c16", "c999k3s1same", "lstm", "c8k3s9same", "-".join(["gap"] * 20)]
)
def test_a_link_with_bricks_that_are_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(RefusalError, match=r"no brick|at most"):
        cnn(plan="own", bricks=text)


@pytest.mark.parametrize("text", ["zz", "16.00", f"99.{'0' * 9801}"])
def test_a_drawing_that_cannot_be_read_is_refused_before_anything_is_drawn(text: str) -> None:
    with pytest.raises(RefusalError, match="cannot be read: draw once more"):
        cnn(drawing=text)
    lab = cnn()
    for change in ({"drawing": text}, {"plan": "own", "bricks": "lstm"}):
        with pytest.raises(RefusalError):
            lab.apply(lab.config.changed(change))
    assert lab.panels(frozenset({"maps", "bricks"}))


def test_who_turns_to_bricks_begins_with_those_of_the_sliders() -> None:
    assert cnn(plan="own", blocks=3).config.net == cnn(blocks=3).config.net


def test_a_net_can_be_taken_apart_to_the_last_brick_and_built_again() -> None:
    lab = cnn(plan="own", blocks=1, probe="filters")
    while len(lab.config.net.bricks) > 1:
        lab.gesture("bricks", RemoveBrick(at=0))
        assert set(lab.panels(frozenset({"bricks", "maps", "filters", "likes", "topk"})))
        lab.step()
    assert "takes a vector" in lab.panels(frozenset({"bricks"}))["bricks"].caution
    lab.gesture("bricks", AddBrick(at=0, brick="flatten"))
    assert lab.config.net.problem is None
    assert lab.view.plan.total == (256 + 1) * 10
    for panel in frozenset(place.name for place in lab.places):
        lab.panels(frozenset({panel}))


def test_a_drawing_runs_through_the_net_and_an_empty_one_gives_the_picture_back() -> None:
    lab = cnn()
    before = lab.view.probabilities
    lab.gesture(
        "try", Draw(width=16, height=16, pixels=[255 if k % 16 == 8 else 0 for k in range(256)])
    )
    assert lab.view.is_drawn
    assert not (lab.view.probabilities == before).all()
    lab.gesture("try", Draw(width=16, height=16, pixels=[0] * 256))
    assert not lab.view.is_drawn
    assert (lab.view.probabilities == before).all()
    assert "Nothing is drawn" in lab.panels(frozenset({"try"}))["try"].note


def test_an_open_cell_shows_the_pictures_behind_it() -> None:
    lab = cnn()
    for _ in range(30):
        lab.step()
    lab.gesture("confusion", OpenCell(row=3, col=3))
    table = lab.panels(frozenset({"confusion"}))["confusion"]
    assert isinstance(table, Confusion)
    assert (table.row, table.col) == (3, 3)
    assert table.ids is not None
    assert (lab.view.truth[table.ids.data] == 3).all()
    assert (lab.view.answers[table.ids.data] == 3).all()
    assert int(table.counts.data.sum()) == 300
    lab.gesture("confusion", OpenCell(row=-1, col=-1))
    assert lab.config.opened == -1


def test_a_mistake_that_is_picked_becomes_the_picture() -> None:
    lab = cnn()
    lab.gesture("mistakes", Pick(id=0))
    row = lab.config.example
    assert lab.view.answers[row] != lab.view.truth[row]


@pytest.mark.parametrize("place", [0, 1, 2, 4, 5])
def test_the_arithmetic_of_a_cell_gives_what_the_net_says(place: int) -> None:
    lab = cnn(blocks=2, in_channels=3)
    lab.step()
    lab.gesture("bricks", LookAtBrick(at=place))
    lab.gesture("maps", Pick(id=3))
    lab.gesture("arithmetic", Goto(at=5))
    told = lab.panels(frozenset({"arithmetic"}))["arithmetic"]
    assert isinstance(told, Stepper)
    view = lab.view
    row, col = divmod(min(5, view.maps[0].size - 1), view.maps.shape[2])
    value = float(view.maps[3, row, col])
    if view.brick.kind == "conv":
        shown = sum(term.product or 0.0 for term in told.terms)
        assert told.total == pytest.approx(shown, abs=1e-4)
        assert f"{value:.3f}" in told.lines[-1].numbers
    elif view.brick.kind in {"pool", "flatten"}:
        assert told.total == pytest.approx(value, abs=1e-6)
    else:
        assert f"{value:.3f}" in told.lines[-1].numbers
