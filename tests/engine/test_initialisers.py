"""Every recipe for weights has the spread its formula says."""

from typing import Any

import numpy as np
import pytest

from tinkernet.engine import Initialiser, Net, Shape
from tinkernet.engine.initialiser import Recipe

INS, OUTS = 16, 64
VARIANCES: dict[Recipe, float] = {
    "zero": 0.0,
    "constant": 0.0,
    "normal": 0.3**2,
    "truncated": (0.8796 * 0.3) ** 2,
    "uniform": 0.3**2 / 3,
    "xavier": 1 / INS,
    "bengio": 2 / (INS + OUTS),
    "he": 2 / INS,
    "lecun": 1 / INS,
    "orthogonal": 1 / OUTS,
}


@pytest.mark.parametrize("recipe", list(VARIANCES))
def test_the_variance_is_that_of_the_formula(recipe: Recipe) -> None:
    weights = np.stack([_weights(recipe, seed) for seed in range(60)])
    mean = 0.3 if recipe == "constant" else 0.0
    assert weights.var() == pytest.approx(VARIANCES[recipe], rel=0.03, abs=1e-12)
    assert weights.mean() == pytest.approx(mean, abs=0.01)


def test_truncated_weights_never_lie_beyond_two_deviations() -> None:
    assert abs(_weights("truncated", 0)).max() <= 0.6
    assert abs(_weights("normal", 0)).max() > 0.6


@pytest.mark.parametrize("recipe", ["uniform", "lecun"])
def test_even_weights_end_where_the_formula_says(recipe: Recipe) -> None:
    limit = 0.3 if recipe == "uniform" else np.sqrt(3 / INS)
    assert abs(_weights(recipe, 0)).max() == pytest.approx(limit, rel=0.01)


def test_orthogonal_weights_stand_at_right_angles() -> None:
    tall = _weights("orthogonal", 0)
    np.testing.assert_allclose(tall.T @ tall, np.eye(INS), atol=1e-5)
    wide = Net(Shape.of(16, 4), initialiser=Initialiser("orthogonal")).weights(1)
    np.testing.assert_allclose(wide @ wide.T, np.eye(4), atol=1e-5)


def test_biases_start_at_the_chosen_value() -> None:
    net = Net(Shape.of(2, 5, 1), initialiser=Initialiser("he", bias=0.1))
    assert np.all(net.biases(1) == np.float32(0.1))
    assert not Net(Shape.of(2, 5, 1)).biases(1).any()


def test_an_unknown_recipe_is_refused_with_the_known_ones() -> None:
    name: Any = "magic"
    with pytest.raises(ValueError, match="xavier, bengio, he"):
        Initialiser(name)


def _weights(recipe: Recipe, seed: int) -> np.ndarray:
    shape = Shape((INS, OUTS, 1), ("tanh", "linear"))
    return Net(shape, initialiser=Initialiser(recipe, scale=0.3), seed=seed).weights(1)
