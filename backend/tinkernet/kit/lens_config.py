"""The controls that unfold one step of training, and check its gradient."""

from typing import Literal

from tinkernet.control import control
from tinkernet.kit.by_hand import Bug
from tinkernet.lab import LabConfig

Lens = Literal["off", "sample", "batch", "epoch"]


class LensConfig(LabConfig):
    """Where the learner looks into a step; nothing of it changes the run."""

    lens: Lens = control(
        "off", scale="choice", group="view", label="Inside the next step", live=True,
        options={"sample": "one example", "batch": "its mini-batch", "epoch": "the epoch"},
        help="Forward, backward and update with their numbers, closer or from afar.",
    )  # fmt: skip
    line: int = control(
        0, lo=0, hi=20, scale="int", live=True, hidden=True, group="view",
        label="Where you look", help="The line of the working that is read now.",
    )  # fmt: skip
    check: bool = control(
        False, scale="switch", group="view", label="Check the gradient", live=True,
        help="Nudges parameters both ways and compares with the backward pass.",
    )  # fmt: skip
    bug: Bug = control(
        "none", scale="choice", group="view", label="Plant a bug", live=True,
        options={
            "slope": "no slope of the activation", "mean": "sum instead of mean",
            "sign": "wrong sign at the output", "bias": "biases forgotten",
        },
        help="Into the backward pass that is checked. The run itself stays right.",
        shown={"check": [True]},
    )  # fmt: skip
