"""A net can grow and shrink while it runs, and keeps what it has learnt."""

import numpy as np
import pytest

from tests.engine.twin import examples
from tinkernet.engine import Hyper, Net, Shape

X = np.random.default_rng(0).normal(size=(200, 2)).astype(np.float32)


def test_new_units_leave_the_net_as_it_was() -> None:
    net = _trained(Shape.of(2, 5, 4, 1))
    before = net.units(X)
    net.resize(1, 3)
    after = net.units(X)
    assert net.shape.sizes == (2, 8, 4, 1)
    np.testing.assert_array_equal(after[:5], before[:5])
    np.testing.assert_allclose(after[8:], before[5:], atol=1e-6)
    assert np.ptp(after[5:8], axis=1).min() > 0.1


def test_new_units_soon_take_part() -> None:
    net = _trained(Shape.of(2, 5, 1))
    net.resize(1, 1)
    assert not net.weights(2)[:, 5:].any()
    _train(net)
    assert net.weights(2)[:, 5:].all()


def test_removed_units_are_the_last_and_the_others_stay() -> None:
    net = _trained(Shape.of(2, 5, 4, 1))
    before, weights = net.units(X), net.weights(2).copy()
    net.resize(1, -2)
    assert net.shape.sizes == (2, 3, 4, 1)
    np.testing.assert_array_equal(net.units(X)[:3], before[:3])
    np.testing.assert_array_equal(net.weights(2), weights[:, :3])


def test_the_optimisers_memory_moves_with_its_weight() -> None:
    net = _trained(Shape.of(2, 5, 4, 1))
    before = net.state()["moments"]
    old = net.shape
    net.resize(1, 1)
    after = net.state()["moments"]
    for layer, keep in ((1, np.s_[:5, :]), (2, np.s_[:, :5]), (3, np.s_[:, :])):
        start, middle, _ = old.span(layer)
        now, end, _ = net.shape.span(layer)
        for moment in (0, 1):
            was = before[moment, start:middle].reshape(old.sizes[layer], -1)
            is_ = after[moment, now:end].reshape(net.shape.sizes[layer], -1)
            np.testing.assert_array_equal(is_[keep], was)
            assert was.any()


def test_adding_and_removing_a_unit_is_no_change() -> None:
    net = _trained(Shape.of(2, 5, 4, 1))
    before = net.state()
    net.resize(2, 1)
    net.resize(2, -1)
    for key in ("params", "moments", "sizes"):
        np.testing.assert_array_equal(net.state()[key], before[key])


def test_a_new_layer_copies_the_one_below_so_that_the_net_goes_on() -> None:
    net = _trained(Shape.of(2, 6, 1, hidden="relu"))
    before = net.forward(X)
    net.insert_layer(2, 8, "relu")
    assert net.shape.sizes == (2, 6, 8, 1)
    np.testing.assert_allclose(net.forward(X), before, atol=1e-6)
    units = net.units(X)
    np.testing.assert_allclose(units[6:12], units[:6], atol=1e-6)


def test_a_narrow_new_layer_keeps_the_weights_it_has_room_for() -> None:
    net = _trained(Shape.of(2, 6, 1))
    weights = net.weights(2).copy()
    net.insert_layer(2, 4, "tanh")
    np.testing.assert_array_equal(net.weights(3), weights[:, :4])


def test_a_removed_layer_leaves_the_others_as_they_were() -> None:
    net = _trained(Shape.of(2, 6, 4, 1))
    first, last = net.weights(1).copy(), net.weights(3).copy()
    net.remove_layer(2)
    assert net.shape.sizes == (2, 6, 1)
    assert net.shape.activations == ("tanh", "linear")
    np.testing.assert_array_equal(net.weights(1), first)
    np.testing.assert_array_equal(net.weights(2)[:, :4], last)


def test_a_net_can_lose_all_hidden_layers_and_get_one_back() -> None:
    net = _trained(Shape.of(2, 3, 1))
    net.remove_layer(1)
    net.insert_layer(1, 7, "relu")
    _train(net)
    assert net.shape.sizes == (2, 7, 1)
    assert np.isfinite(net.params).all()


def test_an_activation_can_change_while_the_weights_stay() -> None:
    net = _trained(Shape.of(2, 5, 1))
    params = net.params.copy()
    net.activate(1, "relu")
    np.testing.assert_array_equal(net.params, params)
    assert net.units(X)[:5].min() == 0


def test_an_impossible_operation_is_refused_and_changes_nothing() -> None:
    net = _trained(Shape.of(2, 3, 1))
    before = net.state()
    with pytest.raises(ValueError, match="layer 1 wants 1 to 64 units, not 0"):
        net.resize(1, -3)
    with pytest.raises(ValueError, match="room for 1 to 1, not 2"):
        net.resize(2, 1)
    for _ in range(7):
        net.insert_layer(1, 3, "tanh")
    with pytest.raises(ValueError, match="0 to 8 hidden layers"):
        net.insert_layer(1, 3, "tanh")
    net.load_state(before)
    with pytest.raises(ValueError, match="cannot have the activation 'softmax'"):
        net.activate(1, "softmax")
    np.testing.assert_array_equal(net.params, before["params"])


def _trained(shape: Shape) -> Net:
    net = Net(shape, optimiser="adam", seed=2)
    _train(net)
    return net


def _train(net: Net) -> None:
    x, y = examples(net, 60, 0)
    for _ in range(5):
        net.epoch(x, y, np.arange(60), 10, Hyper(lr=0.01))
