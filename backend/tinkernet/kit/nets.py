"""From controls to a net of the engine, and what each step may use."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinkernet.engine import Hyper, Initialiser, Loss, Net, Schedule, Shape
from tinkernet.engine.activation import Activation
from tinkernet.engine.shape import MAX_INPUTS, MAX_OUTPUTS
from tinkernet.kit.net_config import LossName, NetConfig, TrainingConfig
from tinkernet.lab import Needs

Floats = NDArray[np.float32]

#: float32 for the weight itself, its gradient and two momenta.
_BYTES_PER_PARAMETER = 16


def build(config: NetConfig, optimiser: TrainingConfig, inputs: int, classes: int) -> Net:
    """A new net. `classes`: 0 for a regression; two classes share one sigmoid output."""
    output, loss = head(config.loss, classes)
    sizes = (inputs, *config.hidden, max(1, classes if classes > 2 else 1))
    return Net(
        Shape(sizes, (config.act,) * len(config.hidden) + (output,)),
        loss=loss,
        optimiser=optimiser.opt,
        initialiser=Initialiser(config.init, config.init_scale),
        seed=config.weights_seed,
    )


def head(loss: LossName, classes: int) -> tuple[Activation, Loss]:
    """The activation of the output layer, and the loss that belongs to it."""
    if classes == 0:
        return "linear", "mse" if loss == "auto" else loss
    if loss != "auto":
        return "sigmoid", loss
    return ("sigmoid", "bce") if classes == 2 else ("softmax", "cross_entropy")


def targets(target: NDArray[Any], classes: int) -> Floats:
    """What the outputs should be: (N, 1), or for three and more classes one column each."""
    if classes > 2:
        return np.eye(classes, dtype=np.float32)[target.astype(int)]
    return target.astype(np.float32)[:, None]


def answers(net: Net) -> tuple[int, Activation, Loss]:
    """What kind of answer a net gives: how many outputs, of which activation, for which loss."""
    return net.shape.outputs, net.shape.activations[-1], net.loss


def reheaded(net: Net, fresh: Net) -> Net:
    """`fresh` with the hidden layers of `net`: only the output layer begins anew. Nets whose
    hidden layers differ have nothing to hand on."""
    kept, _, _ = net.shape.span(net.shape.layers)
    if net.shape.sizes[:-1] == fresh.shape.sizes[:-1]:
        fresh.params[:kept] = net.params[:kept]
    return fresh


def hyper(config: TrainingConfig, lr: float) -> Hyper:
    """What one step may use, at the learning rate `lr`."""
    decoupled = config.opt == "adamw"
    return Hyper(
        lr=lr,
        l1=config.l1,
        l2=0.0 if decoupled else config.lam,
        decay=config.lam if decoupled else 0.0,
        dropout=config.dropout,
        clip=config.clip,
    )


def schedule(config: TrainingConfig) -> Schedule:
    """The learning rate over the run; `step` halves it four times."""
    total = config.steps
    return Schedule(
        config.schedule, total=total, period=max(1, total // 5), warmup=max(1, total // 20)
    )


def blame(net: Net, example: Floats, target: Floats) -> tuple[Floats, Floats]:
    """Slopes of the loss of one example (1, n_in), (1, n_out): (dJ/dw of all layers flat, dJ/dz
    of all hidden and output units)."""
    _, slopes = net.gradient(example, target)
    return parts(net.shape, slopes)


def parts(shape: Shape, flat: Floats) -> tuple[Floats, Floats]:
    """Flat parameters (P,) as (weights of all layers, biases of all layers)."""
    spans = [shape.span(layer) for layer in range(1, shape.layers + 1)]
    weights = np.concatenate([flat[start:middle] for start, middle, _ in spans])
    return weights, np.concatenate([flat[middle:stop] for _, middle, stop in spans])


def needs(config: NetConfig) -> Needs:
    """The most that a net of this config can take."""
    sizes = (MAX_INPUTS, *config.hidden, MAX_OUTPUTS)
    count = sum(outs * (ins + 1) for ins, outs in pairwise(sizes))
    return Needs(
        parameters=count,
        memory_bytes=count * _BYTES_PER_PARAMETER,
        hint=f"try fewer than {max(config.hidden, default=1)} units per layer",
    )
