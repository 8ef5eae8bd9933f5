"""A neuron in formulas: its next step line by line, and every symbol in four notations."""

from tinkernet.kit.neuron_config import Notation
from tinkernet.kit.neuron_graph import passed
from tinkernet.kit.neuron_state import Neuron
from tinkernet.kit.texts import num, par
from tinkernet.panels import Column, Stepper, Table, Working

_SLOPES = {
    "bce": r"(a^{(i)} - y^{(i)})",
    "squared": r"2(a^{(i)} - y^{(i)})\,a^{(i)}(1 - a^{(i)})",
    "zero-one": "0",
}


def update(neuron: Neuron) -> Stepper:
    """The step that comes next, written with its numbers."""
    lines = [Working(words=words, formula=formula, numbers=numbers)
             for words, formula, numbers in _update_lines(neuron)]  # fmt: skip
    at = min(neuron.config.line, len(lines) - 1)
    lines[at] = lines[at].model_copy(update={"lit": True})
    flat = neuron.config.cost == "zero-one"
    return Stepper(
        title="The next step",
        note="flat: nothing moves" if flat else f"η = {neuron.config.lr:g}",
        summary=f"After step {neuron.taken} the weights are {neuron.weights.w1:.4f} and "
        f"{neuron.weights.w2:.4f}, the bias {neuron.weights.b:.4f}.",
        at=at, steps=len(lines), heading=f"step {neuron.taken + 1}", lines=lines,
    )  # fmt: skip


def _update_lines(neuron: Neuron) -> list[tuple[str, str, str]]:
    slope, weights, rate = neuron.gradient, neuron.weights, neuron.config.lr
    after = weights.moved(slope, rate)
    dz = _SLOPES[neuron.config.cost]
    mean = rf"\tfrac1m \sum_i {dz}"
    lines = []
    if p := passed(neuron):
        lines.append((
            f"the error of example {neuron.example + 1}", "a - y",
            f"{num(p.a)} - {p.y:.0f} = {num(p.a - p.y)}",
        ))  # fmt: skip
    for name, x, d, old, new in (
        ("w_1", "x_1^{(i)}", slope.w1, weights.w1, after.w1),
        ("w_2", "x_2^{(i)}", slope.w2, weights.w2, after.w2),
        ("b", "", slope.b, weights.b, after.b),
    ):
        lines.append((f"mean over {len(neuron.training[1])} examples", f"d{name} = {mean} {x}",
                      f"d{name} = {num(d, 4)}"))  # fmt: skip
        lines.append(("against the slope", rf"{name} \leftarrow {name} - \eta\, d{name}",
                      rf"{num(old, 4)} - {rate:g} \cdot {par(d, 4)} = {num(new, 4)}"))  # fmt: skip
    return lines


