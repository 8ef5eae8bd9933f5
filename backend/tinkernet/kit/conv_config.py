"""The controls of a convolution done by hand: what slides over what, and how."""

from collections.abc import Mapping
from typing import Literal, Self

from tinkernet.control import control
from tinkernet.kit import kernels, pixel_images
from tinkernet.kit.windows import Kind, Plan
from tinkernet.lab import LabConfig
from tinkernet.protocol import ConfigValue

Op = Literal[
    "cross-correlation", "convolution", "full", "same", "valid", "strided", "dilated", "volume",
    "transposed", "max-pool", "avg-pool", "max-pool-volume", "global-avg-pool",
]  # fmt: skip
KernelName = Literal[
    "vertical-edge", "horizontal-edge", "sobel", "corner", "laplacian", "blur", "sharpen",
    "identity", "learned", "custom",
]  # fmt: skip
ImageName = Literal[
    "half-bright", "bright-left", "digit", "checker", "rgb", "numbers", "wall", "drawn"
]

POOLS: list[ConfigValue] = ["max-pool", "avg-pool", "max-pool-volume", "global-avg-pool"]
CONVS: list[ConfigValue] = [
    "cross-correlation", "convolution", "full", "same", "valid", "strided", "dilated", "volume",
    "transposed",
]  # fmt: skip
#: Full and valid fix their padding, and pooling has none.
_PADDED: list[ConfigValue] = [
    "cross-correlation", "convolution", "same", "strided", "dilated", "volume", "transposed"
]  # fmt: skip
_FRAMED: list[ConfigValue] = [op for op in [*_PADDED, "full"] if op != "transposed"]
_SIZED: list[ConfigValue] = [*CONVS, "max-pool", "avg-pool", "max-pool-volume"]
_DEEP: list[ConfigValue] = ["volume", "max-pool-volume", "global-avg-pool"]


