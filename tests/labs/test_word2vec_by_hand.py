"""The numbers of `word2vec` on screen against sums by hand: pairs, costs, strangers, units."""

import numpy as np
import pytest
import torch

from tests.labs.words import panel, table, words
from tinkernet.engine.word_kernel import BREAK, learn_example
from tinkernet.engine.word_vectors import WordVectors, kept, noise
from tinkernet.kit.word_bars import entropy, example
from tinkernet.kit.word_cost import costs, mean_turns, step_secs, tree_chances, turns
from tinkernet.kit.word_exams import looked_at, window_pairs, word_places
from tinkernet.kit.word_learners import Hierarchical
from tinkernet.kit.word_state import WordState
from tinkernet.kit.word_text import pairs_of, typed
from tinkernet.labs.lecture_16_word2vec.word2vec import Word2Vec
from tinkernet.panels import Bars, CompGraph, Node

SENTENCE = "the quick brown fox jumps"


def begun(name: str, steps: int, **config: str | int | float) -> Word2Vec:
    lab = words(name, **config)
    for _ in range(steps):
        lab.step()
    return lab


@pytest.mark.parametrize("window", range(1, 7))
def test_a_window_makes_a_pair_of_each_word_with_each_other_inside_it(window: int) -> None:
    lab = words("make-dataset", window=window)
    for at in range(40):
        lab.apply(lab.config.changed({"at": at}))
        tokens = lab.state.corpus.tokens
        place = int(word_places(lab.state)[at])
        start, end = place, place
        while start and tokens[start - 1] != BREAK:
            start -= 1
        while tokens[end] != BREAK:
            end += 1
        inside = min(place - start, window) + min(end - 1 - place, window)
        pairs = window_pairs(lab.state)
        assert len(pairs) == inside
        reach = tokens[max(start, place - window) : min(end, place + window + 1)]
        assert {pair.context for pair in pairs} <= set(reach.tolist())
        assert sum(row[2] == 1 for row in table(lab, "pairs").rows) == inside


def test_all_windows_together_make_the_pairs_of_the_text() -> None:
    lab = words("make-dataset", text=SENTENCE)
    count = len(SENTENCE.split())
    made = []
    for at in range(count):
        lab.apply(lab.config.changed({"at": at}))
        made += [(pair.centre, pair.context) for pair in window_pairs(lab.state)]
    # Four for the middle, three beside it, two at the ends.
    assert len(made) == 14 == sum(min(at, 2) + min(count - 1 - at, 2) for at in range(count))
    centre, other = pairs_of(typed(SENTENCE).tokens, 2)
    assert made == list(zip(centre.tolist(), other.tolist(), strict=True))


def test_labels_of_pairs_can_be_read_off_the_text() -> None:
    lab = words("self-supervised")
    for at in range(20):
        lab.apply(lab.config.changed({"at": at}))
        tokens, place = lab.state.corpus.tokens, int(word_places(lab.state)[at])
        near = tokens[max(0, place - lab.config.window) : place + lab.config.window + 1]
        names = {lab.state.corpus.words[token] for token in near if token != BREAK}
        true = {row[1] for row in table(lab, "pairs").rows if row[2] == 1}
        assert true <= names


def test_softmax_and_tree_share_one_out_among_all_words() -> None:
    lab = begun("cost-functions", 40)
    size = lab.state.corpus.size
    tree = lab.state.by("hierarchical")
    assert isinstance(tree, Hierarchical)
    for centre in range(size):
        found = costs(lab.state, centre, (centre + 1) % size)
        for name in ("full softmax", "tree of turns"):
            assert found[name][3] == pytest.approx(1, abs=1e-6), name
        assert (tree_chances(tree, centre) > 0).all()


def test_the_costs_count_v_products_a_few_turns_and_one_for_each_exam() -> None:
    lab = begun("cost-functions", 10, negatives=7)
    size = lab.state.corpus.size
    assert turns(size) == int(np.ceil(np.log2(size))) == 7
    assert turns(1024) == 10
    # Huffman's tree is at least as short as a balanced one.
    assert mean_turns(lab.state) <= turns(size)
    pair = looked_at(lab.state)
    shown = {row[0]: row[3] for row in table(lab, "ways").rows}
    assert shown["full softmax"] == size
    assert shown["tree of turns"] == len(table(lab, "path").rows) == len(pair.exams)
    sampled = looked_at(lab.state, lab.state.by("negative-sampling"))
    met = sum(exam.label for exam in sampled.exams)
    assert met == 1
    assert shown["negative sampling"] == len(sampled.exams) <= 7 + 1


