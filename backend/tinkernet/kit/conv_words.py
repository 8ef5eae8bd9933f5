"""One window put into words: the formula, the products, the sizes with their numbers."""

import numpy as np

from tinkernet.kit.conv_work import Work
from tinkernet.kit.windows import Plan
from tinkernet.panels import Column, Stepper, Table, Term, Working

#: More products than this cannot be looked at one by one.
_MOST_TERMS = 400


def stepper(work: Work) -> Stepper:
    """The window that is looked at: what lies under it, the weights, and what comes out."""
    plan = work.plan
    channel, row, col = work.place
    of = f" of channel {channel + 1}" if plan.pools else f" of filter {channel + 1}"
    total = float(work.y[channel, row, col])
    heading = f"Output row {row + 1}, column {col + 1}{of if plan.depth > 1 else ''}"
    terms = _terms(work)
    few = len(terms) <= _MOST_TERMS
    lines = [Working(formula=formula) for formula in _formulas(work)]
    if not few:
        lines.append(Working(words=f"{len(terms):,} numbers, too many to list here."))
    return Stepper(
        title="The window", note=_NOTES[plan.kind], badge="trained now", at=work.at,
        steps=work.y.size, heading=heading, lines=lines, terms=terms if few else [],
        columns=plan.f, total=total, total_label=_label(work, len(terms)),
        join=plan.kind if plan.kind == "max" or plan.kind == "mean" else "sum",
        summary=f"{heading}: {_label(work, len(terms))} is {total:.4g}.",
    )  # fmt: skip


_NOTES = {
    "conv": "multiply, then add",
    "transposed": "multiply, then add, over the stretched input",
    "max": "the largest wins",
    "mean": "add, then divide",
}


def _terms(work: Work) -> list[Term]:
    patch = work.under_window()
    kernel = None if work.plan.pools else work.kernel[work.place[0]]
    best = int(patch.argmax()) if work.plan.kind == "max" else -1
    terms = []
    for i, tap in enumerate(np.ndindex(patch.shape)):
        sheet, row, col = tap
        left = float(patch[tap])
        right = None if kernel is None else float(kernel[tap])
        terms.append(
            Term(
                label=f"row {row + 1}, column {col + 1} of the window",
                left=left, right=right, product=left if right is None else left * right,
                sheet=sheet, row=row, col=col, lit=i == best,
            )
        )  # fmt: skip
    return terms


def _label(work: Work, count: int) -> str:
    match work.plan.kind:
        case "max":
            return f"largest of {count}"
        case "mean":
            return f"{work.under_window().sum():.6g} ÷ {count}"
        case _:
            return "1 product" if count == 1 else f"sum of {count} products"


def _formulas(work: Work) -> list[str]:
    plan = work.plan
    i, j = _index("i", "k", plan), _index("j", "l", plan)
    match plan.kind:
        case "max":
            return [rf"y_{{i,j}} = \max_{{k,l}}\; x_{{{i},\,{j}}}"]
        case "mean":
            return [rf"y_{{i,j}} = \frac{{1}}{{f^2}} \sum_{{k,l}} x_{{{i},\,{j}}}"]
    c = "c," if plan.channels > 1 else ""
    turned = r"\tilde K" if work.config.flipped else "K"
    x = r"\hat x" if plan.kind == "transposed" else "x"
    lines = [rf"y_{{i,j}} = \sum_{{{c}k,l}} {turned}_{{{c}k,l}}\; {x}_{{{c}{i},\,{j}}}"]
    if work.config.flipped:
        lines.append(rf"\tilde K_{{{c}k,l}} = K_{{{c}f-1-k,\,f-1-l}}")
    return lines


def _index(i: str, k: str, plan: Plan) -> str:
    if plan.kind == "transposed":
        return f"{i}+{plan.d if plan.d > 1 else ''}{k}"
    s, d = (str(each) if each > 1 else "" for each in (plan.s, plan.d))
    return f"{s}{i}+{d}{k}" + (f"-{plan.p}" if plan.p else "")


def shapes(plan: Plan) -> Table:
    """The sizes of one layer, each with its formula and its numbers."""
    m = plan.size if not plan.problem() else None
    rows: list[list[str | float | int | None]] = [
        ["input", "n × n × channels", f"{plan.n} × {plan.n} × {plan.channels}",
         plan.n**2 * plan.channels],
        ["window", "d(f − 1) + 1", f"{plan.d}·({plan.f} − 1) + 1", plan.reach],
        ["output side m", *_side(plan), m],
        ["output", "m × m × channels",
         f"{m} × {m} × {plan.depth}" if m else "nothing fits", plan.cells if m else None],
        ["parameters", *_parameters(plan), plan.parameters],
        ["multiplications", *_products(plan), plan.multiplications if m else None],
    ]  # fmt: skip
    if not plan.pools and plan.kind == "conv" and plan.s == 1:
        keeps = int(plan.keeping) if plan.keeping.is_integer() else None
        rows.append(["p that keeps n", "d(f − 1) / 2", f"{plan.d}·({plan.f} − 1) / 2", keeps])
    return Table(
        title="Sizes", note="formula, numbers, result", badge="formula",
        summary=f"{plan.n} x {plan.n} becomes {m} x {m}." if m else "No output fits.",
        columns=[Column(name="what"), Column(name="formula"), Column(name="with numbers"),
                 Column(name="result")],
        rows=rows,
    )  # fmt: skip


def _side(plan: Plan) -> tuple[str, str]:
    n, p, s, reach = plan.n, plan.p, plan.s, plan.reach
    if plan.kind == "transposed":
        return "(n − 1)s − 2p + d(f − 1) + 1", f"{n - 1}·{s} − 2·{p} + {reach}"
    if plan.pools:
        return "⌊(n − f) / s⌋ + 1", f"⌊({n} − {plan.f}) / {s}⌋ + 1"
    return "⌊(n + 2p − d(f − 1) − 1) / s⌋ + 1", f"⌊({n} + 2·{p} − {reach}) / {s}⌋ + 1"


def _parameters(plan: Plan) -> tuple[str, str]:
    if plan.pools:
        return "none to learn", "0"
    return "(f² · channels + 1) · filters", f"({plan.f}²·{plan.channels} + 1)·{plan.filters}"


def _products(plan: Plan) -> tuple[str, str]:
    if plan.pools:
        return "none", "0"
    side = "n" if plan.kind == "transposed" else "m"
    number = plan.n if plan.kind == "transposed" else plan.size
    return (
        f"{side}² · f² · channels · filters",
        f"{number}²·{plan.f}²·{plan.channels}·{plan.filters}",
    )
