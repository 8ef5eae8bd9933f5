"""The panels of word2vec by name, and what they remember from frame to frame."""

from collections.abc import Callable

from tinkernet.kit import word_bars, word_cost, word_graph, word_map, word_numbers, word_window
from tinkernet.kit.word_bars import Bag
from tinkernet.kit.word_cost import Stopwatch
from tinkernet.kit.word_map import WordMap
from tinkernet.kit.word_state import MOST_COMPARED, WordState
from tinkernet.lab import Place
from tinkernet.panels import Panel
from tinkernet.protocol import ConfigValue


class View:
    """What drawing remembers from one frame to the next; training never looks at it."""

    def __init__(self) -> None:
        self.map = WordMap()
        self.bag = Bag()
        self.watch = Stopwatch()


def _in(*looks: ConfigValue) -> dict[str, list[ConfigValue]]:
    return {"look": list(looks)}


def _grouped(*looks: ConfigValue) -> dict[str, list[ConfigValue]]:
    """For panels that want groups, or few words: the texts written for this lab."""
    return {"look": list(looks), "corpus": ["generated", "shuffled", "thinned"], "text": [""]}


PLACES = [
    Place(name="map", kind="scatter2d", title="Words", size="hero",
          shown=_in("words", "window", "matrices", "exams", "rare", "methods")),
    Place(name="window", kind="tokens", title="The window", size="hero",
          shown=_in("words", "window", "exams", "pair", "units", "costs")),
    Place(name="guesses", kind="bars", title="Which word is beside it?", size="hero",
          shown=_grouped("price")),
    Place(name="cost", kind="line", title="The stopwatch", size="hero", shown=_in("price")),
    Place(name="graph", kind="comp_graph", title="One pair, forward and back", size="hero",
          shown=_in("pair")),
    Place(name="noise", kind="bars", title="Where strangers come from", size="hero",
          shown=_in("noise")),
    Place(name="units", kind="bars", title="V small sigmoids", size="hero", shown=_in("units")),
    Place(name="ways", kind="table", title="The same pair, three costs", shown=_grouped("costs")),
    Place(name="path", kind="table", title="The way through the tree", shown=_grouped("costs")),
    Place(name="UV", kind="matrix", title="E and Θ", size="hero", shown=_in("matrices")),
    Place(name="speakers", kind="table", title="Speaker meets listener",
          shown=_grouped("matrices")),
    Place(name="methods", kind="line", title="Four methods, one text", size="hero",
          shown=_grouped("methods")),
    Place(name="rare", kind="table", title="Who is read, and who is lost", size="hero",
          shown=_in("rare")),
    Place(name="example", kind="table", title="Three words under the power", shown=_in("noise")),
    Place(name="entropy", kind="line", title="How even the strangers are", shown=_in("noise")),
    Place(name="pairs", kind="table", title="Pairs of this window",
          shown=_in("window", "exams", "pair", "units")),
    Place(name="neighbours", kind="table", title="Neighbours",
          shown=_in("words", "matrices", "rare", "methods")),
    Place(name="scores", kind="line", title="Neighbours and analogies",
          shown=_grouped("words", "window", "price", "rare")),
    Place(name="curves", kind="line", title="Loss",
          shown=_in("words", "window", "price", "exams", "pair", "costs", "units")),
]  # fmt: skip
_SHOWN = {place.name: place.shown["look"] for place in PLACES}


def drawn(state: WordState, view: View, wanted: frozenset[str]) -> dict[str, Panel]:
    """Those of the wanted panels that make sense for this run."""
    recipes: dict[str, Callable[[], Panel]] = {
        "map": lambda: word_map.words(state, view.map),
        "window": lambda: word_window.window(state),
        "graph": lambda: word_graph.graph(state),
        "cost": lambda: word_cost.stopwatch(state, view.watch),
        "ways": lambda: word_cost.three_ways(state),
        "path": lambda: word_cost.path(state),
        "noise": lambda: word_bars.strangers(state, view.bag),
        "example": lambda: word_bars.example(state),
        "entropy": lambda: word_bars.entropy(state),
        "units": lambda: word_bars.units(state),
        "guesses": lambda: word_bars.guesses(state),
        "UV": lambda: word_numbers.matrices(state),
        "speakers": lambda: word_numbers.speakers(state),
        "methods": lambda: word_numbers.methods(state),
        "rare": lambda: word_numbers.rare(state),
        "pairs": lambda: word_window.pairs(state),
        "neighbours": lambda: word_numbers.neighbours(state),
        "scores": lambda: word_numbers.scores(state),
        "curves": lambda: word_numbers.curves(state),
    }
    possible = (name for name in recipes if name in wanted and state.config.look in _SHOWN[name])
    return {name: recipes[name]() for name in possible if not _missing(state, name)}


def _missing(state: WordState, name: str) -> bool:
    """Whether a panel has nothing to say of this text: it has no groups, or too many words."""
    if name in {"guesses", "speakers", "ways", "path"}:
        return state.corpus.size > MOST_COMPARED
    no_groups = not state.corpus.groups
    return no_groups and (name == "methods" or (name == "scores" and state.config.look != "price"))
