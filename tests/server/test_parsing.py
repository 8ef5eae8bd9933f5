"""Reading what a browser says: a message, or a sentence about what is wrong."""

import math

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.protocol import Set
from tinkernet.refusal import RefusalError
from tinkernet.server.parsing import parse_json, parse_message, refused

RUN = "0" * 32


def _read(text: str) -> object:
    return parse_message(parse_json(text))


def test_a_message_of_the_protocol_is_read() -> None:
    message = _read(f'{{"type":"set","run":"{RUN}","config":{{"lr":1}}}}')
    assert message == Set(run=RUN, config={"lr": 1})


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"type":"ping","sent":NaN}', ""),
        ('{"type":"ping","sent":Infinity}', ""),
        ('{"type":"ping","sent":-Infinity}', ""),
        ('{"type":"ping","sent":1e999}', ""),
        ('{"type":"ping","sent":"1"}', "sent"),
        ('{"type":"ping","sent":true}', "sent"),
        ('{"type":"ping","sent":null}', "sent"),
        ('{"type":"ping","sent":1,"more":1}', "more"),
        ('{"type":"ping"}', "sent"),
        ('{"type":"nothing"}', ""),
        ('{"type":7}', ""),
        ("{}", ""),
        ("[]", "type"),
        ("7", "type"),
        ('"ping"', "type"),
        ("null", "type"),
        ("", ""),
        ("{", ""),
        ("\x00", ""),
        ("[" * 30_000, ""),
        ("[" * 900 + "]" * 900, "type"),
        ('{"type":"ping","sent":' + "[" * 900 + "]" * 900 + "}", ""),
        ('{"type":' * 500 + "1" + "}" * 500, ""),
        (f'{{"type":"drawn","run":"{RUN}","frame":-1}}', "frame"),
        (f'{{"type":"drawn","run":"{RUN}","frame":1.5}}', "frame"),
        ('{"type":"drawn","run":"../../etc/passwd","frame":1}', "run"),
        (f'{{"type":"pace","run":"{RUN}","playing":1}}', "playing"),
        (f'{{"type":"pace","run":"{RUN}","playing":true,"speed":0}}', "speed"),
        (f'{{"type":"pace","run":"{RUN}","playing":true,"speed":1e9}}', "speed"),
        ('{"type":"open","tag":"","lab":"mlp"}', "tag"),
        ('{"type":"open","tag":"a","lab":"' + "x" * 100 + '"}', "lab"),
        (f'{{"type":"set","run":"{RUN}","config":{{"a":{{"b":1}}}}}}', ""),
    ],
)
def test_bad_input_gets_a_sentence(text: str, field: str) -> None:
    with pytest.raises(RefusalError) as caught:
        _read(text)
    assert not field or field in caught.value.field
    assert caught.value.message.endswith(".")
    assert 10 < len(caught.value.message) < 700


@pytest.mark.parametrize("digits", [20, 400, 5_000])
def test_numbers_of_thousands_of_digits_do_no_harm(digits: int) -> None:
    text = f'{{"type":"drawn","run":"{RUN}","frame":{"9" * digits}}}'
    with pytest.raises(RefusalError):
        _read(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)  # fmt: skip
_KINDS = ["open", "join", "set", "restart", "act", "pace", "advance", "show", "drawn", "close"]


@given(
    st.fixed_dictionaries(
        {"type": st.sampled_from([*_KINDS, "ping"]) | _JSON},
        optional={
            name: _JSON | st.just(RUN)
            for name in ("run", "tag", "lab", "config", "speed", "frame", "sent", "gesture")
        },
    )
)
def test_whatever_comes_is_a_message_or_a_sentence(raw: dict[str, object]) -> None:
    try:
        _read(orjson.dumps(raw).decode())
    except RefusalError as error:
        told = refused(error, raw).model_dump_json()
        assert orjson.loads(told)["message"]
    except orjson.JSONEncodeError:
        return


@given(st.text(max_size=200))
def test_any_text_is_a_message_or_a_sentence(text: str) -> None:
    with pytest.raises(RefusalError):
        _read(text)


def test_a_number_that_comes_through_is_finite() -> None:
    assert math.isfinite(parse_json('{"a":1e308}')["a"])
