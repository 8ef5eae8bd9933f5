"""The lab `neuron` without a worker."""

from typing import Any

from tests.labs.running import CATALOGUE
from tinkernet.kit.neuron_config import NeuronConfig
from tinkernet.labs.lecture_03_neuron.neuron import Neuron
from tinkernet.panels import Panel
from tinkernet.protocol import ConfigValue


def begun(name: str, **config: ConfigValue) -> Neuron:
    """A preset with some controls changed, before its first step."""
    return Neuron(NeuronConfig.parse({**CATALOGUE.preset("neuron", name).config, **config}))


def ended(name: str, **config: ConfigValue) -> Neuron:
    """The same at the end of its run."""
    lab = begun(name, **config)
    while lab.trains and not lab.done:
        lab.step()
    return lab


def drawn(lab: Neuron, name: str, kind: type[Panel]) -> Any:
    """The panel called `name`, of the kind it should be."""
    panel = lab.panels(frozenset({name}))[name]
    assert isinstance(panel, kind)
    return panel
