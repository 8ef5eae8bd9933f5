"""The controls that shape a net and its training."""

from collections.abc import Mapping
from typing import Literal, Self

from tinkernet.control import control
from tinkernet.engine.shape import MAX_UNITS
from tinkernet.lab import LabConfig
from tinkernet.protocol import ConfigValue
from tinkernet.refusal import RefusalError

Act = Literal[
    "tanh", "relu", "sigmoid", "linear", "leaky_relu", "elu", "swish", "gelu", "softplus",
    "hard_tanh", "hard_sigmoid",
]  # fmt: skip
Optimiser = Literal["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"]
LossName = Literal["auto", "mse", "mae", "huber"]
Init = Literal[
    "xavier", "bengio", "he", "lecun", "orthogonal", "normal", "uniform", "constant", "zero"
]
ScheduleName = Literal[
    "constant", "step", "exponential", "inverse", "linear", "cosine", "warmup_cosine"
]

#: The most hidden layers that the page offers.
MOST_LAYERS = 6
_HIDDEN: list[ConfigValue] = [*range(1, MOST_LAYERS + 1)]

_ACTS = {
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "elu": "ELU",
    "swish": "Swish",
    "gelu": "GELU",
    "hard_tanh": "hard tanh",
    "hard_sigmoid": "hard sigmoid",
}
_OPTIMISERS = {
    "sgd": "SGD",
    "momentum": "SGD + momentum",
    "nesterov": "SGD + Nesterov",
    "rmsprop": "RMSProp",
    "adam": "Adam",
    "adamw": "AdamW",
}
_LOSSES = {
    "auto": "cross-entropy, squares for curves",
    "mse": "squares (MSE)",
    "mae": "distances (MAE)",
    "huber": "Huber",
}
_INITS = {
    "xavier": "Xavier, 1/n_in",
    "bengio": "Bengio, 2/(n_in + n_out)",
    "he": "He, 2/n_in",
    "lecun": "LeCun, uniform",
    "constant": "all the same",
    "zero": "all zero",
}
_SCHEDULES = {
    "step": "halved four times",
    "exponential": "exponential decay",
    "inverse": "1/t decay",
    "linear": "straight to 0",
    "cosine": "cosine",
    "warmup_cosine": "warm-up, then cosine",
}


class NetConfig(LabConfig):
    """How many units in how many layers, and where their weights begin."""

    depth: int = control(
        1, lo=0, hi=MOST_LAYERS, scale="int", group="network", label="Hidden layers", symbol="L",
        help="With none, the network is a single neuron: one straight cut.",
    )  # fmt: skip
    width: int = control(
        4, lo=1, hi=MAX_UNITS, scale="int", group="network", label="Units per layer",
        symbol="n_h", help="How many units each hidden layer has.", shown={"depth": _HIDDEN},
    )  # fmt: skip
    widths: list[int] = control(
        [], scale="widths", group="network", label="Units of each layer", hidden=True,
        help="Set by adding and removing single units in the picture of the network.",
    )  # fmt: skip
    act: Act = control(
        "tanh", scale="choice", group="network", label="Activation", symbol="g", options=_ACTS,
        help="What every hidden unit does with its sum.", shown={"depth": _HIDDEN},
    )  # fmt: skip
    loss: LossName = control(
        "auto", scale="choice", group="network", label="Loss", options=_LOSSES,
        help="What is made small. The usual one fits the task; try another and compare.",
    )  # fmt: skip
    init: Init = control(
        "xavier", scale="choice", group="network", label="First weights", options=_INITS,
        help="How the weights are drawn before the first step, by their variance.",
    )  # fmt: skip
    init_scale: float = control(
        0.1, lo=0.001, hi=3, scale="log", group="network", label="Size of the first weights",
        help="The deviation, bound or value of the first weights.",
        shown={"init": ["normal", "uniform", "constant"]},
    )  # fmt: skip
    weights_seed: int = control(
        1, lo=0, hi=999_999, scale="int", group="network", label="Weights seed",
        help="Another number draws other first weights of the same kind.",
    )  # fmt: skip

    @classmethod
    def parse(cls, values: Mapping[str, ConfigValue]) -> Self:
        """As every config. `widths` counts as long as `depth` and `width` agree with it, so
        that moving one of those two makes all layers equal again."""
        config = super().parse(values)
        widths = config.widths
        if len(widths) > MOST_LAYERS or any(not 1 <= units <= MAX_UNITS for units in widths):
            raise RefusalError(
                f"Units of each layer must be at most {MOST_LAYERS} whole numbers from 1 to "
                f"{MAX_UNITS}; {str(widths)[:40]} came.",
                "widths",
            )
        stale = widths and (len(widths) != config.depth or max(widths) != config.width)
        return config.model_copy(update={"widths": []}) if stale else config

    @property
    def hidden(self) -> tuple[int, ...]:
        """The units of each hidden layer."""
        return tuple(self.widths) or (self.width,) * self.depth

    def with_hidden(self, hidden: tuple[int, ...]) -> Self:
        """This config with other hidden layers."""
        even = len(set(hidden)) < 2
        return self.changed(
            {
                "depth": len(hidden),
                "width": max(hidden, default=self.width),
                "widths": [] if even else list(hidden),
            }
        )


class TrainingConfig(LabConfig):
    """How the net learns; all of it may change while it does."""

    opt: Optimiser = control(
        "adam", scale="choice", group="training", label="Optimiser", options=_OPTIMISERS, live=True,
        help="How a gradient becomes a step. Changing it keeps the weights.",
    )  # fmt: skip
    lr: float = control(
        0.03, lo=0.0001, hi=3, scale="log", group="training", label="Learning rate", symbol="η",
        live=True, help="How far each step goes. Too far, and the loss runs away.",
    )  # fmt: skip
    schedule: ScheduleName = control(
        "constant", scale="choice", group="training", label="Learning rate over time",
        options=_SCHEDULES, live=True, help="How the learning rate changes until step T.",
    )  # fmt: skip
    batch: int = control(
        64, lo=1, hi=512, scale="log_int", group="training", label="Batch size", symbol="B",
        live=True, help="How many examples each step looks at.",
    )  # fmt: skip
    steps: int = control(
        500, lo=50, hi=20_000, scale="log_int", group="training", label="Steps", symbol="T",
        live=True, help="When the run ends. You may raise it afterwards to go on.",
    )  # fmt: skip
    clip: float = control(
        0.0, lo=0, hi=10, scale="linear", group="training", label="Clip the gradient",
        live=True, help="The greatest length of the gradient; 0 for no limit.",
    )  # fmt: skip
    lam: float = control(
        0.0, lo=0, hi=0.1, scale="linear", group="regularisation", label="L2 penalty", symbol="λ",
        live=True, help="Pulls every weight towards 0, big ones most. AdamW: weight decay.",
    )  # fmt: skip
    l1: float = control(
        0.0, lo=0, hi=0.1, scale="linear", group="regularisation", label="L1 penalty",
        live=True, help="Pulls every weight towards 0, all alike: many end there.",
    )  # fmt: skip
    dropout: float = control(
        0.0, lo=0, hi=0.8, scale="linear", group="regularisation", label="Dropout", symbol="p",
        live=True, help="The share of hidden units that sits out each step.",
    )  # fmt: skip
