"""A net that diverges says so: infinity and NaN are never hidden."""

import numpy as np
import pytest

from tests.engine.twin import ACTIVATIONS, Twin, examples
from tinkernet.engine import Activation, Hyper, Loss, Net, Optimiser, Shape
from tinkernet.engine.optimiser import CODES as OPTIMISERS


@pytest.mark.parametrize("hidden", ["relu", "linear", "leaky_relu", "softplus", "gelu", "swish"])
def test_a_far_too_large_learning_rate_ends_in_a_loss_that_is_not_finite(
    hidden: Activation,
) -> None:
    net = Net(Shape.of(2, 8, 8, 1, hidden=hidden))
    x, y = examples(net, 50, 0)
    losses = [net.epoch(x, y, np.arange(50), 10, Hyper(lr=50.0)) for _ in range(60)]
    assert np.isfinite(losses[0]) or not np.isfinite(losses[1])
    assert not np.isfinite(losses[-1])
    assert not np.isfinite(net.gradient_norms()).all()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("hidden", [name for name in ACTIVATIONS if name != "softmax"])
def test_a_broken_weight_is_seen_where_torch_sees_it(hidden: Activation, value: float) -> None:
    net = Net(Shape.of(2, 4, 4, 1, hidden=hidden), seed=1)
    x, y = examples(net, 20, 0)
    net.weights(2)[0, 0] = value
    wanted = Twin(net).cost(x, y, Hyper()).item()
    got = net.cost(x, y)
    assert np.isfinite(got) == np.isfinite(wanted)
    assert not np.isfinite(wanted) or got == pytest.approx(wanted, rel=1e-5)


@pytest.mark.parametrize(("loss", "output"), [("bce", "sigmoid"), ("cross_entropy", "softmax")])
def test_a_broken_logit_breaks_the_loss(loss: Loss, output: Activation) -> None:
    net = Net(Shape.of(2, 4, 3, output=output), loss=loss)
    x, y = examples(net, 20, 0)
    net.biases(2)[1] = np.nan
    assert np.isnan(net.cost(x, y))
    assert np.isnan(net.step(x, y, Hyper()))


@pytest.mark.parametrize("name", list(OPTIMISERS))
def test_no_optimiser_repairs_a_broken_gradient(name: Optimiser) -> None:
    net = Net(Shape.of(2, 4, 1), optimiser=name)
    x, y = examples(net, 20, 0)
    y[3] = np.nan
    assert np.isnan(net.step(x, y, Hyper(clip=1.0)))
    assert np.isnan(net.params).any()
