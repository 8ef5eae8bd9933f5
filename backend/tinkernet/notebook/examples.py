"""The examples of a watched loop: taken as tensors or arrays, a fair part of them kept."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from tinkernet.refusal import RefusalError

#: Examples of the training and of the validation that are looked at: drawing must stay cheap.
_MOST_KEPT = 400
_MOST_CLASSES = 100
_EXPECTED = "data must be a pair (x, y) of tensors or arrays of equal length"

#: What the model is to say: one of some classes, a number or several, or nothing known.
Task = Literal["classes", "numbers", "unknown"]


@dataclass(frozen=True, slots=True)
class Examples:
    """`x`: (N, ...) as the model takes it. `label`: (N,), the class, 0 where there is none.
    `target`: (N, K) of a regression. `test`: (N,), True for validation. `total`: how many there
    are of both."""

    x: Tensor
    label: NDArray[np.int64]
    target: NDArray[np.float32]
    test: NDArray[np.bool_]
    task: Task
    classes: int
    total: int

    def __len__(self) -> int:
        return len(self.x)

    def thinned(self, most: int) -> "Examples":
        """At most so many of them, evenly spread."""
        rows = _spread(len(self), most)
        return replace(
            self, x=self.x[rows], label=self.label[rows], target=self.target[rows],
            test=self.test[rows],
        )  # fmt: skip

    @property
    def is_plane(self) -> bool:
        """Whether every example is a point of the plane."""
        return self.x.ndim == 2 and self.x.shape[1] == 2

    @property
    def is_picture(self) -> bool:
        """Whether every example is a picture, (C, H, W)."""
        return self.x.ndim == 4


def examples_of(data: object, validation: object | None, model: nn.Module) -> Examples:
    """What is kept of the learner's data.

    Raises:
        RefusalError: if it is no pair of arrays, with what came.
    """
    pairs = [
        _pair(data, "data"),
        *([] if validation is None else [_pair(validation, "validation")]),
    ]
    kept = [_spread(len(x)) for x, _ in pairs]
    x = torch.cat([x[rows] for (x, _), rows in zip(pairs, kept, strict=True)])
    y = np.concatenate([y[rows] for (_, y), rows in zip(pairs, kept, strict=True)])
    test = np.concatenate([np.full(len(rows), place > 0) for place, rows in enumerate(kept)])
    whole = np.concatenate([y.reshape(-1)[:1_000_000] for _, y in pairs])
    task, classes = _task(y, whole)
    return Examples(
        x=_fitting(x, model),
        label=_labels(y) if task == "classes" else np.zeros(len(x), np.int64),
        target=y.reshape(len(y), -1).astype(np.float32),
        test=test,
        task=task,
        classes=classes,
        total=sum(len(each) for each, _ in pairs),
    )


def _pair(data: Any, name: str) -> tuple[Tensor, NDArray[Any]]:
    rule = _EXPECTED.replace("data", name, 1)
    if not isinstance(data, tuple | list) or len(data) != 2:
        raise RefusalError(f"{rule}; {type(data).__name__} came.", name)
    x, y = (_tensor(each, rule, name) for each in data)
    if x.ndim < 1 or y.ndim < 1 or len(x) != len(y) or len(x) == 0:
        raise RefusalError(f"{rule}; shapes {tuple(x.shape)} and {tuple(y.shape)} came.", name)
    return (x if x.ndim > 1 else x[:, None]), y.numpy()


def _tensor(values: Any, rule: str, name: str) -> Tensor:
    try:
        return torch.as_tensor(values).detach().cpu()
    except (TypeError, ValueError, RuntimeError) as error:
        raise RefusalError(f"{rule}; {type(values).__name__} came.", name) from error


def _spread(count: int, most: int = _MOST_KEPT) -> NDArray[np.int64]:
    """Evenly spread places: data that is sorted by class shows all of them."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.int64))


def _task(y: NDArray[Any], whole: NDArray[Any]) -> tuple[Task, int]:
    if y.ndim == 2 and y.shape[1] > 1 and np.isin(y, (0, 1)).all() and (y.sum(1) == 1).all():
        return "classes", y.shape[1]
    if y.ndim > 2 or (y.ndim == 2 and y.shape[1] > 1):
        return "numbers", 0
    is_whole = not np.issubdtype(whole.dtype, np.inexact)
    if is_whole or np.isin(whole, (0, 1)).all():
        low, high = int(whole.min()), int(whole.max())
        if low >= 0 and high < _MOST_CLASSES:
            return "classes", max(2, high + 1)
    return ("numbers", 0) if np.isfinite(y.astype(np.float64)).all() else ("unknown", 0)


def _labels(y: NDArray[Any]) -> NDArray[np.int64]:
    """The class of each example, also where it is written as a row with a single 1."""
    flat = y.reshape(len(y), -1)
    return (flat.argmax(axis=1) if flat.shape[1] > 1 else flat[:, 0]).astype(np.int64)


def _fitting(x: Tensor, model: nn.Module) -> Tensor:
    """On the model's device, in the kind of number it computes with; words stay whole numbers."""
    first = next(iter(model.parameters()), None)
    if first is None:
        return x
    is_words = any(isinstance(each, nn.Embedding) for each in model.modules())
    return x.to(first.device) if is_words and not x.is_floating_point() else x.to(first)
