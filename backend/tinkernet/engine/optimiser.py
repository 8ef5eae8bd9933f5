"""The optimisers: how a gradient becomes a move, as torch.optim does under the same name.

sgd       SGD(lr)
momentum  SGD(lr, momentum)
nesterov  SGD(lr, momentum, nesterov=True)
rprop     Rprop(lr, etas=(0.5, 1.2), step_sizes=(1e-6, 50)); lr is the first step size
rmsprop   RMSprop(lr, alpha, eps)
adagrad   Adagrad(lr, eps)
adam      Adam(lr, betas, eps)
adamw     AdamW(lr, betas, eps, weight_decay=decay on the weights, 0 on the biases)
sgdw      w shrinks by lr decay w, then SGD(lr, momentum) (Loshchilov and Hutter 2019)
"""

import math
from typing import Literal

import numpy as np

from tinkernet.engine.compile import Floats, Ints, Numbers, compiled, inlined
from tinkernet.engine.exponential import F32, ONE, ZERO
from tinkernet.engine.hyper import ALPHA, BETA1, BETA2, DECAY, EPS, L1, L2, LR, MOMENTUM

Optimiser = Literal[
    "sgd", "momentum", "nesterov", "rprop", "rmsprop", "adagrad", "adam", "adamw", "sgdw"
]

#: The number by which the kernels know each optimiser.
CODES: dict[Optimiser, int] = {
    "sgd": 0,
    "momentum": 1,
    "nesterov": 2,
    "rprop": 3,
    "rmsprop": 4,
    "adagrad": 5,
    "adam": 6,
    "adamw": 7,
    "sgdw": 8,
}
_ADAMW, _SGDW = 7, 8

_SHRINK, _GROW = F32(0.5), F32(1.2)
_SMALLEST, _LARGEST = F32(1e-6), F32(50)
_CLIP_EPS = 1e-6


@inlined
def penalise(params: Floats, grad: Floats, sizes: Ints, hyper: Numbers) -> None:
    """Add the slopes of the L1 and L2 penalties of the weights to `grad`."""
    l1, l2 = F32(hyper[L1]), F32(hyper[L2])
    if l1 == ZERO and l2 == ZERO:
        return
    start = 0
    for layer in range(sizes.shape[0] - 1):
        stop = start + sizes[layer] * sizes[layer + 1]
        weights, slopes = params[start:stop], grad[start:stop]
        for at in range(weights.shape[0]):
            sign = ONE if weights[at] > ZERO else (-ONE if weights[at] < ZERO else ZERO)
            slopes[at] += l1 * sign + l2 * weights[at]
        start = stop + sizes[layer + 1]


@inlined
def clip_factor(grad: Floats, limit: float) -> F32:
    """What shrinks `grad` to the norm `limit`, as torch's clip_grad_norm_ does; 1 if shorter."""
    if limit == 0.0:
        return ONE
    total = 0.0
    for at in range(grad.shape[0]):
        total += grad[at] * grad[at]
    factor = limit / (math.sqrt(total) + _CLIP_EPS)
    return ONE if factor > 1.0 else F32(factor)


@inlined
def move(
    code: int, params: Floats, grad: Floats, moments: Floats, sizes: Ints, hyper: Numbers,
    age: np.int64, factor: F32,
) -> None:  # fmt: skip
    """Move `params` once along `factor` x `grad`.

    `moments`: (2, P), what the optimiser remembers; `age`: its steps so far, this one included.
    """
    if code in (_ADAMW, _SGDW):
        _decay(params, sizes, ONE - F32(hyper[LR] * hyper[DECAY]))
    if code == 0:
        _sgd(params, grad, F32(hyper[LR]), factor)
    elif code in (6, _ADAMW):
        _adam(params, grad, moments[0], moments[1], hyper, age, factor)
    elif code == 3:
        _rprop(params, grad, moments[0], moments[1], F32(hyper[LR]), factor)
    elif code == 4:
        _rmsprop(params, grad, moments[0], hyper, factor)
    elif code == 5:
        _adagrad(params, grad, moments[0], hyper, factor)
    else:
        ahead = F32(hyper[MOMENTUM]) if code == 2 else ZERO
        _momentum(params, grad, moments[0], hyper, ahead, factor)


