"""A learner's own function: read, differentiated exactly, and refused with a sentence."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tinkernet.kit.formula import Formula
from tinkernet.refusal import RefusalError

PLACES = np.random.default_rng(0).uniform(0.2, 1.8, (2, 40))

GOOD = [
    "x^2 + 10*sin(y)", "x**2 - y**3/3", "-x + +y", "(x - 1)^2 + 100*(y - x^2)^2", "3",
    "exp(-x^2 - y^2)", "log(x + y)*sqrt(x)", "abs(x - 1) + tanh(y)", "tan(x/4)*cos(pi*y)",
    "min(x, y) + max(x*y, 0.7)", "2^x + x^y", "e^(x*y)", "x² + y³", "1/(x + y)",
]  # fmt: skip


def in_torch(text: str, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """The reference reads the same text with Python itself: only the texts of this file."""
    plain = text.replace("²", "**2").replace("³", "**3").replace("^", "**")
    names = {name: getattr(torch, name) for name in
             ("sin", "cos", "tan", "exp", "log", "sqrt", "abs", "tanh")}  # fmt: skip
    pair = {"min": torch.minimum, "max": lambda a, b: torch.maximum(a, torch.as_tensor(b).double())}
    known = {**names, **pair, "pi": math.pi, "e": torch.tensor(math.e), "x": x, "y": y}
    return torch.as_tensor(eval(plain, {"__builtins__": {}}, known)) + 0 * x


@pytest.mark.parametrize("text", GOOD)
def test_values_and_slopes_agree_with_torch(text: str) -> None:
    x, y = (torch.tensor(row, dtype=torch.float64, requires_grad=True) for row in PLACES)
    theirs = in_torch(text, x, y)
    dx, dy = torch.autograd.grad(theirs.sum() + 0 * y.sum(), (x, y))
    ours = Formula(text)(*PLACES)
    np.testing.assert_allclose(ours.f, theirs.detach(), rtol=1e-6)
    np.testing.assert_allclose(ours.dx, dx, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(ours.dy, dy, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write a function of x and y"),
        ("   ", "Write a function of x and y"),
        ("for i in range(9): pass", "begins a program"),
        ("import os", "begins a program"),
        ("f = x^2", "Leave out the equals sign"),
        ("x.real", "A full stop before “real” is not understood"),
        ("(1).__class__", "A full stop before “__class__” is not understood"),
        ("open(x)", "“open” is no function known here; there are sin"),
        ("__import__(x)", "is no function known here"),
        ("(x + 1)(y)", "Only functions by name"),
        ("x(y + 1)", "Put * between x and the parenthesis"),
        ("sin", "Put what sin is taken of into parentheses"),
        ("sin(x, y)", "sin takes one number"),
        ("min(x)", "min takes two numbers"),
        ("z + 1", "“z” is not known: the variables are x and y"),
        ("9**9**9", "A power of a power"),
        ("x^99", "An exponent may be at most 20"),
        ("x^-99", "An exponent may be at most 20"),
        ("2e300*x", "at most a billion"),
        ("1e999", "at most a billion"),
        ("(x + 1", "1 parentheses open and 0 close"),
        (")x(", "cannot be read as a function"),
        ("2x", "put * between factors"),
        ("x // 2", "Only + − * / and ^ join numbers"),
        ("x if y else 1", "Only numbers, x, y"),
        ("[x for x in y]", "Only numbers, x, y"),
        ("lambda: x", "Only numbers, x, y"),
        ("'x'", "Only numbers, x, y"),
        ("True", "True and False are no numbers"),
        ("x" + "+x" * 150, "at most 200 characters; yours has 301"),
        ("-" * 60 + "x", "nested too deeply"),
        ("(" * 90 + "x" + ")" * 90, ""),
    ],
)
def test_bad_input_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    if not sentence:
        Formula(text)  # many parentheses around one variable are only long-winded
        return
    with pytest.raises(RefusalError) as refused:
        Formula(text)
    assert sentence in refused.value.message
    assert refused.value.field == "own"


def test_a_division_by_zero_is_a_hole_and_not_an_error() -> None:
    value = Formula("1/x")(np.array([0.0, 2.0]), np.array([0.0, 0.0]))
    assert not np.isfinite(value.f[0])
    assert value.f[1] == 0.5
    assert np.isnan(Formula("log(x)")(np.array([-1.0]), np.array([0.0])).f[0])


@given(st.text(alphabet="xy0123456789+-*/^()., sincoexplgqrtabhm", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_does_anything_but_a_number_or_a_sentence(text: str) -> None:
    try:
        formula = Formula(text)
    except RefusalError as refused:
        sentence = refused.message
    else:
        sentence = "."
        assert formula(np.ones(2), np.ones(2)).f.shape == (2,)
    assert sentence.endswith(".")
