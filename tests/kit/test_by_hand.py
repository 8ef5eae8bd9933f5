"""The pass that is shown number by number is that of torch, and a planted bug is found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.test_gradient import ELEMENTWISE, PAIRS, nets
from tests.engine.twin import Twin, examples
from tinkernet.engine import Activation, Hyper, Initialiser, Loss, Net, Shape
from tinkernet.kit import gradcheck
from tinkernet.kit.by_hand import Bug, flat, layers_of, passed, slopes

BUGS: list[Bug] = ["slope", "mean", "sign", "bias"]


def assert_torch_agrees(net: Net, count: int, seed: int) -> None:
    x, y = examples(net, count, seed)
    twin = Twin(net)
    cost, gradient = twin.gradient(x, y, Hyper())
    _, units = twin.units(x)
    seen = passed(net, layers_of(net), x, y)
    assert seen.losses.mean() == pytest.approx(cost, rel=1e-9)
    for mine, theirs in zip(seen.values[1:], units, strict=True):
        np.testing.assert_allclose(mine, theirs.detach(), atol=1e-10)
    np.testing.assert_allclose(flat(slopes(seen)), gradient, atol=1e-9)


@settings(max_examples=40)
@given(net=nets(), count=st.integers(1, 20), seed=st.integers(0, 1000))
def test_forward_and_backward_of_random_nets_agree_with_autograd(
    net: Net, count: int, seed: int
) -> None:
    assert_torch_agrees(net, count, seed)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_every_activation_has_torchs_value_and_slope(name: Activation) -> None:
    assert_torch_agrees(Net(Shape.of(3, 9, 5, 2, hidden=name), seed=3), 33, 1)


@pytest.mark.parametrize(("loss", "output"), PAIRS)
def test_every_loss_has_torchs_value_and_slope(loss: Loss, output: Activation) -> None:
    assert_torch_agrees(Net(Shape.of(4, 6, 3, output=output), loss=loss, seed=5), 21, 2)


def small(hidden: Activation = "tanh") -> Net:
    shape = Shape((2, 4, 3, 1), (hidden, hidden, "sigmoid"))
    return Net(shape, loss="bce", initialiser=Initialiser("xavier", bias=0.1), seed=1)


@pytest.mark.parametrize("hidden", ["tanh", "sigmoid", "softplus", "swish", "gelu"])
def test_a_right_gradient_agrees_with_nudging_in_every_parameter(hidden: Activation) -> None:
    net = small(hidden)
    check = gradcheck.checked(net, *examples(net, 16, 0))
    assert check.error < 1e-7
    assert check.errors.max() < gradcheck.RIGHT
    assert len(check.at) == net.shape.parameters


@pytest.mark.parametrize("bug", BUGS)
def test_every_bug_is_found(bug: Bug) -> None:
    net = small()
    check = gradcheck.checked(net, *examples(net, 16, 0), bug)
    assert check.error > gradcheck.WRONG


def wrong_parts(bug: Bug) -> set[str]:
    """The kinds of parameters, by layer, that the check calls wrong."""
    net = small()
    check = gradcheck.checked(net, *examples(net, 16, 0), bug)
    called = gradcheck.names(net)
    return {
        called[at].split()[0]
        for at, error in zip(check.at, check.errors, strict=True)
        if error > gradcheck.WRONG
    }


def test_what_is_wrong_tells_where_the_bug_is() -> None:
    every = {f"{kind}⁽{layer}⁾" for kind in "wb" for layer in "¹²³"}
    assert wrong_parts("slope") == {"w⁽¹⁾", "b⁽¹⁾", "w⁽²⁾", "b⁽²⁾"}
    assert wrong_parts("bias") == {"b⁽¹⁾", "b⁽²⁾", "b⁽³⁾"}
    assert wrong_parts("mean") == wrong_parts("sign") == every


def test_a_large_net_is_checked_in_part_and_evenly() -> None:
    net = Net(Shape.of(2, 32, 32, 1), seed=0)
    check = gradcheck.checked(net, *examples(net, 8, 0))
    assert len(check.at) == gradcheck.MOST
    assert [check.at[0], check.at[-1]] == [0, net.shape.parameters - 1]
    assert check.error < 1e-7


def test_the_check_leaves_the_net_as_it_was() -> None:
    net = small()
    before = net.params.copy()
    gradcheck.checked(net, *examples(net, 8, 0))
    np.testing.assert_array_equal(net.params, before)
