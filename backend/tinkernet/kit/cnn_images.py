"""Pictures to classify: real digits, clothes and emoji, and drawn shapes and textures."""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from torch import Tensor
from torch.nn.functional import interpolate

Pixels = NDArray[np.uint8]
Labels = NDArray[np.int64]
Floats = NDArray[np.float32]

#: So many are looked at when a net is judged.
TESTED = 300

_FASHION = ("T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker",
            "bag", "boot")  # fmt: skip
_SHAPES = ("disc", "square", "triangle", "cross")
_TEXTURES = ("across", "upright", "rising", "falling", "checks", "grain")
_DIGITS = tuple("0123456789")


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A set as it lies on this machine: `pixels` uint8 (N, h, w, c), the last `tested` kept for
    the test."""

    title: str
    classes: tuple[str, ...]
    pixels: Pixels
    labels: Labels
    tested: int

    @property
    def trained(self) -> int:
        """How many there are to train on."""
        return len(self.labels) - self.tested


@dataclass(frozen=True, slots=True, eq=False)
class Images:
    """Examples as a net takes them: `x` float32 (m, C, n, n) in 0..1, `y` int64 (m,)."""

    classes: tuple[str, ...]
    x: Tensor
    y: Tensor
    test_x: Tensor
    test_y: Tensor


@cache
def source(name: str) -> Source:
    """The set called `name`."""
    match name:
        case "mnist":
            return _packaged("mnist_12k.npz", "MNIST", _DIGITS)
        case "fashion":
            return _packaged("fashion_mnist_6k.npz", "Fashion-MNIST", _FASHION)
        case "emoji":
            return _emoji()
        case "shapes":
            return _drawn("Shapes and colours", _SHAPES, _shape)
        case "textures":
            return _drawn("Textures", _TEXTURES, _texture)
        case _:
            data, target = load_digits(return_X_y=True)
            # Its last pages are by other hands: a test on those alone asks for another thing.
            order = np.random.default_rng(0).permutation(len(target))
            ink = np.asarray(data)[order].reshape(-1, 8, 8, 1)
            pixels = np.round(ink * (255 / 16)).astype(np.uint8)
            labels = np.asarray(target)[order].astype(np.int64)
            return Source("Digits 8×8", _DIGITS, pixels, labels, 397)


def read_all() -> None:
    """Every set, so that it is at hand: decompressing and drawing take a tenth of a second each."""
    for name in ("digits", "mnist", "fashion", "emoji", "shapes", "textures"):
        source(name)


# A restart asks for another size in the same process: what was before the last must not stay.
@lru_cache(maxsize=2)
def images(name: str, side: int, channels: int, count: int, seed: int) -> Images:
    """`count` examples of a set (fewer where it has fewer) as pictures of `side` pixels."""
    whole = source(name)
    random = np.random.default_rng(seed)
    some = random.permutation(whole.trained)[:count]
    test = np.arange(whole.trained, whole.trained + min(TESTED, whole.tested))
    rows = np.concatenate([some, test])
    x = _fitted(whole.pixels[rows], side, channels, random)
    y = torch.from_numpy(whole.labels[rows])
    cut = len(some)
    return Images(whole.classes, x[:cut], y[:cut], x[cut:], y[cut:])


def raw(name: str, channels: int, count: int, seed: int) -> tuple[Pixels, Labels, Floats | None]:
    """The examples of `images` for training as they lie in the set: bytes (m, h, w, c), classes
    (m,), and the colour of the light (m, C, 1, 1) that falls on each where grey becomes coloured.
    """
    whole = source(name)
    random = np.random.default_rng(seed)
    some = random.permutation(whole.trained)[:count]
    pixels = whole.pixels[some]
    if pixels.shape[-1] != 1 or channels == 1:
        return pixels, whole.labels[some], None
    light = _light(len(some) + min(TESTED, whole.tested), channels, random)[: len(some)]
    return pixels, whole.labels[some], light


def fitted(pixels: Pixels, side: int, channels: int) -> Tensor:
    """A drawing, grey (h, w), as a net takes it: (1, C, n, n), the same in every channel."""
    return _resized(pixels[None, ..., None], side).expand(1, channels, side, side).contiguous()


def _fitted(pixels: Pixels, side: int, channels: int, random: np.random.Generator) -> Tensor:
    x = _resized(pixels, side)
    if x.shape[1] == channels:
        return x
    if x.shape[1] == 1:
        # A grey picture becomes a coloured one: light of some colour falls on it.
        return x * torch.from_numpy(_light(len(x), channels, random))
    return x.mean(1, keepdim=True) if channels == 1 else x[:, :channels].contiguous()


def _light(count: int, channels: int, random: np.random.Generator) -> Floats:
    return random.uniform(0.4, 1.0, (count, channels, 1, 1)).astype(np.float32)


def _resized(pixels: Pixels, side: int) -> Tensor:
    x = torch.from_numpy(np.ascontiguousarray(pixels.transpose(0, 3, 1, 2))).float() / 255
    if x.shape[-1] == side:
        return x
    shrinks = side < x.shape[-1]
    return interpolate(x, (side, side), mode="bilinear", antialias=shrinks, align_corners=False)


def _packaged(file: str, title: str, classes: tuple[str, ...]) -> Source:
    with (files("tinkernet.data") / file).open("rb") as stream, np.load(stream) as found:
        pixels = np.concatenate([found["x_train"], found["x_test"]])[..., None]
        labels = np.concatenate([found["y_train"], found["y_test"]]).astype(np.int64)
        return Source(title, classes, pixels, labels, len(found["y_test"]))


def _emoji() -> Source:
    with (files("tinkernet.data") / "emoji_32.npz").open("rb") as stream, np.load(stream) as found:
        pixels, labels = found["x"], found["y"].astype(np.int64)
        classes = tuple(str(name) for name in found["classes"])
    order = np.random.default_rng(0).permutation(len(labels))
    return Source("Emoji", classes, pixels[order], labels[order], 200)


def _drawn(title: str, classes: tuple[str, ...], draw: "Drawing") -> Source:
    """2,400 pictures of 24×24, all different, the same on every machine."""
    random = np.random.default_rng(7)
    labels = np.arange(2400) % len(classes)
    pixels = np.stack([draw(int(label), random) for label in labels])
    return Source(title, classes, pixels, labels.astype(np.int64), 400)


class Drawing(Protocol):
    """What draws one picture of a class: (24, 24, 3) uint8."""

    def __call__(self, label: int, random: np.random.Generator) -> Pixels: ...


def _shape(label: int, random: np.random.Generator) -> Pixels:
    """A disc, a square, a triangle or a cross of some size, colour and place, on grain."""
    row, col = random.uniform(8, 16, 2)
    reach = random.uniform(4.5, 7.5)
    down, right = np.indices((24, 24), dtype=np.float64)
    v, u = (down - row) / reach, (right - col) / reach
    inside = [
        u**2 + v**2 < 1,
        np.maximum(abs(u), abs(v)) < 0.85,
        (v < 0.8) & (abs(u) < (v + 1) * 0.55),
        (np.minimum(abs(u), abs(v)) < 0.3) & (np.maximum(abs(u), abs(v)) < 1),
    ][label]
    colour = random.uniform(0.35, 1.0, 3)
    grain = random.uniform(0, 0.15, (24, 24, 3))
    return _bytes(np.where(inside[..., None], colour, 0.0) + grain)


def _texture(label: int, random: np.random.Generator) -> Pixels:
    """Waves of some direction, wavelength and phase, checks, or plain grain."""
    down, right = np.indices((24, 24), dtype=np.float64)
    turn = random.uniform(-0.2, 0.2) + [0, np.pi / 2, np.pi / 4, -np.pi / 4, 0, 0][label]
    rate = 2 * np.pi / random.uniform(4, 7)
    across = np.cos(turn) * down + np.sin(turn) * right
    along = -np.sin(turn) * down + np.cos(turn) * right
    phase = random.uniform(0, 2 * np.pi, 2)
    wave = np.sin(rate * across + phase[0])
    if _TEXTURES[label] == "checks":
        wave = wave * np.sin(rate * along + phase[1])
    if _TEXTURES[label] == "grain":
        wave = random.normal(0, 0.7, (24, 24))
    colour = random.uniform(0.4, 1.0, 3)
    grain = random.normal(0, 0.08, (24, 24, 3))
    return _bytes((0.5 + 0.45 * np.clip(wave, -1, 1))[..., None] * colour + grain)


def _bytes(values: NDArray[np.float64]) -> Pixels:
    return np.round(np.clip(values, 0, 1) * 255).astype(np.uint8)
