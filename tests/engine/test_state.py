"""A net can be put aside and taken up again, bit for bit."""

import numpy as np
import pytest

from tests.engine.twin import examples
from tinkernet.engine import Hyper, Net, Optimiser, Shape
from tinkernet.engine.optimiser import CODES

HYPER = Hyper(lr=0.01, l1=0.001, dropout=0.2)


@pytest.mark.parametrize("name", list(CODES))
def test_a_restored_net_goes_on_bit_for_bit(name: Optimiser) -> None:
    net = Net(Shape.of(2, 8, 8, 1), optimiser=name, seed=7)
    _train(net)
    kept = net.state()
    _train(net)
    other = Net(Shape.of(2, 1))
    other.load_state(kept)
    _train(other)
    _assert_same(net, other)


def test_a_state_is_not_touched_by_what_the_net_does_next() -> None:
    net = Net(Shape.of(2, 8, 1), optimiser="adam")
    kept = net.state()
    copies = {key: value.copy() for key, value in kept.items()}
    _train(net)
    net.load_state(kept)
    _train(net)
    for key, value in kept.items():
        np.testing.assert_array_equal(value, copies[key])


def test_an_operation_after_the_restoration_is_the_same_too() -> None:
    net = Net(Shape.of(2, 8, 1, output="sigmoid"), loss="bce", optimiser="adam", seed=3)
    _train(net)
    net.resize(1, 2)
    kept = net.state()
    twin = Net(Shape.of(2, 1))
    twin.load_state(kept)
    for each in (net, twin):
        each.insert_layer(2, 5, "relu")
        _train(each)
    _assert_same(net, twin)
    assert (twin.loss, twin.optimiser, twin.shape) == (net.loss, net.optimiser, net.shape)


def test_the_same_seed_is_the_same_net_and_another_seed_another() -> None:
    nets = [Net(Shape.of(2, 8, 1), seed=seed) for seed in (1, 1, 2)]
    for net in nets:
        _train(net)
    _assert_same(nets[0], nets[1])
    assert not np.allclose(nets[0].params, nets[2].params)


def test_every_epoch_has_its_own_order_and_a_restored_net_the_same() -> None:
    net = Net(Shape.of(2, 4, 1), seed=3)
    kept = net.state()
    orders = [_order(net) for _ in range(3)]
    assert len({tuple(order) for order in orders}) == 3
    for order in orders:
        np.testing.assert_array_equal(np.sort(order), np.arange(50))
    net.load_state(kept)
    np.testing.assert_array_equal([_order(net) for _ in range(3)], orders)


def test_every_example_comes_at_every_place_equally_often() -> None:
    net = Net(Shape.of(2, 1))
    counts = np.zeros((5, 5))
    for _ in range(4000):
        counts[np.arange(5), net.shuffled(5)] += 1
        net.step([[0, 0]], [[0]], HYPER)
    assert abs(counts / 4000 - 0.2).max() < 0.03


def _order(net: Net) -> np.ndarray:
    order = net.shuffled(50)
    x, y = examples(net, 50, 0)
    net.epoch(x, y, order, 8, HYPER)
    return order


def _train(net: Net) -> None:
    x, y = examples(net, 50, 0)
    for _ in range(5):
        net.epoch(x, y, np.arange(50), 8, HYPER)


def _assert_same(one: Net, other: Net) -> None:
    ours, theirs = one.state(), other.state()
    assert ours.keys() == theirs.keys()
    for key, value in ours.items():
        np.testing.assert_array_equal(value, theirs[key], err_msg=key)
