"""The generated corpus: short sentences whose words keep company by their meaning."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeVar

import numpy as np

from tinkernet.kit.word_text import Corpus, corpus_of

T = TypeVar("T")
#: Numbers in [0, 1), used up one by one.
Chance = Iterator[float]

#: Words of one sort; a good embedding puts each beside the others of its group.
GROUPS = {
    "fruit": ["apple", "orange", "banana", "mango", "grape"],
    "animal": ["dog", "cat", "horse", "cow", "sheep"],
    "vehicle": ["car", "bus", "train", "truck", "bicycle"],
    "colour": ["red", "green", "blue", "yellow", "white"],
    "country": ["japan", "france", "italy", "spain", "egypt", "iran"],
    "capital": ["tokyo", "paris", "rome", "madrid", "cairo", "tehran"],
    "person": [
        "king", "queen", "man", "woman", "prince", "princess", "boy", "girl", "father", "mother",
    ],
}  # fmt: skip

#: What is said of a fruit, an animal, a vehicle: verbs, then adjectives.
_SAID = {
    "fruit": (["eat", "peel", "taste"], ["sweet", "ripe", "sour"]),
    "animal": (["feed", "pet", "chase"], ["furry", "hungry", "wild"]),
    "vehicle": (["drive", "park", "repair"], ["fast", "slow", "noisy"]),
    "colour": (["paint", "wash", "sew"], ["wall", "door", "dress"]),
}
#: What belongs to a country and to its capital alike, one word for each.
_OWN = ["japanese", "french", "italian", "spanish", "egyptian", "persian"]
_OF_COUNTRIES, _OF_CAPITALS = ["nation", "army"], ["city", "street", "mayor"]
#: What belongs to both of a pair of people, whatever their sex, and to each sex, whatever the pair.
_OF_PAIRS = [
    ["throne", "crown"], ["work", "office"], ["castle", "ball"], ["school", "toy"],
    ["child", "home"],
]  # fmt: skip
_OF_SEX = [["he", "his", "him"], ["she", "her", "hers"]]

#: Questions a - b + c = d with one answer that the way of writing makes true.
PAIRS = [
    [(GROUPS["person"][i], GROUPS["person"][i + 1]) for i in range(0, 10, 2)],
    list(zip(GROUPS["country"], GROUPS["capital"], strict=True)),
]


def questions() -> list[tuple[str, str, str, str]]:
    """Fifty questions `a - b + c`, answer last: 20 of men and women, 30 of capitals."""
    return [
        (a, b, c, d) for pairs in PAIRS for (b, a) in pairs for (c, d) in pairs if (b, a) != (c, d)
    ]


@cache
def generated(sentences: int, seed: int, kind: str) -> Corpus:
    """`kind`: `generated`; `shuffled`, the same words dealt anew to all sentences; `thinned`, where
    half of the words of each group are rare."""
    rng = np.random.default_rng([seed, 16])
    # All chance at once: asking a generator for one number costs more than the sentence.
    written = [_sentence(iter(row)) for row in rng.random((sentences, 9)).tolist()]
    if kind == "thinned":
        rare = {word for words in GROUPS.values() for word in words[len(words) // 2 :]}
        written = [s for s in written if not rare & set(s) or rng.random() < 0.06]
    if kind == "shuffled":
        words = [word for sentence in written for word in sentence]
        dealt = iter(rng.permutation(len(words)).tolist())
        written = [[words[next(dealt)] for _ in sentence] for sentence in written]
    return corpus_of(written, groups=GROUPS)


def _sentence(chance: Chance) -> list[str]:
    kind = next(chance)
    if kind < 0.5:
        return _of_thing(chance)
    return _of_place(chance) if kind < 0.75 else _of_person(chance)


def _of_thing(chance: Chance) -> list[str]:
    group = _one(chance, list(_SAID))
    verbs, qualities = _SAID[group]
    one, other = _two(chance, GROUPS[group])
    verb, quality = _one(chance, verbs), _one(chance, qualities)
    ways = [
        ["the", one, "is", quality],
        [verb, "the", quality, one],
        ["we", verb, "a", quality, one],
        [verb, "the", one, "and", other],
    ]
    return _one(chance, ways)


def _of_place(chance: Chance) -> list[str]:
    at = int(next(chance) * len(_OWN))
    kind, words = _one(chance, [("capital", _OF_CAPITALS), ("country", _OF_COUNTRIES)])
    name, own, (word, other) = GROUPS[kind][at], _OWN[at], _two(chance, words)
    ways = [
        ["the", own, word, "of", name],
        [name, "has", "a", word, other],
        ["in", name, own, word, other],
    ]
    return _one(chance, ways)


def _of_person(chance: Chance) -> list[str]:
    at, sex = int(next(chance) * len(_OF_PAIRS)), int(next(chance) * 2)
    name = GROUPS["person"][2 * at + sex]
    thing, (own, other) = _one(chance, _OF_PAIRS[at]), _two(chance, _OF_SEX[sex])
    ways = [
        ["the", name, "and", own, thing],
        [name, own, other, "to", thing],
        ["the", thing, "of", own, name],
    ]
    return _one(chance, ways)


def _one(chance: Chance, these: Sequence[T]) -> T:
    return these[int(next(chance) * len(these))]


def _two(chance: Chance, these: Sequence[T]) -> tuple[T, T]:
    """Two different ones."""
    first = int(next(chance) * len(these))
    second = (first + 1 + int(next(chance) * (len(these) - 1))) % len(these)
    return these[first], these[second]
