"""A kept run as the columns and parts of the store, and back."""

import json
from math import isfinite
from typing import Any

import numpy as np
from pydantic import TypeAdapter, ValidationError
from safetensors import SafetensorError
from safetensors.numpy import load, save

from tinkernet.deed import Deed
from tinkernet.runtime.checkpoint import Checkpoint
from tinkernet.runtime.history import NO_ROWS, Rows
from tinkernet.runtime.keepsake import Keepsake
from tinkernet.runtime.script import Script
from tinkernet.server.experiments.experiment import Blobs, Curves, Whole
from tinkernet.server.experiments.trouble import StoreError

_deeds = TypeAdapter(list[Deed])


def columns(keepsake: Keepsake) -> dict[str, Any]:
    """What a first save and those that follow it have in common."""
    return {
        "state": keepsake.state,
        "step": keepsake.step,
        "speed": keepsake.speed,
        "config": keepsake.config,
        "script": _script(keepsake),
        "metrics": keepsake.metrics,
    }


def parts(keepsake: Keepsake, thumbnail: bytes | None = None) -> Blobs:
    """What is too long to be listed."""
    state = keepsake.checkpoint
    return Blobs(
        rows=_rows(keepsake.rows), checkpoint=state.data if state else None, thumbnail=thumbnail
    )


def unpacked(whole: Whole) -> Keepsake:
    """The run that was saved.

    Raises:
        StoreError: if this release cannot read it.
    """
    told = whole.details
    try:
        script = json.loads(whole.script)
        deeds = _deeds.validate_python(script["deeds"])
        state = whole.blobs.checkpoint
        return Keepsake(
            script=Script(told.lab, script["config"], deeds, len(whole.script)),
            config=told.config,
            state="paused" if told.state == "interrupted" else told.state,
            step=told.step,
            speed=told.speed,
            rows=read_rows(whole.blobs.rows),
            checkpoint=Checkpoint(script["since"], script["told"], state) if state else None,
        )
    except (ValueError, KeyError, TypeError, ValidationError, SafetensorError) as error:
        raise StoreError(
            "This experiment cannot be read: it was saved by another release of Tinkernet.",
            "id",
            422,
        ) from error


def curves(rows: Rows) -> Curves:
    """The numbers as JSON can say them."""
    values = [[each if isfinite(each) else None for each in row] for row in rows.values.tolist()]
    return Curves(names=list(rows.names), steps=rows.steps.tolist(), rows=values)


def read_rows(data: bytes | None) -> Rows:
    """The numbers over the steps; none where none were saved."""
    if data is None:
        return NO_ROWS
    arrays = load(data)
    names = json.loads(arrays["names"].tobytes())
    return Rows(tuple(names), arrays["steps"], arrays["values"])


def _rows(rows: Rows) -> bytes:
    names = np.frombuffer(json.dumps(rows.names).encode(), np.uint8)
    steps, values = np.ascontiguousarray(rows.steps), np.ascontiguousarray(rows.values)
    return save({"names": names, "steps": steps, "values": values})


def _script(keepsake: Keepsake) -> str:
    state = keepsake.checkpoint
    told = {
        "config": keepsake.script.config,
        "deeds": [deed.model_dump() for deed in keepsake.script.deeds],
        "since": state.step if state else -1,
        "told": state.deeds if state else 0,
    }
    return json.dumps(told, separators=(",", ":"), allow_nan=False)
