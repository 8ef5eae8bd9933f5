"""Why a convolutional net answers as it does: slopes, what its units like, where it errs."""

import numpy as np
import torch
from torch import Tensor as Torch

from tinkernet.kit.cnn_net import ConvNet
from tinkernet.kit.cnn_pictures import WHITE, palette, seen
from tinkernet.kit.cnn_view import View
from tinkernet.panels import ImageGrid
from tinkernet.tensor import codes, ints

#: Steps uphill to what a unit likes.
_UPHILL = 16
_MOST_LIKED = 16


def saliency(view: View) -> ImageGrid:
    """The picture, and how much its likeliest class hangs on each pixel: |∂z/∂x|
    (Simonyan, Vedaldi and Zisserman, 2013)."""
    shown = int(view.probabilities.argmax())
    slopes = input_slopes(view.net, view.picture, shown)
    picture = view.picture[0].mean(0).numpy()
    largest = max(float(slopes.max()), 1e-12)
    pair = np.stack([picture, slopes.numpy() / largest])
    return ImageGrid(
        title="Why", images=codes(np.round(pair * WHITE)), palette="grey",
        captions=["the picture", f"|∂z/∂x| for {view.classes[shown]}"],
        note="Bright pixels are those where a small change moves the answer most.",
        summary=f"The answer {view.classes[shown]} hangs most on the pixel in row "
        f"{int(slopes.argmax()) // slopes.shape[1] + 1}, column "
        f"{int(slopes.argmax()) % slopes.shape[1] + 1}.",
    )  # fmt: skip


def input_slopes(net: ConvNet, picture: Torch, shown: int) -> Torch:
    """|∂z_k/∂x| of one picture (1, C, n, n) for class k, the largest over the channels: (n, n)."""
    net.eval()
    x = picture.detach().clone().requires_grad_()
    (slopes,) = torch.autograd.grad(net(x)[0, shown], x)
    net.train()
    return slopes[0].abs().amax(0)


def likes(view: View) -> ImageGrid:
    """Pictures made uphill from grain so that each unit of the brick answers as much as it can
    (Erhan and others, 2009)."""
    liked = liked_pictures(view.net, view.place, view.config.weights_seed)
    return ImageGrid(
        title="What its units like",
        note=f"From grey grain, {_UPHILL} steps uphill for each unit of {view.brick.words}.",
        images=seen(liked), palette=palette(liked), picks=True,
        captions=[str(unit + 1) for unit in range(len(liked))],
        unit_ids=ints(view.first_unit(view.place) + np.arange(len(liked))),
        summary=f"{len(liked)} pictures, one for each unit.",
    )  # fmt: skip


def liked_pictures(net: ConvNet, place: int, seed: int) -> Torch:
    """One picture for each of the first units of a brick: (units, C, n, n) in 0..1."""
    units = min(net.plan.shapes[place][0], _MOST_LIKED)
    dice = torch.Generator().manual_seed(seed)
    x = 0.5 + 0.05 * torch.randn((units, *net.plan.shape), generator=dice)
    net.eval()
    for _ in range(_UPHILL):
        x.requires_grad_()
        out = next(out for at, out in enumerate(net.outputs(x)) if at == place)
        rows = torch.arange(units)
        answer = out[rows, rows] if out.dim() == 2 else out[rows, rows].flatten(1).mean(1)
        (slopes,) = torch.autograd.grad(answer.sum(), x)
        length = slopes.flatten(1).norm(dim=1).clamp_min(1e-12).view(-1, 1, 1, 1)
        x = (x.detach() + 0.5 * slopes / length).clamp(0, 1)
    net.train()
    return x


def mistakes(view: View) -> ImageGrid:
    """The test pictures that the net gets wrong most surely."""
    wrong = np.flatnonzero(view.answers != view.truth)
    worst = wrong[np.argsort(-view.losses[wrong], kind="stable")][:24]
    sure = view.logits.softmax(1).amax(1).numpy()
    return ImageGrid(
        title="Hardest mistakes",
        note="Look at one to send it through the net." if len(worst) else "Not one is wrong.",
        images=seen(view.images.test_x[worst]), palette=palette(view.images.test_x),
        captions=[
            f"{view.classes[view.truth[row]]} → {view.classes[view.answers[row]]} {sure[row]:.0%}"
            for row in worst
        ],
        ids=ints(worst),
        picks=True,
        summary=f"{len(wrong)} of {len(view.truth)} test pictures are wrong.",
    )  # fmt: skip


def mistaken(view: View, index: int) -> int:
    """The test row of the picture at `index` among the mistakes, -1 for none."""
    wrong = np.flatnonzero(view.answers != view.truth)
    worst = wrong[np.argsort(-view.losses[wrong], kind="stable")]
    return int(worst[index]) if index < len(worst) else -1
