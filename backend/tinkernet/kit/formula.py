"""A learner's own function of x and y: read by a small grammar, differentiated exactly."""

import ast
import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tinkernet.refusal import RefusalError

Floats = NDArray[np.float64]

MOST_LETTERS = 200
MOST_DEPTH = 30
MOST_PARTS = 200
CONSTANTS = {"pi": math.pi, "e": math.e}
VARIABLES = ("x", "y")

_EXAMPLE = "for example x^2 + 10*sin(y)"
_SIGNS = {"²": "^2", "³": "^3", "·": "*", "×": "*", "−": "-", "–": "-", "π": "pi"}


@dataclass(frozen=True, slots=True)
class Dual:
    """A number with its slopes in x and in y, for every place of a grid at once."""

    f: Floats
    dx: Floats
    dy: Floats

    def through(self, value: Floats, slope: Floats) -> "Dual":
        """g(self), given g and g' at self."""
        return Dual(value, slope * self.dx, slope * self.dy)


_FUNCTIONS: dict[str, Callable[[Dual], Dual]] = {
    "sin": lambda a: a.through(np.sin(a.f), np.cos(a.f)),
    "cos": lambda a: a.through(np.cos(a.f), -np.sin(a.f)),
    "tan": lambda a: a.through(np.tan(a.f), 1 + np.tan(a.f) ** 2),
    "exp": lambda a: a.through(np.exp(a.f), np.exp(a.f)),
    "log": lambda a: a.through(np.log(a.f), 1 / a.f),
    "sqrt": lambda a: a.through(np.sqrt(a.f), 0.5 / np.sqrt(a.f)),
    "abs": lambda a: a.through(np.abs(a.f), np.sign(a.f)),
    "tanh": lambda a: a.through(np.tanh(a.f), 1 - np.tanh(a.f) ** 2),
}
_PAIRS = ("min", "max")
_KNOWN = ", ".join([*_FUNCTIONS, *_PAIRS])


class Formula:
    """f(x, y) from a text.

    Raises:
        RefusalError: a sentence that names what was not understood, and what is.
    """

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.tree = _checked(self.text)

    def __call__(self, x: Floats, y: Floats) -> Dual:
        """The value with its slopes, arrays like x; no number where there is none."""
        one, nothing = np.ones(np.shape(x)), np.zeros(np.shape(x))
        places = {"x": Dual(x + nothing, one, nothing), "y": Dual(y + nothing, nothing, one)}
        with np.errstate(all="ignore"):
            return _value(self.tree, places, nothing)


def _checked(text: str) -> ast.expr:
    if not text:
        raise RefusalError(f"Write a function of x and y, {_EXAMPLE}.", "own")
    if len(text) > MOST_LETTERS:
        raise RefusalError(
            f"The function may have at most {MOST_LETTERS} characters; yours has {len(text)}.",
            "own",
        )
    if text.count("(") != text.count(")"):
        raise RefusalError(
            f"{text.count('(')} parentheses open and {text.count(')')} close: add the missing one.",
            "own",
        )
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    try:
        # Python warns about texts such as 0x or 1if: here they are refused with a sentence.
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text.replace("^", "**"), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise RefusalError(_unreadable(text), "own") from None
    if sum(1 for _ in ast.walk(tree)) > 4 * MOST_PARTS:
        raise RefusalError("The function has too many parts: make it shorter.", "own")
    _check(tree, 0)
    return tree


def _unreadable(text: str) -> str:
    first = text.split(maxsplit=1)[0]
    if first in {"for", "while", "if", "def", "import", "from", "class", "return", "print"}:
        return f"Only one expression is taken, {_EXAMPLE}; “{first}” begins a program."
    if "=" in text:
        return f"Leave out the equals sign and write only the right side, {_EXAMPLE}."
    return f"This cannot be read as a function: put * between factors, {_EXAMPLE}."


def _check(node: ast.expr, depth: int) -> None:
    if depth > MOST_DEPTH:
        raise RefusalError(
            "The parentheses are nested too deeply: make the function flatter.", "own"
        )
    match node:
        case ast.Constant(value=bool()):
            raise RefusalError("True and False are no numbers: write 1 or 0.", "own")
        case ast.Constant(value=int() | float() as value):
            if not abs(value) <= 1e9:
                raise RefusalError("Numbers may be at most a billion (10^9).", "own")
        case ast.Name(id=name):
            _check_name(name)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
            _check(inner, depth + 1)
        case ast.BinOp(left=left, op=op, right=right):
            if not isinstance(op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.Pow):
                raise RefusalError("Only + − * / and ^ join numbers.", "own")
            _check(left, depth + 1)
            _check(right, depth + 1)
            if isinstance(op, ast.Pow):
                _check_power(right)
        case ast.Call():
            _check_call(node, depth)
        case ast.Attribute(attr=name):
            raise RefusalError(f"A full stop before “{name}” is not understood here.", "own")
        case _:
            raise RefusalError(f"Only numbers, x, y, + − * / ^ and {_KNOWN} are known.", "own")


