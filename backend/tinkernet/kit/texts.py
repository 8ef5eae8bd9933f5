"""Numbers as KaTeX writes them: three decimals, powers of ten where that would say nothing."""

import math


def num(value: float, digits: int = 3) -> str:
    """0.731, -12.000, 3.2 \\cdot 10^{-7}."""
    if not math.isfinite(value):
        return r"\infty" if value > 0 else r"-\infty"
    size = abs(value)
    if size and (size < 0.5 * 10**-digits or size >= 1e6):
        power = math.floor(math.log10(size))
        return rf"{value / 10**power:.2f} \cdot 10^{{{power}}}"
    # Plus zero: -0.0 is no number a learner knows.
    return f"{round(value, digits) + 0.0:.{digits}f}"


def par(value: float, digits: int = 3) -> str:
    """The same as a factor: in brackets where it is negative."""
    text = num(value, digits)
    return f"({text})" if text.startswith("-") else text
