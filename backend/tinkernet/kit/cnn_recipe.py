"""How a convolutional net is written as plain PyTorch."""

import copy
from collections.abc import Iterator

import numpy as np
from torch import nn

from tinkernet.kit.cnn_config import CnnConfig
from tinkernet.kit.cnn_images import raw
from tinkernet.kit.cnn_training import Trainee
from tinkernet.recipe import Answerer, Arrays, Recipe, Section

#: Nets of more parameters are taken over seldom, or only where it is needed: each time is so many
#: bytes. Adam makes rounding grow fast, for it divides small slopes by their own size.
_SMALL, _MEDIUM = 50_000, 200_000

_OPTIMISER = """\
optimiser = torch.optim.Adam(net.parameters(), lr=eta, fused=True)


def take_over(t):
    \"\"\"Weights and Adam's memory as the run had them before step t.\"\"\"
    net.load_state_dict({key: run[f"{t}/{key}"] for key in net.state_dict()})
    for key, p in net.named_parameters():
        optimiser.state[p] = {
            "step": run[f"{t}/age"].clone(),
            "exp_avg": run[f"{t}/{key}.m"].clone(),
            "exp_avg_sq": run[f"{t}/{key}.s"].clone(),
        }"""


class CnnRecipe(Recipe):
    """A trainee's bricks in one `nn.Sequential`."""

    def __init__(self, trainee: Trainee, config: CnnConfig) -> None:
        self._trainee, self._config = trainee, config
        numbers = sum(p.numel() for p in trainee.net.parameters())
        self.refreshed = 25 if numbers <= _SMALL else 100 if numbers <= _MEDIUM else 0

    def sections(self, rate: float | None) -> list[Section]:
        first = "0.0  # each step has its own" if rate is None else repr(rate)
        return [
            Section("The pictures", self._pictures(), "As they lie in the set, brought to size."),
            Section("The net", self._net(), "Its bricks, from the picture to the classes."),
            Section("The optimiser", f"eta = {first}\n{_OPTIMISER}"),
            Section("One step", _step(rate), "Forward, backward, and one step of Adam."),
        ]

    def _pictures(self) -> str:
        x = self._trainee.images.x
        m, channels, side, _ = x.shape
        _, high, _, depth = self.data()["pixels"].shape
        lines = [
            f'x = run["pixels"].permute(0, 3, 1, 2).contiguous()  # ({m}, {depth}, {high}, {high})',
            "x = x.float() / 255",
        ]
        if high != side:
            lines += [
                f'x = F.interpolate(x, ({side}, {side}), mode="bilinear", antialias={side < high})',
            ]
        if depth == 1 and channels > 1:
            lines.append('x = x * run["light"]  # grey becomes coloured by the light that falls on')
        elif depth != channels and channels == 1:
            lines.append("x = x.mean(1, keepdim=True)")
        elif depth != channels:
            lines.append(f"x = x[:, :{channels}].contiguous()")
        lines.append(f'y = run["y"]  # ({m},): one of {len(self._config.classes)} classes')
        return "\n".join(lines)

    def _net(self) -> str:
        x = self._trainee.images.x[:1]
        lines = ["net = nn.Sequential("]
        shape = tuple(x.shape[1:])
        for layer, out in zip(self._trainee.net.layers, self._trainee.net.plan.shapes, strict=True):
            parts = ", ".join(_text(part) for part in _flat(layer))
            told = " × ".join(map(str, shape)), " × ".join(map(str, out))
            lines.append(f"    {parts},  # {told[0]} → {told[1]}")
            shape = out
        return "\n".join([*lines, ")"])

    def data(self) -> Arrays:
        config = self._config
        pixels, labels, light = raw(
            config.dataset, config.in_channels, config.examples, config.seed
        )
        found: Arrays = {"pixels": pixels, "y": labels}
        return found if light is None else found | {"light": light}

    def state(self) -> Arrays:
        net = nn.Sequential(*_flat(self._trainee.net.layers))
        found = self.weights()
        memory = self._trainee.remembered()
        for (name, _), kept in zip(net.named_parameters(), memory, strict=True):
            found[f"{name}.m"] = kept["exp_avg"].numpy().copy()
            found[f"{name}.s"] = kept["exp_avg_sq"].numpy().copy()
        return found | {"age": memory[0]["step"].numpy().copy()}

    def dealt(self) -> Arrays:
        return {"rows": self._trainee.rows, "eta": np.array([self._trainee.rate])}

    def weights(self) -> Arrays:
        net = nn.Sequential(*_flat(self._trainee.net.layers))
        return {name: part.numpy().copy() for name, part in net.state_dict().items()}

    def answerer(self) -> Answerer:
        parts = [copy.deepcopy(part) for part in _flat(self._trainee.net.layers)]
        module = nn.Sequential(*parts, nn.Softmax(dim=1)).eval()
        example = self._trainee.images.x[:1].numpy()
        said = f"probabilities of {', '.join(self._config.classes)}"
        return Answerer(module, example, "brightness 0..1 of each channel and pixel", said)


def _flat(module: nn.Module) -> Iterator[nn.Module]:
    """All layers in order, each by itself."""
    if isinstance(module, nn.Sequential | nn.ModuleList):
        for part in module:
            yield from _flat(part)
    else:
        yield module


def _text(part: nn.Module) -> str:
    """How a layer is made."""
    match part:
        case nn.Conv2d():
            kernel, stride, frame = part.kernel_size[0], part.stride[0], part.padding[0]
            further = f", stride={stride}" if stride != 1 else ""
            further += f", padding={frame}" if frame else ""
            return f"nn.Conv2d({part.in_channels}, {part.out_channels}, {kernel}{further})"
        case nn.Linear():
            return f"nn.Linear({part.in_features}, {part.out_features})"
        case nn.MaxPool2d() | nn.AvgPool2d():
            return f"nn.{type(part).__name__}({part.kernel_size})"
        case nn.BatchNorm2d() | nn.BatchNorm1d():
            return f"nn.{type(part).__name__}({part.num_features})"
        case nn.AdaptiveAvgPool2d() | nn.AdaptiveMaxPool2d():
            return f"nn.{type(part).__name__}(1)"
        case _:
            return f"nn.{type(part).__name__}()"


def _step(rate: float | None) -> str:
    lines = [
        "def step(t):",
        '    """Learn from mini-batch t; its mean loss J before the step."""',
        '    rows = dealt["rows"][t]',
        "    J = F.cross_entropy(net(x[rows]), y[rows])  # logits (B, classes)",
        "    optimiser.zero_grad()",
        "    J.backward()",
    ]
    if rate is None:
        lines.append('    optimiser.param_groups[0]["lr"] = dealt["eta"][t].item()')
    return "\n".join([*lines, "    optimiser.step()", "    return J.item()"])
