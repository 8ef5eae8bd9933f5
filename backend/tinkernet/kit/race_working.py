"""The update rule of the main racer, line by line, with the numbers of one step put in."""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.rules import Memory, RuleName, Settings, corrected
from tinkernet.kit.track import Track
from tinkernet.panels import Stepper, Working

Floats = NDArray[np.float64]
Line = tuple[str, str, str]


def update(track: Track) -> Stepper:
    """The step looked at, or the newest."""
    i = track.main
    last = track.last(i)
    t = min(track.config.looked_at or last, last)
    racer = track.racers[i]
    if t == 0:
        heading = f"{racer.label}: press play, or take one step"
        lines = [Working(words="the rule", formula=_RULES[racer.rule])]
        return Stepper(title="The update rule", at=0, steps=1, heading=heading, lines=lines)
    c = racer.settings(track.config)
    lines = [
        Working(words=words, formula=formula, numbers=numbers)
        for words, formula, numbers in _lines(track, i, t, c)
    ]
    lines[-1] = lines[-1].model_copy(update={"lit": True})
    return Stepper(
        title="The update rule", note="both coordinates", at=t - 1, steps=last, lines=lines,
        heading=f"{racer.label}, step {t}",
        summary=f"Step {t} of {racer.label} in {len(lines)} lines, with its numbers.",
    )  # fmt: skip


_RULES: dict[RuleName, str] = {
    "gd": r"w \leftarrow w - \eta\, g",
    "momentum": r"v \leftarrow \beta v + g,\quad w \leftarrow w - \eta\, v",
    "nag": r"v \leftarrow \beta v + \nabla f(w - \eta\beta v),\quad w \leftarrow w - \eta\, v",
    "ewa-momentum": r"v \leftarrow \beta v + (1-\beta)\, g,\quad w \leftarrow w - \eta\, v",
    "rprop": r"w \leftarrow w - \Delta\,\mathrm{sign}(g)",
    "rmsprop": r"w \leftarrow w - \eta\, g / (\sqrt{s} + \varepsilon)",
    "adam": r"w \leftarrow w - \eta\, \hat m / (\sqrt{\hat s} + \varepsilon)",
    "adam-l2": r"g \leftarrow g + \lambda w,\quad \text{then Adam}",
    "sgd-l2": r"v \leftarrow \beta v + g + \lambda w,\quad w \leftarrow w - \eta\, v",
    "sgdw": r"w \leftarrow w - \eta\, v - \eta\lambda\, w",
    "adamw": r"w \leftarrow (1 - \eta\lambda)\, w,\quad \text{then Adam}",
}


_AHEAD = r"w - \eta\beta v"


def _lines(track: Track, i: int, t: int, c: Settings) -> Iterator[Line]:
    rule = track.racers[i].rule
    w, new, g = track.w[t - 1, i], track.w[t, i], track.g[t, i]
    before, after = track.memory(t - 1, i), track.memory(t, i)
    loud = "" if track.config.grad_scale == 1 else r"s\,"
    noisy = r" + \sigma\xi" if track.config.grad_noise else ""
    at, words = (
        ("w", "the gradient") if rule != "nag" else (_AHEAD, "look ahead, the gradient there")
    )
    yield words, f"g = {loud}\\nabla f({at}){noisy}", f"g{_v(track.asked[t, i])} = {_v(g)}"
    if rule in ("adam-l2", "sgd-l2"):
        penalty = _sum(f"{_v(g)} + {_n(c.decay)} \\cdot {_v(w)}", g + c.decay * w)
        yield "the penalty joins the gradient", r"g \leftarrow g + \lambda w", penalty
        g = g + c.decay * w
    if rule == "adamw":
        kept = 1 - c.lr * c.decay
        shrunk = f"{_n(kept)} \\cdot {_v(w)} = {_v(kept * w)}"
        yield "shrink first, whatever the gradient", r"w \leftarrow (1 - \eta\lambda)\, w", shrunk
        w = kept * w
    yield from _averages(rule, g, before, after, t, c)
    yield _move(rule, w, new, g, after, t, c)


