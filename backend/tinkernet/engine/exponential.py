"""The exponential function and its kin in float32 that the compiler can vectorise.

Plain arithmetic without branches or calls: 0.3 ns a number instead of 5. NaN stays NaN.
Relative error below 3e-7 (the normal distribution function: absolute 1.5e-7).
"""

import numpy as np

from tinkernet.engine.compile import compiled

F32 = np.float32
ZERO, HALF, ONE, TWO = F32(0), F32(0.5), F32(1), F32(2)

_LOW, _HIGH = F32(-87), F32(88)
_LOG2_E = F32(1.44269504)
#: Adding this number of 2^23 + 2^22 rounds to an integer, which then stands in the low bits.
_ROUND = F32(12582912.0)
_ROUND_BITS = np.int32(0x4B400000)
#: ln 2 in two parts, the first exact in few bits, so that n ln 2 is subtracted without loss.
_LN2_HIGH, _LN2_LOW = F32(0.693359375), F32(-2.12194440e-4)
_TAYLOR = tuple(F32(1 / number) for number in (5040, 720, 120, 24, 6, 2))
_ATANH = tuple(F32(2 / odd) for odd in (15, 13, 11, 9, 7, 5, 3, 1))
#: Abramowitz and Stegun, Handbook of Mathematical Functions, formula 7.1.26.
_ERF_P = F32(0.3275911)
_ERF = tuple(map(F32, (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)))
_SQRT_HALF = F32(0.70710678)
_DENSITY_AT_0 = F32(0.39894228)


@compiled
def exp(x: F32) -> F32:
    """e^x; below -87 and above 88 the values there, so never infinity."""
    part, scale = _split(x)
    return part * scale + scale


@compiled
def expm1(x: F32) -> F32:
    """e^x - 1, exact to the last digits near 0 too."""
    part, scale = _split(x)
    return part * scale + (scale - ONE)


@compiled
def softplus_of_minus(x: F32) -> F32:
    """ln(1 + e^-x) for x >= 0: 2 atanh(s) = 2(s + s^3/3 + ...) with s = t/(2+t), t = e^-x."""
    t = exp(-x)
    s = t / (TWO + t)
    square = s * s
    a, b, c, d, e, f, g, h = _ATANH
    even = (((((a * square + b) * square + c) * square + d) * square + e) * square + f) * square + g
    return s * (even * square + h)


@compiled
def normal(x: F32) -> tuple[F32, F32]:
    """The standard normal distribution function and its density."""
    bell = exp(-HALF * x * x)
    t = ONE / (ONE + _ERF_P * _SQRT_HALF * abs(x))
    a, b, c, d, e = _ERF
    tail = HALF * ((((a * t + b) * t + c) * t + d) * t + e) * t * bell
    return (tail if x < ZERO else ONE - tail), _DENSITY_AT_0 * bell


@compiled
def _split(x: F32) -> tuple[F32, F32]:
    """(e^r - 1, 2^n) with x = r + n ln 2 and |r| <= (ln 2)/2, so that e^x = 2^n e^r.

    Seven terms of the Taylor series leave 2e-8.
    """
    x = x if x > _LOW or x != x else _LOW
    x = _HIGH if x > _HIGH else x
    rounded = F32(x * _LOG2_E + _ROUND)
    n = rounded - _ROUND
    r = x - n * _LN2_HIGH - n * _LN2_LOW
    a, b, c, d, e, f = _TAYLOR
    part = (((((a * r + b) * r + c) * r + d) * r + e) * r + f) * r * r + r
    bits = np.int32(rounded.view(np.int32) - _ROUND_BITS + np.int32(127)) << np.int32(23)
    return part, np.int32(bits).view(np.float32)
