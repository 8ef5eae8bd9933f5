"""Nets in a stack take the very steps that they take alone."""

from copy import deepcopy

import numpy as np
import pytest

from tinkernet.engine import Hyper, Net, Shape, Stack
from tinkernet.engine.compile import Floats
from tinkernet.engine.optimiser import CODES, Optimiser

Examples = tuple[Floats, Floats]


def _nets(optimiser: Optimiser = "adam") -> list[Net]:
    """Five of different depth, width and output."""
    shapes = [(2, 3, 1), (2, 1), (2, 8, 8, 3), (2, 1, 1), (2, 5, 3)]
    return [
        Net(
            Shape.of(*sizes, output="softmax" if sizes[-1] > 1 else "sigmoid"),
            loss="cross_entropy" if sizes[-1] > 1 else "bce", optimiser=optimiser, seed=seed,
        )
        for seed, sizes in enumerate(shapes)
    ]  # fmt: skip


def _examples(nets: list[Net]) -> list[Examples]:
    rng = np.random.default_rng(3)
    found: list[Examples] = []
    for number, net in enumerate(nets):
        x = rng.normal(size=(30 + 10 * number, 2)).astype(np.float32)
        labels = rng.integers(0, max(2, net.shape.outputs), len(x))
        y = np.eye(3)[labels] if net.shape.outputs > 1 else labels[:, None]
        found.append((x, y.astype(np.float32)))
    return found


def _hypers() -> list[Hyper]:
    return [Hyper(lr=0.01 * (each + 1), l2=0.001 * each, clip=each / 2) for each in range(5)]


@pytest.mark.parametrize("optimiser", CODES)
def test_a_net_in_a_stack_learns_bit_for_bit_what_it_learns_alone(optimiser: Optimiser) -> None:
    together, alone = _nets(optimiser), _nets(optimiser)
    examples, hypers = _examples(alone), _hypers()
    stack = Stack(together, examples, hypers)
    rng = np.random.default_rng(0)
    for _ in range(12):
        batches = [rng.permutation(len(x))[: 7 + k] for k, (x, _) in enumerate(examples)]
        lengths = np.array([len(each) for each in batches])
        starts = np.cumsum(lengths) - lengths
        losses = stack.step(np.concatenate(batches), starts, lengths)
        expected = [
            net.epoch(x, y, batch, len(batch), hyper)
            for net, (x, y), batch, hyper in zip(alone, examples, batches, hypers, strict=True)
        ]
        assert losses.tolist() == expected
    for one, other in zip(together, alone, strict=True):
        assert np.array_equal(one.params, other.params)
        assert one.steps == other.steps


def test_a_net_without_examples_stays_as_it_is() -> None:
    nets = _nets()
    stack = Stack(nets, _examples(nets), _hypers())
    before = [net.params.copy() for net in nets]
    losses = stack.step(np.arange(6), np.zeros(5, np.int64), np.array([6, 0, 6, 0, 6]))
    assert np.isnan(losses).tolist() == [False, True, False, True, False]
    moved = [not np.array_equal(net.params, old) for net, old in zip(nets, before, strict=True)]
    assert moved == [True, False, True, False, True]


def test_other_learning_rates_count_from_the_next_step() -> None:
    slow, fast = _nets("sgd"), _nets("sgd")
    one = Stack(slow, _examples(slow), [Hyper(lr=0.01)] * 5)
    other = Stack(fast, _examples(fast), [Hyper(lr=0.5)] * 5)
    other.at_rates([0.01] * 5)
    batch = np.arange(8), np.zeros(5, np.int64), np.full(5, 8)
    assert one.step(*batch).tolist() == other.step(*batch).tolist()
    assert all(np.array_equal(a.params, b.params) for a, b in zip(slow, fast, strict=True))


def test_a_copy_of_a_stack_goes_its_own_way() -> None:
    nets = _nets()
    stack = Stack(nets, _examples(nets), _hypers())
    batch = np.arange(8), np.zeros(5, np.int64), np.full(5, 8)
    stack.step(*batch)
    copy = deepcopy(stack)
    kept = [net.params.copy() for net in copy.nets]
    first = stack.step(*batch)
    assert all(np.array_equal(n.params, k) for n, k in zip(copy.nets, kept, strict=True))
    assert copy.step(*batch).tolist() == first.tolist()


def test_a_mini_batch_of_examples_that_are_not_there_is_refused() -> None:
    nets = _nets()
    stack = Stack(nets, _examples(nets), _hypers())
    with pytest.raises(IndexError, match="an example that x does not have"):
        stack.step(np.array([999]), np.zeros(5, np.int64), np.ones(5, np.int64))
