"""The text of a race in PyTorch: the ground, the rules of those who race, one step of all."""

import ast

from tinkernet.kit.formula import Formula
from tinkernet.kit.race_config import RaceConfig
from tinkernet.kit.rules import RuleName
from tinkernet.kit.track import Racer

_HEIGHTS = {
    "rosenbrock": "(1 - x) ** 2 + 100 * (y - x * x) ** 2",
    "beale": "sum((c - x + x * y**k) ** 2 for c, k in [(1.5, 1), (2.25, 2), (2.625, 3)])",
    "saddle": "0.5 * x * x - 0.5 * y * y + 0.25 * y**4",
    "plateau": "(x * x + y * y) / (1 + x * x + y * y)",
    "rastrigin": "20 + x * x + y * y - 10 * (torch.cos(2 * math.pi * x) + "
    "torch.cos(2 * math.pi * y))",
    "two-weights": "0.5 * (x * x + y * y)",
}

_ADAM = """\
    m = beta * m + (1 - beta) * g
    s = beta2 * s + (1 - beta2) * g * g
    m_hat, s_hat = {hats}
    return w - eta * m_hat / (s_hat.sqrt() + eps), m, s"""
_CORRECTED = "m / (1 - beta**k), s / (1 - beta2**k)"

#: What each rule makes of weights w, gradient g and what it remembers, m and s, at step k.
_RULES: dict[RuleName, str] = {
    "gd": "    return w - eta * g, m, s",
    "momentum": "    m = beta * m + g\n    return w - eta * m, m, s",
    "nag": "    m = beta * m + g  # g was taken at w - eta beta m\n    return w - eta * m, m, s",
    "ewa-momentum": "    m = beta * m + (1 - beta) * g\n    return w - eta * m, m, s",
    "rprop": """\
    m = torch.full_like(w, eta) if k == 1 else m
    agreement = g.sign() * s.sign()
    grown = torch.where(agreement > 0, 1.2 * m, torch.where(agreement < 0, 0.5 * m, m))
    m = grown.clamp(1e-6, 50.0)
    s = torch.where(agreement < 0, torch.zeros_like(g), g)
    return w - m * s.sign(), m, s""",
    "rmsprop": "    s = beta2 * s + (1 - beta2) * g * g\n"
    "    return w - eta * g / (s.sqrt() + eps), m, s",
    "adam": _ADAM,
    "adam-l2": "    g = g + lam * w\n" + _ADAM,
    "sgd-l2": "    m = beta * m + g + lam * w\n    return w - eta * m, m, s",
    "sgdw": "    m = beta * m + g\n    return w - eta * m - eta * lam * w, m, s",
    "adamw": "    w = (1 - eta * lam) * w\n" + _ADAM,
}

_SLOPE = """\


def slope(w, k):
    \"\"\"The gradient of f at w (2,).\"\"\"
    w = w.clone().requires_grad_()
    return torch.autograd.grad(f(w[0], w[1]), w)[0]"""
_SWINGING = """\


def slope(w, k):
    \"\"\"It swings, loud for one weight and quiet for the other.\"\"\"
    return torch.tensor([10.0, 0.01], dtype=torch.float64) * (-1 if k % 2 else 1)"""


def ground(config: RaceConfig) -> str:
    """The height f and its slope."""
    if config.surface == "quadratic":
        height = f"0.5 * (x * x + {config.kappa!r} * y * y)"
    elif config.surface == "own":
        height = f"{_written(Formula(config.own).tree)} + 0 * x + 0 * y"
    else:
        height = _HEIGHTS[config.surface]
    number = 'def c(value):\n    """A number."""\n    return torch.tensor(value, '
    number += "dtype=torch.float64)\n\n\n" if config.surface == "own" else ""
    begins = number if config.surface == "own" else ""
    heights = f'{begins}def f(x, y):\n    """The height."""\n    return {height}'
    return heights + (_SWINGING if config.surface == "two-weights" else _SLOPE)


def rules(racers: list[Racer], config: RaceConfig) -> str:
    """A function for each who races, and its learning rate."""
    hats = _CORRECTED if config.bias_correction else "m, s"
    numbers = [
        f"beta, beta2, eps = {config.beta!r}, {config.beta2!r}, {config.eps!r}",
        f"lam = {config.weight_decay!r}  # how hard decay pulls",
    ]
    made = [
        f"def {_name(racer.rule)}(w, g, m, s, k, eta):\n{_RULES[racer.rule].format(hats=hats)}"
        for racer in racers
    ]
    pairs = [f"    ({_name(r.rule)}, {r.settings(config).lr!r})," for r in racers]
    listed = ["racers = [  # each with its learning rate", *pairs, "]"]
    return "\n\n\n".join(["\n".join(numbers), *made, "\n".join(listed)])


def state(racers: int, size: int) -> str:
    """The tensors that change, and how they become those of the run."""
    return f"""\
w, m, s = torch.zeros(3, {racers}, {size}, dtype=torch.float64)  # weights, and what is remembered
away = torch.zeros({racers}, dtype=torch.bool)  # who flew away


def take_over(t):
    \"\"\"Everything as the run had it before step t.\"\"\"
    for name, part in [("w", w), ("m", m), ("s", s), ("away", away)]:
        part.copy_(run[f"{{t}}/{{name}}"])"""


def asked(racers: list[Racer]) -> str:
    """Where the rule wants the gradient."""
    if all(racer.rule != "nag" for racer in racers):
        return "        at = w[i]"
    return "        at = w[i] - eta * beta * m[i] if rule is nag else w[i]"


def _name(rule: RuleName) -> str:
    return rule.replace("-", "_")


_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**",
}  # fmt: skip
_PAIRS = {"min": "torch.minimum", "max": "torch.maximum"}


def _written(node: ast.expr) -> str:
    """A learner's formula, put together anew from the parts that were understood."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return f"c({float(value)!r})"
        case ast.Name(id="x" | "y" as name):
            return name
        case ast.Name(id="pi" | "e" as name):
            return f"c(math.{name})"
        case ast.UnaryOp(op=op, operand=inner):
            return f"({'-' if isinstance(op, ast.USub) else ''}{_written(inner)})"
        case ast.BinOp(left=left, op=op, right=right):
            return f"({_written(left)} {_SIGNS[type(op)]} {_written(right)})"
        case ast.Call(func=ast.Name(id=name), args=parts) if name in _PAIRS or name in _OF_ONE:
            inner = ", ".join(_written(part) for part in parts)
            return f"{_PAIRS.get(name, f'torch.{name}')}({inner})"
        case _:
            raise ValueError("a formula that was not checked")


_OF_ONE = {"sin", "cos", "tan", "exp", "log", "sqrt", "abs", "tanh"}
