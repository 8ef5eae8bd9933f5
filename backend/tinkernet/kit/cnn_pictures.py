"""What a convolutional net sees and has learned, as rows of small pictures."""

from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor as Torch

from tinkernet.kit.cnn_images import Images
from tinkernet.kit.cnn_net import ConvNet
from tinkernet.kit.cnn_plan import told
from tinkernet.kit.cnn_view import View
from tinkernet.panels import ImageGrid
from tinkernet.tensor import Tensor, codes, floats, ints, quantised

Floats = NDArray[np.float32]
Palette = Literal["grey", "colour"]

_MOST_MAPS = 64
_MOST_WALL = 128
#: Pictures that are searched for what excites a unit.
_SEARCHED = 200
_TOP = 9
#: The brightest grey: one more stands for no number at all.
WHITE = 254


def maps(view: View) -> ImageGrid:
    """What comes out of the brick looked at, a picture for each unit."""
    shown = view.maps[:_MOST_MAPS]
    place = view.place
    what = "one cell each" if shown.shape[1] == 1 else f"{shown.shape[1]}×{shown.shape[2]} cells"
    return signed(
        shown,
        title="Feature maps",
        note=_kept(len(view.maps), _MOST_MAPS),
        captions=[str(unit + 1) for unit in range(len(shown))],
        unit_ids=ints(view.first_unit(place) + np.arange(len(shown))),
        picks=True,
        summary=f"{view.brick.words}: {len(view.maps)} maps of {what}; unit {view.unit + 1} is "
        f"chosen, its largest value is {view.maps[view.unit].max():.3g}.",
    )


