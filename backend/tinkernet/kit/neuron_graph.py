"""The computation graph of one example: every node with its value, its gradient, its sentence."""

import math
from dataclasses import dataclass

from tinkernet.kit import logistic
from tinkernet.kit.neuron_state import Neuron
from tinkernet.kit.texts import num, par
from tinkernet.panels import CompGraph, Link, Node

ORDER = ["u1", "u2", "z", "a", "loss"]
BACK = ["loss", "a", "z", "u1", "u2", "b", "w1", "w2"]

_LOSS_RULES = {
    "bce": r"-y \ln a - (1-y)\ln(1-a)",
    "squared": r"(a-y)^2",
    "zero-one": r"[\hat y \neq y]",
}
_D = r"\frac{\partial \ell}{\partial "


@dataclass(frozen=True, slots=True)
class Pass:
    """Everything of one example, forward and back. da, dz: the slopes of the loss there; slope:
    da/dz of the output."""

    x1: float
    x2: float
    y: float
    w1: float
    w2: float
    b: float
    z: float
    a: float
    loss: float
    da: float
    slope: float
    dz: float


def passed(neuron: Neuron) -> Pass | None:
    """Both passes of the example looked at; None where there is none."""
    at = neuron.example
    if at < 0:
        return None
    x, y = neuron.sample.x[at : at + 1], neuron.sample.y[at : at + 1]
    z = logistic.sums(x, neuron.weights)
    a = float(neuron.answers(x)[0])
    kind = neuron.config.cost
    hard = neuron.config.output == "step"
    loss = float(logistic.losses(kind, z, y, neuron.threshold)[0])
    target = float(y[0])
    return Pass(
        x1=float(x[0, 0]), x2=float(x[0, 1]), y=target, w1=neuron.weights.w1,
        w2=neuron.weights.w2, b=neuron.weights.b, z=float(z[0]), a=a, loss=loss,
        da=_slope_of_loss(kind, a, target), slope=0.0 if hard else a * (1 - a),
        dz=float(logistic.slopes(kind, z, y)[0]),
    )  # fmt: skip


def _slope_of_loss(kind: str, a: float, y: float) -> float:
    """dℓ/da; infinite where cross-entropy meets an answer that is surely wrong."""
    if kind == "zero-one":
        return 0.0
    if kind == "squared":
        return 2 * (a - y)
    if y > 0.5:
        return -1 / a if a > 0 else -math.inf
    return 1 / (1 - a) if a < 1 else math.inf


def graph(neuron: Neuron) -> CompGraph:
    """The graph of the example looked at, walked as far as the config says."""
    p = passed(neuron)
    at = min(neuron.config.visit, len(ORDER) + len(BACK))
    if p is None:
        return CompGraph(title=_TITLE, nodes=[], links=[], order=[], at=0, summary="No example.")
    return CompGraph(
        title=_TITLE,
        note=f"example {neuron.example + 1}, y = {p.y:.0f}",
        summary=f"z is {p.z:.3f}, the answer a is {p.a:.3f}, the loss {p.loss:.3f}; "
        f"back at z arrives {p.dz:.3f}.",
        nodes=_nodes(neuron, p), links=_links(neuron, p), order=ORDER, back=BACK, at=at,
        sentence=_sentence(neuron, p, at),
    )  # fmt: skip


_TITLE = "One example, forward and back"


def _nodes(neuron: Neuron, p: Pass) -> list[Node]:
    hard = neuron.config.output == "step"
    leaf = {"column": 0, "editable": True}
    return [
        Node(id="w1", symbol="w_1", words="weight of x₁", role="parameter", row=0, value=p.w1,
             gradient=p.dz * p.x1, **leaf),
        Node(id="x1", symbol="x_1", words="first input", role="input", row=1, value=p.x1, unit=0,
             **leaf),
        Node(id="x2", symbol="x_2", words="second input", role="input", row=2, value=p.x2, unit=1,
             **leaf),
        Node(id="w2", symbol="w_2", words="weight of x₂", role="parameter", row=3, value=p.w2,
             gradient=p.dz * p.x2, **leaf),
        Node(id="u1", symbol="u_1", words="first product", rule="w_1 x_1", column=1, row=0.5,
             value=p.w1 * p.x1, gradient=p.dz),
        Node(id="u2", symbol="u_2", words="second product", rule="w_2 x_2", column=1, row=2.5,
             value=p.w2 * p.x2, gradient=p.dz),
        Node(id="b", symbol="b", words="bias", role="parameter", column=1, row=3.75, value=p.b,
             gradient=p.dz, editable=True),
        Node(id="z", symbol="z", words="sum", rule="u_1 + u_2 + b", column=2, row=1.5, value=p.z,
             gradient=p.dz),
        Node(id="a", symbol="a", words="answer", rule="[z > 0]" if hard else r"\sigma(z)",
             role="output", column=3, row=1.5, value=p.a, gradient=_finite(p.da), unit=2),
        Node(id="y", symbol="y", words="true label", role="input", column=3, row=3, value=p.y,
             editable=True),
        Node(id="loss", symbol=r"\ell", words="loss", rule=_LOSS_RULES[neuron.config.cost],
             role="loss", column=4, row=2, value=_finite(p.loss), gradient=1.0),
    ]  # fmt: skip


