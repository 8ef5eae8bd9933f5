"""How good word vectors are: neighbours, their purity, and analogies."""

from collections.abc import Sequence
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.compile import Floats
from tinkernet.kit.word_text import Corpus
from tinkernet.refusal import RefusalError

#: So many neighbours are asked for their group.
NEAR = 4
_SIGNS = {"+": 1.0, "-": -1.0, "−": -1.0, "–": -1.0}


def unit(vectors: Floats) -> Floats:
    """Each row with length 1; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def purity(vectors: Floats, corpus: Corpus, group: str = "") -> float:
    """The mean purity over all words with a group, or over those of one."""
    found = purities(vectors, corpus)
    if group:
        of = corpus.groups.index(group)
        found = {word: share for word, share in found.items() if corpus.group[word] == of}
    return float(np.mean(list(found.values())))


def purities(vectors: Floats, corpus: Corpus) -> dict[int, float]:
    """For each word with a group: the share of its nearest words (by cosine, at most NEAR) that are
    of the same group."""
    asked = np.flatnonzero(corpus.group >= 0)
    cosines = unit(vectors)[asked] @ unit(vectors).T
    cosines[np.arange(len(asked)), asked] = -2
    order = np.argsort(-cosines, axis=1, kind="stable")
    sizes = np.bincount(corpus.group[asked])
    return {
        int(word): float(np.mean(corpus.group[near[: _most(sizes, corpus, word)]]
                                 == corpus.group[word]))
        for word, near in zip(asked, order, strict=True)
    }  # fmt: skip


def _most(sizes: NDArray[np.int64], corpus: Corpus, word: np.intp) -> int:
    return int(min(NEAR, sizes[corpus.group[word]] - 1))


def analogies(
    vectors: Floats, corpus: Corpus, questions: Sequence[tuple[str, str, str, str]]
) -> float:
    """The share of questions a - b + c whose nearest other word is the answer."""
    ids = np.array([[corpus.id(word) for word in question] for question in questions])
    ids = ids[(ids >= 0).all(axis=1)]
    if not len(ids):
        return 0.0
    units = unit(vectors)
    a, b, c = (units[ids[:, at]] for at in range(3))
    scores = (a - b + c) @ units.T
    for at in range(3):
        scores[np.arange(len(ids)), ids[:, at]] = -9
    return float((scores.argmax(axis=1) == ids[:, 3]).mean())


def parsed(question: str, corpus: Corpus) -> list[tuple[float, int]]:
    """The words of `a - b + c` with their signs.

    Raises:
        RefusalError: for a word that the text does not have, with spellings that are near.
    """
    parts = question.replace("+", " + ").replace("−", " - ").replace(" – ", " - ").split()
    sign, terms, expects_word = 1.0, [], True
    for part in parts:
        if part in _SIGNS:
            if expects_word and terms:
                raise RefusalError(
                    "Two signs stand side by side. Write it like king - man + woman."
                )
            sign, expects_word = _SIGNS[part], True
            continue
        if not expects_word:
            raise RefusalError(
                f"Put + or - between words, like king - man + woman; “{question[:60]}” came."
            )
        terms.append((sign, known(part, corpus)))
        sign, expects_word = 1.0, False
    if not terms or expects_word:
        raise RefusalError("Ask for one word, or like king - man + woman.")
    if len(terms) > 8:
        raise RefusalError(f"At most 8 words can be added up; {len(terms)} came.")
    return terms


def known(word: str, corpus: Corpus) -> int:
    """The place of a word in the vocabulary; raises like `parsed`."""
    at = corpus.id(word)
    if at >= 0:
        return at
    near = get_close_matches(word.casefold(), corpus.words, n=3, cutoff=0.6)
    advice = "Do you mean " + " or ".join(near) + "?" if near else "Try one that is on the map."
    raise RefusalError(f"The text has no word “{word[:40]}”, so it has no vector. {advice}")


def answered(vectors: Floats, terms: list[tuple[float, int]], most: int) -> list[tuple[int, float]]:
    """The words nearest to the sum of unit vectors by cosine, without those of the question."""
    units = unit(vectors)
    aim = sum((sign * units[word] for sign, word in terms), np.zeros(vectors.shape[1], np.float32))
    scores = units @ unit(aim)
    scores[[word for _, word in terms]] = -9
    order = np.argsort(-scores, kind="stable")[: min(most, len(scores) - len(terms))]
    return [(int(word), float(scores[word])) for word in order if scores[word] > -9]
