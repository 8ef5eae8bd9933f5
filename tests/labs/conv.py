"""The lab `conv-arith` for its tests: begun from a preset, its panels read."""

import numpy as np
from numpy.typing import NDArray

from tests.labs.running import CATALOGUE
from tinkernet.kit.conv_config import ConvConfig
from tinkernet.labs.lecture_14_convolution.conv_arith import ConvArith
from tinkernet.panels import Goto, Matrix, Stepper, Table
from tinkernet.protocol import ConfigValue


def conv(name: str = "filters", **config: ConfigValue) -> ConvArith:
    """The lab from a preset, with some controls changed."""
    preset = CATALOGUE.preset("conv-arith", name).config
    return ConvArith(ConvConfig.parse({**preset, **config}))


def changed(lab: ConvArith, **config: ConfigValue) -> ConvArith:
    """The same lab after a live change."""
    lab.apply(lab.config.changed(config))
    return lab


def matrix(lab: ConvArith, name: str) -> Matrix:
    """A panel that is a matrix."""
    panel = lab.panels(frozenset({name}))[name]
    assert isinstance(panel, Matrix)
    return panel


def values(lab: ConvArith, name: str) -> NDArray[np.float32]:
    """The numbers of a matrix on screen, sheet by sheet."""
    return matrix(lab, name).values.data


def window(lab: ConvArith, at: int) -> Stepper:
    """The arithmetic of output cell `at`."""
    lab.gesture("result", Goto(at=at))
    panel = lab.panels(frozenset({"window"}))["window"]
    assert isinstance(panel, Stepper)
    return panel


def sizes(lab: ConvArith) -> dict[str, str | float | int | None]:
    """The last column of the table of sizes, by the first."""
    table = lab.panels(frozenset({"shapes"}))["shapes"]
    assert isinstance(table, Table)
    return {str(row[0]): row[-1] for row in table.rows}