def hierarchy(view: View) -> ImageGrid:
    """A wall of maps: every brick that has maps, in order, all brought to one size."""
    walls: list[Floats] = []
    names: list[str] = []
    ids: list[int] = []
    side = max((shape[1] for shape in view.plan.shapes if len(shape) == 3), default=1)
    layers = [place for place, shape in enumerate(view.plan.shapes) if len(shape) == 3]
    most = max(1, _MOST_WALL // max(1, len(layers)))
    for place in layers:
        out = view.outputs[place].numpy()[:most]
        cells = np.arange(side) * out.shape[1] // side
        walls.append(out[:, cells][:, :, cells])
        names += [f"{place + 1}·{unit + 1}" for unit in range(len(out))]
        ids += [view.first_unit(place) + unit for unit in range(len(out))]
    stacked = np.concatenate(walls) if walls else np.zeros((0, 1, 1), np.float32)
    return signed(
        stacked,
        title="Every layer",
        note="The first number is the brick, the second the map.",
        captions=names,
        unit_ids=ints(ids),
        summary=f"{len(stacked)} maps of {len(walls)} bricks, from the first to the deepest.",
    )


def filters(view: View) -> ImageGrid:
    """The filters of the convolution looked at; from the second on, the sheets of one of them."""
    place = view.conv
    weights = view.net.weights(place) if place >= 0 else None
    first = view.trainee.first.weights(place) if place >= 0 else None
    if weights is None or first is None:
        empty = np.zeros((0, 1, 1), np.float32)
        return signed(empty, title="Filters", note="This net has no filters: add a convolution.")
    alike = cosines(weights, first)
    if weights.shape[1] == 1:
        return signed(
            weights[:, 0].numpy(),
            title="Filters",
            note="Under each, how like its beginning it still is: 1 has not turned at all.",
            captions=[f"{unit + 1} · cos {each:.2f}" for unit, each in enumerate(alike)],
            unit_ids=ints(view.first_unit(place) + np.arange(len(weights))),
            picks=True,
            summary=f"{len(weights)} filters of {_side(weights)}, one sheet each.",
        )
    unit = min(view.unit, len(weights) - 1)
    sheets = weights[unit, :_MOST_MAPS]
    return signed(
        sheets.numpy(),
        title=f"Filter {unit + 1} of {view.plan.bricks[place].words}",
        note=f"As deep as its input: {weights.shape[1]} sheets. Cosine with its beginning "
        f"{alike[unit]:.2f}. " + _kept(weights.shape[1], _MOST_MAPS),
        captions=[f"sheet {sheet + 1}" for sheet in range(len(sheets))],
        scale=float(weights[unit].abs().max()),
        summary=f"Filter {unit + 1} of {len(weights)}, {weights.shape[1]} sheets of "
        f"{_side(weights)}.",
    )


def cosines(weights: Torch, first: Torch) -> list[float]:
    """How like its beginning each filter is: the cosine of the angle between the two, (units,)."""
    return torch.cosine_similarity(weights.flatten(1), first.flatten(1), dim=1).tolist()


def top_patches(net: ConvNet, images: Images, place: int, unit: int, count: int = _TOP) -> Torch:
    """The patches that excite a unit most, one from each picture at most: (count, C, r, r) with
    r its receptive field, black beyond the edge of the picture."""
    x = images.x[:_SEARCHED]
    net.eval()
    with torch.no_grad():
        out = next(out for at, out in enumerate(net.outputs(x)) if at == place)[:, unit]
    net.train()
    out = out.reshape(len(x), -1) if out.dim() == 1 else out.flatten(1)
    width = net.plan.shapes[place][2] if len(net.plan.shapes[place]) == 3 else 1
    peaks, cells = out.max(1)
    best = peaks.argsort(descending=True, stable=True)[:count]
    found = [patch(x[row], net, place, int(cells[row]) // width, int(cells[row]) % width)
             for row in best.tolist()]  # fmt: skip
    return torch.stack(found)


def patch(picture: Torch, net: ConvNet, place: int, row: int, col: int) -> Torch:
    """What one unit sees of a picture (C, n, n): (C, r, r)."""
    plan = net.plan
    if len(plan.shapes[place]) == 1:
        return picture
    field = plan.field(place)
    size = min(field.size, 2 * plan.shape[1])
    top, _, left, _ = field.box(row, col)
    framed = torch.nn.functional.pad(picture, [size] * 4)
    top, left = max(0, top + size), max(0, left + size)
    cut = framed[:, top : top + size, left : left + size]
    return torch.nn.functional.pad(cut, [0, size - cut.shape[2], 0, size - cut.shape[1]])


def topk(view: View) -> ImageGrid:
    """The patches of the training pictures that excite the unit looked at most."""
    found = top_patches(view.net, view.images, view.place, view.unit)
    return ImageGrid(
        title=f"What excites unit {view.unit + 1}",
        note=f"The nine patches of {min(_SEARCHED, len(view.images.y))} training pictures to which "
        f"this unit of {view.brick.words} answers most strongly.",
        images=seen(found), palette=palette(found),
        captions=[f"{rank + 1}" for rank in range(len(found))],
        summary=f"{len(found)} patches of {found.shape[2]}×{found.shape[3]} pixels.",
    )  # fmt: skip


def field(view: View) -> ImageGrid:
    """The picture, and in it what one unit sees; the rest is darkened."""
    picture = view.picture[0]
    if len(view.shape) == 1:
        note = "A unit of a vector sees the whole picture."
        box = (0, picture.shape[1] - 1, 0, picture.shape[2] - 1)
        size = jump = picture.shape[1]
    else:
        row, col = place_of(view)
        reach = view.plan.field(view.place)
        box, size, jump = reach.box(row, col), reach.size, reach.jump
        note = (
            f"Cell ({row + 1}, {col + 1}) of {view.brick.words} sees {size}×{size} pixels; its "
            f"neighbour sees as many, {jump} farther on."
        )
    inside = torch.zeros(picture.shape[1:])
    inside[max(0, box[0]) : box[1] + 1, max(0, box[2]) : box[3] + 1] = 1
    colour = picture if len(picture) == 3 else picture.mean(0, keepdim=True).expand(3, -1, -1)
    # What lies outside is blue and dim, so that black pixels inside can be told from it.
    dim = 0.25 * colour + torch.tensor([0.05, 0.12, 0.35]).view(3, 1, 1)
    shown = torch.where(inside.bool(), colour, dim)[None]
    return ImageGrid(
        title="What one unit sees", note=note, images=seen(shown), palette="colour",
        captions=[f"{size}×{size} of {told(view.plan.shape)}"],
        summary=f"The receptive field is a square of {size} pixels, its neighbour's {jump} apart.",
    )  # fmt: skip


def place_of(view: View) -> tuple[int, int]:
    """Row and column of the cell that is looked at."""
    height, width = view.maps.shape[1:]
    cell = min(view.config.cell, height * width - 1)
    return cell // width, cell % width


def signed(
    shown: Floats, *, title: str, note: str = "", captions: list[str] | None = None,
    unit_ids: Tensor | None = None, scale: float = 0.0, picks: bool = False, summary: str = "",
) -> ImageGrid:  # fmt: skip
    """Numbers around zero: each picture by its own largest, or all by `scale`."""
    largest = np.abs(shown).max(axis=(1, 2), initial=1e-12)
    scales = np.full(len(shown), scale, np.float32) if scale else largest
    return ImageGrid(
        title=title, note=note, captions=captions or [], unit_ids=unit_ids, picks=picks,
        images=quantised(shown / scales.reshape(-1, 1, 1), -1, 1), scales=floats(scales),
        summary=summary,
    )  # fmt: skip


def seen(pictures: Torch) -> Tensor:
    """Pictures (N, C, h, w) in 0..1 as bytes: colour where there are three channels, else grey."""
    if pictures.shape[1] == 3:
        return codes(torch.round(pictures.permute(0, 2, 3, 1) * 255).clamp(0, 255).numpy())
    return codes(torch.round(pictures.mean(1) * WHITE).clamp(0, WHITE).numpy())


def palette(pictures: Torch) -> Palette:
    """How `seen` pictures are to be coloured."""
    return "colour" if pictures.shape[1] == 3 else "grey"


def _kept(there: int, shown: int) -> str:
    return f"The first {shown} of {there}." if there > shown else ""


def _side(weights: Torch) -> str:
    return f"{weights.shape[2]}×{weights.shape[3]}"
