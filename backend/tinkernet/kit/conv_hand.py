"""What the learner's hand does to a convolution: typed pixels and weights, a drawing."""

import numpy as np

from tinkernet.kit import kernels, pixel_images
from tinkernet.kit.conv_config import ConvConfig
from tinkernet.kit.conv_work import Work
from tinkernet.kit.pixel_images import BRIGHT
from tinkernet.panels import Draw, SetCell
from tinkernet.protocol import Config
from tinkernet.refusal import RefusalError


def taken_up(config: ConvConfig, work: Work) -> ConvConfig:
    """A kernel of one's own begins with the one that was there before."""
    if config.kernel != "custom" or config.taps:
        return config
    return config.changed({"taps": kernels.encode(work.plain_kernel)})


def retyped(work: Work, panel: str, cell: SetCell) -> Config:
    """The changes of the config after one number was typed into the input or the kernel.

    Raises:
        RefusalError: for a cell that is none, one of the frame, or another panel.
    """
    if panel == "kernel" and not work.plan.pools:
        return _weight(work, cell)
    if panel == "input" and not work.detects:
        return _pixel(work, cell)
    raise RefusalError("Only the input and the kernel take numbers: change one of those.")


def _weight(work: Work, cell: SetCell) -> Config:
    if work.config.kernel == "learned":
        raise RefusalError("This kernel is being learned: choose another to type into it.")
    kernel = work.plain_kernel.copy()
    _, channels, f, _ = kernel.shape
    if cell.row >= f or cell.col >= f or cell.sheet >= channels:
        raise RefusalError(f"The kernel has {f} rows and columns; that cell is not among them.")
    row, col = cell.row, cell.col
    if work.config.flipped:
        row, col = f - 1 - row, f - 1 - col
    kernel[work.place[0], cell.sheet, row, col] = cell.value
    return {"kernel": "custom", "taps": kernels.encode(kernel)}


def _pixel(work: Work, cell: SetCell) -> Config:
    place = work.pixel(cell.row, cell.col)
    if place is None or cell.sheet >= work.plan.channels:
        raise RefusalError("That cell is part of the frame: change a pixel of the picture.")
    picture = work.picture.copy()
    picture[cell.sheet, place[0], place[1]] = cell.value
    return _drawn(picture)


def drawn(work: Work, draw: Draw) -> Config:
    """The changes of the config after a drawing; every channel gets the same.

    Raises:
        RefusalError: for a drawing of another size.
    """
    n = work.plan.n
    if (draw.width, draw.height) != (n, n) or len(draw.pixels) != n * n:
        raise RefusalError(
            f"The drawing has {draw.width} × {draw.height} pixels and the picture {n} × {n}: "
            "draw once more.",
            "pixels",
        )
    ink = np.array(draw.pixels).reshape(n, n)
    if not ((ink >= 0) & (ink <= 255)).all():
        raise RefusalError("The ink of a pixel must be between 0 and 255.", "pixels")
    grey = np.round(ink * BRIGHT / 255, 1)
    return _drawn(np.repeat(grey[None], work.plan.channels, axis=0))


def _drawn(picture: pixel_images.Image) -> Config:
    # What is drawn on is what is seen, so a mirrored picture is kept as it stands.
    return {"image": "drawn", "mirror": False, "pixels": pixel_images.encode(picture)}
