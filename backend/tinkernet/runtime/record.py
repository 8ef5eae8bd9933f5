"""What a run has drawn so far, in bounded memory: a film for those who come later."""

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson

from tinkernet.frame import pack, unpack
from tinkernet.runtime.history import History, Rows
from tinkernet.tensor import Tensor

_LENGTH = struct.Struct("<I")
_NEWEST_KEPT = 4


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One frame as it came. `whole`: its numbers are all since step 0."""

    number: int
    step: int
    whole: bool
    panels: frozenset[str]
    data: bytes


class Record:
    """Frames of one run, the first and the newest always; between them as many as fit.

    `take`: counts the restarts; numbers of another take are void. `latest`: the newest shot of
    each panel of this take.
    """

    def __init__(self, limit_bytes: int, rows: int) -> None:
        self.shots: list[Shot] = []
        self.latest: dict[str, Shot] = {}
        self.history = History(rows)
        self.take = 0
        self._limit_bytes = limit_bytes
        self._bytes = 0

    @property
    def newest(self) -> Shot | None:
        """The last frame of this take, if there is one."""
        return self.shots[-1] if self.shots else None

    def add(self, data: bytes) -> Shot:
        """Keep a frame that a worker sent."""
        header = _header(data)
        metrics = header["metrics"]
        shot = Shot(
            header["frame"], header["step"], metrics["whole"], frozenset(header["panels"]), data
        )
        if shot.whole:
            self.history.clear()
        self.history.append(_rows(header, data))
        self.shots.append(shot)
        self.latest.update(dict.fromkeys(shot.panels, shot))
        self._bytes += len(data)
        if self._bytes > self._limit_bytes:
            self._thin()
        return shot

    def restart(self) -> None:
        """Another take begins at step 0."""
        self.shots.clear()
        self.latest.clear()
        self.history.clear()
        self.take += 1
        self._bytes = 0

    def after(self, number: int) -> list[Shot]:
        """The kept frames behind that one, in order."""
        return [shot for shot in self.shots if shot.number > number]

    def _thin(self) -> None:
        """Every other frame goes; where that is not enough, the oldest."""
        film, new = self.shots[:-_NEWEST_KEPT], self.shots[-_NEWEST_KEPT:]
        self.shots = film[::2] + new
        while sum(len(shot.data) for shot in self.shots) > self._limit_bytes:
            if len(self.shots) == 1:
                break
            del self.shots[0]
        self._bytes = sum(len(shot.data) for shot in self.shots)


def composed(shot: Shot, others: dict[str, Shot], rows: Rows, *, whole: bool) -> bytes:
    """`shot` with these rows as its numbers, and with the panels that `others` have newer."""
    header, arrays = unpack(shot.data)
    kept: list[Tensor] = []
    panels = {name: _moved(panel, arrays, kept) for name, panel in header["panels"].items()}
    for name, other in others.items():
        theirs, their_arrays = unpack(other.data)
        panels[name] = _moved(theirs["panels"][name], their_arrays, kept)
    steps, values = {"$array": len(kept)}, {"$array": len(kept) + 1}
    kept += [Tensor(np.ascontiguousarray(rows.steps)), Tensor(np.ascontiguousarray(rows.values))]
    metrics = {"names": list(rows.names), "steps": steps, "values": values, "whole": whole}
    return pack({**header, "metrics": metrics, "panels": panels}, kept)


def _moved(part: Any, arrays: list[Tensor], kept: list[Tensor]) -> Any:
    """The part of a header with its arrays put aside at their new places."""
    match part:
        case {"$array": int(place)}:
            kept.append(arrays[place])
            return {"$array": len(kept) - 1}
        case dict():
            return {name: _moved(value, arrays, kept) for name, value in part.items()}
        case list():
            return [_moved(value, arrays, kept) for value in part]
        case _:
            return part


def _header(data: bytes) -> dict[str, Any]:
    start = _LENGTH.size
    return orjson.loads(memoryview(data)[start : start + _LENGTH.unpack_from(data)[0]])


def _rows(header: dict[str, Any], data: bytes) -> Rows:
    metrics = header["metrics"]
    start = _LENGTH.size + _LENGTH.unpack_from(data)[0]
    steps = header["arrays"][metrics["steps"]["$array"]]
    values = header["arrays"][metrics["values"]["$array"]]
    count, columns = values["shape"]
    # Copies: a view would keep the whole frame alive.
    return Rows(
        tuple(metrics["names"]),
        np.frombuffer(data, np.int32, count, start + steps["offset"]).copy(),
        np.frombuffer(data, np.float32, count * columns, start + values["offset"])
        .reshape(count, columns)
        .copy(),
    )
