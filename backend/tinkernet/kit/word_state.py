"""A run of word2vec: its text, what learns, and where in the text it reads."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.compile import Floats
from tinkernet.engine.word_kernel import BREAK, Tokens
from tinkernet.kit.word_config import Look, Objective, WordConfig
from tinkernet.kit.word_corpus import generated, questions
from tinkernet.kit.word_counts import PairCounts, pair_counts
from tinkernet.kit.word_glosses import glosses
from tinkernet.kit.word_learners import Hierarchical, Learner, Softmax, learner
from tinkernet.kit.word_scores import analogies, parsed, purity
from tinkernet.kit.word_text import Corpus, typed
from tinkernet.lab import Metrics
from tinkernet.refusal import RefusalError

#: Larger vocabularies are not trained several times at once.
MOST_COMPARED = 500
#: The objectives trained beside each other, by the view that compares them.
COMPARED: dict[Look, list[Objective]] = {
    "methods": ["cbow", "softmax", "glove-like"],
    "costs": ["softmax", "hierarchical", "negative-sampling"],
}


class WordState:
    """Everything that moves while word2vec learns, and the text it learns from."""

    def __init__(self, config: WordConfig) -> None:
        self.config = config
        self.corpus = corpus_for(config)
        self.reading = Reading.of(self.corpus, config.window)
        self.learner = learner(self.corpus, config)
        self.rivals = self._rivals()
        self.taken, self.read, self._sentence = 0, 0, 0
        #: Of the newest step that had an example.
        self.loss = float("nan")
        self.question = Question.of(config.asked, self.corpus)

    def step(self) -> Metrics:
        """Read whole sentences until they have made about as many pairs as a batch has."""
        tokens, self._sentence = self.reading.chunk(self._sentence, self.config.batch)
        loss, examples = self.learner.learn(tokens, self.config)
        for objective, rival in self.rivals.items():
            rival.learn(tokens, self._as(objective))
        self.taken += 1
        self.read += len(tokens)
        # A step whose words were all skipped has no loss of its own.
        if examples:
            self.loss = loss
        return {} if examples == 0 and np.isnan(self.loss) else {"loss": self.loss}

    def configure(self, config: WordConfig) -> WordConfig:
        """Take over live changes."""
        before, self.config = self.config, config
        if config.look != before.look:
            self.rivals = self._rivals()
        if config.asked != before.asked:
            self.question = Question.of(config.asked, self.corpus)
        return config

    def scores(self) -> Metrics:
        """Purity and analogies, where the groups of the words are known; guesses of a softmax."""
        found: Metrics = {}
        if self.corpus.groups:
            found["purity"] = purity(self.vectors, self.corpus)
            found["analogies"] = analogies(self.vectors, self.corpus, questions())
        if self.config.look == "methods" and self.corpus.groups:
            for objective in COMPARED["methods"]:
                found[metric_of(objective)] = purity(self.by(objective).inputs, self.corpus)
        small = self.corpus.size <= MOST_COMPARED
        if small and self.config.look == "price" and isinstance(self.learner, Softmax):
            found["right"] = self.counts.guessed_right(self.vectors @ self.learner.outputs.T)
        return found

    def by(self, objective: Objective) -> Learner:
        """What learns by this objective; the run's own where it is not compared."""
        return self.rivals.get(objective, self.learner)

    @property
    def counts(self) -> PairCounts:
        """How often each word meets each other in the whole text."""
        return pair_counts(self.corpus, self.config.window)

    @property
    def vectors(self) -> Floats:
        """E, (V, d)."""
        return self.learner.inputs

    @property
    def listeners(self) -> Floats | None:
        """Theta, (V, d); None where the outputs are the turns of a tree."""
        return None if isinstance(self.learner, Hierarchical) else self.learner.outputs

    @property
    def epoch(self) -> float:
        """How many times the whole text was read."""
        return self.read / max(1, len(self.corpus.tokens))

    def _rivals(self) -> dict[Objective, Learner]:
        return {
            objective: learner(self.corpus, self._as(objective))
            for objective in COMPARED.get(self.config.look, [])
            if objective != self.config.objective and self.corpus.size <= MOST_COMPARED
        }

    def _as(self, objective: Objective) -> WordConfig:
        return self.config.changed({"objective": objective})


def metric_of(objective: Objective) -> str:
    """The name of an objective's purity among the metrics."""
    return "purity_" + objective.replace("-", "_")


@dataclass(frozen=True)
class Question:
    """What was asked as signs and words; `caution` says why this text cannot answer it, as after
    a change of the text under a question that stays."""

    terms: list[tuple[float, int]]
    caution: str = ""

    @classmethod
    def of(cls, asked: str, corpus: Corpus) -> Self:
        try:
            return cls(parsed(asked, corpus) if asked else [])
        except RefusalError as refusal:
            return cls([], refusal.message)


@dataclass(frozen=True, eq=False)
class Reading:
    """Where the sentences of a text end, and how many pairs come before each."""

    tokens: Tokens
    ends: NDArray[np.int64]
    pairs: NDArray[np.int64]

    def __deepcopy__(self, memo: object) -> Self:
        return self

    @classmethod
    def of(cls, corpus: Corpus, window: int) -> Self:
        ends = np.flatnonzero(corpus.tokens == BREAK) + 1
        lengths = np.diff(ends, prepend=0) - 1
        reach = np.arange(1, window + 1)
        pairs = 2 * np.maximum(0, lengths[:, None] - reach).sum(axis=1)
        return cls(corpus.tokens, ends, np.cumsum(pairs))

    def chunk(self, sentence: int, pairs: int) -> tuple[Tokens, int]:
        """The sentences from number `sentence` on that make about `pairs` pairs, at least one; and
        the number of the next, 0 after the last."""
        before = self.pairs[sentence - 1] if sentence else 0
        after = int(np.searchsorted(self.pairs, before + pairs)) + 1
        after = min(max(after, sentence + 1), len(self.ends))
        start = self.ends[sentence - 1] if sentence else 0
        return self.tokens[start : self.ends[after - 1]], after % len(self.ends)


def corpus_for(config: WordConfig) -> Corpus:
    """The text that the config names, or the learner's own."""
    if config.text:
        return typed(config.text)
    if config.corpus == "glosses":
        return glosses()
    return generated(config.sentences, config.seed, config.corpus)
