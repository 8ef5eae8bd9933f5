"""What a net is given of a point, and the grids it is asked about."""

import numpy as np

from tinkernet.kit.grids import grid_inputs, line_grid, plane_grid
from tinkernet.kit.inputs import SYMBOLS, inputs, usable


def test_every_input_is_what_its_sign_says() -> None:
    x = np.array([[0.5, -2.0], [1.5, 3.0]], np.float32)
    a, b = x.T
    expected = [a, b, a**2, b**2, a * b, np.sin(a), np.sin(b)]
    np.testing.assert_allclose(inputs(x, tuple(SYMBOLS)), np.stack(expected, axis=1), rtol=1e-6)


def test_a_curve_has_only_inputs_made_of_x() -> None:
    assert usable(("x1", "x2", "x1_x2", "sin_x1"), 1) == ("x1", "sin_x1")
    assert usable(("x2", "sin_x2"), 1) == ("x1",)
    assert usable(("x2", "sin_x2"), 2) == ("x2", "sin_x2")


def test_the_grid_runs_by_rows_from_the_top_left_corner() -> None:
    grid = plane_grid().reshape(100, 100, 2)
    np.testing.assert_allclose(grid[0, 0], [-2.97, 2.97], atol=1e-5)
    np.testing.assert_allclose(grid[-1, -1], [2.97, -2.97], atol=1e-5)
    assert line_grid()[0] == -3
    assert line_grid()[-1] == 3


def test_the_inputs_of_a_grid_are_made_once() -> None:
    assert grid_inputs(("x1", "x2"), 2) is grid_inputs(("x1", "x2"), 2)