def _links(neuron: Neuron, p: Pass) -> list[Link]:
    return [
        Link(source="w1", target="u1", local=p.x1, rule="x_1"),
        Link(source="x1", target="u1", local=p.w1, rule="w_1"),
        Link(source="x2", target="u2", local=p.w2, rule="w_2"),
        Link(source="w2", target="u2", local=p.x2, rule="x_2"),
        Link(source="u1", target="z", local=1.0, rule="1"),
        Link(source="u2", target="z", local=1.0, rule="1"),
        Link(source="b", target="z", local=1.0, rule="1"),
        Link(source="z", target="a", local=p.slope, rule="a(1-a)"),
        Link(source="a", target="loss", local=_finite(p.da), rule=r"\partial\ell/\partial a"),
        Link(source="y", target="loss"),
    ]


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _sentence(neuron: Neuron, p: Pass, at: int) -> str:
    """What visit number `at` did, with its numbers."""
    if at == 0:
        return ""
    if at <= len(ORDER):
        return _forward(neuron, p, ORDER[at - 1])
    return _backward(neuron, p, BACK[at - 1 - len(ORDER)])


def _forward(neuron: Neuron, p: Pass, node: str) -> str:
    match node:
        case "u1":
            return f"The wire weighs: $u_1 = w_1 x_1 = {num(p.w1)} \\cdot {par(p.x1)} = " + (
                f"{num(p.w1 * p.x1)}$."
            )
        case "u2":
            return f"The wire weighs: $u_2 = w_2 x_2 = {num(p.w2)} \\cdot {par(p.x2)} = " + (
                f"{num(p.w2 * p.x2)}$."
            )
        case "z":
            parts = f"{num(p.w1 * p.x1)} + {par(p.w2 * p.x2)} + {par(p.b)}"
            return f"The body adds: $z = u_1 + u_2 + b = {parts} = {num(p.z)}$."
        case "a" if neuron.config.output == "step":
            sign = ">" if p.z > 0 else r"\le"
            return f"The step decides: $z {sign} 0$, so $a = {p.a:.0f}$."
        case "a":
            return rf"The sigmoid squeezes: $a = \frac{{1}}{{1 + e^{{-z}}}} = {num(p.a)}$."
        case _:
            return f"The loss compares: ${_loss_line(neuron, p)} = {num(p.loss)}$."


def _loss_line(neuron: Neuron, p: Pass) -> str:
    match neuron.config.cost:
        case "zero-one":
            return r"\ell = [\hat y \neq y]"
        case "squared":
            return rf"\ell = (a - y)^2 = ({num(p.a)} - {p.y:.0f})^2"
        case _ if p.y > 0.5:
            return rf"\ell = -\ln a = -\ln {num(p.a)}"
        case _:
            return rf"\ell = -\ln(1 - a) = -\ln {num(1 - p.a)}"


def _backward(neuron: Neuron, p: Pass, node: str) -> str:
    soft = rf"$\;{_D}z}} ="
    match node:
        case "loss":
            return rf"Back from the end: $\;{_D}\ell}} = 1$."
        case "a" if neuron.config.cost == "zero-one":
            return rf"Counting mistakes is flat: $\;{_D}a}} = 0$. Nothing tells which way to go."
        case "a":
            return rf"How the loss feels the answer: $\;{_D}a}} = {num(p.da)}$."
        case "z" if neuron.config.cost == "bce":
            return f"Twice the chain rule, and it becomes simple: {soft} a - y = " + (
                f"{num(p.a)} - {p.y:.0f} = {num(p.dz)}$."
            )
        case "z":
            return rf"Times the slope of the output: {soft} {num(p.da)} \cdot {par(p.slope)} = " + (
                f"{num(p.dz)}$."
            )
        case "w1" | "w2":
            x = p.x1 if node == "w1" else p.x2
            i = node[1]
            return rf"The weight gets its input times that: $\;{_D}w_{i}}} = x_{i} \cdot " + (
                rf"{_D}z}} = {num(x)} \cdot {par(p.dz)} = {num(x * p.dz)}$."
            )
        case _:
            symbol = {"u1": "u_1", "u2": "u_2"}.get(node, "b")
            return rf"A sum hands on unchanged: $\;{_D}{symbol}}} = 1 \cdot {par(p.dz)}$."
