"""How one cell of a map, or one unit, came to its value: every product written out."""

import numpy as np
from numpy.typing import NDArray

from tinkernet.kit.cnn_pictures import place_of
from tinkernet.kit.cnn_view import View
from tinkernet.panels import Stepper, Term, Working

#: Sheets whose products are written out; the others are one number.
_SHEETS = 3

Parts = dict[str, object]


def arithmetic(view: View) -> Stepper:
    """How the cell that is looked at came to its value."""
    height, width = view.maps.shape[1:]
    row, col = place_of(view)
    plain = Stepper(
        title="The arithmetic of one cell", at=row * width + col, steps=height * width,
        heading=f"{view.unit_name(view.place, view.unit)}, cell ({row + 1}, {col + 1})",
    )  # fmt: skip
    value = float(view.maps[view.unit, row, col])
    before = view.outputs[view.place - 1] if view.place else view.picture[0]
    match view.brick.kind:
        case "conv":
            return plain.model_copy(update=_convolved(view, before.numpy(), row, col, value))
        case "dense":
            return plain.model_copy(update=_weighed(view, before.numpy(), value))
        case "pool":
            return plain.model_copy(update=_pooled(view, before.numpy(), row, col, value))
        case "flatten":
            return plain.model_copy(update={"lines": [_unrolled(view)], "total": value})
        case _:
            words = "One number for each map."
            return plain.model_copy(update={"lines": [Working(words=words)], "total": value})


def _convolved(view: View, x: NDArray[np.float32], row: int, col: int, value: float) -> Parts:
    brick = view.brick
    weights = view.net.weights(view.place)
    bias = view.net.bias(view.place)
    if weights is None or bias is None:
        return {}
    kernel = weights[view.unit].numpy()
    framed = np.pad(x, ((0, 0), (brick.frame,) * 2, (brick.frame,) * 2))
    f, top, left = brick.kernel, row * brick.stride, col * brick.stride
    window = framed[:, top : top + f, left : left + f]
    products = window * kernel
    sums = products.reshape(len(products), -1).sum(1)
    shown = np.argsort(-np.abs(sums), kind="stable")[:_SHEETS]
    b = float(bias[view.unit])
    z = float(sums.sum()) + b
    rest = float(sums.sum() - sums[shown].sum())
    terms = [
        Term(label=f"sheet {sheet + 1}", left=float(window[sheet, k, i]),
             right=float(kernel[sheet, k, i]), product=float(products[sheet, k, i]),
             sheet=index, row=k, col=i)
        for index, sheet in enumerate(shown.tolist()) for k in range(f) for i in range(f)
    ]  # fmt: skip
    others = f"The other {len(sums) - len(shown)} sheets add {rest:.3f}. " if rest else ""
    lines = [
        Working(words=f"{others}The bias is {b:.3f}.",
                formula=r"z = \sum_{c,k,l} K_{c,k,l}\, x_{c,\,si+k-p,\,sj+l-p} + b",
                numbers=f"z = {z:.3f}"),
        Working(words="", formula=r"a = \max(0, z)", numbers=f"a = {value:.3f}", lit=True),
    ]  # fmt: skip
    return {"terms": terms, "columns": f, "lines": lines, "total": z - b - rest,
            "total_label": "sum of these"}  # fmt: skip


def _weighed(view: View, x: NDArray[np.float32], value: float) -> Parts:
    weights = view.net.weights(view.place)
    bias = view.net.bias(view.place)
    if weights is None or bias is None:
        return {}
    products = weights[view.unit].numpy() * x
    largest = np.argsort(-np.abs(products), kind="stable")[:9]
    terms = [Term(label=f"x{each + 1}", left=float(x[each]), right=float(weights[view.unit, each]),
                  product=float(products[each])) for each in largest.tolist()]  # fmt: skip
    rest = float(products.sum() - products[largest].sum())
    b = float(bias[view.unit])
    words = f"The nine largest of {len(x)} products; the others add {rest:.3f}, the bias {b:.3f}."
    line = Working(words=words, formula=r"z = \sum_i w_i x_i + b",
                   numbers=f"z = {products.sum() + b:.3f}", lit=True)  # fmt: skip
    return {"terms": terms, "columns": 3, "lines": [line], "total": float(products[largest].sum()),
            "total_label": f"sum of these; the unit says {value:.3f}"}  # fmt: skip


def _pooled(view: View, x: NDArray[np.float32], row: int, col: int, value: float) -> Parts:
    f = view.brick.kernel
    window = x[view.unit, row * f : row * f + f, col * f : col * f + f]
    best = int(window.argmax()) if view.brick.mode == "max" else -1
    terms = [Term(label="", left=float(cell), right=None, product=float(cell), row=k // f,
                  col=k % f, lit=k == best) for k, cell in enumerate(window.ravel())]  # fmt: skip
    return {"terms": terms, "columns": f, "total": value,
            "join": "max" if view.brick.mode == "max" else "mean"}  # fmt: skip


def _unrolled(view: View) -> Working:
    channels, height, width = view.plan.before(view.place)
    map_, cell = divmod(view.unit, height * width)
    row, col = divmod(cell, width)
    return Working(
        words=f"Place {view.unit + 1} of {channels * height * width} holds map {map_ + 1}, row "
        f"{row + 1}, column {col + 1}.",
        formula=r"\text{place} = c \cdot HW + i \cdot W + j",
        numbers=rf"{map_} \cdot {height * width} + {row} \cdot {width} + {col} = {view.unit}",
        lit=True,
    )