def test_the_tree_has_the_probability_of_its_turns_one_after_the_other() -> None:
    lab = begun("cost-functions", 40)
    rows = table(lab, "path").rows
    product = float(np.prod([float(str(row[2])) for row in rows]))
    chance = next(row[1] for row in table(lab, "ways").rows if row[0] == "tree of turns")
    assert rows[-1][3] == pytest.approx(product)
    assert chance == pytest.approx(product, rel=1e-5)


@pytest.mark.parametrize("seed", range(3))
def test_a_step_pulls_the_friend_and_pushes_the_strangers(seed: int) -> None:
    lab = begun("negative-sampling-idea", 1, seed=seed)
    for at in range(50):
        lab.apply(lab.config.changed({"at": at}))
        pair = looked_at(lab.state)
        before, after, moved = _stepped(lab.state)
        # One speaker and the listeners that were asked: at most k + 2 vectors.
        assert moved == {exam.word for exam in pair.exams}
        assert len(moved) + 1 <= lab.config.negatives + 2
        assert after[0] > before[0]
        assert after[1:].mean() < before[1:].mean()


@pytest.mark.parametrize("steps", [60, 400])
def test_later_strangers_like_the_friend_may_rise_with_it_but_the_gap_still_grows(
    steps: int,
) -> None:
    lab = begun("negative-sampling-idea", steps)
    fell = []
    for at in range(100):
        lab.apply(lab.config.changed({"at": at}))
        before, after, _ = _stepped(lab.state)
        assert after[0] - after[1:].mean() > before[0] - before[1:].mean()
        fell.append(after[1:].mean() < before[1:].mean())
    assert 0.6 <= np.mean(fell) < 1


def _stepped(state: WordState) -> tuple[np.ndarray, np.ndarray, set[int]]:
    """The answers of the pair looked at before and after one step of the kernel, its friend first;
    and which rows of Theta moved."""
    pair = looked_at(state)
    assert state.listeners is not None
    outputs, e = state.listeners.copy(), pair.e.astype(np.float32)
    asked = [exam.word for exam in pair.exams]
    before = 1 / (1 + np.exp(-outputs[asked] @ e))
    slope = np.zeros_like(e)
    learn_example(e, outputs, asked[0], np.array(asked[1:], np.int32), 0.02, slope)
    after = 1 / (1 + np.exp(-outputs[asked] @ (e + slope)))
    moved = np.flatnonzero((outputs != state.listeners).any(axis=1))
    return before, after, set(moved.tolist())


def test_the_first_loss_is_one_coin_for_each_exam() -> None:
    lab = words("loss-intuition")
    full = set()
    for at in range(30):
        lab.apply(lab.config.changed({"at": at}))
        pair = looked_at(lab.state)
        assert pair.loss == pytest.approx(len(pair.exams) * np.log(2), abs=1e-9)
        full |= {round(pair.loss, 3)} if len(pair.exams) == 6 else set()
    assert full == {4.159}


def test_over_the_text_the_first_loss_is_a_little_less_for_strangers_that_are_the_friend() -> None:
    corpus = words("loss-intuition").state.corpus
    vectors = WordVectors(corpus.counts, 16)
    loss, examples = vectors.learn(corpus.tokens, window=4, negatives=5, lr=0.0)
    _, other = pairs_of(corpus.tokens, 4)
    assert examples == len(other)
    exams = 1 + 5 * (1 - noise(corpus.counts, 0.75)[other].mean())
    assert loss == pytest.approx(exams * np.log(2), rel=2e-3)


@pytest.mark.parametrize("at", range(8))
def test_every_gradient_of_a_pair_is_autograds(at: int) -> None:
    lab = begun("loss-calculations", 80, at=at)
    pair = looked_at(lab.state)
    e = torch.from_numpy(pair.e).requires_grad_()
    thetas = [torch.from_numpy(exam.theta).requires_grad_() for exam in pair.exams]
    z = torch.stack([theta @ e for theta in thetas])
    labels = torch.tensor([exam.label for exam in pair.exams], dtype=torch.float64)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(z, labels, reduction="sum")
    loss.backward()
    assert e.grad is not None
    assert pair.loss == pytest.approx(loss.item(), abs=1e-9)
    np.testing.assert_allclose(pair.slope, e.grad, atol=1e-9)
    graph = panel(lab, "graph")
    assert isinstance(graph, CompGraph)
    nodes = {node.id: node for node in graph.nodes}
    for number, theta in enumerate(thetas):
        assert theta.grad is not None
        np.testing.assert_allclose(_slopes(nodes[f"t{number}"]), theta.grad, atol=1e-9)
    np.testing.assert_allclose(_slopes(nodes["e"]), e.grad, atol=1e-9)


