"""Skip-gram with negative sampling on the packaged dictionary: our kernel against gensim."""

import importlib
import importlib.util
import time
from itertools import groupby
from typing import Any

import numpy as np

from bench.rows import rate_row
from tinkernet.engine.word_kernel import BREAK, Tokens
from tinkernet.engine.word_vectors import WordVectors
from tinkernet.kit.word_glosses import glosses
from tinkernet.kit.word_text import Corpus

DIM, WINDOW, NEGATIVES, LR = 100, 5, 5, 0.025
#: So many words are read in one measurement; whole sentences of the beginning.
_TOKENS = 60_000
_UNIT = "words read in a second of processor, 100 dimensions, window 5, 5 strangers, one thread"


def skipgram_rows() -> list[dict[str, Any]]:
    """Words read in a second of processor time, so that neighbours on a shared machine count for
    neither; with windows of random length, as gensim reads."""
    corpus = glosses()
    tokens = _beginning(corpus.tokens)
    peer = _gensim(corpus, tokens) if importlib.util.find_spec("gensim") else None
    beside = "gensim" if peer else "gensim, not measured: pip install gensim beside it first"
    ours = _Ours(corpus, tokens)
    # Once unmeasured: compiling is not reading.
    ours()
    return [rate_row("skipgram", f"{_UNIT}; peer: {beside}", ours, peer)]


class _Ours:
    """Our vectors, which go on learning from call to call."""

    def __init__(self, corpus: Corpus, tokens: Tokens) -> None:
        self._vectors, self._tokens = WordVectors(corpus.counts, DIM), tokens
        self._count = int((tokens != BREAK).sum())

    def __call__(self) -> float:
        start = time.process_time()
        self._vectors.learn(
            self._tokens, window=WINDOW, negatives=NEGATIVES, lr=LR, reduce=True
        )  # fmt: skip
        return self._count / (time.process_time() - start)


class _Gensim:
    """gensim's Word2Vec on the same sentences with the same settings and one worker."""

    def __init__(self, model: Any, sentences: list[list[str]]) -> None:
        self._model, self._sentences = model, sentences
        self._count = sum(len(sentence) for sentence in sentences)

    def __call__(self) -> float:
        start = time.process_time()
        self._model.train(
            self._sentences, total_words=self._count, epochs=1, start_alpha=LR, end_alpha=LR
        )
        return self._count / (time.process_time() - start)


def _gensim(corpus: Corpus, tokens: Tokens) -> _Gensim:
    # A name that a type checker does not look up: gensim is never among what we install.
    models = importlib.import_module("gensim.models")
    model = models.Word2Vec(
        vector_size=DIM, window=WINDOW, negative=NEGATIVES, alpha=LR, min_alpha=LR, sg=1, hs=0,
        sample=0, min_count=1, workers=1, seed=0, ns_exponent=0.75,
    )  # fmt: skip
    model.build_vocab_from_freq(
        dict(zip(corpus.words, (int(count) for count in corpus.counts), strict=True))
    )
    return _Gensim(model, _sentences(corpus, tokens))


def _sentences(corpus: Corpus, tokens: Tokens) -> list[list[str]]:
    parts = groupby(tokens.tolist(), key=lambda token: token == BREAK)
    return [[corpus.words[token] for token in part] for ends, part in parts if not ends]


def _beginning(tokens: Tokens) -> Tokens:
    """The first whole sentences, about _TOKENS words."""
    ends = np.flatnonzero(tokens == BREAK) + 1
    return tokens[: ends[np.searchsorted(ends, _TOKENS)]]