@compiled
def _decay(params: Floats, sizes: Ints, factor: F32) -> None:
    start = 0
    for layer in range(sizes.shape[0] - 1):
        stop = start + sizes[layer] * sizes[layer + 1]
        weights = params[start:stop]
        for at in range(weights.shape[0]):
            weights[at] *= factor
        start = stop + sizes[layer + 1]


@compiled
def _sgd(params: Floats, grad: Floats, lr: F32, factor: F32) -> None:
    rate = lr * factor
    for at in range(params.shape[0]):
        params[at] -= rate * grad[at]


@compiled
def _momentum(
    params: Floats, grad: Floats, speed: Floats, hyper: Numbers, ahead: F32, factor: F32
) -> None:
    # nesterov looks `ahead` by the momentum; plain momentum goes with the speed itself
    lr, keep = F32(hyper[LR]), F32(hyper[MOMENTUM])
    for at in range(params.shape[0]):
        slope = grad[at] * factor
        speed[at] = keep * speed[at] + slope
        if ahead == ZERO:
            params[at] -= lr * speed[at]
        else:
            params[at] -= lr * (slope + ahead * speed[at])


@compiled
def _rprop(
    params: Floats, grad: Floats, last: Floats, strides: Floats, lr: F32, factor: F32
) -> None:
    for at in range(params.shape[0]):
        slope = grad[at] * factor
        stride = lr if strides[at] == ZERO else strides[at]  # 0: this parameter is new
        agreement = slope * last[at]
        if agreement > ZERO:
            stride = min(stride * _GROW, _LARGEST)
        elif agreement < ZERO:
            stride = max(stride * _SHRINK, _SMALLEST)
            slope = ZERO
        sign = ONE if slope > ZERO else (-ONE if slope < ZERO else slope)
        params[at] -= sign * stride
        strides[at] = stride
        last[at] = slope


@compiled
def _rmsprop(params: Floats, grad: Floats, squares: Floats, hyper: Numbers, factor: F32) -> None:
    lr, eps = F32(hyper[LR]), F32(hyper[EPS])
    keep, take = F32(hyper[ALPHA]), F32(1.0 - hyper[ALPHA])
    for at in range(params.shape[0]):
        slope = grad[at] * factor
        squares[at] = keep * squares[at] + take * slope * slope
        params[at] -= lr * slope / (math.sqrt(squares[at]) + eps)


@compiled
def _adagrad(params: Floats, grad: Floats, squares: Floats, hyper: Numbers, factor: F32) -> None:
    lr, eps = F32(hyper[LR]), F32(hyper[EPS])
    for at in range(params.shape[0]):
        slope = grad[at] * factor
        squares[at] += slope * slope
        params[at] -= lr * slope / (math.sqrt(squares[at]) + eps)


@compiled
def _adam(
    params: Floats, grad: Floats, means: Floats, squares: Floats, hyper: Numbers, age: np.int64,
    factor: F32,
) -> None:  # fmt: skip
    keep1, take1 = F32(hyper[BETA1]), F32(1.0 - hyper[BETA1])
    keep2, take2 = F32(hyper[BETA2]), F32(1.0 - hyper[BETA2])
    rate = F32(hyper[LR] / (1.0 - hyper[BETA1] ** age))
    unbias = F32(1.0 / math.sqrt(1.0 - hyper[BETA2] ** age))
    eps = F32(hyper[EPS])
    for at in range(params.shape[0]):
        slope = grad[at] * factor
        means[at] = keep1 * means[at] + take1 * slope
        squares[at] = keep2 * squares[at] + take2 * slope * slope
        params[at] -= rate * means[at] / (math.sqrt(squares[at]) * unbias + eps)
