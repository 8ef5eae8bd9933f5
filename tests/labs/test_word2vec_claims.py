"""What the lab `word2vec` claims about words that learn from their neighbours, measured."""

import numpy as np
import pytest

from tests.labs.words import learnt, table, words
from tinkernet.engine.compile import Floats
from tinkernet.kit.word_config import Objective
from tinkernet.kit.word_corpus import questions
from tinkernet.kit.word_counts import svd_purity
from tinkernet.kit.word_learners import Softmax
from tinkernet.kit.word_scores import analogies, answered, parsed, purities, purity, unit
from tinkernet.kit.word_state import WordState
from tinkernet.labs.lecture_16_word2vec.word2vec import Word2Vec

SEEDS = range(3)


@pytest.fixture(scope="module")
def methods() -> WordState:
    """CBOW, the softmax and the fit like GloVe, trained to the end on the same text."""
    return learnt("other-methods").state


@pytest.fixture(scope="module", params=SEEDS)
def sampled(request: pytest.FixtureRequest) -> Word2Vec:
    """Negative sampling at the end of its run."""
    return learnt("two-matrices", seed=request.param)


def softmax_of(methods: WordState) -> Softmax:
    learner = methods.by("softmax")
    assert isinstance(learner, Softmax)
    return learner


def nearest(state: WordState, vectors: Floats, question: str, most: int = 4) -> list[str]:
    found = answered(vectors, parsed(question, state.corpus), most)
    return [state.corpus.words[word] for word, _ in found]


@pytest.mark.parametrize("preset", ["skip-gram", "why-difficult"])
def test_what_is_compared_is_what_the_softmax_presets_train(
    methods: WordState, preset: str
) -> None:
    config, compared = words(preset).config.values(), methods.config.values()
    assert {name for name in config if config[name] != compared[name]} == {"objective", "look"}


def test_the_four_words_nearest_to_apple_are_fruit(methods: WordState) -> None:
    near = nearest(methods, softmax_of(methods).inputs, "apple")
    assert sorted(near) == ["banana", "grape", "mango", "orange"]
    assert purity(softmax_of(methods).inputs, methods.corpus, "fruit") >= 0.8


def test_words_begin_in_a_heap() -> None:
    state = words("skip-gram").state
    assert np.abs(state.vectors).max() <= 0.5 / state.config.dim
    assert purity(state.vectors, state.corpus) < 0.3


def test_the_best_guess_is_mostly_wrong_though_the_loss_is_at_its_floor(
    methods: WordState,
) -> None:
    learner, counts = softmax_of(methods), methods.counts
    scores = learner.inputs.astype(np.float64) @ learner.outputs.T
    chances = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    loss = -(counts.table * chances).sum() / counts.table.sum()
    assert counts.floor <= loss <= 1.05 * counts.floor
    assert counts.guessed_right(learner.inputs @ learner.outputs.T) <= 0.3
    # Nor could a model that knows every count do better.
    assert counts.guessed_right(counts.table.astype(np.float32)) <= 0.3


@pytest.mark.parametrize("objective", ["cbow", "softmax", "glove-like"])
def test_every_method_finds_the_groups(methods: WordState, objective: Objective) -> None:
    assert purity(methods.by(objective).inputs, methods.corpus) >= 0.7


def test_counts_and_svd_find_the_groups_without_training(methods: WordState) -> None:
    config = methods.config
    assert svd_purity(methods.corpus, config.window, config.dim) >= 0.9


def test_the_purities_on_screen_are_those_of_the_methods(methods: WordState) -> None:
    said = methods.scores()
    for objective in ("cbow", "softmax", "glove-like"):
        shown = said["purity_" + objective.replace("-", "_")]
        assert shown == purity(methods.by(objective).inputs, methods.corpus)


def test_king_minus_man_plus_woman_is_queen(sampled: Word2Vec) -> None:
    assert nearest(sampled.state, sampled.state.vectors, "king - man + woman", 1) == ["queen"]
    assert sampled.measure()["analogies"] >= 0.7


@pytest.mark.parametrize("seed", SEEDS)
def test_in_a_shuffled_text_there_is_nothing_to_learn(seed: int) -> None:
    whole = learnt("self-supervised", seed=seed).measure()
    shuffled = learnt("self-supervised", corpus="shuffled", seed=seed).measure()
    assert whole["purity"] >= 0.7
    assert shuffled["purity"] < 0.4
    assert shuffled["analogies"] <= 0.1


def test_a_shuffled_text_has_the_same_words_as_often() -> None:
    whole, shuffled = words("self-supervised").state, words("self-supervised", corpus="shuffled")
    assert whole.corpus.words == shuffled.state.corpus.words
    np.testing.assert_array_equal(whole.corpus.counts, shuffled.state.corpus.counts)


def test_a_word_speaks_otherwise_than_it_listens(sampled: Word2Vec) -> None:
    state = sampled.state
    assert state.listeners is not None
    e, theta = unit(state.vectors), unit(state.listeners)
    apart = np.linalg.norm(e - theta) / np.linalg.norm(theta)
    assert apart > 0.1
    # As speakers fruit are alike.
    assert purity(state.vectors, state.corpus, "fruit") >= 0.8


def test_most_words_go_better_with_their_commonest_neighbour_than_with_themselves(
    sampled: Word2Vec,
) -> None:
    state = sampled.state
    assert state.listeners is not None
    scores = state.vectors @ state.listeners.T
    rows = np.arange(state.corpus.size)
    commonest = state.counts.table.argmax(axis=1)
    assert (scores[rows, rows] < scores[rows, commonest]).mean() >= 0.6


def test_the_table_of_speakers_has_the_products_of_both_matrices(sampled: Word2Vec) -> None:
    state = sampled.state
    assert state.listeners is not None
    for word, own, other, met in table(sampled, "speakers").rows:
        at, beside = state.corpus.id(str(word)), state.corpus.id(str(other))
        assert own == pytest.approx(float(state.listeners[at] @ state.vectors[at]))
        assert met == pytest.approx(float(state.listeners[beside] @ state.vectors[at]))


def test_with_one_matrix_for_both_the_groups_mix() -> None:
    tied = learnt("two-matrices", tie="on")
    assert tied.state.listeners is tied.state.vectors
    assert tied.measure()["purity"] <= learnt("two-matrices").measure()["purity"] - 0.3


def test_analogies_ask_fifty_questions_and_an_untrained_heap_answers_few() -> None:
    state = words("skip-gram").state
    assert len(questions()) == 50
    assert analogies(state.vectors, state.corpus, questions()) <= 0.1


@pytest.mark.parametrize("seed", SEEDS)
def test_words_a_tenth_as_often_still_find_their_group_nearly_as_well(seed: int) -> None:
    state = learnt("challenges", seed=seed).state
    counts, found = state.corpus.counts, purities(state.vectors, state.corpus)
    rare = [word for word in found if counts[word] < 50]
    frequent = [word for word in found if counts[word] > 100]
    assert len(rare) + len(frequent) == len(found)
    assert counts[rare].mean() < 0.1 * counts[frequent].mean()
    of_rare, of_frequent = (np.mean([found[word] for word in some]) for some in (rare, frequent))
    assert of_rare >= 0.7
    assert of_frequent - of_rare <= 0.2
