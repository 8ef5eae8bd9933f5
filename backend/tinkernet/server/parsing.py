"""Reads one text message of a browser, strictly: a valid message, or a sentence."""

from typing import Any

import orjson
from pydantic import ValidationError

from tinkernet.protocol import ClientMessage, Refused, client_messages
from tinkernet.refusal import RefusalError, refusal

_MAX_DEPTH = 16


def parse_json(text: str) -> dict[str, Any]:
    """The JSON object in `text`.

    Raises:
        RefusalError: if it is no JSON (NaN, Infinity and numbers beyond floats are none), not an
            object, or nested deeper than any message of the protocol.
    """
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise RefusalError(f"A message must be JSON with finite numbers: {error}.") from error
    if not isinstance(found, dict):
        raise RefusalError("A message must be a JSON object with a field `type`.", "type")
    if _depth(found) > _MAX_DEPTH:
        raise RefusalError(f"A message may be nested at most {_MAX_DEPTH} deep.")
    return found


def parse_message(raw: dict[str, Any]) -> ClientMessage:
    """The message of the protocol that `raw` is.

    Raises:
        RefusalError: naming the field, the rule and what came.
    """
    try:
        return client_messages.validate_python(raw)
    except ValidationError as error:
        raise refusal(error) from error


def refused(error: RefusalError, raw: dict[str, Any] | None = None) -> Refused:
    """The answer to a message that is not taken, with the run and tag it spoke of."""
    said = raw or {}
    return Refused(
        run=_text(said.get("run")),
        tag=_text(said.get("tag")),
        field=error.field[:80],
        message=error.message,
    )


def _text(value: object) -> str:
    return value[:80] if isinstance(value, str) else ""


def _depth(value: object) -> int:
    """How deep lists and objects are nested; without recursion, for input made to exhaust it."""
    depth, layer = 0, [value]
    while layer:
        inner: list[object] = []
        for each in layer:
            if isinstance(each, dict):
                inner.extend(each.values())
            elif isinstance(each, list):
                inner.extend(each)
        depth += 1
        layer = inner
    return depth
