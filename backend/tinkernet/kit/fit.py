"""A curve through points, and what each unit adds to it."""

import numpy as np

from tinkernet.kit.grids import line_grid
from tinkernet.kit.pictures import dots
from tinkernet.kit.points import REACH, truth
from tinkernet.kit.view import View
from tinkernet.panels import Curve, Scatter2d
from tinkernet.tensor import floats


def fit(view: View, task: str, note: str) -> Scatter2d:
    """The net as a curve over its examples, its terms w_j a_j(x), and the truth if there is one."""
    x = line_grid()[:, 0]
    grid = floats(x)
    curves = [*_terms(view), Curve(name="ŷ", x=grid, y=floats(view.on_grid[-1]), role="model")]
    if task == "sine" or task == "step":
        exact = truth(task, x.astype(np.float64))
        curves.insert(0, Curve(name="without noise", x=grid, y=floats(exact), role="truth"))
    return Scatter2d(
        title="The curve and its terms",
        note=note,
        points=dots(view.examples),
        curves=curves,
        x_label=view.examples.axes[0],
        y_label=view.examples.axes[1],
        x_min=-REACH,
        x_max=REACH,
        y_min=-REACH if task == "drawn" else -2.0,
        y_max=REACH if task == "drawn" else 2.0,
        brush=True,
    )


def _terms(view: View) -> list[Curve]:
    """What each unit of the last hidden layer adds to the output, thinned to every second x."""
    shape = view.net.shape
    if not shape.hidden:
        return []
    width = shape.sizes[-2]
    terms = view.net.weights(shape.layers)[0][:, None] * view.on_grid[-1 - width : -1]
    first = sum(shape.sizes[:-2])
    x = floats(line_grid()[::2, 0])
    return [
        Curve(name=f"unit {j + 1}", x=x, y=floats(term[::2]), role="unit", unit_id=first + j)
        for j, term in enumerate(terms)
    ]
