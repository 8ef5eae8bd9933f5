"""Packets on a byte stream between server and worker: length, kind, run number, payload."""

import struct
from enum import IntEnum
from typing import NamedTuple

_HEAD = struct.Struct("<IBI")
_LENGTH = struct.Struct("<I")
_AFTER_LENGTH = _HEAD.size - _LENGTH.size
#: No lab draws a frame as large as this; a larger one is a stream gone wrong.
LARGEST = 64 * 2**20


class Kind(IntEnum):
    """What a payload is: JSON for orders and reports, raw bytes for frames, none for credit;
    a frozen state comes before the order to begin from it, and with its step in front to the
    server; a file is what somebody takes away."""

    ORDER = 1
    REPORT = 2
    FRAME = 3
    CREDIT = 4
    STATE = 5
    FILE = 6


_STEP = struct.Struct("<q")
_KINDS = frozenset(kind.value for kind in Kind)


class Packet(NamedTuple):
    """One packet as read; `run` is 0 where it concerns the worker itself."""

    kind: Kind
    run: int
    payload: bytes


class WireError(ValueError):
    """The stream does not hold packets; the connection cannot be used any longer."""


def head(kind: Kind, run: int, length: int) -> bytes:
    """What comes before a payload of `length` bytes."""
    return _HEAD.pack(_AFTER_LENGTH + length, kind, run)


def pack(kind: Kind, run: int, payload: bytes = b"") -> bytes:
    """A whole packet."""
    return head(kind, run, len(payload)) + payload


def pack_state(run: int, step: int, data: bytes) -> bytes:
    """The frozen state of a run at `step` as a packet."""
    return head(Kind.STATE, run, _STEP.size + len(data)) + _STEP.pack(step) + data


def unpack_state(payload: bytes) -> tuple[int, bytes]:
    """Step and frozen state out of the payload of such a packet."""
    return _STEP.unpack_from(payload)[0], payload[_STEP.size :]


class Reader:
    """Puts packets together again, however the stream was torn."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Packet]:
        """The packets that `data` completes, in order.

        Raises:
            WireError: if a length or a kind makes no sense.
        """
        buffer = self._buffer
        buffer += data
        packets: list[Packet] = []
        start = 0
        while len(buffer) - start >= _HEAD.size:
            length, kind, run = _HEAD.unpack_from(buffer, start)
            if not _AFTER_LENGTH <= length <= LARGEST or kind not in _KINDS:
                raise WireError(f"a packet of kind {kind} with {length} bytes is none of ours")
            end = start + _LENGTH.size + length
            if len(buffer) < end:
                break
            packets.append(
                Packet(Kind(kind), run, bytes(memoryview(buffer)[start + _HEAD.size : end]))
            )
            start = end
        if start:
            del buffer[:start]
        return packets
