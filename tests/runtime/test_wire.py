"""Packets come out whole, however the stream is torn."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.runtime.wire import LARGEST, Kind, Packet, Reader, WireError, head, pack

PACKETS = [
    Packet(Kind.ORDER, 0, b'{"type":"rate"}'),
    Packet(Kind.FRAME, 7, bytes(range(256))),
    Packet(Kind.CREDIT, 2**32 - 1, b""),
    Packet(Kind.REPORT, 1, b"x"),
]
STREAM = b"".join(pack(*packet) for packet in PACKETS)


def test_a_stream_torn_at_any_byte_gives_the_same_packets() -> None:
    for place in range(len(STREAM) + 1):
        reader = Reader()
        assert reader.feed(STREAM[:place]) + reader.feed(STREAM[place:]) == PACKETS


def test_a_stream_that_comes_byte_by_byte_gives_the_same_packets() -> None:
    reader = Reader()
    assert [p for byte in STREAM for p in reader.feed(bytes([byte]))] == PACKETS


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_a_stream_torn_many_times_gives_the_same_packets(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(STREAM)]
    reader = Reader()
    pieces = [STREAM[a:b] for a, b in pairwise(places)]
    assert [packet for piece in pieces for packet in reader.feed(piece)] == PACKETS


@pytest.mark.parametrize(
    "garbage",
    [b"\0" * 9, b"\xff" * 9, head(Kind.FRAME, 1, LARGEST), b"\x05\0\0\0\x63" + b"\0" * 4],
)
def test_a_stream_that_holds_no_packets_is_refused(garbage: bytes) -> None:
    with pytest.raises(WireError, match="none of ours"):
        Reader().feed(garbage)
