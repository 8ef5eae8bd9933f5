"""Steps of arithmetic: a window's products, a volume's, a maximum, lines of formulas."""

from tests.panels.fixture import Fixture
from tinkernet.panels import Stepper, Term, Working


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    return {
        "stepper": Fixture(_window()),
        "stepper_volume": Fixture(_volume()),
        "stepper_maximum": Fixture(_maximum()),
        "stepper_lines": Fixture(_lines()),
    }


def _terms(left: list[float], right: list[float], sheets: int = 1) -> list[Term]:
    return [
        Term(
            label=f"tap {i % 9 // 3 + 1}, {i % 3 + 1}", left=a, right=b, product=a * b,
            sheet=i // 9, row=i % 9 // 3, col=i % 3,
        )
        for i, (a, b) in enumerate(zip(left * sheets, right * sheets, strict=True))
    ]  # fmt: skip


def _window() -> Stepper:
    terms = _terms([10.0, 10, 0] * 3, [1.0, 0, -1] * 3)
    return Stepper(
        title="The window", note="nine products and their sum", at=1, steps=16,
        heading="Output row 1, column 2", columns=3, terms=terms, total=30, total_label="sum",
        lines=[Working(formula=r"y_{ij} = \sum_{k,l} K_{kl}\, x_{i+k,\,j+l}")],
        summary="Nine products that add up to 30.",
    )  # fmt: skip


def _volume() -> Stepper:
    terms = _terms([0.5, 1, 0.25] * 3, [1.0, 0, -1] * 3, sheets=3)
    total = sum(term.product or 0 for term in terms)
    return Stepper(
        title="A window through three channels", at=0, steps=32, heading="Filter 1, row 1",
        columns=3, terms=terms, total=total, total_label="sum of 27 products",
        summary="Twenty-seven products.",
    )  # fmt: skip


def _maximum() -> Stepper:
    values = [3.0, 8, 1, 5]
    terms = [
        Term(label=f"cell {i + 1}", left=v, right=None, product=v, row=i // 2, col=i % 2,
             lit=v == 8)
        for i, v in enumerate(values)
    ]  # fmt: skip
    return Stepper(
        title="The largest of four", at=0, steps=1, columns=2, terms=terms, total=8,
        total_label="max", join="max", summary="8 is the largest of 3, 8, 1 and 5.",
    )  # fmt: skip


def _lines() -> Stepper:
    return Stepper(
        title="One step of learning", at=2, steps=4, heading="The gradient",
        summary="z, a, the loss, and the gradient with their numbers.",
        lines=[
            Working(words="weigh", formula=r"z = w^\top x + b",
                    numbers=r"0.5 \cdot 2 - 0.3 \cdot 1 + 0.1 = 0.8"),
            Working(words="squash", formula=r"a = \sigma(z)", numbers=r"\sigma(0.8) = 0.690"),
            Working(words="blame", formula=r"\mathrm{d}z = a - y", numbers="0.690 - 1 = -0.310",
                    lit=True),
            Working(words="move", formula=r"w \leftarrow w - \eta\,\mathrm{d}z\,x"),
        ],
    )  # fmt: skip
