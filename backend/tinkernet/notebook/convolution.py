"""What a convolution looks for, and what it finds in one example."""

import numpy as np
from torch import nn

from tinkernet.notebook.look import Look, array, leaves
from tinkernet.panels import ImageGrid
from tinkernet.tensor import Tensor, codes, floats, quantised

_MOST_SHOWN = 32
_LARGEST = 64


def first_convolution(model: nn.Module) -> str:
    """The name of the first layer that convolves pictures; nothing if there is none."""
    return next((n for n, each in leaves(model).items() if isinstance(each, nn.Conv2d)), "")


def filters(look: Look, name: str) -> ImageGrid:
    """The kernels of the layer `name`, in colour where they take three channels."""
    weights = array(leaves(look.copy)[name].get_parameter("weight"))[:_MOST_SHOWN]
    title, note = "The first kernels", f"layer {name}, {len(weights)} kernels"
    if weights.shape[1] == 3:
        return ImageGrid(
            title=title, note=note, images=_coloured(weights.transpose(0, 2, 3, 1)),
            palette="colour",
        )  # fmt: skip
    images, scales = _signed(weights.mean(axis=1))
    note += "" if weights.shape[1] == 1 else f", the mean of {weights.shape[1]} channels"
    return ImageGrid(title=title, note=note, images=images, scales=scales)


def feature_maps(look: Look, name: str) -> ImageGrid:
    """What the layer `name` gives for the first example."""
    _ = look.outputs
    maps = array(look.given[name][0])[:_MOST_SHOWN]
    stride = max(1, -(-max(maps.shape[1:]) // _LARGEST))
    images, scales = _signed(maps[:, ::stride, ::stride])
    label = f" of class {look.examples.label[0]}" if look.examples.task == "classes" else ""
    return ImageGrid(
        title="Their feature maps",
        note=f"layer {name}, an example{label}",
        images=images,
        scales=scales,
    )


def _signed(pictures: np.ndarray) -> tuple[Tensor, Tensor]:
    """Each on its own scale around 0."""
    scales = np.nan_to_num(np.abs(pictures).max(axis=(1, 2)), nan=1.0, posinf=1.0)
    scales = np.where(scales > 0, scales, 1.0)
    return quantised(pictures / scales[:, None, None], -1, 1), floats(scales)


def _coloured(pictures: np.ndarray) -> Tensor:
    lo, hi = np.nanmin(pictures), np.nanmax(pictures)
    span = hi - lo if np.isfinite(hi - lo) and hi > lo else 1.0
    return codes(np.nan_to_num((pictures - lo) / span).clip(0, 1) * 255)
