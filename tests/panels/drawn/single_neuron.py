"""Pictures of real runs of the lab `neuron`: a line with handles, lanes, a table that points."""

from tests.panels.fixture import Fixture
from tinkernet.kit.neuron_config import NeuronConfig
from tinkernet.labs.lecture_03_neuron.neuron import Neuron


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    lab = Neuron(NeuronConfig.parse({"m": 60, "seed": 3}))
    for _ in range(40):
        lab.step()
    names = frozenset({"boundary", "lanes", "graph", "notation", "likelihood"})
    drawn = lab.panels(names)
    return {
        "field2d_divider": Fixture(drawn["boundary"]),
        "comp_graph_lanes": Fixture(drawn["lanes"]),
        "comp_graph_example": Fixture(drawn["graph"]),
        "bars_likelihood": Fixture(drawn["likelihood"]),
        "table_notation": Fixture(drawn["notation"]),
    }
