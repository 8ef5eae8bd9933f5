"""Sixteen recorded trials of a small convolutional net: what each hyperparameter is worth.

Six hyperparameters at two values each would be 64 nets. A quarter of them is enough (a fractional
factorial design, Box and Hunter, 1961): pooling is set by the product of kernel, filters and
stride, blocks by that of filters, stride and padding, so that no effect of one hyperparameter is
mixed with that of another or of any pair. `python -m bench.trials` trains and records them.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

import numpy as np
import torch

from tinkernet.kit.cnn_config import CnnConfig
from tinkernet.kit.cnn_images import TESTED, source
from tinkernet.kit.cnn_net import ConvNet
from tinkernet.kit.cnn_training import Trainee
from tinkernet.panels import BarGroup, Bars, Column, Table
from tinkernet.protocol import ConfigValue
from tinkernet.tensor import floats

RECORD = "cnn_trials.json"
#: The low and the high value of each hyperparameter.
LEVELS: dict[str, tuple[str | int, str | int]] = {
    "kernel": ("3", "5"),
    "filters": (4, 16),
    "stride": (1, 2),
    "padding": ("valid", "same"),
    "pool": ("none", "max"),
    "blocks": (1, 2),
}
#: What all trials have in common; the pictures and the weights are drawn anew for each seed.
COMMON: dict[str, ConfigValue] = {
    "dataset": "mnist", "input_size": 28, "examples": 5000, "batch": 32, "steps": 200,
}  # fmt: skip
SEEDS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Trial:
    """A net and what it reached: `signs` −1 or 1 for the value of each hyperparameter, `reached`
    the share of all test pictures that it got right with each of the seeds."""

    signs: tuple[int, ...]
    reached: tuple[float, ...]

    @property
    def accuracy(self) -> float:
        """The mean over the seeds."""
        return float(np.mean(self.reached))

    @property
    def config(self) -> CnnConfig:
        """As a learner would set it."""
        return trial_config(self.signs)


def design() -> list[tuple[int, ...]]:
    """The sixteen rows of signs, (16, 6)."""
    return [
        (kernel, filters, stride, padding, kernel * filters * stride, filters * stride * padding)
        for kernel, filters, stride, padding in product((-1, 1), repeat=4)
    ]


def trial_config(signs: tuple[int, ...], seed: int = 0) -> CnnConfig:
    """The net of a row of signs."""
    return CnnConfig.parse({**COMMON, **_chosen(signs), "seed": seed, "weights_seed": seed})


def _chosen(signs: tuple[int, ...]) -> dict[str, str | int]:
    return {name: LEVELS[name][sign > 0] for name, sign in zip(LEVELS, signs, strict=True)}


def reached_by(signs: tuple[int, ...], seed: int) -> float:
    """Trains the net of a row of signs: the share of all test pictures that it gets right then."""
    config = trial_config(signs, seed)
    trainee = Trainee(config)
    while trainee.taken < config.steps:
        trainee.step(config)
    return whole_accuracy(trainee.net)


def whole_accuracy(net: ConvNet) -> float:
    """The share of all test pictures of MNIST, not only of those that are judged at each frame."""
    whole = source("mnist")
    pixels = torch.from_numpy(whole.pixels[-whole.tested :])  # (N, 28, 28, 1)
    x = pixels.permute(0, 3, 1, 2).float() / 255
    net.eval()
    with torch.no_grad():
        answers = torch.cat([net(some).argmax(1) for some in x.split(TESTED)])
    net.train()
    return float((answers.numpy() == whole.labels[-whole.tested :]).mean())


@cache
def recorded() -> list[Trial]:
    """The trials as they were recorded."""
    record = json.loads((files("tinkernet.data") / RECORD).read_text())
    return [Trial(tuple(row["signs"]), tuple(row["accuracy"])) for row in record["trials"]]


def effects(trials: list[Trial]) -> dict[str, float]:
    """What each hyperparameter's high value adds to the accuracy: the mean of the trials that
    have it less the mean of those that do not."""
    signs = np.array([trial.signs for trial in trials])  # (16, 6)
    reached = np.array([trial.accuracy for trial in trials])  # (16,)
    return dict(zip(LEVELS, (signs.T @ reached / (len(trials) / 2)).tolist(), strict=True))


def importance() -> Bars:
    """A bar for each hyperparameter, the one that matters most first."""
    found = sorted(effects(recorded()).items(), key=lambda each: -abs(each[1]))
    points = [100 * effect for _, effect in found]
    return Bars(
        title="What matters", badge="recorded",
        note=f"Accuracy with the second value less accuracy with the first, over {len(recorded())} "
        f"trials of {COMMON['steps']} steps with {len(SEEDS)} seeds each.",
        labels=[_change(name) for name, _ in found],
        groups=[BarGroup(name="gained", values=floats(points))],
        y_label="points of accuracy",
        summary=", ".join(f"{_change(name)} {100 * effect:+.1f}" for name, effect in found) + ".",
    )  # fmt: skip


def trials() -> Table:
    """Each trial with its gain and its price, the best first."""
    names = [_label(name) for name in LEVELS]
    return Table(
        title="Recorded trials", badge="recorded",
        note="On MNIST, before anybody came; the accuracy is that on 2,000 test pictures.",
        columns=[
            Column(name="Accuracy", digits=3, tint=True),
            *(Column(name=name) for name in names),
            Column(name="Parameters"),
            Column(name="Products", unit="per picture"),
        ],
        rows=[_row(trial) for trial in sorted(recorded(), key=lambda each: -each.accuracy)],
    )  # fmt: skip


def _row(trial: Trial) -> list[str | float | int | None]:
    plan = trial.config.net
    price = (plan.total, sum(plan.products(place) for place in range(len(plan.bricks))))
    return [trial.accuracy, *_chosen(trial.signs).values(), *price]


def _change(name: str) -> str:
    first, second = LEVELS[name]
    return f"{_label(name).lower()} {first} → {second}"


def _label(name: str) -> str:
    """The name of a hyperparameter as its control shows it."""
    return str(CnnConfig.controls()[name].label)