#: Every quantity: the node of the graph it lights, its words, and how it is written.
_SIGNS: list[tuple[str, str, dict[Notation, str], str]] = [
    ("x1", "inputs of example i",
     {"scalar": "x₁, x₂", "vector": "x", "matrix": "X[:, i]", "course": "x⁽ⁱ⁾"}, "X[:, i]"),
    ("w1", "weights", {"scalar": "w₁, w₂", "vector": "w", "matrix": "W", "course": "w"}, "w"),
    ("b", "bias", {"scalar": "b", "vector": "b", "matrix": "b", "course": "b"}, "b"),
    ("z", "weighted sum",
     {"scalar": "w₁x₁ + w₂x₂ + b", "vector": "wᵀx + b", "matrix": "Z = WX + b",
      "course": "z⁽ⁱ⁾ = wᵀx⁽ⁱ⁾ + b"}, "Z = w.T @ X + b"),
    ("a", "answer",
     {"scalar": "σ(z)", "vector": "σ(z)", "matrix": "A = σ(Z)", "course": "ŷ⁽ⁱ⁾ = a⁽ⁱ⁾ = σ(z⁽ⁱ⁾)"},
     "A = 1 / (1 + np.exp(-Z))"),
    ("y", "true label", {"scalar": "y", "vector": "y", "matrix": "Y", "course": "y⁽ⁱ⁾"}, "Y"),
    ("loss", "loss", {"scalar": "ℓ(a, y)", "vector": "ℓ(a, y)", "matrix": "mean ℓ(A, Y)",
                      "course": "J = 1/m Σ ℓ(a⁽ⁱ⁾, y⁽ⁱ⁾)"}, "J = loss(A, Y).mean()"),
    ("z", "its slope", {"scalar": "a − y", "vector": "a − y", "matrix": "dZ = A − Y",
                        "course": "dz⁽ⁱ⁾ = a⁽ⁱ⁾ − y⁽ⁱ⁾"}, "dZ = A - Y"),
    ("w1", "slope of the weights",
     {"scalar": "1/m Σ (a − y) x₁, …", "vector": "1/m Σ (a − y) x", "matrix": "1/m X dZᵀ",
      "course": "dw = 1/m X dZᵀ"}, "dw = X @ dZ.T / m"),
    ("b", "slope of the bias",
     {"scalar": "1/m Σ (a − y)", "vector": "1/m Σ (a − y)", "matrix": "1/m Σ dZ",
      "course": "db = 1/m Σ dz⁽ⁱ⁾"}, "db = dZ.mean()"),
    ("", "examples", dict.fromkeys(("scalar", "vector", "matrix", "course"), "m"), "X.shape[1]"),
    ("", "features", {"scalar": "2", "vector": "nₓ", "matrix": "nₓ", "course": "nₓ"},
     "X.shape[0]"),
]  # fmt: skip


def shapes(notation: Notation, m: int) -> list[str]:
    """The shape of every row of the table: one number, one example, or all of them."""
    one = {
        "scalar": ["2 numbers", "2 numbers", *["1 number"] * 7, "1 number"],
        "vector": ["2×1", "2×1", "1×1", "1×1", "1×1", "1×1", "1×1", "1×1", "2×1", "1×1"],
        "matrix": [
            f"2×{m}", "1×2", "1×1", f"1×{m}", f"1×{m}", f"1×{m}", "1×1", f"1×{m}", "2×1", "1×1",
        ],
        "course": [
            "nₓ×1 = 2×1", "nₓ×1 = 2×1", "1×1", "1×1", "1×1", "1×1", "1×1", "1×1", "nₓ×1 = 2×1",
            "1×1",
        ],
    }  # fmt: skip
    return [*one[notation], "1 number", "1 number"]


def notation(neuron: Neuron) -> Table:
    """Each quantity as it is written, with its shape, its number now, and the line of code."""
    m = len(neuron.training[1])
    kind = neuron.config.notation
    p = passed(neuron)
    slope = neuron.gradient
    now = [
        f"{p.x1:.2f}, {p.x2:.2f}", f"{p.w1:.2f}, {p.w2:.2f}", f"{p.b:.3f}", f"{p.z:.3f}",
        f"{p.a:.3f}", f"{p.y:.0f}", f"{neuron.cost(*neuron.training):.4f}", f"{p.dz:.3f}",
        f"{slope.w1:.3f}, {slope.w2:.3f}", f"{slope.b:.3f}",
    ] if p else ["–"] * 10  # fmt: skip
    rows: list[list[str | float | int | None]] = [
        [words, signs[kind], shape, value.replace("-", "−"), code]
        for (_, words, signs, code), shape, value in zip(
            _SIGNS, shapes(kind, m), [*now, str(m), "2"], strict=True
        )
    ]
    return Table(
        title="Notation",
        note=f"(1×2)(2×{m}) = (1×{m})",
        summary=f"Twelve quantities in the {kind} notation, with their shapes.",
        columns=[Column(name=n) for n in ("what", "written", "shape", "now", "in code")],
        rows=rows, nodes=[node for node, *_ in _SIGNS],
    )  # fmt: skip
