"""The controls of word2vec: the text, the objective, the strangers, and where you look."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from tinkernet.control import control
from tinkernet.kit.word_text import typed
from tinkernet.lab import LabConfig
from tinkernet.protocol import ConfigValue

Objective = Literal["softmax", "negative-sampling", "hierarchical", "cbow", "glove-like"]
Source = Literal["generated", "shuffled", "thinned", "glosses"]
Look = Literal[
    "words", "window", "matrices", "price", "costs", "exams", "pair", "noise", "units", "rare",
    "methods",
]  # fmt: skip
#: The objectives that draw strangers.
SAMPLED: list[ConfigValue] = ["negative-sampling", "cbow"]


def _hidden(default: int, lo: int, hi: int, help: str) -> Any:
    return control(
        default, lo=lo, hi=hi, scale="int", live=True, hidden=True, group="view",
        label="Where you look", help=help,
    )  # fmt: skip


class WordConfig(LabConfig):
    """Everything that defines a run of word2vec."""

    corpus: Source = control(
        "generated", scale="choice", group="data", label="Text",
        options={"glosses": "dictionary"},
        help="Written for this lab; its words dealt anew to all sentences; half of its words made "
        "rare; or the explanations of an English dictionary, 600,000 words.",
    )  # fmt: skip
    sentences: int = control(
        8000, lo=500, hi=20_000, scale="log_int", group="data", label="Sentences",
        help="How many sentences the generated text has.",
        shown={"corpus": ["generated", "shuffled", "thinned"]},
    )  # fmt: skip
    text: str = control(
        "", scale="text", group="data", label="Your own text", hidden=True,
        help="A text of yours, in place of the others.",
    )  # fmt: skip
    objective: Objective = control(
        "negative-sampling", scale="choice", group="network", label="Objective",
        options={"negative-sampling": "negative sampling", "hierarchical": "hierarchical softmax",
                 "cbow": "CBOW", "glove-like": "like GloVe"},
        help="What each word is asked about its neighbours.",
    )  # fmt: skip
    dim: int = control(
        16, lo=2, hi=64, scale="log_int", group="network", label="Dimensions", symbol="d",
        help="How many numbers a word has.",
    )  # fmt: skip
    tie: Literal["off", "on"] = control(
        "off", scale="choice", group="network", label="One matrix for both",
        help="Let a word speak and listen with the same vector.",
        shown={"objective": ["negative-sampling", "cbow", "softmax"]},
    )  # fmt: skip
    window: int = control(
        4, lo=1, hi=6, scale="int", group="training", label="Window", symbol="c",
        help="How many words on either side count as neighbours.",
    )  # fmt: skip
    negatives: int = control(
        5, lo=1, hi=20, scale="int", live=True, group="training", label="Strangers", symbol="k",
        help="How many sampled words each pair is told from.", shown={"objective": SAMPLED},
    )  # fmt: skip
    power: float = control(
        0.75, lo=0, hi=1.5, scale="linear", live=True, group="training", label="Power of counts",
        symbol="α", help="Strangers are drawn in proportion to count to this power: 0 draws all "
        "words alike, 1 as often as they occur.", shown={"objective": SAMPLED},
    )  # fmt: skip
    subsample: float = control(
        0.0, lo=0, hi=0.01, scale="linear", group="training", label="Subsampling", symbol="t",
        help="Words much more frequent than this are often skipped; 0 reads every word.",
    )  # fmt: skip
    lr: float = control(
        0.02, lo=0.001, hi=0.1, scale="log", live=True, group="training", label="Learning rate",
        symbol="η", help="How far a vector moves. Sampled objectives take plain gradient steps, "
        "the others Adam's.",
    )  # fmt: skip
    batch: int = control(
        512, lo=32, hi=16_384, scale="log_int", live=True, group="training",
        label="Pairs per step", symbol="B", help="A step reads whole sentences until it has made "
        "about as many pairs.",
    )  # fmt: skip
    steps: int = control(
        1500, lo=100, hi=3000, scale="int", live=True, group="training", label="Steps", symbol="T",
        help="How many steps the run takes.",
    )  # fmt: skip
    look: Look = control(
        "words", scale="choice", live=True, group="view", label="Look at",
        options={"window": "the window", "matrices": "E and Θ", "price": "what a step costs",
                 "costs": "three costs", "exams": "exams on the map", "pair": "one pair",
                 "noise": "the strangers", "units": "output units", "rare": "rare words",
                 "methods": "other methods"},
        help="Which panels are on screen.",
    )  # fmt: skip
    layout: Literal["pca", "t-sne", "umap-like"] = control(
        "pca", scale="choice", live=True, group="view", label="Map",
        options={"pca": "PCA", "t-sne": "t-SNE", "umap-like": "like UMAP"},
        help="How the vectors are laid into the plane: their widest directions, or a layout that "
        "keeps neighbours and gives up distances.",
    )  # fmt: skip
    vocab_sim: int = control(
        10_000, lo=100, hi=100_000, scale="log_int", live=True, group="view",
        label="Vocabulary on the stopwatch", symbol="V", help="Up to which vocabulary the time of "
        "a step is measured; the text on screen keeps its own.", shown={"look": ["price", "costs"]},
    )  # fmt: skip
    asked: str = control(
        "", scale="text", live=True, hidden=True, group="view", label="Your question",
        help="A word, or an analogy a - b + c.",
    )  # fmt: skip
    at: int = _hidden(0, 0, 9999, "Which word of the text the window stands on.")
    pair: int = _hidden(0, 0, 63, "Which pair of the window is looked at.")
    visit: int = _hidden(99, 0, 99, "How far the graph of the pair was walked.")

    @classmethod
    def parse(cls, values: Mapping[str, ConfigValue]) -> Self:
        """As every config; raises also for a text that no window can slide over."""
        config = super().parse(values)
        if config.text:
            typed(config.text)
        return config
