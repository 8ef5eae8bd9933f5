"""Mini-batches: every example once per epoch, in another order each time."""

import numpy as np

from tinkernet.kit.batches import Batches


def test_an_epoch_deals_every_example_once_and_shuffles_for_the_next() -> None:
    batches = Batches(np.arange(10, 20), seed=0, weights_seed=0)
    epochs = [np.concatenate([batches.take(4) for _ in range(3)]) for _ in range(2)]
    for epoch in epochs:
        assert sorted(epoch) == list(range(10, 20))
    assert list(epochs[0]) != list(epochs[1])
    assert batches.epoch == 2


def test_the_last_batch_of_an_epoch_is_short() -> None:
    batches = Batches(np.arange(10), seed=0, weights_seed=0)
    assert [len(batches.take(4)) for _ in range(6)] == [4, 4, 2, 4, 4, 2]


def test_the_size_may_change_within_an_epoch() -> None:
    batches = Batches(np.arange(10), seed=0, weights_seed=0)
    dealt = [*batches.take(3), *batches.take(1), *batches.take(512)]
    assert sorted(dealt) == list(range(10))
    assert batches.epoch == 1


def test_without_examples_nothing_is_dealt() -> None:
    batches = Batches(np.arange(0), seed=0, weights_seed=0)
    assert len(batches.take(5)) == 0
    assert batches.next == -1
    assert batches.epoch == 0


def test_the_next_example_is_the_one_that_comes() -> None:
    batches = Batches(np.arange(5), seed=3, weights_seed=1)
    for _ in range(12):
        assert batches.next == batches.take(1)[0]
