"""Generates `frontend/src/protocol.ts` from the Python messages; `--check` only compares."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from tinkernet.course.course import CourseTree
from tinkernet.lab import LabPage
from tinkernet.panels import AnyGesture, AnyPanel
from tinkernet.protocol import ClientMessage, Frame, ServerMessage
from tinkernet.server.experiments.experiment import CardList, Curves, Details, Resumed, Saving

_FRONTEND = Path(__file__).parents[2] / "frontend"
_TARGET = _FRONTEND / "src" / "protocol.ts"
_BANNER = """/* Generated from backend/tinkernet by `make types`; do not edit. */

import type { Tensor } from "./tensor";
"""


class Protocol(BaseModel):
    """One field per type the page needs by name."""

    client_message: ClientMessage
    server_message: ServerMessage
    any_panel: AnyPanel
    any_gesture: AnyGesture
    frame: Frame
    lab_page: LabPage
    course_tree: CourseTree
    card_list: CardList
    details: Details
    curves: Curves
    saving: Saving
    resumed: Resumed


_ALIASES = {
    "client_message": "ClientMessage",
    "server_message": "ServerMessage",
    "any_panel": "AnyPanel",
    "any_gesture": "AnyGesture",
}


def protocol_schema() -> dict[str, Any]:
    """The JSON schema of everything on the wire, unions under names of their own."""
    _, schema = models_json_schema(
        [(Protocol, "serialization")], ref_template="#/definitions/{model}"
    )
    definitions: dict[str, Any] = schema["$defs"]
    root = definitions.pop("Protocol")
    for name, alias in _ALIASES.items():
        definitions[alias] = root["properties"][name]
        root["properties"][name] = {"$ref": f"#/definitions/{alias}"}
    cleaned = _without_field_titles({**root, "title": "Protocol", "definitions": definitions})
    return {"$schema": "http://json-schema.org/draft-07/schema#", **cleaned}


def _without_field_titles(node: Any) -> Any:
    """Pydantic titles every field; each would become a TypeScript type of its own."""
    if isinstance(node, list):
        return [_without_field_titles(item) for item in node]
    if not isinstance(node, dict):
        return node
    # A *field* called title holds a schema, not a string: it stays.
    titled_field = isinstance(node.get("title"), str) and "properties" not in node
    return {
        key: _without_field_titles(value)
        for key, value in node.items()
        if not (titled_field and key == "title") and key != "discriminator"
    }


def protocol_typescript() -> str:
    """The text of `protocol.ts`.

    Raises:
        FileNotFoundError: if the frontend's packages are not installed.
    """
    generator = _FRONTEND / "node_modules" / ".bin" / "json2ts"
    flags = ["--bannerComment", _BANNER, "--maxItems", "-1", "--no-additionalProperties"]
    schema = json.dumps(protocol_schema())
    done = subprocess.run(
        [str(generator), *flags], input=schema, capture_output=True, text=True, check=True
    )
    return done.stdout


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` say whether it is fresh; returns the exit code."""
    text = protocol_typescript()
    if "--check" not in arguments:
        _TARGET.write_text(text, encoding="utf-8")
        return 0
    if _TARGET.is_file() and _TARGET.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write("frontend/src/protocol.ts is stale: run `make types` and commit it.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
