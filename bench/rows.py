"""A row of the table: ours and a peer's rate, taken in turn."""

import statistics
from collections.abc import Callable
from typing import Any

ROUNDS = 7


def rate_row(
    name: str, unit: str, ours: Callable[[], float], peer: Callable[[], float] | None
) -> dict[str, Any]:
    """Measure both ROUNDS times, one after the other, so that both meet the same noise.

    `ratio` is the median of the rounds' ratios; without a peer both are null.
    """
    rounds = [(ours(), peer() if peer else None) for _ in range(ROUNDS)]
    rates = [theirs for _, theirs in rounds if theirs is not None]
    ratios = [mine / theirs for mine, theirs in rounds if theirs is not None]
    return {
        "name": name,
        "ours": round(statistics.median(mine for mine, _ in rounds), 2),
        "peer": round(statistics.median(rates), 2) if rates else None,
        "ratio": round(statistics.median(ratios), 2) if ratios else None,
        "unit": unit,
    }
