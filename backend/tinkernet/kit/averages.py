"""Exponentially weighted averages of a noisy series, and the correction of their start."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.race_config import MOST_STEPS

Floats = NDArray[np.float64]

_YEAR_DAYS = 365.25


@cache
def temperatures(seed: int) -> Floats:
    """Made-up daily temperatures in °C, cold winters and warm summers, as jittery as weather."""
    random = np.random.default_rng([seed, 11])
    jitter = np.zeros(MOST_STEPS)
    for day in range(1, MOST_STEPS):
        jitter[day] = 0.55 * jitter[day - 1] + random.normal(0, 2.2)
    season = -9 * np.cos(2 * np.pi * (np.arange(MOST_STEPS) - 20) / _YEAR_DAYS)
    return 12 + season + jitter


def average(series: Floats, beta: float) -> Floats:
    """v_t = β v_{t-1} + (1 - β) θ_t from v_0 = 0, for every t."""
    v, values = 0.0, np.empty(len(series))
    for t, theta in enumerate(series):
        v = beta * v + (1 - beta) * theta
        values[t] = v
    return values


def unbiased(values: Floats, beta: float) -> Floats:
    """v_t / (1 - β^t): the weights given so far add up to 1 - β^t."""
    shares = 1 - np.power(beta, np.arange(1, len(values) + 1, dtype=np.float64))
    return (values / shares).astype(np.float64)


def weights(beta: float, lags: int) -> Floats:
    """(1 - β) β^k for k = 0 .. lags - 1: what the value k steps ago counts."""
    return ((1 - beta) * beta ** np.arange(lags)).astype(np.float64)
