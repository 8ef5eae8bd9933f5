"""The script's own code, taken step by step beside the run that it is to reproduce."""

import builtins
import math
from collections import defaultdict
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from tinkernet.recipe import Arrays, Section
from tinkernet.takeaway.checking import checked

# `__import__` is for torch, which imports when some functions are called first.
_BUILTINS = (
    "__import__", "abs", "dict", "enumerate", "float", "int", "len", "list", "max", "min", "range",
    "set", "sum", "tuple", "zip",
)  # fmt: skip


class Rehearsal:
    """Runs code of numbers and names of the course, looked through before, with no other names
    than those of a script."""

    def __init__(self, sections: list[Section], data: Arrays) -> None:
        self._run: dict[str, Tensor] = {name: _tensor(part) for name, part in data.items()}
        self._dealt: dict[str, dict[int, Tensor]] = defaultdict(dict)
        self._names: dict[str, Any] = {
            "torch": torch, "nn": nn, "F": functional, "math": math,
            "run": self._run, "dealt": self._dealt,
            "__builtins__": {name: getattr(builtins, name) for name in _BUILTINS},
        }  # fmt: skip
        code = checked("\n\n\n".join(section.code for section in sections))
        exec(compile(code, "run.py", "exec"), self._names)

    def take_over(self, t: int, state: Arrays) -> None:
        """Make weights and memory those of the run before step `t`."""
        given = {f"{t}/{name}": _tensor(part) for name, part in state.items()}
        self._run.update(given)
        self._names["take_over"](t)
        for name in given:
            del self._run[name]

    def step(self, t: int, dealt: Arrays) -> float:
        """Take step `t`, which was `dealt` this; its loss."""
        for name, part in dealt.items():
            self._dealt[name][t] = _tensor(part)
        loss = float(self._names["step"](t))
        for name in dealt:
            del self._dealt[name][t]
        return loss


def _tensor(array: np.ndarray) -> Tensor:
    return torch.from_numpy(np.array(array, order="C"))
