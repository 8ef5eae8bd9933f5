"""Word vectors taken away: whichever way they learn, the script gives the run's own losses."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load

from tests.takeaway.taking import changed, files, played, taken
from tinkernet.kit.word_config import WordConfig
from tinkernet.kit.word_learners import Sampled
from tinkernet.labs.lecture_16_word2vec.word2vec import Word2Vec
from tinkernet.protocol import Config
from tinkernet.refusal import RefusalError

FAST: Config = {"batch": 64, "lr": 0.1, "dim": 8}
WAYS: dict[str, Config] = {
    "negative sampling": {}, "subsampling": {"subsample": 0.01, "batch": 256},
    "one matrix": {"tie": "on"}, "cbow": {"objective": "cbow", "window": 3},
    "softmax": {"objective": "softmax"}, "tied softmax": {"objective": "softmax", "tie": "on"},
    "hierarchical": {"objective": "hierarchical"}, "counts": {"objective": "glove-like"},
}  # fmt: skip


def test_every_way_of_learning_gives_its_own_losses(tmp_path: Path) -> None:
    deeds = [changed(8, lr=0.05, power=0.25)]
    runs = {name: taken("word2vec", FAST | way, 30, deeds) for name, way in WAYS.items()}
    ends = played(runs, tmp_path)
    assert {name: end for name, end in ends.items() if end[0] > 1e-6 or end[1] != 0} == {}


def test_what_is_told_again_is_what_the_kernel_read() -> None:
    lab = Word2Vec(WordConfig.parse({**FAST, "subsample": 0.005}))
    learner = lab.state.learner
    assert isinstance(learner, Sampled)
    for _ in range(5):
        lab.step()
    drawn = learner.vectors._dice[1] - learner.vectors._dice_before[1]
    examples, strangers = learner.vectors.told(learner.read, window=4, negatives=5)
    skippable = (learner.vectors.keep[learner.read[learner.read >= 0]] < 1).sum()
    assert strangers.size + skippable == drawn
    assert examples.shape == (len(strangers), 2)
    assert not np.any(strangers == examples[:, 1:])


def test_the_vocabulary_is_a_table() -> None:
    config = FAST | {"text": "One word meets another. One word meets a friend. A friend is a word."}
    lines = (
        files(taken("word2vec", config, 4), "script")["data.csv"].decode("utf-8-sig").splitlines()
    )
    assert lines[0] == "word,count"
    assert "friend,2" in lines


def test_its_vectors_are_a_file_and_it_has_no_net_that_answers() -> None:
    takeaway = taken("word2vec", FAST, 3, reproduces=False)
    assert set(load(takeaway.bundle("weights")[1])) == {"E", "Theta"}
    with pytest.raises(RefusalError, match="no net"):
        takeaway.bundle("onnx")
