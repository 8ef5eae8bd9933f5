"""Words: a text with its window, in both directions; maps of few and of many words; neighbours."""

import numpy as np

from tests.panels.fixture import Fixture
from tinkernet.kit.word_config import WordConfig
from tinkernet.labs.lecture_16_word2vec.word2vec import Word2Vec
from tinkernet.panels import Panel, Tokens
from tinkernet.protocol import ConfigValue
from tinkernet.tensor import codes, floats, ints

_PERSIAN = "سیب شیرین است. انار ترش است. سیب و انار میوه‌اند."


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    exams = _run(steps=300, look="exams", asked="apple", at=3)
    asked = _run(steps=300, asked="king - man + woman")
    many = _run(steps=400, corpus="glosses", batch=16_384, asked="water", lr=0.05)
    persian = _run(steps=5, text=_PERSIAN, look="window", window=2, at=1)
    return {
        "tokens": Fixture(exams["window"]),
        "tokens_rtl": Fixture(persian["window"]),
        "tokens_weights": Fixture(_weights()),
        "scatter2d_words": Fixture(asked["map"]),
        "scatter2d_exams": Fixture(exams["map"]),
        "scatter2d_words_many": Fixture(many["map"]),
        "table_words": Fixture(asked["neighbours"]),
    }


def _run(*, steps: int, **config: ConfigValue) -> dict[str, Panel]:
    """The panels after `steps` steps, drawn on the way, so that words leave a trail."""
    lab = Word2Vec(WordConfig.parse(config))
    wanted = frozenset(place.name for place in lab.places)
    for step in range(steps):
        lab.step()
        if step % 10 == 0:
            lab.panels(wanted)
    return dict(lab.panels(wanted))


def _weights() -> Tokens:
    """Tinted words without a window, one of them unknown, one left out."""
    return Tokens(
        title="Who is looked at", summary="The bank by the river, tinted by attention.",
        texts=["the", "bank", "by", "the", "river", "🌊"], ids=ints([0, 1, 2, 0, 3, -1]),
        roles=codes(np.array([4, 1, 0, 4, 0, 0])), weights=floats([0.0, 0.2, 0.1, 0.0, 1.0, 0.5]),
    )  # fmt: skip
