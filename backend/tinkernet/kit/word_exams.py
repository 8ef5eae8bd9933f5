"""One pair of words as the yes-or-no questions it is learnt from, with every number."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.compile import Floats
from tinkernet.engine.word_kernel import BREAK
from tinkernet.engine.word_vectors import noise
from tinkernet.kit.word_learners import Hierarchical, Learner
from tinkernet.kit.word_state import WordState

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Exam:
    """Is `name` the one? `theta` (d,) is asked, `label` the right answer; `word` its place in the
    vocabulary, -1 for a turn in a tree."""

    name: str
    word: int
    theta: Numbers
    label: int

    def score(self, e: Numbers) -> float:
        """z = theta . e"""
        return float(self.theta @ e)

    def answer(self, e: Numbers) -> float:
        """sigma(z)"""
        return float(1 / (1 + np.exp(-self.score(e))))

    def loss(self, e: Numbers) -> float:
        """-ln of the probability of the right answer"""
        z = self.score(e)
        return float(np.logaddexp(0, -z if self.label else z))


@dataclass(frozen=True)
class Pair:
    """A centre with one neighbour, and the exams of the two. `e`: (d,)."""

    centre: int
    context: int
    e: Numbers
    exams: list[Exam]

    @property
    def loss(self) -> float:
        """The sum of the losses of all exams."""
        return sum(exam.loss(self.e) for exam in self.exams)

    @property
    def slope(self) -> Numbers:
        """dL/de = sum (sigma(z) - y) theta, (d,)"""
        return sum(
            ((exam.answer(self.e) - exam.label) * exam.theta for exam in self.exams),
            np.zeros_like(self.e),
        )


def centre_place(state: WordState) -> int:
    """The place in the text of the word the window stands on."""
    spots = word_places(state)
    return int(spots[min(state.config.at, len(spots) - 1)])


def word_places(state: WordState) -> NDArray[np.int64]:
    """The first places of the text that hold a word, where the window may stand."""
    return np.flatnonzero(state.corpus.tokens[:3000] != BREAK)


def context_places(state: WordState, place: int) -> list[int]:
    """The places of the centre's neighbours: inside the window and its sentence."""
    tokens = state.corpus.tokens
    found = []
    for step in (-1, 1):
        for reach in range(1, state.config.window + 1):
            at = place + step * reach
            if not 0 <= at < len(tokens) or tokens[at] == BREAK:
                break
            found.append(at)
    return sorted(found)


def window_pairs(state: WordState) -> list[Pair]:
    """All pairs of the window, in reading order; none where the centre stands alone."""
    place = centre_place(state)
    centre = int(state.corpus.tokens[place])
    others = [int(state.corpus.tokens[at]) for at in context_places(state, place)]
    return [pair_of(state, centre, other, at) for at, other in enumerate(others)]


def looked_at(state: WordState, learner: Learner | None = None) -> Pair:
    """The pair the learner looks at, with the vectors of the run or of another `learner`; a word
    with itself where the centre stands alone."""
    place = centre_place(state)
    centre = int(state.corpus.tokens[place])
    others = [int(state.corpus.tokens[at]) for at in context_places(state, place)] or [centre]
    number = min(state.config.pair, len(others) - 1)
    return pair_of(state, centre, others[number], number, learner)


def pair_of(
    state: WordState, centre: int, context: int, number: int, learner: Learner | None = None
) -> Pair:
    """The exams of one pair: the turns of a tree, or the neighbour and k strangers, which are the
    same each time the window comes back."""
    learner = learner or state.learner
    e = learner.inputs[centre].astype(np.float64)
    if isinstance(learner, Hierarchical):
        return Pair(centre, context, e, _turns(learner, context))
    theta = learner.outputs
    exams = [_exam(state, theta, context, 1)]
    exams += [_exam(state, theta, word, 0) for word in strangers(state, context, number)]
    return Pair(centre, context, e, exams)


def strangers(state: WordState, context: int, number: int) -> list[int]:
    """k words drawn by count^alpha; the true neighbour is no stranger, as in the kernel."""
    config = state.config
    rng = np.random.default_rng([config.seed, config.at, number, 9])
    chances = noise(state.corpus.counts, config.power)
    drawn = np.searchsorted(np.cumsum(chances), rng.random(config.negatives), side="right")
    words = np.minimum(drawn, state.corpus.size - 1).tolist()
    return [int(word) for word in words if word != context]


def _exam(state: WordState, theta: Floats, word: int, label: int) -> Exam:
    return Exam(state.corpus.words[word], word, theta[word].astype(np.float64), label)


def _turns(tree: Hierarchical, word: int) -> list[Exam]:
    depth = int(tree.tree.depths[word])
    return [
        Exam(f"turn {at + 1}", -1, tree.outputs[node].astype(np.float64), int(turn > 0))
        for at, (node, turn) in enumerate(
            zip(tree.tree.nodes[word, :depth], tree.tree.turns[word, :depth], strict=True)
        )
    ]
