"""Small pictures to convolve: bright halves, digits, checkers, colours, numbers, one's own."""

from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from tinkernet.refusal import RefusalError

Image = NDArray[np.float64]

#: The brightest pixel of a packaged picture; a typed one may be anything.
BRIGHT = 10.0


def image(name: str, n: int, channels: int, seed: int) -> Image:
    """(n_C, n, n), values 0..10. Channels of a grey picture are the same picture turned."""
    random = np.random.default_rng(seed)
    match name:
        case "rgb":
            return np.stack([_patch(n, c) for c in range(channels)])
        case "numbers":
            return np.stack([_numbers(n, random) for _ in range(channels)])
        case "wall":
            return np.full((channels, n, n), BRIGHT)
        case "checker":
            grey = BRIGHT * (np.indices((n, n)).sum(axis=0) % 2 == 0)
        case "digit":
            grey = _digit(n, int(random.integers(len(_digits()))))
        case "bright-left":
            grey = np.tile(np.where(np.arange(n) < (n + 2) // 3, BRIGHT, 0.0), (n, 1))
        case _:
            grey = np.tile(np.where(np.arange(n) < n // 2, BRIGHT, 0.0), (n, 1))
    return np.stack([np.rot90(grey, channel) for channel in range(channels)])


def encode(pixels: Image) -> str:
    """The picture as text: `channels,n:` and its numbers row by row."""
    return f"{pixels.shape[0]},{pixels.shape[1]}:" + " ".join(f"{v:.6g}" for v in pixels.ravel())


def decode(text: str) -> Image:
    """The picture that `encode` wrote; the empty text is one dark pixel.

    Raises:
        RefusalError: for a text that is none.
    """
    if not text:
        return np.zeros((1, 1, 1))
    try:
        head, _, body = text.partition(":")
        channels, side = (int(part) for part in head.split(","))
        numbers = np.array([float(part) for part in body.split()])
        if not 0 < channels <= 8 or not 0 < side <= 32 or not (np.abs(numbers) <= 1e6).all():
            raise ValueError
        return numbers.reshape(channels, side, side)
    except ValueError:
        raise RefusalError(
            "The drawn picture could not be read: it must be channels,n: and n x n numbers for "
            "each channel, such as 1,3:0 0 0 0 9 0 0 0 0. Choose a packaged picture, or draw.",
            "pixels",
        ) from None


def fitted(pixels: Image, n: int, channels: int) -> Image:
    """The same picture on a sheet of n x n: cut, or with dark pixels around. A channel that was
    never drawn shows the first."""
    side = min(n, pixels.shape[1])
    sheet = np.zeros((channels, n, n))
    for channel in range(channels):
        from_ = channel if channel < len(pixels) else 0
        sheet[channel, :side, :side] = pixels[from_, :side, :side]
    return sheet


@cache
def _digits() -> NDArray[np.float64]:
    pixels, _ = load_digits(return_X_y=True)
    return np.asarray(pixels, np.float64).reshape(-1, 8, 8)  # (1797, 8, 8), 0..16


def _digit(n: int, index: int) -> Image:
    small = torch.from_numpy(_digits()[index])[None, None]
    if n != 8:
        small = torch.nn.functional.interpolate(
            small, size=(n, n), mode="bilinear", antialias=n < 8
        )
    return np.round(small[0, 0].numpy() * BRIGHT / 16, 1)


def _patch(n: int, channel: int) -> Image:
    """A corner of a colourful picture: a slope, a disc, a bar, then the same ones turned."""
    y, x = (np.indices((n, n)) + 0.5) / n
    shapes = [
        BRIGHT * (x + y) / 2,
        BRIGHT * (np.hypot(x - 0.45, y - 0.5) < 0.34),
        BRIGHT * (np.abs(x - 0.72) < 0.17),
    ]
    return np.rot90(np.round(shapes[channel % 3], 1), channel // 3).copy()


def _numbers(n: int, random: np.random.Generator) -> Image:
    """All different, so that a largest one is always one: 0 .. n² − 1 in a small picture."""
    order = random.permutation(n * n).astype(np.float64).reshape(n, n)
    return order if n <= 10 else np.round(order * 99 / (n * n - 1), 2)
