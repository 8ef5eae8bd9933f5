"""What a learner asks for in Python is taken, or refused with a sentence."""

import numpy as np
import pytest

from tinkernet.discovery import LabEntry, discover
from tinkernet.notebook.choice import known_lab, known_preset, known_values
from tinkernet.refusal import RefusalError

CATALOGUE = discover()
MLP = CATALOGUE.entry("mlp").page
LABS = list(CATALOGUE.entries)


def test_values_are_taken_as_python_and_numpy_write_them() -> None:
    asked = {"lr": np.float32(0.5), "depth": np.int64(2), "task": "xor", "check": True}
    assert known_values(asked, MLP) == {"lr": 0.5, "depth": 2, "task": "xor", "check": True}
    assert known_values({"lr": 1, "widths": (4, 3)}, MLP) == {"lr": 1.0, "widths": [4, 3]}


@pytest.mark.parametrize("entry", CATALOGUE.entries.values(), ids=LABS)
def test_every_preset_of_every_lab_could_be_asked_for_value_by_value(entry: LabEntry) -> None:
    for preset in entry.page.presets:
        assert known_preset(preset.name, entry.page) == preset.name
        assert known_values(preset.config, entry.page) == preset.config


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"lr": 50}, "Learning rate η must be a number from 0.0001 to 3; 50 came."),
        ({"lr": "0.1"}, "must be a number from 0.0001 to 3; '0.1' came."),
        ({"lr": float("nan")}, "must be a number from 0.0001 to 3; nan came."),
        ({"lr": True}, "must be a number from 0.0001 to 3; True came."),
        ({"depth": 2.5}, "Hidden layers L must be a whole number from 0 to 6; 2.5 came."),
        ({"task": "xo"}, "Data must be one of xor, circles"),
        ({"check": 1}, "must be true or false; 1 came."),
        ({"widths": "8,8"}, "must be a list of whole numbers"),
        ({"learning_rate": 0.1}, "has no control 'learning_rate'; did you mean lr? It has seed"),
        ({"lrr": 0.1}, "did you mean lr?"),
        ({"colour_of_the_sky": 1}, "has no control 'colour_of_the_sky'; it has seed, task"),
    ],
)
def test_a_wrong_value_is_told_what_is_right_and_what_came(
    value: dict[str, object], sentence: str
) -> None:
    with pytest.raises(RefusalError) as refused:
        known_values(value, MLP)
    assert sentence in refused.value.message
    assert refused.value.field == next(iter(value))


def test_an_unknown_preset_is_answered_with_the_nearest() -> None:
    with pytest.raises(RefusalError, match="near it: one-hidden-layer"):
        known_preset("one-hiden-layer", MLP)
    with pytest.raises(RefusalError, match=r"near it: .*gradient-check"):
        known_preset("gradient", MLP)
    with pytest.raises(RefusalError, match=r"it has one-hidden-layer, .* and 2 more"):
        known_preset("zzz", MLP)


def test_a_value_that_was_taken_for_a_preset_is_told_whose_value_it_is() -> None:
    with pytest.raises(RefusalError, match=r"near it: one-hidden-layer.* write task='xor'"):
        known_preset("xor", MLP)


def test_an_unknown_lab_is_answered_with_the_nearest() -> None:
    with pytest.raises(RefusalError, match=r"'mpl'; did you mean mlp\? There are .*word2vec\."):
        known_lab("mpl", LABS)
    with pytest.raises(RefusalError, match="no lab called 7; there are"):
        known_lab(7, LABS)
