"""Texts as numbers: sentences, vocabulary, and the pairs a window makes of them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.word_kernel import BREAK, Tokens
from tinkernet.refusal import RefusalError

#: A text of the learner's own; with four bytes for each it still fits into one message.
MOST_CHARACTERS = 12_000
MOST_WORDS = 2_000

_EMOJI = "\u203c-\u3299\U0001f000-\U0001faff"
_SPACELESS = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARK = "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093c-\u094f\ufe00-\ufe0f"
_WORD = re.compile(
    # Scripts that write no spaces: one sign, one word.
    f"[{_SPACELESS}]"
    # Two letters of a flag; a sign with its skin tone, joined to others.
    "|[\U0001f1e6-\U0001f1ff]{2}"
    f"|[{_EMOJI}][\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d[{_EMOJI}][\ufe0f\U0001f3fb-\U0001f3ff]*)*"
    # Letters with their accents; half-spaces and apostrophes join.
    f"|[^\\W_{_SPACELESS}](?:[^\\W_{_SPACELESS}{_EMOJI}]|[{_MARK}]"
    f"|[\u200c'\u2019](?=[^\\W_]))*"
)
_END = re.compile(r"[.!?؟。!?;؛\n]+")


@dataclass(frozen=True, eq=False)
class Corpus:
    """A text in numbers. `tokens` (N,) int32 are places in `words`, BREAK after each sentence;
    `counts` (V,) says how often each word occurs, the most frequent first. `group` (V,) is its
    place in `groups`, -1 for none. Never changed, so a copy of a run shares it."""

    words: list[str]
    tokens: Tokens
    counts: NDArray[np.int64]
    group: NDArray[np.int64]
    groups: list[str] = field(default_factory=list)
    direction: str = "ltr"

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def id(self, word: str) -> int:
        """The place of a word in the vocabulary, -1 for none."""
        return self._places.get(word.casefold(), -1)

    @property
    def _places(self) -> dict[str, int]:
        found: dict[str, int] | None = self.__dict__.get("places")
        if found is None:
            found = {word: at for at, word in enumerate(self.words)}
            self.__dict__["places"] = found
        return found

    @property
    def size(self) -> int:
        """V, the number of different words."""
        return len(self.words)


def split(text: str) -> list[list[str]]:
    """The words of each sentence, in small letters; emoji are words."""
    plain = unicodedata.normalize("NFC", text).casefold()
    sentences = [_WORD.findall(part) for part in _END.split(plain)]
    return [words for words in sentences if words]


def typed(text: str) -> Corpus:
    """The learner's own text.

    Raises:
        RefusalError: if it is too long, or has fewer than two different words.
    """
    if len(text) > MOST_CHARACTERS:
        raise RefusalError(
            f"A text of at most {MOST_CHARACTERS:,} characters fits in here; this one has "
            f"{len(text):,}. Paste a shorter part of it.", "text",
        )  # fmt: skip
    sentences = split(text)
    different = {word for words in sentences for word in words}
    if len(different) < 2:
        came = f"only “{different.pop()}” came" if different else "none came"
        raise RefusalError(
            f"A window needs at least two different words, and {came}. "
            "Write a sentence or two: words learn from their neighbours.", "text",
        )  # fmt: skip
    if not any(len(words) > 1 for words in sentences):
        raise RefusalError(
            "Every sentence of this text has one word, so no word has a neighbour. "
            "Write at least two words in a row.", "text",
        )  # fmt: skip
    return corpus_of(sentences, most=MOST_WORDS, direction=_direction(text))


def corpus_of(
    sentences: Sequence[Iterable[str]], *, groups: Mapping[str, list[str]] | None = None,
    most: int | None = None, direction: str = "ltr",
) -> Corpus:  # fmt: skip
    """Numbers for words, the most frequent first; rarer ones than the `most` first are left out."""
    counted = Counter(word for words in sentences for word in words)
    kept = sorted(counted, key=lambda word: (-counted[word], word))[:most]
    places = {word: at for at, word in enumerate(kept)}
    tokens = [
        at
        for words in sentences
        for at in (*(places[word] for word in words if word in places), BREAK)
    ]
    kinds = list(groups or {})
    of = {word: kind for kind, members in enumerate((groups or {}).values()) for word in members}
    return Corpus(
        kept, np.array(tokens, np.int32), np.array([counted[word] for word in kept]),
        np.array([of.get(word, -1) for word in kept]), kinds, direction,
    )  # fmt: skip


def pairs_of(tokens: Tokens, window: int) -> tuple[Tokens, Tokens]:
    """Every (centre, neighbour) inside the window and the sentence, in reading order."""
    sentence = np.cumsum(tokens == BREAK)
    rows: list[NDArray[np.int64]] = []
    for reach in range(1, min(window, len(tokens) - 1) + 1):
        near = (sentence[reach:] == sentence[:-reach]) & (tokens[reach:] != BREAK)
        near &= tokens[:-reach] != BREAK
        at = np.flatnonzero(near)
        rows += [np.stack([at, at + reach]), np.stack([at + reach, at])]
    if not rows:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    places = np.concatenate(rows, axis=1)
    places = places[:, np.lexsort((places[1], places[0]))]
    return tokens[places[0]], tokens[places[1]]


def _direction(text: str) -> str:
    kinds = Counter(unicodedata.bidirectional(sign) for sign in text)
    return "rtl" if kinds["R"] + kinds["AL"] > kinds["L"] else "ltr"
