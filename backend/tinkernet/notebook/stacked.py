"""A small stack of linear layers as a network with a picture in every unit."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from tinkernet.kit.symbols import sub
from tinkernet.notebook.look import Floats, Look, array, leaves
from tinkernet.panels import Layer, NetworkGraph
from tinkernet.tensor import floats, quantised

_MOST_LAYERS = 8
_MOST_UNITS = 32
_MAP_SIDE = 20
_QUIET = (nn.Dropout, nn.Identity, nn.Flatten)
_BENDS = {
    nn.ReLU: "relu", nn.Tanh: "tanh", nn.Sigmoid: "sigmoid", nn.LeakyReLU: "leaky_relu",
    nn.GELU: "gelu", nn.ELU: "elu", nn.SiLU: "silu", nn.Softmax: "softmax", nn.Softplus: "softplus",
    nn.LogSoftmax: "log_softmax",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """A linear layer by name, with what follows it: the last layer that still belongs to it."""

    linear: str
    last: str
    bend: str


def stages(model: nn.Module) -> list[Stage]:
    """The linear layers of a small stack in order; none where the model is something else."""
    if not isinstance(model, nn.Sequential):
        return []
    found: list[Stage] = []
    for name, each in leaves(model).items():
        bend = _BENDS.get(type(each), "")
        if isinstance(each, nn.Linear) and each.bias is not None:
            found.append(Stage(name, name, "linear"))
        elif found and bend and found[-1].bend == "linear":
            found[-1] = Stage(found[-1].linear, name, bend)
        elif not isinstance(each, _QUIET):
            return []
    sizes = [_linear(model, stage).out_features for stage in found]
    fits = 1 <= len(found) <= _MOST_LAYERS and max(sizes, default=0) <= _MOST_UNITS
    return found if fits and _linear(model, found[0]).in_features <= _MOST_UNITS else []


def graph(look: Look, parts: list[Stage]) -> NetworkGraph:
    """The stack with its weights, and with a map of every unit where the input is a plane."""
    linears = [_linear(look.copy, part) for part in parts]
    maps, scales = _maps(look, parts) if look.examples.is_plane else (None, None)
    return NetworkGraph(
        title="The network",
        layers=_layers(linears, parts),
        weights=floats(np.concatenate([array(each.weight).ravel() for each in linears])),
        biases=floats(np.concatenate([array(each.bias).ravel() for each in linears])),
        maps=None if maps is None else quantised(maps, -1, 1),
        scales=None if scales is None else floats(scales),
        summary=f"{len(linears)} linear layers.",
        fixed=True,
    )


def _layers(linears: list[nn.Linear], parts: list[Stage]) -> list[Layer]:
    first = [sub("x", place + 1) for place in range(linears[0].in_features)]
    layers = [Layer(name="inputs", role="input", names=first)]
    for place, (linear, part) in enumerate(zip(linears, parts, strict=True), 1):
        is_last = place == len(parts)
        sign = "ŷ" if is_last else "a"
        names = [sub(sign, unit + 1) for unit in range(linear.out_features)]
        layers.append(
            Layer(
                name="output" if is_last else f"layer {place}",
                role="output" if is_last else "hidden",
                names=names,
                activation=part.bend,
            )
        )
    return layers


def _maps(look: Look, parts: list[Stage]) -> tuple[Floats, Floats]:
    """Every unit over the plane, each on its own scale: (U, side, side) in -1..1, and (U,)."""
    left, right, bottom, top = look.bounds
    middles = (np.arange(_MAP_SIDE) + 0.5) / _MAP_SIDE
    x1, x2 = np.meshgrid(left + middles * (right - left), bottom + middles[::-1] * (top - bottom))
    cells = torch.as_tensor(np.stack([x1.ravel(), x2.ravel()], axis=1)).to(look.examples.x)
    rows = [array(cells).T]
    named, wanted = leaves(look.copy), {part.last for part in parts}
    with torch.no_grad():
        for name, each in named.items():
            cells = each(cells)
            if name in wanted:
                rows.append(array(cells).T)
    units = np.concatenate(rows)
    scales = np.nan_to_num(np.abs(units).max(axis=1), nan=1.0, posinf=1.0)
    scales = np.where(scales > 0, scales, 1.0).astype(np.float32)
    return (units / scales[:, None]).reshape(len(units), _MAP_SIDE, _MAP_SIDE), scales


def _linear(model: nn.Module, stage: Stage) -> nn.Linear:
    found = model.get_submodule(stage.linear)
    if not isinstance(found, nn.Linear):
        raise TypeError(f"{stage.linear} is no longer a linear layer")
    return found
