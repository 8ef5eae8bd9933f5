"""Panels as JSON files with their arrays inside, read by pytest, vitest and the gallery alike."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from tinkernet.message import Message
from tinkernet.panels import AnyPanel, Panel
from tinkernet.protocol import Metrics
from tinkernet.tensor import Tensor

FOLDER = Path(__file__).parent / "fixtures"

_panels: TypeAdapter[AnyPanel] = TypeAdapter(AnyPanel)


@dataclass(frozen=True, slots=True)
class Fixture:
    """One picture: the panel, the numbers streamed so far (for curves), marks of live changes."""

    panel: Panel
    metrics: Metrics | None = None
    marks: tuple[dict[str, Any], ...] = ()


def write(name: str, fixture: Fixture) -> None:
    """Store `fixture` as `fixtures/<name>.json`."""
    content = {
        "panel": _inline(fixture.panel),
        "metrics": _inline(fixture.metrics) if fixture.metrics else None,
        "marks": list(fixture.marks),
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def read(path: Path) -> Fixture:
    """The fixture in `path`.

    Raises:
        ValidationError: if the panel is not one the page knows.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    metrics = content["metrics"]
    return Fixture(
        panel=_panels.validate_python(_filled(content["panel"])),
        metrics=Metrics.model_validate(_filled(metrics)) if metrics else None,
        marks=tuple(content["marks"]),
    )


def names() -> list[str]:
    """The names of all fixtures."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def _inline(message: Message) -> dict[str, Any]:
    """The message as JSON, with every array in its place as base64."""
    arrays: list[Tensor] = []
    dumped = message.model_dump(mode="json", context={"arrays": arrays})
    return _replaced(dumped, [_written(tensor) for tensor in arrays])


def _replaced(value: Any, arrays: list[dict[str, Any]]) -> Any:
    match value:
        case {"$array": place}:
            return {"$array": arrays[place]}
        case dict():
            return {key: _replaced(item, arrays) for key, item in value.items()}
        case list():
            return [_replaced(item, arrays) for item in value]
        case _:
            return value


def _written(tensor: Tensor) -> dict[str, Any]:
    raw = tensor.data.astype(tensor.data.dtype.newbyteorder("<")).tobytes()
    return {
        "dtype": str(tensor.data.dtype),
        "shape": list(tensor.data.shape),
        "lo": tensor.lo,
        "hi": tensor.hi,
        "base64": base64.b64encode(raw).decode(),
    }


def _filled(value: Any) -> Any:
    match value:
        case {"$array": written}:
            flat = np.frombuffer(base64.b64decode(written["base64"]), written["dtype"])
            return Tensor(flat.reshape(written["shape"]), written["lo"], written["hi"])
        case dict():
            return {key: _filled(item) for key, item in value.items()}
        case list():
            return [_filled(item) for item in value]
        case _:
            return value
