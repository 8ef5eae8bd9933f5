"""The view of the last hidden layer: its own axes, or principal ones that do not jump."""

from itertools import pairwise

import numpy as np
from sklearn.decomposition import PCA

from tests.labs.running import begun, trained
from tinkernet.kit.space import axes, last_hidden
from tinkernet.panels import Scatter3d


def test_three_units_are_shown_as_they_are() -> None:
    lab = trained(begun(width=3), 30)
    space = lab.panels(frozenset({"hiddenspace"}))["hiddenspace"]
    assert isinstance(space, Scatter3d)
    np.testing.assert_allclose(space.xyz.data, last_hidden(lab.learner.view), atol=1e-6)
    assert space.axes == ["a₁", "a₂", "a₃"]


def test_fewer_units_lie_in_a_plane_or_on_a_line() -> None:
    lab = trained(begun(width=2), 30)
    space = lab.panels(frozenset({"hiddenspace"}))["hiddenspace"]
    assert isinstance(space, Scatter3d)
    assert not space.xyz.data[:, 2].any()


def test_principal_axes_span_what_scikit_learn_says() -> None:
    rng = np.random.default_rng(0)
    activations = (rng.normal(size=(200, 8)) * np.arange(1, 9)).astype(np.float32)
    found = axes(activations, None)
    known = np.array(PCA(3).fit(activations).components_)
    np.testing.assert_allclose(found.basis @ found.basis.T, known.T @ known, atol=1e-4)
    np.testing.assert_allclose(found.basis.T @ found.basis, np.eye(3), atol=1e-9)


def test_axes_that_swap_their_places_do_not_turn_the_picture() -> None:
    rng = np.random.default_rng(0)
    cloud = rng.normal(size=(500, 6))
    before = None
    shown = []
    for moment in np.linspace(0, 1, 20):
        scale = np.array([3 - moment, 2 + moment, 1.5, 0.1, 0.1, 0.1])
        now = (cloud * scale).astype(np.float32)
        before = axes(now, before)
        shown.append((now - before.centre) @ before.basis)
    jumps = [np.abs(b - a).max() for a, b in pairwise(shown)]
    assert max(jumps) < 0.5


def test_numbers_that_overflowed_do_not_break_the_view() -> None:
    broken = np.full((10, 5), np.inf, np.float32)
    with np.errstate(all="ignore"):
        assert np.isfinite(axes(broken, None).basis).all()
