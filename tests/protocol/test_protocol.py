"""What browser and server may say."""

from typing import Any

import pytest
from pydantic import ValidationError

from tinkernet.protocol import Act, Open, Pace, client_messages

RUN = "0123456789abcdef" * 2


def test_an_open_needs_only_a_tag_and_a_lab() -> None:
    message = client_messages.validate_python({"type": "open", "tag": "a", "lab": "mlp"})
    assert message == Open(tag="a", lab="mlp")


def test_a_gesture_is_read_by_its_own_type() -> None:
    raw = {
        "type": "act",
        "run": RUN,
        "panel": "net",
        "gesture": {"type": "set_weight", "layer": 1, "source": 0, "target": 2, "value": -0.5},
    }
    message = client_messages.validate_python(raw)
    assert isinstance(message, Act)
    assert message.gesture.type == "set_weight"


@pytest.mark.parametrize(
    "raw",
    [
        {"type": "pace", "run": RUN, "playing": "yes"},
        {"type": "pace", "run": RUN, "playing": True, "speed": float("inf")},
        {"type": "pace", "run": RUN, "playing": True, "speed": 0},
        {"type": "pace", "run": "../etc", "playing": True},
        {"type": "pace", "run": RUN, "playing": True, "extra": 1},
        {"type": "drawn", "run": RUN, "frame": True},
        {"type": "drawn", "run": RUN, "frame": -1},
        {"type": "launch"},
        [],
        None,
    ],
)
def test_what_is_not_exactly_a_message_is_refused(raw: object) -> None:
    with pytest.raises(ValidationError):
        client_messages.validate_python(raw)


def test_messages_cannot_be_changed_after_they_were_said() -> None:
    pace: Any = Pace(run=RUN, playing=True)
    with pytest.raises(ValidationError, match="frozen"):
        pace.playing = False
