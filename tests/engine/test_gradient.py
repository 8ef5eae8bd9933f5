"""The engine computes what torch's autograd computes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.twin import ACTIVATIONS, Twin, examples
from tinkernet.engine import Activation, Hyper, Initialiser, Loss, Net, Shape

ELEMENTWISE: list[Activation] = [name for name in ACTIVATIONS if name != "softmax"]
HIDDEN: st.SearchStrategy[Activation] = st.sampled_from(ELEMENTWISE)
OUTPUTS: dict[Loss, list[Activation]] = {
    "mse": ["linear", "tanh", "sigmoid", "softplus"],
    "mae": ["linear", "tanh"],
    "huber": ["linear"],
    "bce": ["sigmoid"],
    "cross_entropy": ["softmax"],
}
PAIRS: list[tuple[Loss, Activation]] = [
    (loss, output) for loss, outputs in OUTPUTS.items() for output in outputs
]


@st.composite
def nets(draw: st.DrawFn) -> Net:
    pair: tuple[Loss, Activation] = draw(st.sampled_from(PAIRS))
    loss, output = pair
    hidden = draw(st.lists(st.integers(1, 20), max_size=8))
    names: list[Activation] = [draw(HIDDEN) for _ in hidden]
    outs = draw(st.integers(1, 10))
    sizes = (draw(st.integers(1, 16)), *hidden, outs)
    seed = draw(st.integers(0, 1000))
    return Net(
        Shape(sizes, (*names, output)),
        loss=loss,
        initialiser=Initialiser("he", bias=0.1),
        seed=seed,
    )


@settings(max_examples=60)
@given(net=nets(), count=st.integers(1, 70), seed=st.integers(0, 1000))
def test_gradients_of_random_nets_agree_with_autograd(net: Net, count: int, seed: int) -> None:
    _assert_agrees(net, count, seed, Hyper(l1=0.01, l2=0.1))


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_every_hidden_activation_has_torchs_slope(name: Activation) -> None:
    _assert_agrees(Net(Shape.of(3, 9, 5, 2, hidden=name), seed=3), 33, 1, Hyper())


@pytest.mark.parametrize(("loss", "output"), PAIRS)
def test_every_loss_has_torchs_value_and_slope(loss: Loss, output: Activation) -> None:
    _assert_agrees(Net(Shape.of(4, 6, 3, output=output), loss=loss, seed=5), 21, 2, Hyper())


@pytest.mark.parametrize("loss", ["bce", "cross_entropy"])
def test_losses_on_logits_stay_exact_when_the_net_is_very_sure_and_wrong(loss: Loss) -> None:
    net = Net(Shape.of(1, 2, output=OUTPUTS[loss][0]), loss=loss)
    net.weights(1)[:] = [[300.0], [-200.0]]
    x, y = np.ones((1, 1), np.float32), np.array([[0, 1]], np.float32)
    wanted, _ = Twin(net).gradient(x, y, Hyper())
    assert net.cost(x, y) == pytest.approx(wanted, rel=1e-6)


def test_targets_may_be_probabilities() -> None:
    net = Net(Shape.of(2, 5, 3, output="softmax"), loss="cross_entropy")
    x, _ = examples(net, 8, 0)
    y = np.full((8, 3), (0.2, 0.3, 0.5), np.float32)
    wanted, slopes = Twin(net).gradient(x, y, Hyper())
    cost, got = net.gradient(x, y)
    assert cost == pytest.approx(wanted, rel=1e-5)
    np.testing.assert_allclose(got, slopes, atol=1e-6)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_every_unit_shows_torchs_value(name: Activation) -> None:
    net = Net(Shape.of(2, 7, 3, 1, hidden=name), initialiser=Initialiser("normal", scale=2))
    x = np.random.default_rng(0).normal(scale=3, size=(1003, 2)).astype(np.float32)
    values = [value.detach().numpy() for value in Twin(net).units(x)[1]]
    np.testing.assert_allclose(net.units(x), np.hstack(values).T, rtol=2e-6, atol=1e-5)


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 511, 512, 513])
def test_any_number_of_points_gets_its_values(count: int) -> None:
    net = Net(Shape.of(2, 7, 3))
    x = np.random.default_rng(0).normal(size=(513, 2)).astype(np.float32)
    np.testing.assert_array_equal(net.units(x[:count]), net.units(x)[:, :count])


def test_outputs_are_probabilities_and_logits_are_not() -> None:
    net = Net(Shape.of(2, 4, 3, output="softmax"), loss="cross_entropy")
    x, _ = examples(net, 40, 0)
    logits, values = Twin(net).units(x)
    np.testing.assert_allclose(net.forward(x), values[-1].detach(), atol=1e-6)
    np.testing.assert_allclose(net.logits(x), logits.detach(), atol=1e-5)


@pytest.mark.parametrize("name", ["tanh", "elu", "swish", "gelu"])
def test_a_whisper_of_a_signal_keeps_its_digits(name: Activation) -> None:
    net = Net(Shape.of(1, 1, 1, hidden=name))
    net.params[:] = [1, 0, 1, 0]
    x = np.array([[1e-7], [-3e-9]], np.float32)
    wanted = Twin(net).units(x)[1][-1].detach().numpy()
    np.testing.assert_allclose(net.forward(x), wanted, rtol=1e-6)


def test_arrays_of_the_wrong_shape_are_refused_with_a_sentence() -> None:
    net = Net(Shape.of(2, 3, 1))
    with pytest.raises(ValueError, match="x wants one row per example and 2 columns"):
        net.forward(np.zeros((5, 3)))
    with pytest.raises(ValueError, match="same number of examples"):
        net.step(np.zeros((5, 2)), np.zeros((4, 1)), Hyper())
    with pytest.raises(IndexError, match="an example that x does not have"):
        net.epoch(np.zeros((5, 2)), np.zeros((5, 1)), [0, 5], 2, Hyper())


def test_a_loss_that_does_not_fit_its_output_is_refused() -> None:
    with pytest.raises(ValueError, match="bce wants sigmoid"):
        Net(Shape.of(2, 1), loss="bce")
    with pytest.raises(ValueError, match="mse wants any activation but softmax"):
        Net(Shape.of(2, 2, output="softmax"))


def _assert_agrees(net: Net, count: int, seed: int, hyper: Hyper) -> None:
    x, y = examples(net, count, seed)
    cost, slopes = net.gradient(x, y, hyper)
    wanted_cost, wanted = Twin(net).gradient(x, y, hyper)
    assert cost == pytest.approx(wanted_cost, rel=1e-5, abs=1e-5)
    np.testing.assert_allclose(slopes, wanted, rtol=1e-5, atol=1e-5 * max(1, abs(wanted).max()))
