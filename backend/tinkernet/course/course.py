"""The tree of the course: lectures, sections, topics, and the lab of each."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tinkernet.discovery import Catalogue
from tinkernet.message import Message

_COURSE = Path(__file__).parent / "course.yaml"


class Topic(Message):
    """One topic, words as in the course. `lab` and `preset`: where it can be tried, or None while
    that lab does not exist yet. `shows`: what the learner does and sees there."""

    id: str
    title: str
    kind: str
    shows: str
    lab: str | None
    preset: str | None


class Section(Message):
    """A section of a lecture with its topics."""

    id: str
    title: str
    topics: list[Topic]


class Lecture(Message):
    """One of the twenty lectures. `course`: 1 or 2."""

    id: str
    number: int
    course: int
    title: str
    sections: list[Section]


class CourseTree(Message):
    """The whole course. `topics`: how many there are; `open_topics`: how many can be tried."""

    lectures: list[Lecture]
    topics: int
    open_topics: int


def load_course(catalogue: Catalogue) -> CourseTree:
    """The course with the labs that exist; a topic of a missing lab keeps its words only.

    Raises:
        RefusalError: if a topic names a preset that its lab does not have.
    """
    lectures = [_lecture(raw, catalogue) for raw in planned()]
    topics = [topic for each in lectures for part in each.sections for topic in part.topics]
    tried = sum(topic.lab is not None for topic in topics)
    return CourseTree(lectures=lectures, topics=len(topics), open_topics=tried)


@cache
def planned() -> list[dict[str, Any]]:
    """The lectures as written down, every topic with the lab and preset meant for it."""
    # The C loader reads the file in 0.1 s instead of 1 s.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(_COURSE.read_text(encoding="utf-8"), Loader=loader)["lectures"]


def _lecture(raw: dict[str, Any], catalogue: Catalogue) -> Lecture:
    sections = [
        Section(
            id=section["id"],
            title=section["title"],
            topics=[_topic(topic, catalogue) for topic in section["topics"]],
        )
        for section in raw["sections"]
    ]
    return Lecture(**{**raw, "sections": sections})


def _topic(raw: dict[str, Any], catalogue: Catalogue) -> Topic:
    there = raw["lab"] in catalogue.entries
    return Topic(
        id=raw["id"],
        title=raw["title"],
        kind=raw["kind"],
        shows=raw["shows"],
        lab=raw["lab"] if there else None,
        preset=catalogue.preset(raw["lab"], raw["preset"]).name if there else None,
    )
