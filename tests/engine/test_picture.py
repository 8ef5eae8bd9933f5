"""Pictures of units are the bytes that panels carry."""

import numpy as np
import pytest

from tinkernet import tensor
from tinkernet.engine import quantise, quantise_rows


def test_bytes_are_those_of_a_quantised_tensor() -> None:
    values = np.random.default_rng(0).normal(size=(40, 50)).astype(np.float32)
    values[3, 4], values[5, 6], values[7, 8] = np.nan, np.inf, -np.inf
    wanted = tensor.quantised(values, -1.5, 2.0)
    got = quantise(values, -1.5, 2.0).astype(int)
    assert abs(got - wanted.data).max() <= 1
    assert (got != wanted.data).mean() < 0.01
    assert got[3, 4] == tensor.HOLE
    assert (got[5, 6], got[7, 8]) == (254, 0)


def test_each_row_uses_the_whole_range_around_zero() -> None:
    rows = np.array([[-1, 0, 0.5], [20, -40, 0], [0, 0, 0]], np.float32)
    levels, scales = quantise_rows(rows)
    np.testing.assert_array_equal(levels, [[0, 127, 191], [191, 0, 127], [127, 127, 127]])
    np.testing.assert_array_equal(scales, [1, 40, 1])


def test_a_number_that_is_not_finite_does_not_swallow_the_scale_of_its_row() -> None:
    levels, scales = quantise_rows(np.array([[1, np.nan, np.inf, -2]], np.float32))
    np.testing.assert_array_equal(levels, [[191, 255, 254, 0]])
    assert scales[0] == 2


def test_an_empty_range_is_refused() -> None:
    with pytest.raises(ValueError, match="lo < hi"):
        quantise(np.zeros((2, 2), np.float32), 1, 1)
