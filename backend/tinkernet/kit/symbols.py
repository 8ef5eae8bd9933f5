"""Numbers as small letters, for names such as x₁ and a₃."""

_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def sub(letter: str, number: int) -> str:
    """`letter` with an index: sub("a", 12) is a₁₂."""
    return letter + str(number).translate(_LOW)
