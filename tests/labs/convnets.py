"""The lab `cnn` as the tests want it: from a preset or by its controls, trained or not."""

from tests.labs.running import CATALOGUE
from tinkernet.kit.cnn_config import CnnConfig
from tinkernet.labs.lecture_14_convolution.cnn import Cnn
from tinkernet.protocol import ConfigValue


def cnn(preset: str = "", **config: ConfigValue) -> Cnn:
    """The lab before its first step."""
    base = CATALOGUE.preset("cnn", preset).config if preset else {}
    return Cnn(CnnConfig.parse({**base, **config}))


def trained(preset: str = "", **config: ConfigValue) -> Cnn:
    """The lab at the end of its run."""
    lab = cnn(preset, **config)
    while not lab.done:
        lab.step()
    return lab


def accuracy(lab: Cnn) -> float:
    """The share of test pictures that it gets right."""
    return lab.measure()["test_accuracy"]
