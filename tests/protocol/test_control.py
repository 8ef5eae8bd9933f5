"""The controls of a lab and the sentences that refuse bad values."""

from typing import Any, Literal

import pytest

from tinkernet.control import Condition, Option, control
from tinkernet.lab import LabConfig
from tinkernet.refusal import RefusalError


class Config(LabConfig):
    lr: float = control(
        0.03,
        label="Learning rate",
        symbol="η",
        help="How far one step goes.",
        group="training",
        scale="log",
        lo=1e-4,
        hi=3,
        live=True,
    )
    act: Literal["tanh", "relu"] = control(
        "tanh",
        label="Activation",
        help="What a unit does to its sum.",
        group="network",
        scale="choice",
        options={"relu": "ReLU"},
        shown={"seed": [0]},
    )
    widths: list[int] = control(
        [4], label="Units", help="Per layer.", group="network", scale="widths", hidden=True
    )


def test_a_field_becomes_a_control_with_its_bounds_and_options() -> None:
    controls = Config.controls()
    assert (controls["lr"].lo, controls["lr"].hi, controls["lr"].live) == (1e-4, 3.0, True)
    assert controls["act"].options == [
        Option(value="tanh", label="tanh"),
        Option(value="relu", label="ReLU"),
    ]
    assert controls["act"].shown == [Condition(name="seed", values=[0])]
    assert controls["widths"].hidden


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"lr": 50}, "lr", "Learning rate η must be a number from 0.0001 to 3; 50 came."),
        ({"lr": float("nan")}, "lr", "from 0.0001 to 3; nan came."),
        ({"lr": "fast"}, "lr", "from 0.0001 to 3; 'fast' came."),
        ({"lr": True}, "lr", "from 0.0001 to 3; True came."),
        ({"seed": 10**9}, "seed", "a whole number from 0 to 999999; 1000000000 came."),
        ({"act": "step"}, "act", "Activation must be one of tanh, relu; 'step' came."),
        ({"widths": [4, "x"]}, "widths", "must be a list of whole numbers"),
        ({"speed": 1}, "speed", "speed is not a known field"),
    ],
)
def test_a_bad_value_is_refused_with_the_field_the_rule_and_the_range(
    values: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(RefusalError) as caught:
        Config.parse(values)
    assert caught.value.field == field
    assert sentence in caught.value.message


def test_a_change_is_a_new_config_and_says_whether_it_needs_a_restart() -> None:
    config = Config()
    assert config.changed({"lr": 0.5}).lr == 0.5
    assert config.stale(config.changed({"lr": 0.5})) == []
    assert config.stale(config.changed({"lr": 0.5, "act": "relu"})) == ["act"]


def test_a_field_that_was_not_made_by_control_is_told_to_its_author() -> None:
    class Plain(LabConfig):
        width: int = 4

    with pytest.raises(TypeError, match="'width'"):
        Plain.controls()
