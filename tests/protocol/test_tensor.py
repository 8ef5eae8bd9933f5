"""The arrays that panels carry."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.tensor import HOLE, Tensor, codes, floats, ints, quantised


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=50))
def test_a_quantised_value_comes_back_within_half_a_level(values: list[float]) -> None:
    tensor = quantised(values, -2, 2)
    back = -2 + 4 * tensor.data.astype(float) / 254
    assert np.allclose(back, np.clip(values, -2, 2), atol=4 / 508 + 1e-6)


def test_not_a_number_becomes_a_hole_and_infinity_the_end_of_the_range() -> None:
    assert quantised([np.nan, np.inf, -np.inf], 0, 1).data.tolist() == [HOLE, 254, 0]


def test_a_range_without_width_is_refused_with_both_ends() -> None:
    with pytest.raises(ValueError, match="lo=1 and hi=1"):
        quantised([0.5], 1, 1)


def test_doubles_and_transposed_arrays_never_reach_the_wire() -> None:
    with pytest.raises(ValueError, match="float64"):
        Tensor(np.zeros(3))
    with pytest.raises(ValueError, match="C-ordered"):
        Tensor(np.zeros((2, 3), np.float32).T)


def test_the_makers_keep_shape_and_choose_the_wire_type() -> None:
    made = [floats([[1.5]]), ints([1, 2]), codes([[0], [255]])]
    assert [(str(t.data.dtype), t.data.shape) for t in made] == [
        ("float32", (1, 1)),
        ("int32", (2,)),
        ("uint8", (2, 1)),
    ]
