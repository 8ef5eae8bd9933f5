"""The same net written with torch, in float64: what the engine must agree with."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from tinkernet.engine import Activation, Hyper, Loss, Net

ACTIVATIONS: dict[Activation, Callable[[Tensor], Tensor]] = {
    "linear": lambda z: z,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "relu": torch.relu,
    "leaky_relu": F.leaky_relu,
    "elu": F.elu,
    "softplus": F.softplus,
    "swish": F.silu,
    "gelu": F.gelu,
    "hard_tanh": F.hardtanh,
    "hard_sigmoid": F.hardsigmoid,
    "softmax": lambda z: torch.softmax(z, dim=1),
}


class Twin:
    """`weights` and `biases` of a net's layers as torch leaves, copied when it is made."""

    def __init__(self, net: Net) -> None:
        self.shape = net.shape
        self.loss: Loss = net.loss
        layers = range(1, net.shape.layers + 1)
        self.weights = [_leaf(net.weights(layer)) for layer in layers]
        self.biases = [_leaf(net.biases(layer)) for layer in layers]

    def units(self, x: np.ndarray) -> tuple[Tensor, list[Tensor]]:
        """The logits (N, n_out) and the values (N, n) of each layer."""
        values = [torch.from_numpy(x).double()]
        logits = values[0]
        for w, b, name in zip(self.weights, self.biases, self.shape.activations, strict=True):
            logits = values[-1] @ w.T + b
            values.append(ACTIVATIONS[name](logits))
        return logits, values[1:]

    def cost(self, x: np.ndarray, y: np.ndarray, hyper: Hyper) -> Tensor:
        """The mean loss plus the penalties."""
        logits, values = self.units(x)
        target, output = torch.from_numpy(y).double(), values[-1]
        losses: dict[Loss, Callable[[], Tensor]] = {
            "mse": lambda: F.mse_loss(output, target),
            "mae": lambda: F.l1_loss(output, target),
            "huber": lambda: F.huber_loss(output, target, delta=hyper.huber),
            "bce": lambda: F.binary_cross_entropy_with_logits(logits, target),
            "cross_entropy": lambda: F.cross_entropy(logits, target),
        }
        cost = losses[self.loss]()
        if hyper.l1 > 0:
            cost = cost + hyper.l1 * torch.stack([w.abs().sum() for w in self.weights]).sum()
        if hyper.l2 > 0:
            cost = cost + hyper.l2 / 2 * torch.stack([w.square().sum() for w in self.weights]).sum()
        return cost

    def leaves(self) -> list[Tensor]:
        """All parameters in the engine's order."""
        pairs = zip(self.weights, self.biases, strict=True)
        return [leaf for pair in pairs for leaf in pair]

    def flat(self) -> np.ndarray:
        """All parameters in one vector, as the engine keeps them."""
        return torch.cat([leaf.detach().ravel() for leaf in self.leaves()]).numpy()

    def gradient(self, x: np.ndarray, y: np.ndarray, hyper: Hyper) -> tuple[float, np.ndarray]:
        """The cost and its gradient by autograd, flat."""
        cost = self.cost(x, y, hyper)
        slopes = torch.autograd.grad(cost, self.leaves())
        return cost.item(), torch.cat([slope.ravel() for slope in slopes]).numpy()


def examples(net: Net, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Random x (count, n_in) and targets y (count, n_out) of the kind the net's loss wants."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(count, net.shape.inputs)).astype(np.float32)
    outputs = net.shape.outputs
    match net.loss:
        case "bce":
            y = rng.integers(0, 2, (count, outputs))
        case "cross_entropy":
            y = np.eye(outputs)[rng.integers(0, outputs, count)]
        case _:
            y = rng.normal(size=(count, outputs))
    return x, y.astype(np.float32)


def _leaf(values: np.ndarray) -> Tensor:
    return torch.from_numpy(values.astype(np.float64)).requires_grad_()
