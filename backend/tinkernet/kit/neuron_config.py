"""The controls of the single neuron: its examples, its two weights, its loss and its notation."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from tinkernet.control import control
from tinkernet.kit import brush
from tinkernet.lab import LabConfig
from tinkernet.protocol import ConfigValue

NeuronTask = Literal["and", "or", "xor", "blobs", "moons", "tumour-2d"]
LossKind = Literal["bce", "squared", "zero-one"]
Notation = Literal["scalar", "vector", "matrix", "course"]

#: The tasks that are truth tables: four examples, and noisy copies of them for the test.
GATES: list[ConfigValue] = ["and", "or", "xor"]
#: The largest weight a slider gives.
MOST = 12.0
#: More visits than any graph of this lab has.
ALL_VISITS = 40


def _weight(name: str, symbol: str, what: str) -> Any:
    return control(
        0.0, lo=-MOST, hi=MOST, scale="linear", live=True, group="network", label=what,
        symbol=symbol, follows=name,
        help="Where it begins; it follows the training, and your hand may move it at any time.",
    )  # fmt: skip


def _look(default: int, most: int, help: str, lo: int = 0) -> Any:
    return control(
        default, lo=lo, hi=most, scale="int", live=True, hidden=True, group="view",
        label="Where you look", help=help,
    )  # fmt: skip


class NeuronConfig(LabConfig):
    """Everything that defines a run of one neuron."""

    task: NeuronTask = control(
        "blobs", scale="choice", group="data", label="Data",
        options={"and": "AND", "or": "OR", "xor": "XOR", "tumour-2d": "tumours"},
        help="AND, OR and XOR are truth tables of four examples; tumours are real measurements.",
    )  # fmt: skip
    m: int = control(
        200, lo=4, hi=1000, scale="log_int", group="data", label="Examples", symbol="m",
        help="How many points are drawn; three of ten are kept for the test.",
        shown={"task": ["blobs", "moons"]},
    )  # fmt: skip
    noise: float = control(
        0.2, lo=0, hi=1, scale="linear", group="data", label="Noise", symbol="σ",
        help="How far points stray; at AND, OR and XOR it moves the test examples only.",
        shown={"task": ["and", "or", "xor", "blobs", "moons"]},
    )  # fmt: skip
    points: str = control(
        "", scale="text", group="data", label="Your own points", hidden=True,
        help="The points you moved, flipped or painted, five letters each.",
    )  # fmt: skip
    output: Literal["sigmoid", "step"] = control(
        "sigmoid", scale="choice", live=True, group="network", label="Output", symbol="ŷ",
        help="A sigmoid answers softly, a step only yes or no; a step has no slope to follow.",
    )  # fmt: skip
    w1: float = _weight("w1", "w₁", "Weight of x₁")
    w2: float = _weight("w2", "w₂", "Weight of x₂")
    b: float = _weight("b", "b", "Bias")
    auto: Literal["on", "off"] = control(
        "on", scale="choice", live=True, group="training", label="Who moves the weights",
        options={"on": "training", "off": "you"},
        help="Let gradient descent move the weights, or keep them in your own hand.",
    )  # fmt: skip
    phase: Literal["train", "test", "both"] = control(
        "both", scale="choice", live=True, group="training", label="Phase",
        help="Training moves the weights. In the test phase they are locked and only read.",
    )  # fmt: skip
    loss: LossKind = control(
        "bce", scale="choice", group="training", label="Loss", symbol="ℓ",
        options={"bce": "cross-entropy", "zero-one": "count errors"},
        help="What one wrong answer costs; counted errors have no slope.",
    )  # fmt: skip
    lr: float = control(
        0.5, lo=0.001, hi=10, scale="log", live=True, group="training",
        label="Learning rate", symbol="η", help="How far one step goes down the slope.",
    )  # fmt: skip
    steps: int = control(
        300, lo=10, hi=2000, scale="int", live=True, group="training", label="Steps",
        symbol="T", help="How many steps the run takes; each one looks at all training examples.",
    )  # fmt: skip
    impl: Literal["vectorized", "loops"] = control(
        "vectorized", scale="choice", live=True, group="training", label="Computed by",
        help="All examples in one product of matrices, or one after the other in a loop.",
    )  # fmt: skip
    threshold: float = control(
        0.5, lo=0, hi=1, scale="linear", live=True, group="view", label="Threshold", symbol="τ",
        help="From which probability on the answer counts as yes; the weights do not feel it.",
    )  # fmt: skip
    notation: Notation = control(
        "course", scale="choice", live=True, group="view", label="Notation",
        help="In which of four ways the same quantities are written.",
    )  # fmt: skip
    visit: int = _look(ALL_VISITS, ALL_VISITS, "How far the graph of one example was walked.")
    lane: int = _look(ALL_VISITS, ALL_VISITS, "How far the lanes of training and test were walked.")
    whole: int = _look(ALL_VISITS, ALL_VISITS, "How far the graph of all examples was walked.")
    line: int = _look(0, 20, "Which line of the update is looked at.")
    picked: int = _look(-1, 5000, "The example that is looked at.", lo=-1)

    @classmethod
    def parse(cls, values: Mapping[str, ConfigValue]) -> Self:
        """As every config; raises also for damaged points."""
        config = super().parse(values)
        brush.decode(config.points)
        return config

    @property
    def cost(self) -> LossKind:
        """The loss that is counted: of a hard answer only whether it is wrong can be counted."""
        return "zero-one" if self.output == "step" else self.loss

    @property
    def learns(self) -> bool:
        """Whether the weights may move by themselves."""
        return self.auto == "on" and self.phase != "test"
