"""The controls of a race of optimisers."""

from collections.abc import Mapping
from typing import Any, Literal, Self, get_args

from tinkernet.control import control
from tinkernet.kit.formula import MOST_LETTERS, Formula
from tinkernet.kit.rules import RULES, RuleName, Settings
from tinkernet.lab import LabConfig
from tinkernet.protocol import ConfigValue
from tinkernet.refusal import RefusalError

SurfaceName = Literal[
    "quadratic", "rosenbrock", "beale", "saddle", "plateau", "rastrigin", "own", "two-weights",
    "digits-mlp", "series",
]  # fmt: skip
Racers = Literal[RuleName, "all"]
Inside = Literal[RuleName, "auto"]

#: Surfaces that are pictures; on the others there is nothing to drop a marble on.
PLANES: list[ConfigValue] = [*get_args(SurfaceName)[:8]]
RACED: list[ConfigValue] = [*PLANES, "digits-mlp"]
#: Racers with a ruler.
RULED: list[ConfigValue] = ["rmsprop", "adam", "adam-l2", "adamw", "all"]
MOST_STEPS = 3000
#: How many places a learner may try by hand.
MOST_CLICKS = 10

LABELS: dict[str, str] = {
    "gd": "GD", "momentum": "momentum", "nag": "Nesterov", "ewa-momentum": "momentum (EWA)",
    "rprop": "Rprop", "rmsprop": "RMSProp", "adam": "Adam", "adam-l2": "Adam + L2",
    "sgd-l2": "SGD + L2", "sgdw": "SGDW", "adamw": "AdamW",
}  # fmt: skip
_SURFACES = {
    "quadratic": "valley (quadratic)", "rosenbrock": "Rosenbrock", "beale": "Beale",
    "saddle": "saddle", "plateau": "plateau", "rastrigin": "Rastrigin", "own": "your own",
    "two-weights": "two weights", "digits-mlp": "a real net (digits)",
    "series": "a noisy series",
}  # fmt: skip


def _hidden(default: str, label: str) -> Any:
    return control(
        default, scale="text", group="data", label=label, live=True, hidden=True,
        help="Set by hand in the picture.",
    )  # fmt: skip


