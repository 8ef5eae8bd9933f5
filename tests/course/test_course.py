"""The whole course is there, and what it says can be tried can be tried."""

from collections import Counter

import pytest

from tests.labs.running import CATALOGUE
from tinkernet.course.course import Topic, load_course, planned
from tinkernet.discovery import Catalogue

#: Every lab of the catalogue, built or not.
LABS = {
    "one-framework", "reasoning", "linear-algebra", "calculus", "comp-graph", "convexity",
    "neuron", "linreg", "backprop-workshop", "mlp", "softmax", "overfit", "normalization",
    "signal-flow", "loss-landscape", "sgd", "activations", "optimizers", "newton",
    "cost-design", "hp-search", "metrics", "conv-arith", "fc-to-conv", "cnn", "input-optim",
    "transfer-augment", "vision-tasks", "wavenet", "deep-rl", "architectures", "warp-stn",
    "word-space", "word2vec", "self-attention", "rnn", "char-lm", "long-memory", "seq2seq",
    "autoencoder", "gan", "ml-strategy", "data-strategy", "error-budget", "pipeline",
}  # fmt: skip
KINDS = {
    "algorithm", "concept", "history", "math", "metric", "model", "strategy", "visualization",
}  # fmt: skip

TOPICS = [
    topic for lecture in planned() for section in lecture["sections"] for topic in section["topics"]
]


def test_the_course_has_twenty_lectures_168_sections_and_371_topics() -> None:
    tree = load_course(CATALOGUE)
    sections = [section for lecture in tree.lectures for section in lecture.sections]
    assert [lecture.number for lecture in tree.lectures] == list(range(1, 21))
    assert [lecture.course for lecture in tree.lectures] == [1] * 10 + [2] * 10
    assert len(sections) == 168
    assert tree.topics == sum(len(section.topics) for section in sections) == 371
    assert all(section.topics for section in sections)


def test_every_id_is_there_once_and_stands_under_its_lecture() -> None:
    tree = load_course(CATALOGUE)
    ids = [
        id_
        for lecture in tree.lectures
        for section in lecture.sections
        for id_ in (section.id, *(topic.id for topic in section.topics))
    ]
    assert [id_ for id_, count in Counter(ids).items() if count > 1] == []
    for lecture in tree.lectures:
        assert lecture.id == f"L{lecture.number:02}"
        for section in lecture.sections:
            assert section.id.startswith(f"{lecture.id}.")
            assert all(topic.id.startswith(f"{lecture.id}.") for topic in section.topics)


@pytest.mark.parametrize("topic", TOPICS, ids=[topic["id"] for topic in TOPICS])
def test_a_topic_says_what_is_shown_and_checked_in_a_lab_of_the_catalogue(
    topic: dict[str, str],
) -> None:
    assert topic["title"].strip() == topic["title"] != ""
    assert topic["kind"] in KINDS
    assert topic["lab"] in LABS
    assert topic["preset"]
    assert topic["shows"]
    assert topic["check"]


def test_every_lab_of_the_catalogue_serves_a_topic_and_no_topic_shares_its_preset() -> None:
    assert {topic["lab"] for topic in TOPICS} == LABS
    assert len(LABS) == 45
    places = Counter((topic["lab"], topic["preset"]) for topic in TOPICS)
    assert [place for place, count in places.items() if count > 1] == []


def test_a_topic_whose_lab_exists_names_a_preset_that_exists() -> None:
    missing = [
        f"{topic['id']}: {topic['lab']}/{topic['preset']}"
        for topic in TOPICS
        if topic["lab"] in CATALOGUE.entries
        and topic["preset"]
        not in {preset.name for preset in CATALOGUE.entries[topic["lab"]].page.presets}
    ]
    assert not missing


def test_a_topic_whose_lab_does_not_exist_yet_cannot_be_tried() -> None:
    tree = load_course(Catalogue())
    assert tree.open_topics == 0
    assert all(topic.lab is None and topic.preset is None for topic in _topics(Catalogue()))


def test_the_open_topics_are_those_of_the_labs_there_are() -> None:
    tried = [topic for topic in _topics(CATALOGUE) if topic.lab]
    assert load_course(CATALOGUE).open_topics == len(tried)
    assert {topic.id: topic.preset for topic in tried if topic.lab == "mlp"} == {
        "L05.one-hidden-layer": "one-hidden-layer",
        "L06.mlp-passes": "forward-backward",
        "L06.decision-boundary-kinds": "decision-boundaries",
        "L06.setting-neurons-layers": "neurons-and-layers",
        "L06.mlp-regression": "regression",
        "L09.hidden-units": "hidden-units",
    }


def _topics(catalogue: Catalogue) -> list[Topic]:
    return [
        topic
        for lecture in load_course(catalogue).lectures
        for section in lecture.sections
        for topic in section.topics
    ]
