"""Computation graphs of one logistic neuron, with numbers worked out by the chain rule here."""

import numpy as np

from tests.panels.fixture import Fixture
from tinkernet.panels import CompGraph, Link, Node


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    return {
        "comp_graph": Fixture(_neuron(at=9)),
        "comp_graph_forward": Fixture(_neuron(at=2)),
        "comp_graph_vectors": Fixture(_vectors()),
    }


def _neuron(at: int) -> CompGraph:
    w, x, b, y = 1.2, 0.8, -0.5, 1.0
    u = w * x
    z = u + b
    a = float(1 / (1 + np.exp(-z)))
    loss = -float(np.log(a))
    da, dz = -1 / a, a - y
    nodes = [
        Node(id="w", symbol="w", words="the weight", role="parameter", column=0, row=0,
             value=w, gradient=dz * x, editable=True),
        Node(id="x", symbol="x", words="the input", role="input", column=0, row=1, value=x,
             editable=True, unit=0),
        Node(id="b", symbol="b", words="the bias", role="parameter", column=0, row=2, value=b,
             gradient=dz, editable=True),
        Node(id="u", symbol="u", rule="w x", column=1, row=0.5, value=u, gradient=dz),
        Node(id="z", symbol="z", rule="u + b", column=2, row=1, value=z, gradient=dz),
        Node(id="a", symbol="a", rule=r"\sigma(z)", role="output", column=3, row=1, value=a,
             gradient=da),
        Node(id="loss", symbol=r"\ell", rule=r"-\ln a", role="loss", column=4, row=1,
             value=loss, gradient=1.0),
    ]  # fmt: skip
    links = [
        Link(source="w", target="u", local=x, rule="x"),
        Link(source="x", target="u", local=w, rule="w"),
        Link(source="u", target="z", local=1.0, rule="1"),
        Link(source="b", target="z", local=1.0, rule="1"),
        Link(source="z", target="a", local=a * (1 - a), rule="a(1-a)"),
        Link(source="a", target="loss", local=da, rule="-1/a"),
    ]
    return CompGraph(
        title="One example, forward and back", badge="formula",
        summary="A logistic neuron with one input, its value at every node and its gradient.",
        nodes=nodes, links=links, order=["u", "z", "a", "loss"],
        back=["loss", "a", "z", "u", "w", "b"], at=at,
        sentence=rf"The sum is $z = u + b = {u:.3f} - {-b:.3f} = {z:.3f}$."
        if at < 5
        else rf"The weight gets the input times what came back: "
        rf"$\frac{{\partial \ell}}{{\partial w}} = x \cdot ({dz:.3f}) = {dz * x:.3f}$.",
    )  # fmt: skip


def _vectors() -> CompGraph:
    rng = np.random.default_rng(8)
    first: list[float | None] = [float(value) for value in rng.normal(size=8)]
    slopes: list[float | None] = [float(value) for value in rng.normal(0, 0.1, 8)]
    nodes = [
        Node(id="w", symbol=r"w^\top", role="parameter", column=0, row=0, shape="(1, 2)",
             values=[1.2, -0.4], gradients=[0.11, -0.02]),
        Node(id="X", symbol="X", role="input", column=0, row=1, shape="(2, 200)", values=first),
        Node(id="Z", symbol="Z", rule=r"w^\top X", column=1, row=0.5, shape="(1, 200)",
             values=first, gradients=slopes),
        Node(id="J", symbol="J", rule=r"\tfrac1m \sum_i \ell^{(i)}", role="loss", column=2,
             row=0.5, value=0.31, gradient=1.0),
    ]  # fmt: skip
    return CompGraph(
        title="All examples at once", badge="formula", note="shapes multiply",
        summary="The same neuron on a matrix of two hundred examples.",
        nodes=nodes, order=["Z", "J"], at=4, sentence="",
        links=[
            Link(source="w", target="Z"), Link(source="X", target="Z"),
            Link(source="Z", target="J"),
        ],
    )  # fmt: skip