class ConvConfig(LabConfig):
    """One operation, one kernel, one picture."""

    op: Op = control(
        "cross-correlation", scale="choice", live=True, group="network", label="Operation",
        help="What slides over the picture, and what is done with what lies under it.",
        options={
            "full": "full convolution", "same": "same convolution", "valid": "valid convolution",
            "strided": "strided convolution", "dilated": "dilated convolution",
            "volume": "convolution over a volume", "transposed": "transposed convolution",
            "max-pool": "max pooling", "avg-pool": "average pooling",
            "max-pool-volume": "max pooling over a volume",
            "global-avg-pool": "global average pooling",
        },
    )  # fmt: skip
    kernel: KernelName = control(
        "vertical-edge", scale="choice", live=True, group="network", label="Kernel", symbol="K",
        help="The weights of the window, or of the detector that is pooled. Type your own, or let "
        "them be learned.",
        options={"vertical-edge": "vertical edge", "horizontal-edge": "horizontal edge",
                 "sobel": "Sobel", "laplacian": "Laplacian", "custom": "your own"},
        shown={"op": [*CONVS, "max-pool"]},
    )  # fmt: skip
    f: int = control(
        3, lo=1, hi=7, scale="int", live=True, group="network", label="Window size", symbol="f",
        help="Cells on a side of the kernel, or of the pooling window.", shown={"op": _SIZED},
    )  # fmt: skip
    padding: int = control(
        0, lo=0, hi=6, scale="int", live=True, group="network", label="Padding", symbol="p",
        help="Cells of frame around the picture; in a transposed convolution, cells cut away.",
        shown={"op": _PADDED},
    )  # fmt: skip
    pad_mode: Literal["zeros", "reflect", "circular"] = control(
        "zeros", scale="choice", live=True, group="network", label="What the frame holds",
        help="Zeros, the picture mirrored at its edge, or the picture from the other side.",
        shown={"op": _FRAMED},
    )  # fmt: skip
    stride: int = control(
        1, lo=1, hi=4, scale="int", live=True, group="network", label="Stride", symbol="s",
        help="How many cells the window moves at a time.", shown={"op": _SIZED},
    )  # fmt: skip
    dilation: int = control(
        1, lo=1, hi=4, scale="int", live=True, group="network", label="Dilation", symbol="d",
        help="How far the taps of the kernel stand apart; 1 for side by side.",
        shown={"op": CONVS},
    )  # fmt: skip
    filters: int = control(
        1, lo=1, hi=16, scale="int", live=True, group="network", label="Filters",
        symbol="n_C′", help="How many kernels there are; each makes a channel of the output.",
        shown={"op": ["volume"]},
    )  # fmt: skip
    flip: bool = control(
        False, scale="switch", live=True, group="network", label="Flip the kernel",
        help="Turns the kernel by half a turn before it is used.",
        shown={"op": ["cross-correlation", "convolution"]},
    )  # fmt: skip
    lr: float = control(
        0.1, lo=0.001, hi=1.0, scale="log", live=True, group="training", label="Learning rate",
        symbol="η", help="How far one step moves the learned kernel.",
        shown={"kernel": ["learned"]},
    )  # fmt: skip
    image: ImageName = control(
        "half-bright", scale="choice", live=True, group="data", label="Picture",
        help="What the window slides over; draw on it or type into it, and it is your own.",
        options={"half-bright": "half bright", "bright-left": "bright left", "rgb": "three colours",
                 "drawn": "your own"},
    )  # fmt: skip
    mirror: bool = control(
        False, scale="switch", live=True, group="data", label="Mirror the picture",
        help="Swaps left and right.",
    )  # fmt: skip
    n: int = control(
        6, lo=3, hi=32, scale="int", live=True, group="data", label="Picture size", symbol="n",
        help="Pixels on a side of the picture.",
    )  # fmt: skip
    channels: int = control(
        1, lo=1, hi=8, scale="int", live=True, group="data", label="Channels", symbol="n_C",
        help="Sheets of the picture, such as red, green and blue.", shown={"op": _DEEP},
    )  # fmt: skip
    detect: bool = control(
        False, scale="switch", live=True, group="view", label="Pool a detector’s response",
        help="Slides the kernel at size 3 over the picture first, and pools what it answers.",
        shown={"op": ["max-pool"]},
    )  # fmt: skip
    theta: float = control(
        10.0, lo=0.0, hi=40.0, scale="linear", live=True, group="view", label="Threshold",
        symbol="θ", help="A response above it counts as: the feature is here.",
        shown={"op": ["max-pool"], "detect": [True]},
    )  # fmt: skip
    step: int = control(
        0, lo=0, hi=400_000, scale="int", live=True, hidden=True, group="view", label="Window",
        symbol="k", help="The output cell that is looked at, counted in rows.",
    )  # fmt: skip
    taps: str = control(
        "", scale="text", live=True, hidden=True, group="network", label="Edited kernel",
        help="The weights of a kernel edited by hand.",
    )  # fmt: skip
    pixels: str = control(
        "", scale="text", live=True, hidden=True, group="data", label="Drawn picture",
        help="The pixels of a picture that was drawn or typed.",
    )  # fmt: skip

    @classmethod
    def parse(cls, values: Mapping[str, ConfigValue]) -> Self:
        """Like any Config; raises RefusalError for a kernel or a picture that is none."""
        config = super().parse(values)
        kernels.decode(config.taps)
        pixel_images.decode(config.pixels)
        return config

    @property
    def plan(self) -> Plan:
        """The sizes that follow, whether they make sense or not."""
        pools = self.op in POOLS
        kinds: dict[str, Kind] = {
            "transposed": "transposed", "max-pool": "max", "max-pool-volume": "max",
            "avg-pool": "mean", "global-avg-pool": "mean",
        }  # fmt: skip
        whole = self.op == "global-avg-pool"
        d = 1 if pools else self.dilation
        padding = {"full": d * (self.f - 1), "valid": 0}.get(self.op, self.padding)
        return Plan(
            kind=kinds.get(self.op, "conv"),
            n=self.n, f=self.n if whole else self.f, p=0 if pools else padding,
            s=1 if whole else self.stride, d=d, pad_mode=self.pad_mode,
            channels=self.channels if self.op in _DEEP else 1,
            filters=self.filters if self.op == "volume" else 1,
        )  # fmt: skip

    @property
    def flipped(self) -> bool:
        """Whether the kernel is used turned by half a turn."""
        return (self.op in {"convolution", "transposed"}) != (
            self.flip and self.op in {"cross-correlation", "convolution"}
        )
