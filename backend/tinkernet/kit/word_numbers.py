"""Numbers of word2vec: neighbours, answers, both matrices, rare words, and curves."""

import numpy as np

from tinkernet.engine.word_vectors import kept
from tinkernet.kit.word_counts import svd_purity
from tinkernet.kit.word_learners import Hierarchical, Softmax
from tinkernet.kit.word_scores import answered, purities, unit
from tinkernet.kit.word_state import COMPARED, MOST_COMPARED, WordState, metric_of
from tinkernet.panels import Column, Line, Matrix, Series, Table
from tinkernet.tensor import floats, ints

_MOST_ANSWERS = 8
#: So much of both matrices is drawn.
_ROWS, _COLS = 20, 16


def asked_terms(state: WordState) -> list[tuple[float, int]]:
    """The question as signs and words; where nothing is asked, `apple` or the commonest word."""
    return state.question.terms or [(1.0, max(0, state.corpus.id("apple")))]


def neighbours(state: WordState) -> Table:
    """The nearest words of the picked one by both measures, or the answers to an analogy."""
    terms = asked_terms(state)
    if len(terms) > 1:
        return _answers(state, terms)
    word = terms[0][1]
    vectors, names = state.vectors, state.corpus.words
    cosines = unit(vectors) @ unit(vectors[word])
    lengths = np.linalg.norm(vectors - vectors[word], axis=1)
    cosines[word], lengths[word] = -9, np.inf
    most = min(_MOST_ANSWERS, len(names) - 1)
    by_cosine = np.argsort(-cosines, kind="stable")[:most]
    by_length = np.argsort(lengths, kind="stable")[:most]
    return Table(
        title=f"Neighbours of {names[word]}", note="by angle and by distance",
        summary=f"Nearest to {names[word]} by cosine: "
        + ", ".join(names[at] for at in by_cosine[:4]) + ".",
        caution=state.question.caution,
        columns=[
            Column(name="by cosine"), Column(name="cos", digits=3, tint=True),
            Column(name="by distance"), Column(name="‖a − b‖", digits=3),
        ],
        rows=[
            [names[near], float(cosines[near]), names[close], float(lengths[close])]
            for near, close in zip(by_cosine, by_length, strict=True)
        ],
        tokens=by_cosine.tolist(),
    )  # fmt: skip


def _answers(state: WordState, terms: list[tuple[float, int]]) -> Table:
    names = state.corpus.words
    found = answered(state.vectors, terms, _MOST_ANSWERS)
    question = " ".join(
        f"{'−' if sign < 0 else '+' if at else ''} {names[word]}".strip()
        for at, (sign, word) in enumerate(terms)
    )
    best = names[found[0][0]] if found else "nothing"
    return Table(
        title=f"{question} ≈ {best}", note="nearest by cosine",
        summary=f"The word nearest to {question} is {best}.",
        columns=[Column(name="word"), Column(name="cos", digits=3, tint=True)],
        rows=[[names[word], cosine] for word, cosine in found],
        tokens=[word for word, _ in found],
    )  # fmt: skip


def matrices(state: WordState) -> Matrix:
    """The rows of E and Theta for the words that are looked at: those asked for, then theirs."""
    theta = state.listeners
    rows = _rows_shown(state)
    sheets = [state.vectors] if theta is None else [state.vectors, theta]
    cols = min(_COLS, state.vectors.shape[1])
    words = [state.corpus.words[word] for word in rows]
    return Matrix(
        title="E and Θ", note="each word twice: as speaker, as listener",
        summary=f"{len(rows)} words as rows of E and of Θ, the first {cols} numbers of each.",
        values=floats(np.stack([sheet[rows, :cols] for sheet in sheets])),
        rows=words, cols=[str(at + 1) for at in range(cols)],
        sheets=["E", "Θ"][: len(sheets)], row_ids=ints(rows), linked="token",
    )  # fmt: skip


