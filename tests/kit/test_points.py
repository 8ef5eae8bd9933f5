"""The point sets of the plane and the curves."""

from typing import get_args

import numpy as np
import pytest

from tinkernet.kit.points import (
    CurveTask,
    PlaneTask,
    SurfaceTask,
    class_count,
    draw,
    surface,
    truth,
)

PLANES: tuple[PlaneTask, ...] = get_args(PlaneTask)
CURVES: tuple[CurveTask, ...] = get_args(CurveTask)
SURFACES: tuple[SurfaceTask, ...] = get_args(SurfaceTask)


@pytest.mark.parametrize("task", PLANES)
def test_a_point_set_has_all_its_classes_in_nearly_equal_numbers(task: PlaneTask) -> None:
    x, target = draw(task, 301, 0.1, 0)
    assert x.shape == (301, 2)
    counts = np.bincount(target.astype(int))
    assert len(counts) == class_count(task)
    if task != "line":
        assert counts.max() - counts.min() <= (2 if task == "xor" else 1)


@pytest.mark.parametrize("task", [*PLANES, *CURVES, *SURFACES])
def test_the_same_seed_draws_the_same_examples_and_another_seed_others(task: PlaneTask) -> None:
    one, same, other = draw(task, 50, 0.2, 1), draw(task, 50, 0.2, 1), draw(task, 50, 0.2, 2)
    np.testing.assert_array_equal(one[0], same[0])
    np.testing.assert_array_equal(one[1], same[1])
    assert not np.array_equal(one[0], other[0])


@pytest.mark.parametrize("task", [*PLANES, *CURVES, *SURFACES])
def test_examples_without_noise_lie_in_the_square(task: PlaneTask) -> None:
    x, _ = draw(task, 1000, 0.0, 0)
    assert np.abs(x).max() <= 3.0


@pytest.mark.parametrize("task", ["circles", "moons", "spiral", "xor"])
def test_noise_is_the_deviation_of_points_from_their_place(task: PlaneTask) -> None:
    clean, noisy = draw(task, 1000, 0.0, 0)[0], draw(task, 1000, 0.1, 0)[0]
    scale = {"circles": 2.0, "moons": 1.5, "spiral": 1.0, "xor": 2.0}[task]
    assert (noisy - clean).std() == pytest.approx(0.1 * scale, rel=0.05)


def test_circles_have_their_radii() -> None:
    x, target = draw("circles", 200, 0.0, 0)
    radius = np.hypot(*x.T)
    np.testing.assert_allclose(radius[target == 0], 2.0, atol=1e-5)
    np.testing.assert_allclose(radius[target == 1], 0.8, atol=1e-5)


def test_moons_are_those_of_scikit_learn_moved_and_stretched() -> None:
    x, target = draw("moons", 200, 0.0, 0)
    u, v = (x / 1.5 + [0.5, 0.25]).T
    upper = target == 0
    np.testing.assert_allclose(u[upper] ** 2 + v[upper] ** 2, 1, atol=1e-5)
    np.testing.assert_allclose((u[~upper] - 1) ** 2 + (v[~upper] - 0.5) ** 2, 1, atol=1e-5)


def test_the_signs_differ_in_class_one_of_xor() -> None:
    x, target = draw("xor", 100, 0.0, 0)
    np.testing.assert_array_equal(x[:, 0] * x[:, 1] < 0, target == 1)


@pytest.mark.parametrize("task", CURVES)
def test_a_curve_without_noise_is_the_truth(task: CurveTask) -> None:
    x, target = draw(task, 100, 0.0, 0)
    assert x.shape == (100, 1)
    np.testing.assert_allclose(target, truth(task, x[:, 0].astype(float)), atol=1e-5)


@pytest.mark.parametrize("task", SURFACES)
def test_a_surface_stays_between_minus_one_and_one(task: SurfaceTask) -> None:
    x, target = draw(task, 1000, 0.0, 0)
    np.testing.assert_allclose(target, surface(task, x.astype(float)), atol=1e-5)
    assert np.abs(target).max() <= 1.1
