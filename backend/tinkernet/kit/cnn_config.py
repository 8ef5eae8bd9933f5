"""The controls of a convolutional net: its pictures, its bricks, its training, where one looks."""

from collections.abc import Mapping
from typing import Literal, Self

from tinkernet.control import control
from tinkernet.kit import drawn_pixels
from tinkernet.kit.cnn_images import Images, images, source
from tinkernet.kit.cnn_plan import Brick, Plan, decode
from tinkernet.lab import LabConfig
from tinkernet.protocol import ConfigValue

Dataset = Literal["digits", "mnist", "fashion", "emoji", "shapes", "textures", "gallery"]
Probe = Literal[
    "maps",
    "filters",
    "hierarchy",
    "receptive-field",
    "linear",
    "likes",
    "data",
    "trials",
    "none",
]

TRAINED: list[ConfigValue] = ["digits", "mnist", "fashion", "emoji", "shapes", "textures"]
_SLIDERS: dict[str, list[ConfigValue]] = {"plan": ["sliders"], "dataset": TRAINED}
_TRAINS: dict[str, list[ConfigValue]] = {"dataset": TRAINED}


class CnnConfig(LabConfig):
    """A net brick by brick, or as the sliders stack it."""

    dataset: Dataset = control(
        "digits", scale="choice", group="data", label="Pictures",
        help="What is told apart; the gallery shows the famous sets instead.",
        options={"digits": "digits 8×8", "mnist": "MNIST", "fashion": "Fashion-MNIST",
                 "emoji": "emoji", "shapes": "shapes and colours", "textures": "textures",
                 "gallery": "gallery of sets"},
    )  # fmt: skip
    examples: int = control(
        1000, lo=50, hi=10_000, scale="log_int", group="data", label="Training pictures",
        symbol="m", help="How many it learns from; smaller sets give what they have.",
        shown=_TRAINS,
    )  # fmt: skip
    input_size: int = control(
        16, lo=8, hi=64, scale="int", group="data", label="Side of a picture", symbol="n",
        unit="px", help="All pictures are brought to this size.", shown=_TRAINS,
    )  # fmt: skip
    in_channels: int = control(
        1, lo=1, hi=3, scale="int", group="data", label="Input channels", symbol="n_C⁰",
        help="1 is grey; grey pictures with more are lit by a colour of their own.", shown=_TRAINS,
    )  # fmt: skip
    card: Literal["digits", "mnist", "fashion", "emoji"] = control(
        "mnist", scale="choice", live=True, group="data", label="Look at",
        help="The set whose pictures hang on the wall.",
        options={"digits": "digits 8×8", "mnist": "MNIST", "fashion": "Fashion-MNIST",
                 "emoji": "emoji"},
        shown={"dataset": ["gallery"]},
    )  # fmt: skip
    plan: Literal["sliders", "own"] = control(
        "sliders", scale="choice", group="network", label="The net is built",
        help="By the sliders below, or brick by brick in its picture.",
        options={"sliders": "by sliders", "own": "brick by brick"}, shown=_TRAINS,
    )  # fmt: skip
    blocks: int = control(
        2, lo=1, hi=4, scale="int", group="network", label="Blocks", symbol="L",
        help="Convolutions, each with its pooling behind it.", shown=_SLIDERS,
    )  # fmt: skip
    filters: int = control(
        16, lo=1, hi=64, scale="log_int", group="network", label="Filters", symbol="n_C",
        help="Filters of each convolution: as many maps come out.", shown=_SLIDERS,
    )  # fmt: skip
    kernel: Literal["1", "3", "5", "7"] = control(
        "3", scale="choice", group="network", label="Kernel", symbol="f",
        help="The side of each filter, in cells.", shown=_SLIDERS,
    )  # fmt: skip
    stride: int = control(
        1, lo=1, hi=3, scale="int", group="network", label="Stride", symbol="s",
        help="How many cells a filter moves at a time.", shown=_SLIDERS,
    )  # fmt: skip
    padding: Literal["valid", "same"] = control(
        "same", scale="choice", group="network", label="Padding", symbol="p",
        help="Valid has no frame and shrinks; same keeps the size at stride 1.", shown=_SLIDERS,
    )  # fmt: skip
    pool: Literal["none", "max", "avg"] = control(
        "max", scale="choice", group="network", label="Pooling",
        help="After each convolution, 2×2 cells become one.",
        options={"avg": "average"}, shown=_SLIDERS,
    )  # fmt: skip
    batchnorm: Literal["off", "on"] = control(
        "off", scale="choice", group="network", label="Batch norm",
        help="Brings each map to mean 0 and spread 1 within a mini-batch.", shown=_SLIDERS,
    )  # fmt: skip
    head: Literal["flatten", "gap", "gmp"] = control(
        "flatten", scale="choice", group="network", label="From maps to a vector",
        help="All cells in a row, or the mean or the maximum of each map.",
        options={"gap": "global average", "gmp": "global maximum"}, shown=_SLIDERS,
    )  # fmt: skip
    dense: int = control(
        0, lo=0, hi=128, scale="int", group="network", label="Dense units", symbol="n_h",
        help="A hidden dense layer before the classes; 0 leaves it out.", shown=_SLIDERS,
    )  # fmt: skip
    bricks: str = control(
        "", scale="text", live=True, hidden=True, group="network", label="Bricks",
        help="The net brick by brick, as built by hand.",
    )  # fmt: skip
    weights_seed: int = control(
        0, lo=0, hi=99, scale="int", group="network", label="Weights seed",
        help="Another number draws other weights to begin with.", shown=_TRAINS,
    )  # fmt: skip
    lr: float = control(
        0.003, lo=0.0001, hi=0.1, scale="log", live=True, group="training", label="Learning rate",
        symbol="η", help="How far Adam goes in a step.", shown=_TRAINS,
    )  # fmt: skip
    batch: int = control(
        64, lo=8, hi=256, scale="log_int", live=True, group="training", label="Batch size",
        symbol="B", help="Pictures in a mini-batch.", shown=_TRAINS,
    )  # fmt: skip
    steps: int = control(
        300, lo=50, hi=1000, scale="int", live=True, group="training", label="Steps", symbol="T",
        help="Mini-batches until it stops.", shown=_TRAINS,
    )  # fmt: skip
    probe: Probe = control(
        "maps", scale="choice", live=True, group="view", label="Look into",
        help="Which drawer of the net is open.",
        options={"maps": "one layer", "filters": "filters", "hierarchy": "every layer",
                 "receptive-field": "one unit", "linear": "linear probes",
                 "likes": "what units like", "data": "the pictures",
                 "trials": "recorded trials", "none": "nothing"},
        shown=_TRAINS,
    )  # fmt: skip
    layer: int = control(
        0, lo=0, hi=12, scale="int", live=True, group="view", label="Brick looked at",
        help="Click a brick to look at it; 0 is the first.", shown=_TRAINS,
    )  # fmt: skip
    unit: int = control(
        0, lo=0, hi=127, scale="int", live=True, group="view", label="Unit looked at",
        help="Click a map or a filter to look at it.", shown=_TRAINS,
    )  # fmt: skip
    ablate: bool = control(
        False, scale="switch", live=True, group="view", label="Switch this unit off",
        help="The net is judged as if the unit that is looked at said nothing.", shown=_TRAINS,
    )  # fmt: skip
    example: int = control(
        0, lo=0, hi=299, scale="int", live=True, group="view", label="Test picture",
        help="Which picture runs through the net; a drawing takes its place.", shown=_TRAINS,
    )  # fmt: skip
    cell: int = control(
        0, lo=0, hi=4095, scale="int", live=True, hidden=True, group="view", label="Cell",
        help="The cell of the map that is looked at, counted in rows.",
    )  # fmt: skip
    drawing: str = control(
        "", scale="text", live=True, hidden=True, group="view", label="Drawing",
        help="A picture drawn by hand.",
    )  # fmt: skip
    opened: int = control(
        -1, lo=-1, hi=99, scale="int", live=True, hidden=True, group="view", label="Open cell",
        help="The cell of the table of confusions whose pictures are shown.",
    )  # fmt: skip

    @classmethod
    def parse(cls, values: Mapping[str, ConfigValue]) -> Self:
        """As every config; raises also for bricks and drawings that cannot be read."""
        config = super().parse(values)
        decode(config.bricks, len(config.classes))
        if config.drawing:
            drawn_pixels.decode(config.drawing)
        return config

    @property
    def trains(self) -> bool:
        """Whether there is a net at all."""
        return self.dataset != "gallery"

    @property
    def classes(self) -> tuple[str, ...]:
        """What is told apart."""
        return source(self.dataset).classes

    @property
    def net(self) -> Plan:
        """The plan that is asked for, possible or not."""
        shape = (self.in_channels, self.input_size, self.input_size)
        # Who turns to bricks begins with those of the sliders.
        if self.plan == "own" and self.bricks:
            return Plan(shape, decode(self.bricks, len(self.classes)))
        return Plan(shape, (*self._stacked(), Brick("dense", size=len(self.classes))))

    def _stacked(self) -> list[Brick]:
        block = [Brick("conv", self.filters, int(self.kernel), self.stride, self.padding)]
        if self.batchnorm == "on":
            block.append(Brick("batchnorm"))
        if self.pool != "none":
            block.append(Brick("pool", kernel=2, stride=2, mode=self.pool))
        hidden = [Brick("dense", size=self.dense)] if self.dense else []
        return [*(block * self.blocks), Brick(self.head), *hidden]

    def load(self) -> Images:
        """The pictures as the net takes them."""
        return images(self.dataset, self.input_size, self.in_channels, self.examples, self.seed)