def _rows_shown(state: WordState) -> list[int]:
    asked = [word for _, word in asked_terms(state)]
    cosines = unit(state.vectors) @ unit(state.vectors[asked[0]])
    near = np.argsort(-cosines, kind="stable")[: _ROWS // 2].tolist()
    return list(dict.fromkeys([*asked, *near, *range(_ROWS)]))[: min(_ROWS, state.corpus.size)]


def speakers(state: WordState) -> Table:
    """For some words: how well they go with themselves, and with their commonest neighbour."""
    theta = state.listeners
    rows: list[list[str | float | int | None]] = []
    shown = [] if theta is None else _rows_shown(state)
    counts = state.counts.table
    if theta is not None:
        for word in shown:
            best = int(counts[word].argmax())
            e = state.vectors[word]
            rows.append([
                state.corpus.words[word], float(theta[word] @ e), state.corpus.words[best],
                float(theta[best] @ e),
            ])  # fmt: skip
    return Table(
        title="Speaker meets listener", note="θᵀe, with itself and with its commonest neighbour",
        summary="A word seldom stands beside itself, so θᵀe with itself is low.",
        columns=[Column(name="word"), Column(name="with itself", digits=2, tint=True),
                 Column(name="commonest neighbour"), Column(name="with that", digits=2, tint=True)],
        rows=rows, tokens=shown,
    )  # fmt: skip


def rare(state: WordState) -> Table:
    """Frequent and rare words: how often they are read, and in what company they end."""
    corpus = state.corpus
    keep = kept(corpus.counts, state.config.subsample)
    pure = purities(state.vectors, corpus) if corpus.groups else {}
    some = sorted(
        {*range(5), *pure, *range(corpus.size - 5, corpus.size)} & set(range(corpus.size))
    )
    rows: list[list[str | float | int | None]] = [
        [corpus.words[word], int(corpus.counts[word]), float(100 * keep[word]),
         float(corpus.counts[word] * keep[word]), pure.get(word)]
        for word in some[:60]
    ]  # fmt: skip
    top = _share_of_top(state)
    return Table(
        title="Who is read, and who is lost", note=f"the 5 commonest are {top:.0%} of what is read",
        summary=f"The five most frequent words are {top:.0%} of all words that are read.",
        columns=[
            Column(name="word"), Column(name="in the text"),
            Column(name="read", unit="%", digits=0), Column(name="times read", digits=0, tint=True),
            Column(name="purity", digits=2),
        ],
        rows=rows, tokens=some[:60],
    )  # fmt: skip


def _share_of_top(state: WordState) -> float:
    read = state.corpus.counts * kept(state.corpus.counts, state.config.subsample)
    return float(read[:5].sum() / read.sum())


def curves(state: WordState) -> Line:
    """The mean loss of the pairs of each step, and the floor below which no softmax gets."""
    series = [Series(name="loss", metric="loss")]
    if isinstance(state.learner, Softmax | Hierarchical) and state.corpus.size <= MOST_COMPARED:
        floor, end = state.counts.floor, max(1, state.taken)
        series.append(Series(name="floor: H(neighbour | word)", x=floats([0, end]),
                             y=floats([floor, floor]), role="muted", dashed=True))  # fmt: skip
    return Line(
        title="Loss", note="of the pairs of a step, before it",
        summary=f"The loss over {state.taken} steps.", series=series, y_label="L",
    )  # fmt: skip


def scores(state: WordState) -> Line:
    """How many neighbours are of the same group, and how many analogies come out right."""
    series = [
        Series(name="neighbour purity", metric="purity", role="first"),
        Series(name="analogies", metric="analogies", role="second", dashed=True),
    ]
    if state.config.look == "price" and isinstance(state.learner, Softmax):
        series = [Series(name="neighbours guessed right", metric="right", role="first")]
    return Line(
        title="Neighbours and analogies", note="share that is right",
        summary="The share of neighbours in the same group, and of analogies answered right.",
        series=series, y_min=0.0, y_max=1.0,
    )  # fmt: skip


def methods(state: WordState) -> Line:
    """The purity of every method on the same text."""
    config = state.config
    names = {"cbow": "CBOW", "softmax": "skip-gram, softmax", "glove-like": "like GloVe"}
    series = [
        Series(name=names[objective], metric=metric_of(objective), colour=at)
        for at, objective in enumerate(COMPARED["methods"])
    ]
    level = svd_purity(state.corpus, config.window, config.dim)
    end = max(1, state.taken)
    series.append(Series(name="counts + SVD", x=floats([0, end]), y=floats([level, level]),
                         role="muted", dashed=True))  # fmt: skip
    return Line(
        title="Four methods, one text", note="purity of neighbours",
        summary=f"Purity of three methods while they learn; counts and SVD reach {level:.2f}.",
        series=series, y_min=0.0, y_max=1.0,
    )  # fmt: skip
