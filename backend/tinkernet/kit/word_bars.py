"""As bars: where strangers come from, which output units are awake, what a softmax guesses."""

import numpy as np

from tinkernet.engine.word_vectors import WordVectors, noise
from tinkernet.kit.word_exams import looked_at
from tinkernet.kit.word_learners import softmax
from tinkernet.kit.word_state import WordState
from tinkernet.kit.word_text import Corpus
from tinkernet.panels import BarGroup, Bars, Column, Line, Series, Table
from tinkernet.tensor import floats, ints

#: So many words are drawn as bars: the most frequent ones, evenly on to the rarest.
_BARS = 24
_DRAWS = 20_000
#: The lecture's example: a frequent, a middling and a rare word.
EXAMPLE = {"the": 0.9, "walk": 0.09, "zebra": 0.01}


class Bag:
    """Strangers drawn by the kernel, kept while the power stays."""

    def __init__(self) -> None:
        self._key: tuple[Corpus | None, float] = (None, -1.0)
        self._share = np.zeros(0)

    def drawn(self, state: WordState) -> np.ndarray:
        """The share of each word among many draws, (V,)."""
        key = (state.corpus, state.config.power)
        if key != self._key:
            vectors = WordVectors(
                state.corpus.counts, 1, seed=state.config.seed, power=state.config.power
            )
            words = np.bincount(vectors.strangers(_DRAWS), minlength=state.corpus.size)
            self._key, self._share = key, words / _DRAWS
        return self._share


def strangers(state: WordState, bag: Bag) -> Bars:
    """By frequency to the power alpha, by frequency, and evenly; and what is really drawn."""
    counts, alpha = state.corpus.counts, state.config.power
    rows = shown_words(state)
    by_power = noise(counts, alpha)
    return Bars(
        title="Where strangers come from", note=f"α = {alpha:.2f}, {_DRAWS:,} draws",
        summary=f"Of {len(rows)} words the chance to be a stranger, at α = {alpha:.2f}.",
        labels=[state.corpus.words[word] for word in rows],
        groups=[
            BarGroup(name="f^α", values=floats(by_power[rows])),
            BarGroup(name="drawn", values=floats(bag.drawn(state)[rows]), role="second"),
            BarGroup(name="as they occur", values=floats(noise(counts, 1)[rows]), role="third"),
            BarGroup(name="all alike", values=floats(noise(counts, 0)[rows]), role="muted"),
        ],
        y_label="chance", y_min=0.0, ids=ints(rows), linked="token", draggable=True,
    )  # fmt: skip


def power_for(state: WordState, bar: int, height: float) -> float:
    """The alpha that gives a word's bar nearly this height: what dragging it asks for."""
    word = shown_words(state)[min(bar, len(shown_words(state)) - 1)]
    powers = np.linspace(0, 1.5, 151)
    heights = np.array([noise(state.corpus.counts, power)[word] for power in powers])
    return float(round(powers[np.abs(heights - height).argmin()], 2))


def shown_words(state: WordState) -> list[int]:
    """Some words from the most frequent to the rarest."""
    most = min(_BARS, state.corpus.size)
    return np.unique(np.linspace(0, state.corpus.size - 1, most).astype(int)).tolist()


def example(state: WordState) -> Table:
    """Three words of the lecture under the same power."""
    shares = np.array(list(EXAMPLE.values()))
    powered = noise(shares, state.config.power)
    return Table(
        title="Three words under the power", note=f"α = {state.config.power:.2f}",
        summary="A frequent, a middling and a rare word, before and after the power α.",
        columns=[Column(name="word"), Column(name="f", digits=3),
                 Column(name="f^α / Σ f^α", digits=3, tint=True),
                 Column(name="times as often", digits=2)],
        rows=[
            [word, float(share), float(after), float(after / share)]
            for word, share, after in zip(EXAMPLE, shares, powered, strict=True)
        ],
    )  # fmt: skip


def entropy(state: WordState) -> Line:
    """How even the strangers are, over alpha."""
    powers = np.linspace(0, 1.5, 61)
    bits = np.array([_entropy(noise(state.corpus.counts, power)) for power in powers])
    now = state.config.power
    here = _entropy(noise(state.corpus.counts, now))
    return Line(
        title="How even the strangers are", note=f"{here:.2f} bits at α = {now:.2f}",
        summary="The entropy of the strangers falls as α grows from all alike.",
        series=[
            Series(name="entropy", x=floats(powers), y=floats(bits), role="first"),
            Series(name="your α", x=floats([now, now]), y=floats([bits.min(), here]),
                   role="muted", dashed=True),
        ],
        x_label="α", y_label="bits", badge="formula",
    )  # fmt: skip


def _entropy(chances: np.ndarray) -> float:
    return float(-(chances * np.log2(np.maximum(chances, 1e-300))).sum())


def units(state: WordState) -> Bars:
    """The V output units for the centre: the few that are asked, and all that sleep."""
    pair = looked_at(state)
    theta = state.listeners
    asked = {exam.word: exam.label for exam in pair.exams if exam.word >= 0}
    rows = sorted({*range(min(state.corpus.size, 102)), *asked})
    z = np.zeros(len(rows)) if theta is None else theta[rows] @ pair.e
    answers = 1 / (1 + np.exp(-z))
    kinds = np.array([asked.get(word, -1) for word in rows])
    size, d = state.vectors.shape
    return Bars(
        title="V small sigmoids",
        note=f"{len(asked)} of {state.corpus.size:,} awake, 2·V·d = {2 * size * d:,} numbers",
        summary=f"For {state.corpus.words[pair.centre]} {len(asked)} output units get a gradient.",
        labels=[state.corpus.words[word] for word in rows],
        groups=[
            BarGroup(name="the true neighbour", values=floats(np.where(kinds == 1, answers, 0)),
                     role="positive"),
            BarGroup(name="strangers", values=floats(np.where(kinds == 0, answers, 0)),
                     role="negative"),
            BarGroup(name="asleep", values=floats(np.where(kinds < 0, answers, 0)), role="muted"),
        ],
        y_label="σ(θᵀe)", y_min=0.0, y_max=1.0, stacked=True, ids=ints(rows), linked="token",
        marked=rows.index(pair.context),
    )  # fmt: skip


def guesses(state: WordState) -> Bars:
    """What a softmax says after the centre, beside what the text has after it."""
    pair = looked_at(state)
    theta = state.listeners
    size = state.corpus.size
    said = np.full(size, 1 / size) if theta is None else softmax((theta @ pair.e)[None])[0]
    true = state.counts.table[pair.centre]
    true = true / max(1, true.sum())
    rows = np.argsort(-(said + true), kind="stable")[:12]
    word = state.corpus.words[pair.centre]
    return Bars(
        title=f"Which word is beside {word}?", note=f"the best guess is right {true.max():.0%}",
        summary=f"Even the commonest neighbour of {word} is right in {true.max():.0%} of cases.",
        labels=[state.corpus.words[at] for at in rows],
        groups=[
            BarGroup(name="the model says", values=floats(said[rows])),
            BarGroup(name="in the text", values=floats(true[rows]), role="second"),
        ],
        y_label="P(o | c)", y_min=0.0, ids=ints(rows), linked="token",
    )  # fmt: skip
