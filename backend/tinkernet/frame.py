"""A frame as bytes: u32 header length, JSON header, then arrays aligned to eight bytes."""

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import orjson

from tinkernet.message import Message
from tinkernet.tensor import WIRE_TYPES, Tensor

_ALIGN = 8
_LENGTH = struct.Struct("<I")


def encode(message: Message) -> bytes:
    """`message` (a `Frame`, or anything whose arrays are `Tensor`) as one binary message.

    The header is the message with every array replaced by `{"$array": i}`, plus a list `arrays`
    of `{dtype, shape, offset, lo, hi}`; offsets count from the end of the padded header.

    Raises:
        ValueError: if a number outside the arrays is NaN or infinite.
    """
    arrays: list[Tensor] = []
    header = message.model_dump(context={"arrays": arrays})
    return pack(header, arrays)


def pack(header: dict[str, Any], arrays: Sequence[Tensor]) -> bytes:
    """Header and arrays in wire order; `header` must not yet hold the key `arrays`."""
    chunks: list[bytes] = []
    places: list[dict[str, Any]] = []
    offset = 0
    for tensor in arrays:
        raw = tensor.data.tobytes()
        places.append(
            {
                "dtype": WIRE_TYPES[tensor.data.dtype],
                "shape": list(tensor.data.shape),
                "offset": offset,
                "lo": tensor.lo,
                "hi": tensor.hi,
            }
        )
        chunks.append(raw + b"\0" * (-len(raw) % _ALIGN))
        offset += len(chunks[-1])
    head = orjson.dumps({**header, "arrays": places})
    head += b" " * (-(len(head) + _LENGTH.size) % _ALIGN)
    return b"".join([_LENGTH.pack(len(head)), head, *chunks])


def unpack(data: bytes) -> tuple[dict[str, Any], list[Tensor]]:
    """The header (without `arrays`) and the arrays of a binary message.

    Raises:
        ValueError: if the message is cut short or its header is not JSON.
    """
    if len(data) < _LENGTH.size:
        raise ValueError(f"a frame has at least {_LENGTH.size} bytes, not {len(data)}")
    start = _LENGTH.size + _LENGTH.unpack_from(data)[0]
    header = orjson.loads(data[_LENGTH.size : start])
    arrays = [_tensor(data, start, place) for place in header.pop("arrays")]
    return header, arrays


def _tensor(data: bytes, start: int, place: dict[str, Any]) -> Tensor:
    shape = place["shape"]
    count = int(np.prod(shape, dtype=np.int64))
    flat = np.frombuffer(data, place["dtype"], count, start + place["offset"])
    return Tensor(flat.reshape(shape), place["lo"], place["hi"])
