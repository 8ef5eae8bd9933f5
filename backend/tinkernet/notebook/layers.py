"""The layers of a model: their shapes, their parameters, and how long their gradients are."""

import math

import torch
from torch import Tensor, nn

from tinkernet.notebook.look import Look, leaves
from tinkernet.panels import BarGroup, Bars, Column, Number, Stat, Table
from tinkernet.tensor import floats

_MOST_BARS = 40
_MOST_ROWS = 60
#: Logarithmic bars want something above nothing.
_LEAST = 1e-12


def layer_table(look: Look) -> Table:
    """Every layer with the shape it gives and its parameters."""
    _ = look.outputs
    rows: list[list[str | float | int | None]] = [
        [name or "model", type(layer).__name__, _shape(look.given.get(name)), parameters(layer)]
        for name, layer in leaves(look.copy).items()
    ]
    more = len(rows) - _MOST_ROWS
    columns = ["layer", "kind", "gives", "parameters"]
    return Table(
        title="The layers",
        note=f"the first {_MOST_ROWS} of {len(rows)}" if more > 0 else "",
        columns=[Column(name=each) for each in columns],
        rows=[*rows[:_MOST_ROWS], ["total", None, None, parameters(look.model)]],
        total=True,
    )


def norms(look: Look) -> Bars:
    """How long weights and gradients of each layer are."""
    weighted = [(n, p) for n, p in look.model.named_parameters() if p.ndim > 1][:_MOST_BARS]
    lengths = [_length(p) for _, p in weighted]
    slopes = [_length(p.grad) for _, p in weighted]
    has_slopes = any(p.grad is not None for _, p in weighted)
    groups = [BarGroup(name="weights", values=floats(_positive(lengths)), role="first")]
    if has_slopes:
        groups.append(BarGroup(name="gradients", values=floats(_positive(slopes)), role="second"))
    return Bars(
        title="Weights and gradients",
        note="length of each layer's",
        labels=[_spoken(look.model, name.removesuffix(".weight")) for name, _ in weighted],
        groups=groups,
        x_label="layer",
        y_label="‖·‖",
        log_y=True,
        caution="" if has_slopes else "There are no gradients: call watch.step before zero_grad.",
    )


def numbers(look: Look, *, step: int, per_sec: float | None) -> Stat:
    """The few numbers to be seen first."""
    norm = gradient_norm(look.model)
    return Stat(
        title="Now",
        numbers=[
            Number(name="Step", value=step, digits=0),
            Number(name="Steps per second", value=per_sec, digits=1),
            Number(name="Parameters", value=parameters(look.model), digits=0),
            Number(name="Gradient norm", symbol="‖∇J‖", value=norm, digits=4,
                   help="The length of all gradients together, as the last step left them."),
        ],
    )  # fmt: skip


def gradient_norm(model: nn.Module) -> float | None:
    """The length of all gradients together; None where there are none, or where they overflowed."""
    slopes = [p.grad.detach() for p in model.parameters() if p.grad is not None]
    if not slopes:
        return None
    norm = float(torch.linalg.vector_norm(torch.stack([each.float().norm() for each in slopes])))
    return norm if math.isfinite(norm) else None


def parameters(module: nn.Module) -> int:
    """How many numbers are learnt."""
    return sum(p.numel() for p in module.parameters())


def _spoken(model: nn.Module, name: str) -> str:
    """A layer of a stack has but a number: its kind says more."""
    last = name.rsplit(".", 1)[-1]
    return f"{type(model.get_submodule(name)).__name__} {name}" if last.isdecimal() else name


def _length(values: Tensor | None) -> float:
    return 0.0 if values is None else float(values.detach().float().norm())


def _positive(lengths: list[float]) -> list[float]:
    return [each if each > _LEAST else math.nan for each in lengths]


def _shape(given: Tensor | None) -> str:
    """Without the examples, which differ from pass to pass."""
    return "" if given is None else " × ".join(map(str, given.shape[1:]))
