"""The losses: each gives the sum over a block of examples and the slopes at the outputs.

With m examples, K outputs, target y, output a and logit z (the output before its activation):

    mse            1/(mK) sum (a - y)^2                      (no 1/2, as torch's MSELoss)
    mae            1/(mK) sum |a - y|
    huber          1/(mK) sum of (a - y)^2/2 if |a - y| <= d, else d(|a - y| - d/2)
    bce            1/(mK) sum of ln(1 + e^z) - y z           (output sigmoid)
    cross_entropy  1/m    sum of -y ln softmax(z)            (output softmax)
"""

import math
from typing import Literal

from tinkernet.engine.activation import Activation
from tinkernet.engine.compile import Floats, Ints, compiled, inlined
from tinkernet.engine.exponential import F32, HALF, ONE, TWO, ZERO, exp, softplus_of_minus
from tinkernet.engine.lanes import LANES

Loss = Literal["mse", "mae", "huber", "bce", "cross_entropy"]

#: The number by which the kernels know each loss.
CODES: dict[Loss, int] = {"mse": 0, "mae": 1, "huber": 2, "bce": 3, "cross_entropy": 4}
_CROSS_ENTROPY = 4
_BCE = 3

_OUTPUTS: dict[Loss, Activation] = {"bce": "sigmoid", "cross_entropy": "softmax"}


def check_output(loss: Loss, output: Activation) -> None:
    """Refuse an output activation that `loss` is not written for.

    Raises:
        ValueError: if bce has not sigmoid, cross_entropy not softmax, or another loss softmax.
    """
    if loss not in CODES:
        raise ValueError(f"a loss is one of {', '.join(CODES)}, not {loss!r}")
    wanted = _OUTPUTS.get(loss)
    if wanted not in (None, output) or (wanted is None and output == "softmax"):
        kinds = wanted or "any activation but softmax"
        raise ValueError(f"the loss {loss} wants {kinds} in the output layer, not {output}")


@inlined
def block_loss(
    code: int, values: Floats, slopes: Floats, logits: Floats, deltas: Floats, top: int,
    y: Floats, order: Ints, first: int, count: int, scale: F32, bend: F32,
) -> float:  # fmt: skip
    """The summed loss of `count` examples order[first:], not yet divided.

    The output rows start at `top` in `values`, `slopes` and `deltas`, at 0 in `logits`. Writes
    scale x (slope of the loss in each logit) into `deltas`, and 0 in the idle lanes.
    """
    if code == _CROSS_ENTROPY:
        return _cross_entropy(values, logits, deltas, top, y, order, first, count, scale)
    total = 0.0
    for unit in range(y.shape[1]):
        row = unit * LANES
        for lane in range(count, LANES):
            deltas[top + row + lane] = ZERO
        for lane in range(count):
            at = top + row + lane
            target = y[order[first + lane], unit]
            if code == _BCE:
                loss = _binary(logits[row + lane], target)
                slope = values[at] - target
            else:
                loss, slope = _distance(code, values[at] - target, bend)
                slope *= slopes[at]
            total += float(loss)
            deltas[at] = slope * scale
    return total


@inlined
def _distance(code: int, error: F32, bend: F32) -> tuple[F32, F32]:
    size = abs(error)
    sign = ONE if error > ZERO else (-ONE if error < ZERO else error)
    if code == 0:
        return error * error, TWO * error
    if code == 1:
        return size, sign
    if size <= bend:
        return HALF * error * error, error
    return bend * (size - HALF * bend), bend * sign


@compiled
def _binary(logit: F32, target: F32) -> F32:
    positive = ZERO if logit < ZERO else logit
    return softplus_of_minus(abs(logit)) + (positive - target * logit)


@compiled
def _cross_entropy(
    values: Floats, logits: Floats, deltas: Floats, top: int, y: Floats, order: Ints, first: int,
    count: int, scale: F32,
) -> float:  # fmt: skip
    units = y.shape[1]
    total = 0.0
    for at in range(top, top + units * LANES):
        deltas[at] = ZERO
    for lane in range(count):
        example = order[first + lane]
        greatest = logits[lane]
        for unit in range(1, units):
            greatest = max(greatest, logits[unit * LANES + lane])
        mass = ZERO
        wanted = ZERO
        for unit in range(units):
            mass += exp(logits[unit * LANES + lane] - greatest)
            wanted += y[example, unit]
        log_mass = greatest + math.log(mass)
        for unit in range(units):
            row, target = unit * LANES + lane, y[example, unit]
            if target != ZERO:
                total += target * (log_mass - logits[row])
            deltas[top + row] = (wanted * values[top + row] - target) * scale
    return total