def _slopes(node: Node) -> np.ndarray:
    return np.array(node.gradients, np.float64)


@pytest.mark.parametrize("power", [0.0, 0.5, 0.75, 1.0, 1.5])
def test_strangers_are_drawn_by_the_power_of_their_counts(power: float) -> None:
    counts = words("pick-words").state.corpus.counts
    wanted = counts**power / (counts**power).sum()
    drawn = WordVectors(counts, 1, power=power).strangers(100_000)
    shares = np.bincount(drawn, minlength=len(counts)) / 100_000
    assert np.abs(shares - wanted).max() < 0.01


def test_the_bars_of_strangers_are_what_is_drawn() -> None:
    bars = panel(words("pick-words"), "noise")
    assert isinstance(bars, Bars)
    by_name = {group.name: group.values.data for group in bars.groups}
    assert np.abs(by_name["f^α"] - by_name["drawn"]).max() < 0.01


def test_three_quarters_give_rare_words_a_voice() -> None:
    rows = example(words("why-three-quarters").state).rows
    after = [round(float(str(row[2])), 3) for row in rows]
    assert after == [0.825, 0.147, 0.028]
    # The ratio of rare to frequent lies between that of all alike (1) and that of the counts.
    assert 0.01 / 0.9 < after[2] / after[0] < 1


def test_strangers_get_less_even_as_the_power_grows() -> None:
    line = entropy(words("why-three-quarters").state)
    bits = line.series[0].y
    assert bits is not None
    assert (np.diff(bits.data) < 0).all()
    assert bits.data[0] == pytest.approx(np.log2(words("pick-words").state.corpus.size), abs=1e-4)


def test_a_pair_wakes_one_output_unit_for_each_exam() -> None:
    lab = begun("model-structure", 60)
    size, d = lab.state.vectors.shape
    for at in range(20):
        lab.apply(lab.config.changed({"at": at}))
        exams = looked_at(lab.state).exams
        bars = panel(lab, "units")
        assert isinstance(bars, Bars)
        awake = sum(
            int((group.values.data > 0).sum()) for group in bars.groups if group.name != "asleep"
        )
        assert awake == len({exam.word for exam in exams}) <= lab.config.negatives + 1
        assert f"{2 * size * d:,} numbers" in bars.note
    assert lab.state.listeners is not None
    assert lab.state.vectors.size + lab.state.listeners.size == 2 * size * d


def test_the_kernel_moves_no_output_unit_that_was_not_asked() -> None:
    vectors = WordVectors([5] * 300, 16)
    vectors.learn([7, 8], window=1, negatives=5, lr=0.1)
    moved = np.flatnonzero(vectors.outputs.any(axis=1))
    assert {7, 8} <= set(moved.tolist())
    assert len(moved) <= 2 * 6


def test_a_softmax_step_pays_for_every_word_and_negative_sampling_does_not() -> None:
    tries = [(step_secs(1_000, 16, 5), step_secs(10_000, 16, 5)) for _ in range(5)]
    full, sampled = (
        [min(one[vocabulary][kind] for one in tries) for vocabulary in (0, 1)] for kind in (0, 1)
    )
    assert full[1] >= 5 * full[0]
    # As many products as before, but ten times the rows no longer fit where the processor reads
    # fastest: 2.3 to 3.2 times as long, where the softmax takes 31 times.
    assert sampled[1] <= 4 * sampled[0]
    assert full[1] / full[0] >= 2 * sampled[1] / sampled[0]


def test_rare_words_are_read_rarely_and_subsampling_skips_frequent_ones() -> None:
    corpus = words("challenges").state.corpus
    grouped = corpus.counts[corpus.group >= 0]
    assert grouped.min() < 0.05 * grouped.max()
    read = {t: corpus.counts * kept(corpus.counts, t) for t in (0.0, 0.01, 0.001)}
    top = [float(each[:5].sum() / each.sum()) for each in read.values()]
    assert top[0] > top[1] > top[2]
    rows = table(words("challenges"), "rare").rows
    assert {row[0] for row in rows} >= {"the", "apple", "mango"}
    assert noise(corpus.counts, 1)[:5].sum() == pytest.approx(top[0])
