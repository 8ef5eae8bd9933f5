"""The activation functions: each gives the value and the slope of a number."""

from collections.abc import Callable
from typing import Any, Literal

from tinkernet.engine.compile import Floats, compiled, inlined
from tinkernet.engine.exponential import (
    F32,
    HALF,
    ONE,
    TWO,
    ZERO,
    exp,
    expm1,
    normal,
    softplus_of_minus,
)

Activation = Literal[
    "linear",
    "tanh",
    "sigmoid",
    "relu",
    "leaky_relu",
    "elu",
    "softplus",
    "swish",
    "gelu",
    "hard_tanh",
    "hard_sigmoid",
    "softmax",
]

#: The number by which the kernels know each activation; softmax only as the output layer.
CODES: dict[Activation, int] = {
    "linear": 0,
    "tanh": 1,
    "sigmoid": 2,
    "softplus": 3,
    "swish": 4,
    "gelu": 5,
    "elu": 6,
    "relu": 7,
    "leaky_relu": 8,
    "hard_tanh": 9,
    "hard_sigmoid": 10,
    "softmax": 11,
}
SOFTMAX = CODES["softmax"]
_FIRST_BENT = 7

_LEAK = F32(0.01)
_SIXTH, _THREE = F32(1 / 6), F32(3)

_Pair = tuple[F32, F32]


def _over_rows(function: Callable[[F32], _Pair]) -> Any:
    """A loop that replaces numbers by their values under `function` and notes the slopes."""

    @compiled
    def loop(values: Floats, slopes: Floats, start: int, stop: int) -> None:
        # A start below 0 would count from the array's end. Without the check here there is one
        # for every number, and no vector instruction: ten times slower (so in other kernels).
        if start >= 0:
            for at in range(stop - start):
                values[start + at], slopes[start + at] = function(values[start + at])

    return loop


@compiled
def linear(x: F32) -> _Pair:
    """x"""
    return x, ONE


@compiled
def tanh(x: F32) -> _Pair:
    """(e^2x - 1)/(e^2x + 1)"""
    e = expm1(TWO * x)
    value = e / (e + TWO)
    return value, ONE - value * value


@compiled
def logistic(x: F32) -> F32:
    """1/(1 + e^-x), with full relative precision in both tails."""
    e = exp(-abs(x))
    share = ONE / (ONE + e)
    return e * share if x < ZERO else share


@compiled
def sigmoid(x: F32) -> _Pair:
    """1/(1 + e^-x)"""
    value = logistic(x)
    return value, value * (ONE - value)


@compiled
def softplus(x: F32) -> _Pair:
    """ln(1 + e^x)"""
    return (ZERO if x < ZERO else x) + softplus_of_minus(abs(x)), logistic(x)


@compiled
def swish(x: F32) -> _Pair:
    """x sigmoid(x), also called SiLU"""
    share = logistic(x)
    return x * share, share * (ONE + x * (ONE - share))


@compiled
def gelu(x: F32) -> _Pair:
    """x times the standard normal distribution function of x (the exact form, with erf)"""
    below, density = normal(x)
    return x * below, below + x * density


@compiled
def elu(x: F32) -> _Pair:
    """x if x > 0, else e^x - 1"""
    e = expm1(ZERO if x > ZERO else x)
    return (x if x > ZERO else e), e + ONE


@compiled
def relu(x: F32) -> _Pair:
    """max(0, x); the slope at 0 is 0, as in torch"""
    return (ZERO, ZERO) if x <= ZERO else (x, ONE)


@compiled
def leaky_relu(x: F32) -> _Pair:
    """x if x > 0, else 0.01 x"""
    return (x, ONE) if x > ZERO else (_LEAK * x, _LEAK)


@compiled
def hard_tanh(x: F32) -> _Pair:
    """x cut off at -1 and 1"""
    inside = ONE if abs(x) < ONE else ZERO
    return (-ONE if x < -ONE else (ONE if x > ONE else x)), inside


@compiled
def hard_sigmoid(x: F32) -> _Pair:
    """x/6 + 1/2 cut off at 0 and 1"""
    value = x * _SIXTH + HALF
    inside = _SIXTH if abs(x) < _THREE else ZERO
    return (ZERO if x <= -_THREE else (ONE if x >= _THREE else value)), inside


_linear_rows = _over_rows(linear)
_tanh_rows = _over_rows(tanh)
_sigmoid_rows = _over_rows(sigmoid)
_softplus_rows = _over_rows(softplus)
_swish_rows = _over_rows(swish)
_gelu_rows = _over_rows(gelu)
_elu_rows = _over_rows(elu)
_relu_rows = _over_rows(relu)
_leaky_relu_rows = _over_rows(leaky_relu)
_hard_tanh_rows = _over_rows(hard_tanh)
_hard_sigmoid_rows = _over_rows(hard_sigmoid)


@inlined
def activate(code: int, values: Floats, slopes: Floats, start: int, stop: int) -> None:
    """Apply the activation with number `code` to values[start:stop]; not softmax."""
    if code >= _FIRST_BENT:
        _activate_bent(code, values, slopes, start, stop)
    elif code == 1:
        _tanh_rows(values, slopes, start, stop)
    elif code == 2:
        _sigmoid_rows(values, slopes, start, stop)
    elif code == 3:
        _softplus_rows(values, slopes, start, stop)
    elif code == 4:
        _swish_rows(values, slopes, start, stop)
    elif code == 5:
        _gelu_rows(values, slopes, start, stop)
    elif code == 6:
        _elu_rows(values, slopes, start, stop)
    else:
        _linear_rows(values, slopes, start, stop)


@compiled
def _activate_bent(code: int, values: Floats, slopes: Floats, start: int, stop: int) -> None:
    if code == 7:
        _relu_rows(values, slopes, start, stop)
    elif code == 8:
        _leaky_relu_rows(values, slopes, start, stop)
    elif code == 9:
        _hard_tanh_rows(values, slopes, start, stop)
    else:
        _hard_sigmoid_rows(values, slopes, start, stop)


@compiled
def softmax(values: Floats, start: int, units: int, pitch: int) -> None:
    """Replace the `units` rows of `pitch` numbers from `start` by e^z / sum e^z, lane by lane.

    The greatest z is subtracted first, which changes nothing but the size of the numbers.
    """
    for at in range(start, start + pitch):
        top = values[at]
        for unit in range(1, units):
            top = max(top, values[at + unit * pitch])
        total = ZERO
        for unit in range(units):
            share = exp(values[at + unit * pitch] - top)
            values[at + unit * pitch] = share
            total += share
        for unit in range(units):
            values[at + unit * pitch] /= total
