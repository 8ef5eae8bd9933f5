"""The explanations of an English dictionary as a corpus that opens at once."""

import gzip
from functools import cache
from importlib.resources import files

import numpy as np

from tinkernet.kit.word_text import Corpus, corpus_of, split

#: Rarer words have too few neighbours to learn from.
MOST_WORDS = 5_000


@cache
def glosses() -> Corpus:
    """The packaged numbers of the packaged text."""
    with (files("tinkernet") / "data" / "wordnet_tokens.npz").open("rb") as file:
        kept = np.load(file, allow_pickle=False)
        words, tokens, counts = str(kept["words"]).split("\n"), kept["tokens"], kept["counts"]
    return Corpus(
        words, tokens.astype(np.int32) - 1, counts.astype(np.int64),
        np.full(len(words), -1),
    )  # fmt: skip


def read_glosses() -> Corpus:
    """The same from the text itself; takes seconds."""
    text = gzip.decompress((files("tinkernet") / "data" / "wordnet_glosses.txt.gz").read_bytes())
    return corpus_of(split(text.decode("utf-8")), most=MOST_WORDS)


def keep(corpus: Corpus, path: str) -> None:
    """Write a corpus as the numbers that `glosses` reads."""
    np.savez_compressed(
        path, words=np.array("\n".join(corpus.words)), counts=corpus.counts.astype(np.int32),
        tokens=(corpus.tokens + 1).astype(np.uint16),
    )  # fmt: skip
