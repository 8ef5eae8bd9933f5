"""The plan of a convolutional net: its bricks, the shapes between them, and what is impossible.

Sizes follow ⌊(n + 2p − f)/s⌋ + 1; a shape is (channels, height, width) or (units,).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tinkernet.panels.bricks import BrickKind
from tinkernet.refusal import RefusalError

Shape = tuple[int, ...]

MOST_BRICKS = 12
FILTERS = (1, 2, 4, 8, 10, 16, 24, 32, 48, 64)
KERNELS = (1, 3, 5, 7)
UNITS = (8, 16, 32, 64, 128)
_POOLS = (2, 3, 4)

_CONV = re.compile(r"c(\d+)k(\d+)s(\d+)(same|valid)(?:x(\d+))?")
_POOL = re.compile(r"(max|avg)(\d+)")
_DENSE = re.compile(r"d(\d+)")


@dataclass(frozen=True, slots=True)
class Brick:
    """One layer. A convolution has `size` filters of `kernel` x `kernel`, `depth` sheets deep (0:
    as deep as what comes in); a pooling a window of `kernel`; a dense layer `size` units."""

    kind: BrickKind
    size: int = 0
    kernel: int = 1
    stride: int = 1
    padding: Literal["same", "valid"] = "same"
    depth: int = 0
    mode: Literal["max", "avg"] = "max"

    @property
    def frame(self) -> int:
        """Cells of padding on each side."""
        return (self.kernel - 1) // 2 if self.kind == "conv" and self.padding == "same" else 0

    @property
    def code(self) -> str:
        """As it stands in an address."""
        match self.kind:
            case "conv":
                deep = f"x{self.depth}" if self.depth else ""
                return f"c{self.size}k{self.kernel}s{self.stride}{self.padding}{deep}"
            case "pool":
                return f"{self.mode}{self.kernel}"
            case "dense":
                return f"d{self.size}"
            case kind:
                return kind

    @property
    def words(self) -> str:
        """Its name on the brick."""
        match self.kind:
            case "conv":
                return f"conv {self.kernel}×{self.kernel}"
            case "pool":
                return f"{self.mode} pool {self.kernel}×{self.kernel}"
            case "dense":
                return f"dense {self.size}"
            case "batchnorm":
                return "batch norm"
            case "gap":
                return "global average"
            case "gmp":
                return "global maximum"
            case "flatten":
                return "flatten"


class MisfitError(ValueError):
    """A brick that does not fit onto the one before it."""


def after(brick: Brick, shape: Shape) -> Shape:
    """What comes out of a brick.

    Raises:
        MisfitError: as a sentence, if nothing can.
    """
    if brick.kind == "dense":
        if len(shape) == 3:
            raise MisfitError(
                f"A dense layer takes a vector, and a volume of {told(shape)} comes in: put "
                "flatten or a global pooling before it."
            )
        return (brick.size,)
    if len(shape) == 1:
        if brick.kind == "batchnorm":
            return shape
        raise MisfitError(
            f"{brick.words.capitalize()} takes a picture, and a vector of {shape[0]} numbers comes "
            "in: move it before the flatten or the global pooling."
        )
    channels, *sides = shape
    match brick.kind:
        case "flatten":
            return (channels * sides[0] * sides[1],)
        case "gap" | "gmp":
            return (channels,)
        case "batchnorm":
            return shape
        case _:
            return _slid(brick, shape)


def _slid(brick: Brick, shape: Shape) -> Shape:
    """What comes out of a window that slides."""
    channels, *sides = shape
    if brick.depth not in {0, channels}:
        raise MisfitError(
            f"Its filters are {brick.depth} sheets deep, and {channels} channels come in: a "
            "filter is as deep as its input."
        )
    reach = [side + 2 * brick.frame - brick.kernel for side in sides]
    if min(reach) < 0:
        raise MisfitError(
            f"The window of {brick.kernel}×{brick.kernel} is larger than the {sides[0]}×{sides[1]} "
            "that comes in: the map has vanished. Pool less, pad more, or take larger pictures."
        )
    height, width = (each // brick.stride + 1 for each in reach)
    return (brick.size if brick.kind == "conv" else channels, height, width)


@dataclass(frozen=True, slots=True)
class Field:
    """What a unit sees of the input: a square of `size`, `jump` apart from its neighbour's;
    `start` is the centre of the first unit's, in pixels from the first pixel's centre."""

    size: int = 1
    jump: int = 1
    start: float = 0.0

    def behind(self, brick: Brick) -> "Field":
        """The field of a unit after one more brick."""
        if brick.kind not in {"conv", "pool"}:
            return self
        start = self.start + ((brick.kernel - 1) / 2 - brick.frame) * self.jump
        size = self.size + (brick.kernel - 1) * self.jump
        return Field(size, self.jump * brick.stride, start)

    def box(self, row: int, col: int) -> tuple[int, int, int, int]:
        """First and last row, first and last column; they may lie in the frame of padding."""
        half = (self.size - 1) / 2
        top, left = self.start + row * self.jump - half, self.start + col * self.jump - half
        return round(top), round(top + 2 * half), round(left), round(left + 2 * half)


@dataclass(frozen=True, slots=True)
class Plan:
    """Bricks on an input of `shape`; the last is always the dense layer of the classes."""

    shape: Shape
    bricks: tuple[Brick, ...]

    @property
    def shapes(self) -> list[Shape]:
        """What comes out of each brick, as far as the net is possible."""
        return self._walk()[0]

    @property
    def problem(self) -> tuple[int, str] | None:
        """The first brick that does not fit, and why."""
        return self._walk()[1]

    def _walk(self) -> tuple[list[Shape], tuple[int, str] | None]:
        shapes: list[Shape] = []
        shape = self.shape
        for place, brick in enumerate(self.bricks):
            try:
                shape = after(brick, shape)
            except MisfitError as misfit:
                return shapes, (place, str(misfit))
            shapes.append(shape)
        return shapes, None

    def before(self, place: int) -> Shape:
        """What comes into the brick at `place`."""
        return self.shapes[place - 1] if place else self.shape

    def parameters(self, place: int) -> int:
        """Weights and biases of the brick at `place`: (f²·n_C + 1)·n_C′, or in·out + out."""
        brick, shape = self.bricks[place], self.before(place)
        match brick.kind:
            case "conv":
                return (brick.kernel**2 * shape[0] + 1) * brick.size
            case "dense":
                return (shape[0] + 1) * brick.size
            case "batchnorm":
                return 2 * shape[0]
            case _:
                return 0

    def products(self, place: int) -> int:
        """Multiplications for one example."""
        brick, shape, out = self.bricks[place], self.before(place), self.shapes[place]
        if brick.kind == "conv":
            return brick.kernel**2 * shape[0] * brick.size * out[1] * out[2]
        return shape[0] * brick.size if brick.kind == "dense" else 0

    def field(self, place: int) -> Field:
        """The receptive field of a unit of the brick at `place`."""
        field = Field()
        for brick in self.bricks[: place + 1]:
            field = field.behind(brick)
        return field

    @property
    def total(self) -> int:
        """All parameters, as far as the net is possible."""
        return sum(self.parameters(place) for place in range(len(self.shapes)))

    def sensible(self) -> "Plan":
        """Itself if it is possible, else the bricks before the one that does not fit, flattened."""
        problem = self.problem
        if problem is None:
            return self
        kept = self.bricks[: min(problem[0], len(self.bricks) - 1)]
        flat = () if len(Plan(self.shape, kept).before(len(kept))) == 1 else (Brick("flatten"),)
        return Plan(self.shape, (*kept, *flat, self.bricks[-1]))

    def doubled(self) -> "Plan":
        """The same bricks on pictures of twice the side."""
        channels, height, width = self.shape
        return replace(self, shape=(channels, 2 * height, 2 * width))


def told(shape: Sequence[int]) -> str:
    """A shape in the order of the course: height, width, channels."""
    return "×".join(map(str, [*shape[1:], shape[0]])) if len(shape) == 3 else str(shape[0])


def encode(bricks: Sequence[Brick]) -> str:
    """Bricks as text, without the last, which every net has; a dash where there are no others."""
    return "-".join(brick.code for brick in bricks[:-1]) or "-"


def decode(text: str, classes: int) -> tuple[Brick, ...]:
    """The bricks of a text, and the dense layer of the classes after them.

    Raises:
        RefusalError: for a text that names something else, or too much.
    """
    parts = [part for part in text.split("-") if part]
    if len(parts) > MOST_BRICKS:
        raise RefusalError(f"A net has at most {MOST_BRICKS} bricks, not {len(parts)}.", "bricks")
    return (*(_decoded(part) for part in parts), Brick("dense", size=classes))


def _decoded(part: str) -> Brick:
    if found := _CONV.fullmatch(part):
        size, kernel, stride, depth = (int(found[group] or 0) for group in (1, 2, 3, 5))
        padding: Literal["same", "valid"] = "same" if found[4] == "same" else "valid"
        brick = Brick("conv", size, kernel, stride, padding, depth)
        if size in range(1, 65) and kernel in KERNELS and stride in (1, 2, 3) and depth <= 64:
            return brick
    elif (found := _POOL.fullmatch(part)) and int(found[2]) in _POOLS:
        mode: Literal["max", "avg"] = "max" if found[1] == "max" else "avg"
        return Brick("pool", kernel=int(found[2]), stride=int(found[2]), mode=mode)
    elif (found := _DENSE.fullmatch(part)) and int(found[1]) in range(1, 129):
        return Brick("dense", size=int(found[1]))
    elif part in {"batchnorm", "flatten", "gap", "gmp"}:
        kinds: dict[str, BrickKind] = {
            "batchnorm": "batchnorm", "flatten": "flatten", "gap": "gap", "gmp": "gmp",
        }  # fmt: skip
        return Brick(kinds[part])
    raise RefusalError(
        f"“{part[:20]}” is no brick: those are written like c16k3s1same, max2, flatten, d64.",
        "bricks",
    )
