"""Every picture the page's tests draw is one the server could have sent."""

from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from tests.panels import fixture
from tinkernet.panels import AnyPanel, Field2d, NetworkGraph
from tinkernet.tensor import Tensor

KINDS = {kind.model_fields["kind"].default for kind in get_args(get_args(AnyPanel)[0])}


def test_every_kind_of_panel_has_a_fixture() -> None:
    drawn = {
        type(fixture.read(fixture.FOLDER / f"{name}.json").panel).model_fields["kind"].default
        for name in fixture.names()
    }
    assert drawn == KINDS


@pytest.mark.parametrize("name", fixture.names())
def test_a_fixture_is_a_panel_the_server_could_send(name: str) -> None:
    read = fixture.read(fixture.FOLDER / f"{name}.json")
    assert name.startswith(type(read.panel).model_fields["kind"].default)
    assert read.panel.title


@pytest.mark.parametrize("name", [n for n in fixture.names() if n.startswith("network_graph")])
def test_a_graphs_arrays_fit_its_layers(name: str) -> None:
    panel = fixture.read(fixture.FOLDER / f"{name}.json").panel
    assert isinstance(panel, NetworkGraph)
    sizes = [len(layer.names) for layer in panel.layers]
    lines = sum(a * b for a, b in pairwise(sizes))
    assert panel.weights.data.shape == (lines,)
    assert panel.biases.data.shape == (sum(sizes[1:]),)
    if panel.maps:
        assert panel.maps.data.shape[0] == sum(sizes)


@pytest.mark.parametrize("name", [n for n in fixture.names() if n.startswith("field2d")])
def test_a_fields_examples_lie_in_its_plane(name: str) -> None:
    panel = fixture.read(fixture.FOLDER / f"{name}.json").panel
    assert isinstance(panel, Field2d)
    assert panel.values.data.dtype == np.uint8
    if panel.points:
        assert _within(panel.points.x, panel.x_min, panel.x_max) > 0.95
        assert _within(panel.points.y, panel.y_min, panel.y_max) > 0.95


def _within(values: Tensor, lo: float, hi: float) -> float:
    """The share of `values` in [lo, hi]; noise may carry a few examples out of the picture."""
    return float(((values.data >= lo) & (values.data <= hi)).mean())
