"""Word vectors agree with torch, with a plain reading of the text, and with the lecture."""

import math
from collections import Counter

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tinkernet.engine.word_kernel import learn_example
from tinkernet.engine.word_vectors import WordVectors, alias_table, kept, noise

COUNTS = [900, 90, 10, 5, 40, 3]


def _learnt(seed: int = 0) -> WordVectors:
    vectors = WordVectors(COUNTS, 8, seed=seed)
    rng = np.random.default_rng(1)
    vectors.outputs += rng.normal(0, 0.5, vectors.outputs.shape).astype(np.float32)
    return vectors


@given(
    size=st.integers(1, 100),
    strangers=st.lists(st.integers(1, 19), max_size=8, unique=True),
    seed=st.integers(0, 1000),
)
@settings(max_examples=60, deadline=None)
def test_one_example_moves_every_vector_down_torchs_gradient(
    size: int, strangers: list[int], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    e = rng.normal(0, 0.4, size).astype(np.float32)
    outputs = rng.normal(0, 0.4, (20, size)).astype(np.float32)
    lr, slope = 0.1, np.zeros(size, np.float32)
    x = torch.tensor(e, dtype=torch.float64, requires_grad=True)
    u = torch.tensor(outputs, dtype=torch.float64, requires_grad=True)
    loss = -torch.nn.functional.logsigmoid(u[0] @ x)
    for stranger in strangers:
        loss = loss - torch.nn.functional.logsigmoid(-(u[stranger] @ x))
    loss.backward()
    assert x.grad is not None
    assert u.grad is not None
    wanted = outputs - lr * u.grad.numpy()
    said = learn_example(e, outputs, 0, np.array(strangers, np.int32), lr, slope)
    assert said == pytest.approx(loss.item(), abs=1e-5)
    np.testing.assert_allclose(slope, -lr * x.grad.numpy(), atol=1e-5)
    np.testing.assert_allclose(outputs, wanted, atol=1e-5)


@pytest.mark.parametrize("negatives", [0, 1, 3, 5])
def test_before_learning_the_loss_is_one_coin_per_exam(negatives: int) -> None:
    vectors = WordVectors([10] * 500, 16)
    loss, examples = vectors.learn([0, 1], window=1, negatives=negatives, lr=0.0)
    assert examples == 2
    assert loss == pytest.approx((negatives + 1) * math.log(2), abs=1e-6)


@pytest.mark.parametrize("window", [1, 2, 4])
def test_an_example_is_every_neighbour_inside_the_window_and_the_sentence(window: int) -> None:
    tokens = [0, 1, 2, 3, -1, 4, 5, -1, 2]
    sentences = [[0, 1, 2, 3], [4, 5], [2]]
    wanted = sum(
        0 < abs(i - j) <= window
        for words in sentences
        for i in range(len(words))
        for j in range(len(words))
    )
    _, examples = _learnt().learn(tokens, window=window, negatives=2, lr=0.01)
    assert examples == wanted


def test_only_the_word_its_neighbour_and_the_strangers_move() -> None:
    vectors = WordVectors([10] * 50, 4, seed=3)
    vectors.outputs += 0.1
    before = vectors.inputs.copy(), vectors.outputs.copy()
    vectors.learn([7, 8], window=1, negatives=3, lr=0.5)
    moved = [
        np.flatnonzero((now != old).any(axis=1))
        for now, old in zip((vectors.inputs, vectors.outputs), before, strict=True)
    ]
    assert moved[0].tolist() == [7, 8]
    assert {7, 8} <= set(moved[1].tolist())
    assert len(moved[1]) <= 2 * (3 + 1)


def test_cbow_tells_a_word_from_the_mean_of_its_neighbours_who_share_the_blame() -> None:
    vectors, twin = _learnt(), _learnt()
    mean = twin.inputs[1:2].mean(axis=0)
    slope, nobody = np.zeros(8, np.float32), np.zeros(0, np.int32)
    first = learn_example(mean, twin.outputs, 0, nobody, 0.1, slope)
    twin.inputs[1] += slope
    second = learn_example(twin.inputs[0], twin.outputs, 1, nobody, 0.1, slope)
    twin.inputs[0] += slope
    loss, examples = vectors.learn([0, 1], window=1, negatives=0, lr=0.1, mode="cbow")
    assert examples == 2
    assert loss == pytest.approx((first + second) / 2, abs=1e-6)
    np.testing.assert_allclose(vectors.inputs, twin.inputs, atol=1e-6)
    np.testing.assert_allclose(vectors.outputs, twin.outputs, atol=1e-6)


def test_cbow_gives_each_of_two_neighbours_half_the_slope() -> None:
    vectors = _learnt()
    before = vectors.inputs.copy()
    slope = np.zeros(8, np.float32)
    learn_example(
        before[[0, 2]].mean(axis=0), vectors.outputs.copy(), 1, np.zeros(0, np.int32), 0.1, slope
    )
    # The outer words ask with vectors of 0: only the middle one moves its two neighbours.
    vectors.outputs[[0, 2]] = 0
    vectors.inputs[1] = 0
    vectors.learn([0, 1, 2], window=1, negatives=0, lr=0.1, mode="cbow")
    np.testing.assert_allclose(vectors.inputs[0] - before[0], slope / 2, atol=1e-6)
    np.testing.assert_allclose(vectors.inputs[2] - before[2], slope / 2, atol=1e-6)


def test_the_same_seed_reads_bit_for_bit_the_same() -> None:
    tokens = np.random.default_rng(0).integers(0, 6, 2_000).astype(np.int32)
    one, other, third = _learnt(seed=4), _learnt(seed=4), _learnt(seed=5)
    results = [
        each.learn(tokens, window=3, negatives=4, lr=0.05, reduce=True)
        for each in (one, other, third)
    ]
    assert results[0] == results[1]
    assert np.array_equal(one.inputs, other.inputs)
    assert not np.array_equal(one.inputs, third.inputs)


def test_words_that_stand_together_come_together() -> None:
    rng = np.random.default_rng(2)
    halves = [rng.integers(0, 3, 6) + 3 * (i % 2) for i in range(3_000)]
    tokens = np.concatenate([np.r_[words, -1] for words in halves])
    vectors = WordVectors([1] * 6, 8, seed=1)
    losses = [vectors.learn(tokens, window=3, negatives=3, lr=0.05)[0] for _ in range(3)]
    assert losses[-1] < losses[0] < 4 * math.log(2)
    unit = vectors.inputs / np.linalg.norm(vectors.inputs, axis=1, keepdims=True)
    alike = unit @ unit.T
    assert alike[:3, :3].min() > 0.5 > 0.2 > alike[:3, 3:].max()


@pytest.mark.parametrize("power", [0.0, 0.5, 0.75, 1.0])
def test_strangers_come_in_proportion_to_their_counts_to_the_power(power: float) -> None:
    vectors = WordVectors(COUNTS, 2, power=power)
    drawn = Counter(vectors.strangers(100_000).tolist())
    wanted = np.array(COUNTS, float) ** power
    wanted /= wanted.sum()
    np.testing.assert_allclose([drawn[word] / 100_000 for word in range(6)], wanted, atol=0.01)


def test_three_quarters_gives_rare_words_a_voice() -> None:
    np.testing.assert_allclose(noise([90, 9, 1], 0.75), [0.825, 0.147, 0.028], atol=1e-3)


@given(st.lists(st.floats(1e-6, 1e6), min_size=2, max_size=200))
@settings(max_examples=60, deadline=None)
def test_an_alias_table_holds_its_distribution(weights: list[float]) -> None:
    chances = np.array(weights) / sum(weights)
    share, alias = alias_table(chances)
    found = share.astype(np.float64) / len(chances)
    np.add.at(found, alias, (1 - share.astype(np.float64)) / len(chances))
    np.testing.assert_allclose(found, chances, atol=1e-6)


def test_frequent_words_are_left_out_as_often_as_word2vec_does() -> None:
    chances = kept([1000, 10, 1], 0.01)
    frequency = np.array([1000, 10, 1]) / 1011
    wanted = np.minimum(1, np.sqrt(0.01 / frequency) + 0.01 / frequency)
    np.testing.assert_allclose(chances, wanted, rtol=1e-6)
    assert kept(COUNTS, 0.0).tolist() == [1.0] * 6
    vectors = WordVectors(COUNTS, 2, seed=1)
    vectors.subsample(1e-3)
    tokens = np.tile(np.array([0, 0, -1], np.int32), 20_000)
    _, examples = vectors.learn(tokens, window=1, negatives=1, lr=0.01)
    assert examples / 40_000 == pytest.approx(float(vectors.keep[0]) ** 2, abs=0.003)


def test_a_tied_pair_of_matrices_is_one() -> None:
    vectors = WordVectors(COUNTS, 4, tied=True)
    vectors.learn([0, 1, 2], window=2, negatives=2, lr=0.1)
    assert vectors.inputs is vectors.outputs


@pytest.mark.parametrize("tokens", [[6], [-2], [0, 99]])
def test_a_token_that_is_no_word_is_refused(tokens: list[int]) -> None:
    with pytest.raises(ValueError, match="a word below 6"):
        _learnt().learn(tokens, window=1, negatives=1, lr=0.1)
