"""A frame as bytes."""

import struct

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tinkernet.frame import encode, pack, unpack
from tinkernet.panels import Field2d, Number, Stat
from tinkernet.protocol import Frame, Metrics
from tinkernet.tensor import Tensor, floats, ints, quantised

RUN = "0123456789abcdef" * 2


def frame(**panels: Field2d | Stat) -> Frame:
    metrics = Metrics(names=["loss"], steps=ints([1, 2]), values=floats([[0.5], [np.nan]]))
    return Frame(run=RUN, frame=3, step=2, epoch=0.5, metrics=metrics, panels=dict(panels))


@given(
    st.lists(
        st.sampled_from(["uint8", "int32", "float32"]).flatmap(
            lambda dtype: arrays.arrays(dtype, arrays.array_shapes(min_dims=0, max_dims=4))
        ),
        max_size=5,
    )
)
def test_every_array_comes_back_bit_for_bit_whatever_its_shape(given: list[np.ndarray]) -> None:
    _, back = unpack(pack({"a": 1}, [Tensor(np.ascontiguousarray(each)) for each in given]))
    assert [each.data.tobytes() for each in back] == [each.tobytes() for each in given]


def test_arrays_start_at_multiples_of_eight_bytes() -> None:
    data = pack({"name": "é"}, [Tensor(np.zeros(3, np.uint8)), Tensor(np.zeros(1, np.float32))])
    start = 4 + struct.unpack_from("<I", data)[0]
    places = orjson.loads(data[4:start])["arrays"]
    assert start % 8 == 0
    assert [place["offset"] % 8 for place in places] == [0, 0]


def test_a_panel_leaves_its_arrays_out_of_the_header_and_names_their_place() -> None:
    values = quantised(np.linspace(-1, 1, 6).reshape(2, 3), -1, 1)
    panel = Field2d(title="Boundary", values=values, x_min=0, x_max=1, y_min=0, y_max=1)
    header, back = unpack(encode(frame(boundary=panel)))
    place = header["panels"]["boundary"]["values"]["$array"]
    assert back[place].data.tolist() == values.data.tolist()
    assert (back[place].lo, back[place].hi) == (-1.0, 1.0)


def test_no_number_of_the_header_can_be_nan() -> None:
    with pytest.raises(ValueError, match="finite"):
        frame(numbers=Stat(title="Now", numbers=[Number(name="loss", value=float("nan"))]))


def test_a_frame_cut_short_is_an_error_not_a_picture() -> None:
    data = encode(frame())
    for cut in (0, 3, 10, len(data) - 8):
        with pytest.raises(ValueError):  # noqa: PT011
            unpack(data[:cut])
