"""The window that slides over the text, and the pairs it makes."""

import numpy as np

from tinkernet.engine.word_kernel import BREAK
from tinkernet.kit.word_exams import (
    centre_place,
    context_places,
    looked_at,
    window_pairs,
    word_places,
)
from tinkernet.kit.word_state import WordState
from tinkernet.kit.word_text import MOST_CHARACTERS
from tinkernet.panels import Column, Table, Tokens
from tinkernet.tensor import codes, ints

#: The roles of a token.
PLAIN, CENTRE, CONTEXT, STRANGER, SKIPPED = range(5)
#: So many sentences, and tokens, are shown at once.
_SENTENCES, _MOST = 6, 120


def window(state: WordState) -> Tokens:
    """The sentences around the centre, and at the end the strangers of the pair looked at."""
    tokens, corpus = state.corpus.tokens, state.corpus
    place = centre_place(state)
    context = set(context_places(state, place))
    shown = _around(state, place)
    roles = [CENTRE if at == place else CONTEXT if at in context else PLAIN for at in shown]
    strangers = [exam.word for exam in looked_at(state).exams if not exam.label and exam.word >= 0]
    # Strangers are drawn for a pair, and a word without neighbours makes none.
    strangers = strangers if context and state.config.objective in _SAMPLED else []
    ids = [*(int(tokens[at]) for at in shown), *strangers]
    near = ", ".join(corpus.words[tokens[at]] for at in sorted(context)) or "no other word"
    return Tokens(
        title="The window", note=f"{state.config.window} words on either side",
        summary=f"The window stands on {corpus.words[tokens[place]]}, with {near} in it.",
        texts=[corpus.words[word] for word in ids], ids=ints(ids),
        roles=codes(np.array([*roles, *[STRANGER] * len(strangers)])),
        ends=ints([at for at, spot in enumerate(shown) if tokens[spot + 1] == BREAK]),
        direction="rtl" if corpus.direction == "rtl" else "ltr",
        editable=True, most_characters=MOST_CHARACTERS, typed=state.config.text,
        placeholder="Type or paste a text of your own.",
        at=min(state.config.at, len(word_places(state)) - 1), steps=len(word_places(state)),
    )  # fmt: skip


_SAMPLED = {"negative-sampling", "cbow"}


def pairs(state: WordState) -> Table:
    """The pairs of this window: centre, other word, label, and how the run answers them now."""
    words, rows = state.corpus.words, []
    made = window_pairs(state)
    for pair in made:
        for exam in pair.exams:
            if state.config.objective in _SAMPLED or exam.label or exam.word < 0:
                rows.append([
                    words[pair.centre], exam.name, exam.label, exam.answer(pair.e),
                    exam.loss(pair.e),
                ])  # fmt: skip
    rows = rows[:200]
    total = sum(float(row[-1]) for row in rows)
    return Table(
        title="Pairs of this window",
        note=f"{len(made)} neighbours, loss {total:.2f}" if made else "no neighbours",
        summary=f"{len(made)} pairs of the centre with a neighbour, with the strangers of each.",
        columns=[
            Column(name="centre"), Column(name="other word"), Column(name="label"),
            Column(name="σ(θᵀe)", digits=3, tint=True), Column(name="loss", digits=3),
        ],
        rows=rows,
    )  # fmt: skip


def _around(state: WordState, place: int) -> list[int]:
    """The places of the words shown: whole sentences that stay while the window slides in them, or
    a part of a very long one."""
    tokens = state.corpus.tokens
    breaks = np.flatnonzero(tokens == BREAK)
    sentence = int(np.searchsorted(breaks, place))
    first = sentence - sentence % _SENTENCES
    last = min(first + _SENTENCES - 1, len(breaks) - 1)
    start, end = (int(breaks[first - 1]) + 1 if first else 0), int(breaks[last]) + 1
    if end - start > _MOST:
        start = max(start, place - place % (_MOST // 2) - _MOST // 4)
        end = min(end, start + _MOST)
    return [at for at in range(start, end) if tokens[at] != BREAK]
