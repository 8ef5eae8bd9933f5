"""Pictures no lab draws yet, computed from small functions: the odd cases a panel must stand."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tests.panels.fixture import Fixture
from tinkernet.panels import (
    Column,
    Curve,
    Field2d,
    ImageGrid,
    Layer,
    Line,
    NetworkGraph,
    Number,
    Points,
    Scatter2d,
    Scatter3d,
    Series,
    Stat,
    Table,
)
from tinkernet.tensor import codes, floats, ints, quantised

_SIDE = 60


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    return {
        "field2d_holes": Fixture(_field_with_holes()),
        "network_graph_wide": Fixture(_wide_graph()),
        "network_graph_bare": Fixture(_bare_graph()),
        "image_grid_filters": Fixture(_filters()),
        "image_grid_colour": Fixture(_colours()),
        "line_arrays": Fixture(_curves_with_a_gap()),
        "scatter2d_many": Fixture(_many_points()),
        "scatter2d_fit": Fixture(_fit()),
        "scatter3d_many": Fixture(_many_in_space()),
        "stat_odd": Fixture(_odd_numbers()),
        "table_confusion": Fixture(_confusion()),
    }


def _plane() -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    middles = (np.arange(_SIDE) + 0.5) * (6 / _SIDE) - 3
    x, y = np.meshgrid(middles, middles[::-1])
    return x, y


def _field_with_holes() -> Field2d:
    x, y = _plane()
    with np.errstate(invalid="ignore"):
        height = np.sqrt(6 - x**2 - y**2) * np.cos(2 * x)
    return Field2d(
        title="A function with a rim", note="no number outside the disc", badge="formula",
        summary="Waves inside a disc of radius 2.4; outside it the root has no value.",
        values=quantised(height, -2.5, 2.5),
        x_min=-3, x_max=3, y_min=-3, y_max=3, value_label="z", level=0.0,
    )  # fmt: skip


def _wide_graph() -> NetworkGraph:
    sizes = [7, 64, 64, 64, 64, 3]
    rng = np.random.default_rng(3)
    x, y = _plane()
    cells = slice(None, None, 4)
    bent = rng.normal(size=(sum(sizes), 4))
    maps = [
        np.tanh(a * x[cells, cells] + b * y[cells, cells] + c) * np.cos(d * x[cells, cells])
        for a, b, c, d in bent
    ]
    pairs = list(pairwise(sizes))
    weights = [rng.normal(0, 1.6 / np.sqrt(a), a * b) for a, b in pairs]
    hidden = [
        Layer(
            name=f"layer {n}", role="hidden", names=[f"a{i + 1}" for i in range(64)],
            activation="tanh", most=64,
        )
        for n in range(1, 5)
    ]  # fmt: skip
    inputs = ["x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂"]
    return NetworkGraph(
        title="The largest network", note="4 layers of 64",
        summary="Seven inputs, four hidden layers of 64 units, three outputs.",
        layers=[
            Layer(name="inputs", role="input", names=inputs),
            *hidden,
            Layer(name="output", role="output", names=["Adelie", "Chinstrap", "Gentoo"]),
        ],
        weights=floats(np.concatenate(weights)),
        biases=floats(rng.normal(0, 0.5, sum(sizes[1:]))),
        maps=quantised(np.stack(maps), -1, 1),
        scales=floats(np.ones(sum(sizes))), most_layers=8,
    )  # fmt: skip


def _bare_graph() -> NetworkGraph:
    """A net without pictures, with the numbers of one example: forward and backward pass."""
    weights = np.array([0.6, -1.2, 0.9, 0.4, -0.7, 1.5, 1.1, -0.8, 2.0])
    return NetworkGraph(
        title="One example, forth and back", note="no pictures: three inputs are no plane",
        summary="Three inputs, two hidden units, one output, with the numbers of one example.",
        layers=[
            Layer(name="inputs", role="input", names=["size", "age", "rooms"]),
            Layer(name="hidden", role="hidden", names=["a₁", "a₂"], activation="ReLU", most=8),
            Layer(name="output", role="output", names=["ŷ"]),
        ],
        weights=floats(weights[:8]), biases=floats([0.1, -0.4, 0.3]),
        values=floats([0.8, -0.2, 1.4, 2.08, 0.0, 2.59]),
        deltas=floats([0.42, 0.0, 0.38]),
        gradients=floats([0.33, -0.08, 0.58, 0.0, 0.0, 0.0, 0.79, 0.0]), most_layers=4,
    )  # fmt: skip


def _filters() -> ImageGrid:
    rng = np.random.default_rng(5)
    v, u = np.mgrid[-1:1:5j, -1:1:5j]
    angles = rng.uniform(0, np.pi, 12)
    waves = [np.cos(4 * (u * np.cos(a) + v * np.sin(a)) + rng.normal()) for a in angles]
    return ImageGrid(
        title="Filters", note="5×5, each on its own scale", badge="pre-trained",
        summary="Twelve filters of five by five pixels, edges in twelve directions.",
        images=quantised(np.stack(waves), -1, 1), captions=[str(n + 1) for n in range(12)],
        scales=floats(rng.uniform(0.2, 1.4, 12)),
    )  # fmt: skip


def _colours() -> ImageGrid:
    v, u = np.mgrid[0:1:24j, 0:1:24j]
    pictures = [
        np.stack([255 * u, 255 * v, 255 * np.abs(np.sin(3 * (u + v + n)))], axis=-1)
        for n in range(5)
    ]
    return ImageGrid(
        title="Colour pictures", badge="formula",
        summary="Five ramps of colour that differ in their blue.",
        images=codes(np.stack(pictures)), palette="colour",
    )  # fmt: skip


def _curves_with_a_gap() -> Line:
    x = np.linspace(-3, 3, 121)
    inverse = np.where(np.abs(x) < 0.3, np.nan, 1 / np.where(x == 0, 1, x))
    return Line(
        title="Activation functions", badge="formula",
        summary="ReLU, tanh and a curve that has no value around zero.",
        series=[
            Series(name="ReLU", x=floats(x), y=floats(np.maximum(0, x)), role="first"),
            Series(name="tanh", x=floats(x), y=floats(np.tanh(x)), role="second"),
            Series(name="1/z", x=floats(x), y=floats(inverse), role="muted", dashed=True),
        ],
        x_label="z", y_label="g(z)",
    )  # fmt: skip


def _points(x: NDArray[np.float64], y: NDArray[np.float64], label: NDArray[np.int64]) -> Points:
    numbers = np.arange(len(x))
    return Points(
        x=floats(x), y=floats(y), label=codes(label), split=codes(numbers % 4 == 3),
        ids=ints(numbers),
    )  # fmt: skip


def _many_points() -> Scatter2d:
    rng = np.random.default_rng(1)
    label = rng.integers(0, 8, 6000)
    angle = 2 * np.pi * label / 8
    x = 4 * np.cos(angle) + rng.normal(0, 0.9, 6000)
    y = 4 * np.sin(angle) + rng.normal(0, 0.9, 6000)
    return Scatter2d(
        title="Six thousand points", note="eight classes", badge="formula",
        summary="Eight round clouds on a circle, six thousand points in all.",
        points=_points(x, y, label), classes=[f"class {n}" for n in range(8)],
    )  # fmt: skip


def _fit() -> Scatter2d:
    rng = np.random.default_rng(2)
    x = rng.uniform(-3, 3, 60)
    grid = np.linspace(-3, 3, 100)
    return Scatter2d(
        title="A line through points", badge="formula", note="least squares", brush=True,
        summary="Sixty points around a straight line with slope 0.8, and the line fitted to them.",
        points=_points(x, 0.8 * x + rng.normal(0, 0.5, 60), np.zeros(60, np.int64)),
        curves=[
            Curve(name="truth", x=floats(grid), y=floats(0.8 * grid), role="truth"),
            Curve(name="fit", x=floats(grid), y=floats(0.77 * grid + 0.06), role="model"),
        ],
    )  # fmt: skip


def _many_in_space() -> Scatter3d:
    rng = np.random.default_rng(4)
    label = rng.integers(0, 3, 4000)
    turn = rng.uniform(0, 4 * np.pi, 4000)
    radius = 1 + 0.4 * label
    xyz = np.stack([radius * np.cos(turn), radius * np.sin(turn), turn / 4 + label], axis=1)
    return Scatter3d(
        title="Four thousand points of space", badge="formula",
        summary="Three coils one around the other.",
        xyz=floats(xyz + rng.normal(0, 0.06, xyz.shape)), label=codes(label),
        split=codes(np.zeros(4000)), ids=ints(np.arange(4000)),
        classes=["inner", "middle", "outer"],
    )  # fmt: skip


def _odd_numbers() -> Stat:
    return Stat(
        title="Numbers of every kind", badge="formula",
        summary="A share, a count, a tiny and a huge number, and one that is missing.",
        numbers=[
            Number(name="Accuracy", value=0.973, lo=0, hi=1, verdict="good"),
            Number(name="Learning rate", symbol="η", value=0.00003, digits=4),
            Number(name="Parameters", value=12_345_678, digits=0),
            Number(name="Gradient norm", value=7.25, lo=0, hi=10, verdict="warn"),
            Number(name="Time", value=41.2, digits=1, unit="ms"),
            Number(name="R²", value=None),
        ],
    )  # fmt: skip


def _confusion() -> Table:
    return Table(
        title="Confusion counts", note="rows: truth, columns: answer",
        summary="Most penguins are told apart; five Chinstraps are taken for Adelies.",
        columns=[
            Column(name="species"),
            *(Column(name=name, tint=True) for name in ("Adelie", "Chinstrap", "Gentoo")),
            Column(name="share right", unit="%", digits=1),
        ],
        rows=[
            ["Adelie", 43, 2, 0, 95.6],
            ["Chinstrap", 5, 15, 0, 75.0],
            ["Gentoo", 0, 0, 37, None],
            ["all", 48, 17, 37, 93.1],
        ],
        total=True,
    )  # fmt: skip
