"""A convolutional net built from its plan, brick by brick, that can be looked into."""

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from tinkernet.kit.cnn_plan import Brick, Plan, Shape

#: Which unit says nothing: the place of its brick, and its number.
Silent = tuple[int, int]


class ConvNet(nn.Module):
    """The net of a possible plan. ReLU follows every convolution and dense layer but the last."""

    def __init__(self, plan: Plan, seed: int) -> None:
        super().__init__()
        self.plan = plan
        # The seeds of its weights are its own: nobody else's generator is touched.
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            layers = [
                _layer(brick, plan.before(place), is_last=place == len(plan.bricks) - 1)
                for place, brick in enumerate(plan.bricks)
            ]
        self.layers = nn.ModuleList(layers)

    def forward(self, x: Tensor) -> Tensor:
        """Logits (N, classes) of pictures (N, C, n, n)."""
        for layer in self.layers:
            x = layer(x)
        return x

    def outputs(self, x: Tensor, silent: Silent | None = None) -> Iterator[Tensor]:
        """What comes out of each brick in turn; `silent`: a unit that is switched off."""
        for place, layer in enumerate(self.layers):
            x = layer(x)
            if silent and silent[0] == place and silent[1] < x.shape[1]:
                # A copy: what was recorded for the gradient stays as it was.
                mask = torch.ones(x.shape[1])
                mask[silent[1]] = 0
                x = x * mask.view(1, -1, *[1] * (x.dim() - 2))
            yield x

    def judged(self, x: Tensor, silent: Silent | None = None) -> Tensor:
        """Logits without a gradient, as the net says them when it is not training."""
        self.eval()
        with torch.no_grad():
            *_, logits = self.outputs(x, silent)
        self.train()
        return logits

    def weights(self, place: int) -> Tensor | None:
        """The filters (n_C′, n_C, f, f) or weights (out, in) of a brick, if it has any."""
        layer = self.layers[place]
        for part in layer.modules():
            if isinstance(part, nn.Conv2d | nn.Linear):
                return part.weight.detach()
        return None

    def bias(self, place: int) -> Tensor | None:
        """The biases (n_C′,) of a brick, if it has any."""
        for part in self.layers[place].modules():
            if isinstance(part, nn.Conv2d | nn.Linear) and part.bias is not None:
                return part.bias.detach()
        return None


def _layer(brick: Brick, shape: Shape, *, is_last: bool) -> nn.Module:
    match brick.kind:
        case "conv":
            conv = nn.Conv2d(shape[0], brick.size, brick.kernel, brick.stride, brick.frame)
            return nn.Sequential(conv, nn.ReLU())
        case "pool" if brick.mode == "max":
            return nn.MaxPool2d(brick.kernel)
        case "pool":
            return nn.AvgPool2d(brick.kernel)
        case "batchnorm":
            return nn.BatchNorm2d(shape[0]) if len(shape) == 3 else nn.BatchNorm1d(shape[0])
        case "gap":
            return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        case "gmp":
            return nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten())
        case "flatten":
            return nn.Flatten()
        case "dense" if is_last:
            return nn.Linear(shape[0], brick.size)
        case "dense":
            return nn.Sequential(nn.Linear(shape[0], brick.size), nn.ReLU())


def transplanted(old: ConvNet, plan: Plan, seed: int) -> ConvNet:
    """A net of another plan that keeps what the old one has learned: bricks that are alike, in
    order, take over their weights."""
    new = ConvNet(plan, seed)
    begin = 0
    for layer in new.layers:
        wanted = _sizes(layer)
        if not wanted:
            continue
        for place in range(begin, len(old.layers)):
            if _sizes(old.layers[place]) == wanted:
                layer.load_state_dict(old.layers[place].state_dict())
                begin = place + 1
                break
    return new


def _sizes(layer: nn.Module) -> list[tuple[int, ...]]:
    return [tuple(parameter.shape) for parameter in layer.parameters()]
