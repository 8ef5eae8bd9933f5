"""One pair as a computation graph: vectors, products, sigmoids, loss, and the gradients back."""

from tinkernet.kit.texts import num
from tinkernet.kit.word_exams import Exam, Pair, looked_at
from tinkernet.kit.word_state import WordState
from tinkernet.panels import CompGraph, Link, Node

#: More strangers than this would not fit; the graph's loss is that of the exams it shows.
MOST_EXAMS = 6


def graph(state: WordState) -> CompGraph:
    """The pair that is looked at."""
    whole = looked_at(state)
    pair = Pair(whole.centre, whole.context, whole.e, whole.exams[:MOST_EXAMS])
    exams = range(len(pair.exams))
    order = [f"{step}{at}" for step in ("z", "s") for at in exams] + ["L"]
    back = ["L", *(f"{step}{at}" for step in ("s", "z", "t") for at in exams), "e"]
    nodes, links = _nodes(state, pair), _links(pair)
    at = min(state.config.visit, len(order) + len(back))
    left_out = len(whole.exams) - len(pair.exams)
    word, other = state.corpus.words[pair.centre], state.corpus.words[pair.context]
    return CompGraph(
        title="One pair, forward and back",
        note=f"{word} with {other}" + (f", without {left_out} more exams" if left_out else ""),
        summary=f"The loss of {word} with {other} is {pair.loss:.4f}, over {len(exams)} exams.",
        nodes=nodes, links=links, order=order, back=back, at=at,
        sentence=_sentence(pair, (order + back)[at - 1], at > len(order)) if at else "",
    )  # fmt: skip


def _nodes(state: WordState, pair: Pair) -> list[Node]:
    middle = (len(pair.exams) - 1) / 2
    size = f"({len(pair.e)},)"
    nodes = [
        Node(id="e", symbol="e_c", words=f"{state.corpus.words[pair.centre]} as speaker",
             role="parameter", column=0, row=middle, values=pair.e.tolist(),
             gradients=pair.slope.tolist(), shape=size),
        Node(id="L", symbol="L", rule=r"-\sum \ln P(\text{right})", words="loss", role="loss",
             column=4, row=middle, value=pair.loss, gradient=1.0),
    ]  # fmt: skip
    for at, exam in enumerate(pair.exams):
        nodes += _exam_nodes(pair, exam, at, size)
    return nodes


def _exam_nodes(pair: Pair, exam: Exam, at: int, size: str) -> list[Node]:
    z, s = exam.score(pair.e), exam.answer(pair.e)
    slope = s - exam.label
    kind = "true neighbour" if exam.label else "stranger"
    kind = ("left" if exam.label else "right") if exam.word < 0 else kind
    row = float(at)
    return [
        Node(id=f"t{at}", symbol=rf"\theta_{at}", words=f"{exam.name}, {kind}",
             role="parameter", column=1, row=row, values=exam.theta.tolist(),
             gradients=(slope * pair.e).tolist(), shape=size),
        Node(id=f"z{at}", symbol=f"z_{at}", rule=rf"\theta_{at}^\top e_c", column=2, row=row,
             value=z, gradient=slope),
        Node(id=f"s{at}", symbol=rf"\sigma_{at}", rule=rf"\sigma(z_{at})", column=3, row=row,
             words=f"label {exam.label}", value=s, gradient=_blame(exam, s)),
    ]  # fmt: skip


def _links(pair: Pair) -> list[Link]:
    links = []
    for at, exam in enumerate(pair.exams):
        s = exam.answer(pair.e)
        links += [
            Link(source="e", target=f"z{at}", rule=rf"\theta_{at}"),
            Link(source=f"t{at}", target=f"z{at}", rule="e_c"),
            Link(source=f"z{at}", target=f"s{at}", local=s * (1 - s), rule=r"\sigma(1-\sigma)"),
            Link(source=f"s{at}", target="L", local=_blame(exam, s),
                 rule=r"-1/\sigma" if exam.label else r"1/(1-\sigma)"),
        ]  # fmt: skip
    return links


def _blame(exam: Exam, s: float) -> float:
    """dL/dsigma"""
    return -1 / max(s, 1e-12) if exam.label else 1 / max(1 - s, 1e-12)


def _sentence(pair: Pair, node: str, back: bool) -> str:
    if node == "L":
        said = f"The exams add up to $L = {num(pair.loss, 4)}$."
        return "The loss feels itself whole: its gradient is 1." if back else said
    if node == "e":
        return (
            rf"All exams pull on the centre: $\partial L/\partial e_c = "
            rf"\sum (\sigma_j - y_j)\,\theta_j$, of length "
            rf"{float((pair.slope @ pair.slope) ** 0.5):.4f}."
        )
    step, at = node[0], int(node[1:])
    exam = pair.exams[at]
    z, s = exam.score(pair.e), exam.answer(pair.e)
    match step, back:
        case "z", False:
            return rf"How well they go together: $z_{at} = \theta_{at}^\top e_c = {num(z, 4)}$."
        case "s", False:
            return (
                rf"As a probability: $\sigma(z_{at}) = {num(s, 4)}$; right would be {exam.label}."
            )
        case "s", _:
            return rf"The loss feels this answer with ${num(_blame(exam, s), 4)}$."
        case "z", _:
            return (
                rf"Both factors together: $\sigma_{at} - y_{at} = {num(s, 4)} - {exam.label} = "
                rf"{num(s - exam.label, 4)}$."
            )
        case _:
            return rf"The listener moves along the speaker: $(\sigma_{at} - y_{at})\, e_c$."
