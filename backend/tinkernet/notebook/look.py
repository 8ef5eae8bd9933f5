"""One look at a model: a copy of it answers, so that nothing a picture does reaches the loop."""

import copy
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from tinkernet.notebook.examples import Examples

Floats = NDArray[np.float32]

#: Cells along each side of a picture of the plane.
SIDE = 60
#: The picture ends so far outside the examples, as a share of their range.
_MARGIN = 0.15


class Look:
    """The model as it is now. Every pass is made once for all panels.

    `model` is the learner's own and is only read; `copy` answers, in evaluation mode and without
    the learner's hooks.
    """

    def __init__(self, model: nn.Module, examples: Examples) -> None:
        self.model = model
        self.examples = examples
        #: What each layer took and gave when it answered the examples.
        self.taken: dict[str, Tensor] = {}
        self.given: dict[str, Tensor] = {}

    @cached_property
    def copy(self) -> nn.Module:
        """Made when the first picture needs it: curves and norms do without."""
        return copied(self.model)

    @cached_property
    def outputs(self) -> Floats:
        """The answer to each example, (N, K)."""
        hooks = [
            each.register_forward_hook(self._note(name)) for name, each in leaves(self.copy).items()
        ]
        try:
            return self.answers(self.examples.x)
        finally:
            for hook in hooks:
                hook.remove()

    def answers(self, x: Tensor) -> Floats:
        """What the model says of `x`, (N, K)."""
        with torch.no_grad():
            said = self.copy(x)
        said = said[0] if isinstance(said, tuple | list) else said
        if not isinstance(said, Tensor) or len(said) != len(x):
            raise TypeError(f"the model gave {type(said).__name__} for {len(x)} examples")
        return array(said).reshape(len(x), -1)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, right, bottom, top of the picture of the plane, a square."""
        x = array(self.examples.x)
        lo, hi = np.nanmin(x, axis=0), np.nanmax(x, axis=0)
        middle, reach = (lo + hi) / 2, max(1e-6, float((hi - lo).max())) * (0.5 + _MARGIN)
        left, bottom = middle - reach
        right, top = middle + reach
        return float(left), float(right), float(bottom), float(top)

    @cached_property
    def grid(self) -> Tensor:
        """The middles of the cells of the plane, row by row from the top, (SIDE², 2)."""
        left, right, bottom, top = self.bounds
        middles = (np.arange(SIDE) + 0.5) / SIDE
        x1, x2 = np.meshgrid(
            left + middles * (right - left), bottom + middles[::-1] * (top - bottom)
        )
        cells = np.stack([x1.ravel(), x2.ravel()], axis=1)
        return torch.as_tensor(cells).to(self.examples.x)

    def _note(self, name: str) -> Callable[[nn.Module, tuple[object, ...], object], None]:
        def hook(_module: nn.Module, taken: tuple[object, ...], given: object) -> None:
            if taken and isinstance(taken[0], Tensor):
                self.taken[name] = taken[0].detach()
            if isinstance(given, Tensor):
                self.given[name] = given.detach()

        return hook


def copied(model: nn.Module) -> nn.Module:
    """A copy in evaluation mode that calls none of the learner's hooks."""
    twin = copy.deepcopy(plain(model))
    for each in twin.modules():
        for hooks in (each._forward_hooks, each._forward_pre_hooks, each._backward_hooks):
            hooks.clear()
    return twin.eval()


def plain(model: nn.Module) -> nn.Module:
    """The model behind the one that `torch.compile` made."""
    inner = getattr(model, "_orig_mod", model)
    return inner if isinstance(inner, nn.Module) else model


def leaves(model: nn.Module) -> dict[str, nn.Module]:
    """The layers that hold no other layers, in order; one that is used twice comes twice."""
    every = model.named_modules(remove_duplicate=False)
    return {name: each for name, each in every if not any(each.children())}


def array(tensor: Tensor) -> Floats:
    """A tensor as numpy's, wherever it is."""
    return tensor.detach().float().cpu().numpy()


@contextmanager
def dice_kept(device: torch.device) -> Iterator[None]:
    """Whatever is drawn at random inside, the learner's own numbers go on as if nothing was."""
    mine, numpys = random.getstate(), np.random.get_state()
    devices = [device] if device.type == "cuda" else []
    try:
        with torch.random.fork_rng(devices=devices):
            yield
    finally:
        random.setstate(mine)
        np.random.set_state(numpys)


def dice() -> tuple[object, ...]:
    """Where the common generators stand; equal as long as nobody draws from them."""
    _, words, place, *_ = np.random.get_state(legacy=True)
    torchs = torch.get_rng_state().numpy().tobytes()
    return random.getstate(), np.asarray(words).tobytes(), place, torchs