def _check_name(name: str) -> None:
    if name in VARIABLES or name in CONSTANTS:
        return
    if name in _FUNCTIONS or name in _PAIRS:
        raise RefusalError(f"Put what {name} is taken of into parentheses: {name}(x).", "own")
    raise RefusalError(f"“{name[:20]}” is not known: the variables are x and y.", "own")


def _check_power(exponent: ast.expr) -> None:
    if any(isinstance(part, ast.BinOp) and isinstance(part.op, ast.Pow)
           for part in ast.walk(exponent)):  # fmt: skip
        raise RefusalError(
            "A power of a power grows beyond every number: use one exponent, at most 20.", "own"
        )
    while isinstance(exponent, ast.UnaryOp):
        exponent = exponent.operand
    match exponent:
        case ast.Constant(value=int() | float() as value) if abs(value) > 20:
            raise RefusalError("An exponent may be at most 20.", "own")


def _check_call(node: ast.Call, depth: int) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if isinstance(node.func, ast.Name) and name in (*VARIABLES, *CONSTANTS):
        raise RefusalError(f"Put * between {name} and the parenthesis: {name}*(…).", "own")
    if name not in _FUNCTIONS and name not in _PAIRS:
        called = f"“{name[:20]}” is no function known here" if name else "Only functions by name"
        raise RefusalError(f"{called}; there are {_KNOWN}.", "own")
    wanted = 2 if name in _PAIRS else 1
    if len(node.args) != wanted or node.keywords:
        many = "two numbers, with a comma between" if wanted == 2 else "one number"
        raise RefusalError(f"{name} takes {many}.", "own")
    for argument in node.args:
        _check(argument, depth + 1)


def _value(node: ast.expr, places: dict[str, Dual], nothing: Floats) -> Dual:
    def inner(part: ast.expr) -> Dual:
        return _value(part, places, nothing)

    match node:
        case ast.Constant(value=int() | float() as value):
            return Dual(nothing + value, nothing, nothing)
        case ast.Name(id=name):
            known = places.get(name)
            return known or Dual(nothing + CONSTANTS[name], nothing, nothing)
        case ast.UnaryOp(op=op, operand=operand):
            a = inner(operand)
            return Dual(-a.f, -a.dx, -a.dy) if isinstance(op, ast.USub) else a
        case ast.BinOp(left=left, op=op, right=right):
            return _joined(op, inner(left), inner(right), right)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            parts = [inner(argument) for argument in arguments]
            return _chosen(name, *parts) if name in _PAIRS else _FUNCTIONS[name](parts[0])
    raise RefusalError("The function changed while it was read.", "own")


def _joined(op: ast.operator, a: Dual, b: Dual, exponent: ast.expr) -> Dual:
    match op:
        case ast.Add():
            return Dual(a.f + b.f, a.dx + b.dx, a.dy + b.dy)
        case ast.Sub():
            return Dual(a.f - b.f, a.dx - b.dx, a.dy - b.dy)
        case ast.Mult():
            return Dual(a.f * b.f, a.dx * b.f + a.f * b.dx, a.dy * b.f + a.f * b.dy)
        case ast.Div():
            over = a.f / b.f
            return Dual(over, (a.dx - over * b.dx) / b.f, (a.dy - over * b.dy) / b.f)
        case _:
            return _power(a, b)


def _power(a: Dual, b: Dual) -> Dual:
    # (a^b)' = b a^(b-1) a' + a^b ln(a) b'; the second term only where the exponent moves
    power = a.f**b.f
    root = np.where(b.f == 0, 0.0, b.f * a.f ** (b.f - 1))
    dx, dy = root * a.dx, root * a.dy
    if np.any(b.dx) or np.any(b.dy):
        grown = power * np.log(a.f)
        dx, dy = dx + grown * b.dx, dy + grown * b.dy
    return Dual(power, dx, dy)


def _chosen(name: str, a: Dual, b: Dual) -> Dual:
    first = a.f <= b.f if name == "min" else a.f >= b.f
    return Dual(np.where(first, a.f, b.f), np.where(first, a.dx, b.dx), np.where(first, a.dy, b.dy))
