"""The kernels of the course at every size f: edges, corners, blur, sharpen, identity."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.refusal import RefusalError

Kernel = NDArray[np.float64]


def named(name: str, f: int) -> Kernel:
    """The f x f kernel of that name; at f = 3 the one of the lecture.

    Raises:
        KeyError: for a name that is none.
    """
    return _MAKERS[name](f)


def bank(name: str, f: int, filters: int) -> Kernel:
    """(n_C', f, f): the kernel of that name first, then it turned, then others of the course."""
    first = named(name, f)
    others = [named(other, f) for other in _MAKERS if other != name]
    turned = np.rot90(first, -1)
    return np.stack([(first, turned, *others, *map(np.flip, others))[i] for i in range(filters)])


def encode(kernel: Kernel) -> str:
    """(n_C', n_C, f, f) as text: `filters,channels,f:` and its numbers in that order."""
    filters, channels, f, _ = kernel.shape
    return f"{filters},{channels},{f}:" + " ".join(f"{v:.6g}" for v in kernel.ravel())


def decode(text: str) -> Kernel:
    """The kernel that `encode` wrote; the empty text is one zero.

    Raises:
        RefusalError: for a text that is none.
    """
    if not text:
        return np.zeros((1, 1, 1, 1))
    try:
        head, _, body = text.partition(":")
        filters, channels, f = (int(part) for part in head.split(","))
        numbers = np.array([float(part) for part in body.split()])
        if min(filters, channels, f) < 1 or not (np.abs(numbers) <= 1e6).all():
            raise ValueError
        return numbers.reshape(filters, channels, f, f)
    except ValueError:
        raise RefusalError(
            "The kernel could not be read: it must be filters,channels,f: and that many numbers, "
            "such as 1,1,2:1 0 0 -1. Choose a kernel by name, or edit one.",
            "taps",
        ) from None


def fitted(kernel: Kernel, filters: int, channels: int, f: int) -> Kernel:
    """The same kernel at another size: cut or framed by zeros around its middle; filters and
    channels that were never edited are like the first."""
    had = kernel.shape[-1]
    sheet = np.zeros((filters, channels, f, f))
    side = min(f, had)
    to, from_ = f // 2 - side // 2, had // 2 - side // 2
    for o in range(filters):
        for c in range(channels):
            source = kernel[o if o < len(kernel) else 0, c if c < kernel.shape[1] else 0]
            sheet[o, c, to : to + side, to : to + side] = source[
                from_ : from_ + side, from_ : from_ + side
            ]
    return sheet


def _ramp(f: int) -> Kernel:
    """1 on the first half, −1 on the second, 0 in the middle of an odd number."""
    return np.sign(np.arange(f)[::-1] - (f - 1) / 2) if f > 1 else np.ones(1)


def _bell(f: int) -> Kernel:
    """A row of Pascal's triangle: 1 2 1 at f = 3."""
    row = np.ones(1)
    for _ in range(f - 1):
        row = np.convolve(row, [1, 1])
    return row


def _vertical(f: int) -> Kernel:
    return np.tile(_ramp(f), (f, 1))


def _horizontal(f: int) -> Kernel:
    return _vertical(f).T.copy()


def _sobel(f: int) -> Kernel:
    return np.outer(_bell(f), _ramp(f))


def _corner(f: int) -> Kernel:
    return np.outer(_ramp(f), _ramp(f))


def _laplacian(f: int) -> Kernel:
    kernel = np.zeros((f, f))
    kernel[f // 2, :] = kernel[:, f // 2] = 1
    kernel[f // 2, f // 2] = 0
    kernel[f // 2, f // 2] = -kernel.sum()
    return kernel


def _blur(f: int) -> Kernel:
    return np.full((f, f), 1 / f**2)


def _sharpen(f: int) -> Kernel:
    return _identity(f) - _laplacian(f)


def _identity(f: int) -> Kernel:
    kernel = np.zeros((f, f))
    kernel[f // 2, f // 2] = 1
    return kernel


_MAKERS = {
    "vertical-edge": _vertical,
    "horizontal-edge": _horizontal,
    "sobel": _sobel,
    "corner": _corner,
    "laplacian": _laplacian,
    "blur": _blur,
    "sharpen": _sharpen,
    "identity": _identity,
}
NAMES = list(_MAKERS)
