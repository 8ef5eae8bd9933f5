"""Running labs the way a worker does, without one."""

from typing import Any

import numpy as np

from tinkernet.discovery import Catalogue, LabEntry, discover
from tinkernet.frame import encode
from tinkernet.kit.learner import LearnerConfig
from tinkernet.lab import Lab
from tinkernet.labs.lecture_06_mlp.mlp import Mlp
from tinkernet.protocol import ConfigValue, Frame, Metrics
from tinkernet.tensor import floats, ints

CATALOGUE: Catalogue = discover()
LABS: list[LabEntry] = list(CATALOGUE.entries.values())


def begun(**config: ConfigValue) -> Mlp:
    """The lab `mlp` with these controls, before its first step."""
    return Mlp(LearnerConfig.parse(config))


def preset(name: str, **config: ConfigValue) -> Mlp:
    """The same from a preset, with some controls changed."""
    return begun(**{**CATALOGUE.preset("mlp", name).config, **config})


def trained(lab: Mlp, steps: int | None = None) -> Mlp:
    """`lab` after so many steps, or at the end of its run."""
    taken = 0
    while not lab.done if steps is None else taken < steps:
        lab.step()
        taken += 1
    return lab


def frame(lab: Lab[Any], *, timed: bool = True) -> bytes:
    """One frame with all panels, as it travels to the browser; `timed`: also those of times."""
    measured = lab.measure()
    values = np.array([list(measured.values())]).reshape(1 if measured else 0, len(measured))
    metrics = Metrics(
        names=list(measured), steps=ints(np.zeros(len(values))), values=floats(values)
    )
    wanted = {place.name for place in lab.places} - (set() if timed else lab.timed)
    panels: dict[str, Any] = {**lab.panels(frozenset(wanted))}
    return encode(
        Frame(run="0" * 32, frame=0, step=0, epoch=lab.epoch, metrics=metrics, panels=panels)
    )