def _averages(
    rule: RuleName, g: Floats, before: Memory, after: Memory, t: int, c: Settings
) -> Iterator[Line]:
    b, b2 = _n(c.beta), _n(c.beta2)
    match rule:
        case "momentum" | "nag" | "sgd-l2" | "sgdw":
            numbers = _sum(f"{b} \\cdot {_v(before.m)} + {_v(g)}", after.m)
            yield "keep part of the velocity", r"v \leftarrow \beta v + g", numbers
        case "rprop":
            words = "grow on agreement, shrink on a flip"
            numbers = f"{_v(before.m if t > 1 else np.full(2, c.lr))} \\to {_v(after.m)}"
            yield words, r"\Delta \leftarrow \{1.2,\, 0.5,\, 1\} \cdot \Delta", numbers
        case "gd":
            return
        case _:
            if rule != "rmsprop":
                numbers = f"{b} \\cdot {_v(before.m)} + {_n(1 - c.beta)} \\cdot {_v(g)}"
                symbol = "v" if rule == "ewa-momentum" else "m"
                formula = f"{symbol} \\leftarrow \\beta {symbol} + (1-\\beta)\\, g"
                yield "average of the gradients", formula, _sum(numbers, after.m)
            if rule != "ewa-momentum":
                numbers = f"{b2} \\cdot {_v(before.s)} + {_n(1 - c.beta2)} \\cdot {_squared(g)}"
                formula = r"s \leftarrow \beta_2 s + (1-\beta_2)\, g^2"
                yield "average of their squares", formula, _sum(numbers, after.s)
            if rule in ("adam", "adam-l2", "adamw") and c.corrected:
                m, s = corrected(after.m, after.s, t, c)
                formula = r"\hat m = \frac{m}{1-\beta^t},\quad \hat s = \frac{s}{1-\beta_2^t}"
                hats = _rows(f"\\hat m = {_v(m)}", f"\\hat s = {_v(s)}")
                yield "correct the start", formula, hats


def _move(
    rule: RuleName, w: Floats, new: Floats, g: Floats, memory: Memory, t: int, c: Settings
) -> Line:
    words, start = "the step", _v(w)
    match rule:
        case "gd":
            return words, _RULES["gd"], _sum(f"{start} - {_n(c.lr)} \\cdot {_v(g)}", new)
        case "rprop":
            signed = memory.m * np.sign(memory.s)
            return words, _RULES["rprop"], _sum(f"{start} - {_v(signed)}", new)
        case "rmsprop":
            ruler = np.sqrt(memory.s) + c.eps
            numbers = _sum(f"{start} - {_n(c.lr)} \\cdot {_v(g / ruler)}", new)
            return words, _RULES["rmsprop"], numbers
        case "adam" | "adam-l2" | "adamw":
            m, s = corrected(memory.m, memory.s, t, c)
            ratio = m / (np.sqrt(s) + c.eps)
            return words, _RULES["adam"], _sum(f"{start} - {_n(c.lr)} \\cdot {_v(ratio)}", new)
        case "sgdw":
            pull = f" - {_n(c.lr * c.decay)} \\cdot {_v(w)}"
            numbers = _sum(f"{start} - {_n(c.lr)} \\cdot {_v(memory.m)}{pull}", new)
            return "the step, and the decay beside it", _RULES["sgdw"], numbers
        case _:
            formula = r"w \leftarrow w - \eta\, v"
            return words, formula, _sum(f"{start} - {_n(c.lr)} \\cdot {_v(memory.m)}", new)


def _sum(parts: str, result: Floats) -> str:
    return _rows(parts, f"= {_v(result)}")


def _rows(first: str, second: str) -> str:
    """Two rows: one would be wider than its card."""
    return f"\\begin{{aligned}}&{first}\\\\&{second}\\end{{aligned}}"


def _v(values: Floats) -> str:
    """A pair as KaTeX; very small or large ones share one power of ten."""
    size = float(np.abs(values).max())
    if not math.isfinite(size) or size == 0 or 1e-3 <= size < 1e4:
        return f"({_n(float(values[0]))},\\, {_n(float(values[1]))})"
    exponent = math.floor(math.log10(size))
    first, second = (f"{float(value) / 10.0**exponent:.2f}" for value in values)
    return f"({first},\\, {second}) \\cdot 10^{{{exponent}}}"


def _squared(values: Floats) -> str:
    """A pair to the power of two, in brackets where it has a power already."""
    text = _v(values)
    return f"\\big({text}\\big)^2" if text.endswith("}") else f"{text}^2"


def _n(value: float) -> str:
    """A number as KaTeX, with few digits."""
    if not math.isfinite(value):
        return r"\infty" if value > 0 else r"-\infty" if value < 0 else r"\text{no number}"
    if value == 0:
        return "0"
    if 1e-3 <= abs(value) < 999.5:
        return f"{value:.3g}"
    mantissa, exponent = f"{value:.2e}".split("e")
    return f"{float(mantissa):g} \\cdot 10^{{{int(exponent)}}}"
