"""Running the lab `word2vec` from its presets."""

from tests.labs.running import CATALOGUE
from tinkernet.kit.word_config import WordConfig
from tinkernet.labs.lecture_16_word2vec.word2vec import Word2Vec
from tinkernet.panels import Panel, Table
from tinkernet.protocol import ConfigValue


def words(name: str, **config: ConfigValue) -> Word2Vec:
    """The lab from a preset, with some controls changed, before its first step."""
    return Word2Vec(WordConfig.parse({**CATALOGUE.preset("word2vec", name).config, **config}))


def learnt(name: str, **config: ConfigValue) -> Word2Vec:
    """The same at the end of its run."""
    lab = words(name, **config)
    while not lab.done:
        lab.step()
    return lab


def panel(lab: Word2Vec, name: str) -> Panel:
    return lab.panels(frozenset({name}))[name]


def table(lab: Word2Vec, name: str) -> Table:
    found = panel(lab, name)
    assert isinstance(found, Table)
    return found
