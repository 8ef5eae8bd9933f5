"""The map of the words: all of them moving, the picked ones with the way they came."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine.compile import Floats
from tinkernet.kit.word_exams import looked_at
from tinkernet.kit.word_layout import Layout
from tinkernet.kit.word_plane import Plane
from tinkernet.kit.word_scores import answered
from tinkernet.kit.word_state import WordState
from tinkernet.panels import Arrow, Curve, Points, Scatter2d
from tinkernet.tensor import codes, floats, ints

#: So many words are drawn, the most frequent ones.
MOST_DRAWN = 2_000
#: So many places of a picked word are remembered.
_MEMORY = 60
#: The map begins this wide, so that the heap at the start looks like one.
_LEAST_REACH = 1.0
#: An arrow of the map is so many times as long as a step with the learning rate 1 would be.
_LENGTH = 0.5


class WordMap:
    """What the map remembers from one frame to the next."""

    def __init__(self) -> None:
        self.plane = Plane()
        self.layout: Layout | None = None
        self.kind = "pca"
        self.ways: dict[int, list[tuple[float, float]]] = {}

    def lay(self, state: WordState) -> Floats:
        """The places of the words drawn, (n, 2): from the last frame a little further."""
        flat = self.plane.lay(state.vectors)[:MOST_DRAWN]
        kind = state.config.layout
        if kind != self.kind:
            self.kind, self.layout, self.ways = kind, None, {}
        if kind == "pca" or len(flat) < 4:
            return flat
        if self.layout is None:
            self.layout = Layout(state.vectors[:MOST_DRAWN], flat, state.config.seed)
        return self.layout.go_on(state.vectors[:MOST_DRAWN], kind)

    def follow(self, picked: list[int], places: Floats) -> None:
        """Remember where the picked words are now, and forget the others."""
        self.ways = {word: self.ways.get(word, []) for word in picked if word < len(places)}
        for word, way in self.ways.items():
            here = (float(places[word, 0]), float(places[word, 1]))
            if not way or way[-1] != here:
                way.append(here)
            del way[:-_MEMORY]


def words(state: WordState, memory: WordMap) -> Scatter2d:
    """Every word where its vector lies."""
    corpus = state.corpus
    places = memory.lay(state)
    picked = picked_words(state)
    memory.follow(picked, places)
    x_reach, y_reach = (_reach(places[:, axis], memory.kind) for axis in (0, 1))
    count, grouped = len(places), bool(corpus.groups)
    # Names are written in this order as long as they fit: a word of a group says more than `of`.
    order = np.argsort(corpus.group[:count] < 0, kind="stable")
    return Scatter2d(
        title="Words", note=f"{count:,} words, step {state.taken:,}",
        summary=_summary(state, picked), caution=state.question.caution,
        points=_points(state, places, order),
        curves=[
            Curve(name=corpus.words[word], x=floats([x for x, _ in way]),
                  y=floats([y for _, y in way]), role="unit")
            for word, way in memory.ways.items()
        ],
        x_label="", y_label="", x_min=-x_reach, x_max=x_reach, y_min=-y_reach, y_max=y_reach,
        classes=[*corpus.groups, "other words"] if grouped else [],
        names=[corpus.words[word] for word in order],
        marked=ints([int(np.flatnonzero(order == word)[0]) for word in picked if word < count]),
        tokens=True, ask=_example(state), arrows=_arrows(state, memory, places),
    )  # fmt: skip


def picked_words(state: WordState) -> list[int]:
    """The words of the learner's question, by their place in the vocabulary."""
    return [word for _, word in state.question.terms]


def _points(state: WordState, places: Floats, order: NDArray[np.intp]) -> Points:
    corpus, count = state.corpus, len(places)
    group = np.where(corpus.group < 0, len(corpus.groups), corpus.group)[:count]
    return Points(
        x=floats(places[order, 0]), y=floats(places[order, 1]), label=codes(group[order]),
        split=codes(np.zeros(count)), ids=ints(order),
    )  # fmt: skip


def _arrows(state: WordState, memory: WordMap, places: Floats) -> list[Arrow]:
    """Where each exam of the pair looked at pulls the centre, and where all of them together."""
    if state.config.asked:
        return _analogy(state, places)
    pair = looked_at(state)
    if state.config.look != "exams" or memory.kind != "pca" or pair.centre >= len(places):
        return []
    x, y = (float(at) for at in places[pair.centre])
    pulls = [
        (f"{'to' if exam.label else 'from'} {exam.name}",
         (exam.label - exam.answer(pair.e)) * exam.theta, 2 if exam.label else 1)
        for exam in pair.exams
    ]  # fmt: skip
    pulls.append(("together", -pair.slope, 0))
    along = memory.plane.along(np.array([pull for _, pull, _ in pulls], np.float32)) * _LENGTH
    return [
        Arrow(name=name, x=x, y=y, dx=float(dx), dy=float(dy), colour=colour,
              dashed=colour == 1)
        for (name, _, colour), (dx, dy) in zip(pulls, along, strict=True)
    ]  # fmt: skip


def _analogy(state: WordState, places: Floats) -> list[Arrow]:
    """For a - b + c: from b to a, and from c to the answer; alike where the analogy holds."""
    terms = state.question.terms
    if [sign for sign, _ in terms] != [1.0, -1.0, 1.0]:
        return []
    found = answered(state.vectors, terms, 1)
    (_, a), (_, b), (_, c) = terms
    ends = [(b, a), (c, found[0][0])] if found else []
    return [
        Arrow(name="", x=float(places[tail, 0]), y=float(places[tail, 1]),
              dx=float(places[tip, 0] - places[tail, 0]),
              dy=float(places[tip, 1] - places[tail, 1]), colour=0)
        for tail, tip in ends
        if max(tail, tip) < len(places)
    ]  # fmt: skip


def _example(state: WordState) -> str:
    words = state.corpus.words
    if state.corpus.groups:
        return "king - man + woman"
    return words[min(len(words) - 1, 40)]


def _reach(places: Floats, kind: str) -> float:
    """Half the side of the map, in steps, so that it does not breathe."""
    least = _LEAST_REACH if kind == "pca" else 8.0
    most = max(least, 1.05 * float(np.abs(places).max(initial=0)))
    step = 2.0 ** np.floor(np.log2(most) - 2)
    return float(np.ceil(most / step) * step)


def _summary(state: WordState, picked: list[int]) -> str:
    told = f"{state.corpus.size:,} words on a map after {state.taken:,} steps."
    if picked:
        told += " Picked: " + ", ".join(state.corpus.words[word] for word in picked) + "."
    return told
