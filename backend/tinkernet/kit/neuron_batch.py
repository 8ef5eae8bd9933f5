"""The computation graphs of many examples: the lanes of training and test, and all in matrices."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit import logistic
from tinkernet.kit.neuron_state import Neuron
from tinkernet.kit.texts import num
from tinkernet.panels import CompGraph, Link, Node

_FIRST = 8

LANE_ORDER = ["a", "j"]
LANE_BACK = ["j", "a", "w"]
WHOLE_ORDER = ["u", "z", "a", "j"]
WHOLE_BACK = ["j", "a", "z", "u", "w", "b"]


def _firsts(values: NDArray[np.float64]) -> list[float | None]:
    """The first numbers, those that are finite."""
    return [float(v) if np.isfinite(v) else None for v in values.ravel(order="F")[:_FIRST]]


def lanes(neuron: Neuron) -> CompGraph:
    """Training runs forward and back and moves w; the test runs forward only, on w locked."""
    phase = neuron.config.phase
    (_, y), (_, ty) = neuron.training, neuron.testing
    trains, tests = phase != "test", phase != "train" and len(ty) > 0
    order = [*(LANE_ORDER if trains else []), *(["ta", "tj"] if tests else [])]
    back = LANE_BACK if trains else []
    at = min(neuron.config.lane, len(order) + len(back))
    kept = {"w", *(["x", "a", "j"] if trains else []), *(["tx", "ta", "tj"] if tests else [])}
    pairs = [("x", "a"), ("w", "a"), ("a", "j"), ("tx", "ta"), ("w", "ta"), ("ta", "tj")]
    return CompGraph(
        title="Training and test",
        note="weights move" if neuron.config.learns else "weights locked",
        summary=f"Training runs forward and back over {len(y)} examples, the test only forward "
        f"over {len(ty)} others; the weights are {'free' if neuron.config.learns else 'locked'}.",
        nodes=[node for node in _lane_nodes(neuron, trains=trains) if node.id in kept],
        links=[Link(source=s, target=t) for s, t in pairs if s in kept and t in kept],
        order=order, back=back, at=at, sentence=_lane_words(neuron, [*order, *back], at, order),
    )  # fmt: skip


def _lane_nodes(neuron: Neuron, *, trains: bool) -> list[Node]:
    (x, y), (tx, ty) = neuron.training, neuron.testing
    slope, dj = neuron.gradient, neuron.gradient_per_answer
    return [
        Node(id="w", symbol="w, b", words="the weights", role="parameter", column=0, row=0.9,
             shape="3 × 1", values=[neuron.weights.w1, neuron.weights.w2, neuron.weights.b],
             gradients=[slope.w1, slope.w2, slope.b] if trains else [],
             locked=not neuron.config.learns),
        Node(id="x", symbol=r"X", words="training examples", role="input", column=0, row=0,
             shape=f"2 × {len(y)}", values=_firsts(x.T)),
        Node(id="a", symbol="A", words="answers in training", rule=r"\sigma(w^\top X + b)",
             role="output", column=1, row=0, shape=f"1 × {len(y)}",
             values=_firsts(neuron.answers(x)), gradients=_firsts(dj)),
        Node(id="j", symbol="J", words="training cost", role="loss", column=2, row=0,
             rule=r"\tfrac1m\sum_i \ell^{(i)}", value=neuron.cost(x, y), gradient=1.0),
        Node(id="tx", symbol=r"X_{\text{test}}", words="test examples", role="input", column=0,
             row=1.8, shape=f"2 × {len(ty)}", values=_firsts(tx.T)),
        Node(id="ta", symbol=r"A_{\text{test}}", words="answers in the test", role="output",
             rule=r"\sigma(w^\top X_{\text{test}} + b)", column=1, row=1.8, shape=f"1 × {len(ty)}",
             values=_firsts(neuron.answers(tx))),
        Node(id="tj", symbol=r"J_{\text{test}}", words="test cost", role="loss", column=2, row=1.8,
             value=neuron.cost(tx, ty) if len(ty) else None),
    ]  # fmt: skip


def _lane_words(neuron: Neuron, visits: list[str], at: int, order: list[str]) -> str:
    if at == 0:
        return ""
    visit, is_back = visits[at - 1], at > len(order)
    (x, y), (tx, ty) = neuron.training, neuron.testing
    match visit:
        case "w":
            slope = neuron.gradient
            return rf"The slope arrives at the weights: $\;dw = ({num(slope.w1)},\, " + (
                rf"{num(slope.w2)})^\top$, $\;db = {num(slope.b)}$. A step moves them against it."
            )
        case "j" if not is_back:
            return (
                f"The training cost is the mean of {len(y)} losses: $J = {num(neuron.cost(x, y))}$."
            )
        case "tj":
            return f"The test cost is the mean over {len(ty)} other examples: " + (
                rf"$J_{{\text{{test}}}} = {num(neuron.cost(tx, ty))}$. Nothing goes back from here."
            )
        case _ if is_back:
            return "In training the slope of the cost runs back the way the numbers came."
        case _:
            return "The examples run forward through the same weights."


def whole(neuron: Neuron) -> CompGraph:
    """All training examples at once, one column each: the same graph in matrices."""
    x, y = neuron.training
    m = len(y)
    z = logistic.sums(x, neuron.weights)  # (m,)
    dz = logistic.slopes(neuron.config.cost, z, y) / max(1, m)  # (m,)
    slope = neuron.gradient
    row, at = f"1 × {m}", min(neuron.config.whole, len(WHOLE_ORDER) + len(WHOLE_BACK))
    nodes = [
        Node(id="w", symbol=r"w^\top", words="weights", role="parameter", column=0, row=0,
             shape="1 × 2", values=[neuron.weights.w1, neuron.weights.w2],
             gradients=[slope.w1, slope.w2]),
        Node(id="x", symbol="X", words="all training examples", role="input", column=0, row=1,
             shape=f"2 × {m}", values=_firsts(x.T)),
        Node(id="b", symbol="b", words="bias", role="parameter", column=1, row=1.6,
             value=neuron.weights.b, gradient=slope.b),
        Node(id="u", symbol="U", words="products", rule=r"w^\top X", column=1, row=0.5, shape=row,
             values=_firsts(x @ neuron.weights.w), gradients=_firsts(dz)),
        Node(id="z", symbol="Z", words="sums", rule="U + b", column=2, row=0.8, shape=row,
             values=_firsts(z), gradients=_firsts(dz)),
        Node(id="a", symbol="A", words="answers", role="output", column=3, row=0.8, shape=row,
             rule=r"\sigma(Z)" if neuron.config.output == "sigmoid" else "[Z > 0]",
             values=_firsts(neuron.answers(x)), gradients=_firsts(neuron.gradient_per_answer)),
        Node(id="j", symbol="J", words="cost", rule=r"\tfrac1m \sum_i \ell^{(i)}", role="loss",
             column=4, row=0.8, value=neuron.cost(x, y), gradient=1.0),
    ]  # fmt: skip
    pairs = [("w", "u"), ("x", "u"), ("u", "z"), ("b", "z"), ("z", "a"), ("a", "j")]
    return CompGraph(
        title="All examples at once",
        note=f"(1×2)(2×{m}) = (1×{m})",
        summary=f"The same neuron on a matrix of {m} examples, one in each column.",
        nodes=nodes, links=[Link(source=s, target=t) for s, t in pairs],
        order=WHOLE_ORDER, back=WHOLE_BACK, at=at, sentence=_whole_words(neuron, m, at),
    )  # fmt: skip


def _whole_words(neuron: Neuron, m: int, at: int) -> str:
    slope = neuron.gradient
    sentences = [
        rf"$U = w^\top X$: $(1 \times 2)(2 \times {m}) = (1 \times {m})$, one product per example.",
        rf"$Z = U + b$: the one number $b = {num(neuron.weights.b)}$ is added to every column.",
        rf"$A = \sigma(Z)$, number by number: $(1 \times {m})$.",
        rf"$J = \tfrac1m \sum_i \ell^{{(i)}} = {num(neuron.cost(*neuron.training))}$.",
        r"Back from the end: $\partial J / \partial J = 1$.",
        rf"Every answer has its share of the mean: $\partial J / \partial A$ is $(1 \times {m})$.",
        r"The course writes $dZ = A - Y$ and takes $\tfrac1m$ at the end; here it is in already.",
        r"A sum hands on unchanged.",
        rf"$dw = \tfrac1m X\, dZ^\top$: $(2 \times {m})({m} \times 1) = (2 \times 1)$, "
        rf"that is $({num(slope.w1)},\, {num(slope.w2)})^\top$.",
        rf"$db = \tfrac1m \sum_i dz^{{(i)}} = {num(slope.b)}$: a column each, added up.",
    ]
    return sentences[at - 1] if at else ""
