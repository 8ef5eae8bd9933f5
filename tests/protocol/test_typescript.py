"""The page's types are made from the Python messages."""

from typing import get_args

from tinkernet.panels import AnyPanel
from tinkernet.typescript import main, protocol_schema


def test_the_committed_types_are_those_of_the_python_messages() -> None:
    assert main(["--check"]) == 0, "frontend/src/protocol.ts is stale: run `make types`"


def test_every_panel_kind_is_in_the_schema_under_its_own_name() -> None:
    kinds = {each.model_fields["kind"].default for each in get_args(get_args(AnyPanel)[0])}
    schemas = protocol_schema()["definitions"].values()
    named = {
        s["properties"]["kind"]["const"]
        for s in schemas
        if "kind" in s.get("properties", {}) and "const" in s["properties"]["kind"]
    }
    assert kinds <= named


def test_a_field_called_title_survives() -> None:
    assert "title" in protocol_schema()["definitions"]["Preset"]["properties"]