class RaceConfig(LabConfig):
    """What is raced on, who races, and with which numbers."""

    surface: SurfaceName = control(
        "quadratic", scale="choice", group="data", label="Surface", symbol="f", options=_SURFACES,
        help="What is to be made small: a function of two variables, a net, or a series to follow.",
    )  # fmt: skip
    own: str = control(
        "x^2 + 10*sin(y)", scale="text", group="data", label="Your own function", live=True,
        symbol="f(x, y)", shown={"surface": ["own"]},
        help="Take + − * / ^, parentheses, pi, e and sin cos tan exp log sqrt abs tanh min max.",
    )  # fmt: skip
    reach: float = control(
        5.0, lo=0.5, hi=50.0, scale="log", group="data", label="Reach of the map", live=True,
        help="The map goes from minus this to plus this in both directions.",
        shown={"surface": ["own"]},
    )  # fmt: skip
    kappa: float = control(
        100.0, lo=1.0, hi=1000.0, scale="log", group="data", label="Condition number", symbol="κ",
        help="How much steeper the valley is across than along.",
        shown={"surface": ["quadratic"]},
    )  # fmt: skip
    racers: Racers = control(
        "all", scale="choice", group="training", label="Racers", options={**LABELS, "all": "all"},
        help="Who starts; most bring a twin to be compared with.", shown={"surface": RACED},
    )  # fmt: skip
    lr: float = control(
        0.02, lo=1e-4, hi=1.0, scale="log", group="training", label="Learning rate", symbol="η",
        live=True, help="How far one step goes.", shown={"surface": RACED},
    )  # fmt: skip
    beta: float = control(
        0.9, lo=0.0, hi=0.999, scale="linear", group="training", label="Momentum", symbol="β",
        live=True, help="How much of the old velocity, or of the old average, is kept.",
    )  # fmt: skip
    beta2: float = control(
        0.999, lo=0.5, hi=0.9999, scale="linear", group="training", label="Memory of the ruler",
        symbol="β₂", live=True, shown={"surface": RACED, "racers": RULED},
        help="How much of the old average of squared gradients is kept.",
    )  # fmt: skip
    eps: float = control(
        1e-8, lo=1e-12, hi=0.1, scale="log", group="training", label="Floor of the ruler",
        symbol="ε", live=True, shown={"surface": RACED, "racers": RULED},
        help="Added to the root, so that nothing is divided by zero.",
    )  # fmt: skip
    bias_correction: bool = control(
        True, scale="switch", group="training", label="Bias correction", live=True,
        # A series has no racers, so that it keeps the default, which is all of them.
        shown={"racers": ["adam", "adam-l2", "adamw", "all"]},
        help="Divide the averages by 1 − β^t, for they begin at zero.",
    )  # fmt: skip
    grad_scale: float = control(
        1.0, lo=0.001, hi=1000.0, scale="log", group="training", label="Cost times", symbol="s",
        live=True, help="Multiplies the cost, and so every gradient.", shown={"surface": RACED},
    )  # fmt: skip
    grad_noise: float = control(
        0.0, lo=0.0, hi=5.0, scale="linear", group="training", label="Gradient noise", symbol="σ",
        live=True, shown={"surface": RACED},
        help="Added to each gradient, the same for all racers.",
    )  # fmt: skip
    steps: int = control(
        200, lo=10, hi=MOST_STEPS, scale="log_int", group="training", label="Steps", symbol="T",
        live=True, help="The race ends after so many steps.",
    )  # fmt: skip
    weight_decay: float = control(
        0.0, lo=0.0, hi=0.5, scale="linear", group="regularisation", label="Weight decay",
        symbol="λ", live=True, shown={"surface": RACED},
        help="How hard L2, SGDW and AdamW pull the weights to zero.",
    )  # fmt: skip
    replay: Literal["start", "here"] = control(
        "start", scale="choice", group="view", label="A moved slider", live=True,
        options={"start": "redraws the way", "here": "goes on from here"},
        help="Whether the whole way is taken again with the new number, or only the rest.",
        shown={"surface": PLANES},
    )  # fmt: skip
    click: Literal["start", "guess"] = control(
        "start", scale="choice", group="view", label="A click", live=True,
        options={"start": "moves the start", "guess": "is a try of mine"},
        help=f"What a click on the map does; you have {MOST_CLICKS} tries.",
        shown={"surface": PLANES},
    )  # fmt: skip
    fog: bool = control(
        False, scale="switch", group="view", label="Fog", live=True, shown={"surface": PLANES},
        help="Shows the heights only where you or a marble have been.",
    )  # fmt: skip
    inside: Inside = control(
        "auto", scale="choice", group="view", label="Look inside", live=True,
        options={"auto": "the main racer", **LABELS},
        help="Whose averages, step and arrows are shown.", shown={"surface": RACED},
    )  # fmt: skip
    start: str = _hidden("", "Start")
    clicks: str = _hidden("", "Your tries")
    looked_at: int = control(
        0, lo=0, hi=MOST_STEPS, scale="int", group="view", label="Step looked at", live=True,
        hidden=True, help="The step whose arithmetic is shown; 0 for the newest.",
    )  # fmt: skip

    @classmethod
    def parse(cls, values: Mapping[str, ConfigValue]) -> Self:
        """Like that of every Config; also the texts are read before a race begins with them."""
        config = super().parse(values)
        read_place(config.start)
        if len(config.guesses) > MOST_CLICKS:
            raise RefusalError(f"There are at most {MOST_CLICKS} tries.", "clicks")
        if config.surface == "own":
            Formula(config.own)
        return config

    @property
    def settings(self) -> Settings:
        """The numbers of the rules."""
        return Settings(
            lr=self.lr, beta=self.beta, beta2=self.beta2, eps=self.eps, decay=self.weight_decay,
            corrected=self.bias_correction,
        )  # fmt: skip

    @property
    def guesses(self) -> list[tuple[float, float]]:
        """The places the learner tried."""
        return [place for part in self.clicks.split(";") if (place := read_place(part))]


def read_place(text: str) -> tuple[float, float] | None:
    """A place from a link, `x,y`; None for an empty text.

    Raises:
        RefusalError: for anything else.
    """
    if not text.strip():
        return None
    try:
        x, y = (float(part) for part in text[:MOST_LETTERS].split(","))
    except ValueError:
        raise RefusalError(f"A place is two numbers, x,y; {text[:30]!r} came.", "start") from None
    if not (abs(x) <= 1e6 and abs(y) <= 1e6):
        raise RefusalError("A place lies between minus and plus a million.", "start")
    return x, y


def written(x: float, y: float) -> str:
    """The same for a link."""
    return f"{x:.5g},{y:.5g}"


def usual(name: RuleName) -> list[RuleName]:
    """The racer with the twin it is compared with; the racer is the last."""
    twins: dict[RuleName, list[RuleName]] = {
        "momentum": ["gd"], "nag": ["gd", "momentum"], "ewa-momentum": ["momentum"],
        "rprop": ["gd"], "rmsprop": ["gd"], "adam": [], "adam-l2": ["adamw"],
        "sgd-l2": ["sgdw"], "sgdw": ["sgd-l2"], "adamw": ["adam-l2"], "gd": [],
    }  # fmt: skip
    return [*twins[name], name]


def line_up(racers: Racers) -> list[RuleName]:
    """Who starts."""
    return list(RULES) if racers == "all" else usual(racers)
