"""Draws a convolution by hand: each matrix knows how it is made of the others."""

from collections.abc import Callable

import numpy as np

from tinkernet.kit import conv_words, convolving
from tinkernet.kit.conv_work import Work
from tinkernet.kit.convolving import Cells
from tinkernet.kit.imitation import Imitation
from tinkernet.kit.pixel_images import BRIGHT
from tinkernet.panels import DrawPad, ImageGrid, Line, Matrix, Panel, Series, Window
from tinkernet.tensor import codes, floats, quantised

_FRAME = 1
_ABOVE = 2
_COLOURS = ["red", "green", "blue"]


def draw(
    work: Work, imitation: Imitation | None, caution: str, wanted: frozenset[str]
) -> dict[str, Panel]:
    """Those of `wanted` that make sense for this work."""
    plan = work.plan
    makers: dict[str, Callable[[], Panel]] = {
        "input": lambda: _input(work),
        "result": lambda: _result(work, caution),
        "window": lambda: conv_words.stepper(work),
        "output": lambda: _maps(work),
        "pixels": lambda: _pad(work),
    }
    if plan.pools:
        makers["gradient"] = lambda: _gradient(work)
        if work.detects:
            makers["detector"] = lambda: _kernel(work, "The detector", taps=False)
    else:
        makers["kernel"] = lambda: _kernel(work, "The kernel", taps=True)
        if work.config.op == "convolution":
            makers["twin"] = lambda: _twin(work)
        if imitation is not None:
            makers["hidden"] = lambda: _hidden(work, imitation)
            makers["loss"] = _loss
    return {name: make() for name, make in makers.items() if name in wanted}


def _window(work: Work, of: str) -> Window:
    channel, row, col = work.place
    return Window(
        of=of, size=work.plan.f, stride=work.step, dilation=work.plan.d,
        row=row, col=col, sheet=channel if work.plan.pools else 0,
    )  # fmt: skip


def _names(work: Work, count: int, *, filters: bool = False) -> list[str]:
    if count == 1:
        return []
    if filters:
        return [f"filter {i + 1}" for i in range(count)]
    if work.config.image == "rgb" and count <= len(_COLOURS):
        return _COLOURS[:count]
    return [f"channel {i + 1}" for i in range(count)]


def _input(work: Work) -> Matrix:
    plan, ground = work.plan, work.ground
    marks = np.where(work.outside, _FRAME, 0)
    if work.detects:
        marks = np.where(ground > work.config.theta, _ABOVE, 0)
    side = ground.shape[-1]
    note = f"{plan.n} × {plan.n}" + (f" × {plan.channels}" if plan.channels > 1 else "")
    if side != plan.n:
        how = "stretched" if plan.kind == "transposed" else "with its frame"
        note += f", {how} {side} × {side}"
    return Matrix(
        title="The detector’s response" if work.detects else "The input", note=note,
        summary=f"{side} rows and columns, values {ground.min():.3g} to {ground.max():.3g}.",
        values=floats(ground), sheets=_names(work, plan.channels), marks=codes(marks),
        palette="diverging" if work.detects else "grey", digits=1,
        lo=min(0.0, float(ground.min())), hi=max(BRIGHT, float(ground.max())),
        window=_window(work, "result"), editable=not work.detects, depthwise=plan.pools,
    )  # fmt: skip


def _result(work: Work, caution: str) -> Matrix:
    plan, y = work.plan, work.y
    marks = codes(np.where(y > work.config.theta, _ABOVE, 0)) if work.detects else None
    note = f"{plan.size} × {plan.size}" + (f" × {plan.depth}" if plan.depth > 1 else "")
    if work.detects:
        note += f", above θ in {int((y > work.config.theta).sum())} of {y.size} regions"
    return Matrix(
        title="The output", note=note, caution=caution,
        summary=f"{plan.size} rows and columns, values {y.min():.3g} to {y.max():.3g}.",
        values=floats(y), sheets=_names(work, plan.depth, filters=not plan.pools),
        made=_window(work, "input"), at=work.at, walk=True, marks=marks, depthwise=plan.pools,
    )  # fmt: skip


def _kernel(work: Work, title: str, *, taps: bool) -> Matrix:
    config, plan = work.config, work.plan
    filter_ = work.place[0] if taps else 0
    turned = ", turned by half a turn" if config.flipped else ""
    which = f", filter {filter_ + 1} of {plan.filters}" if plan.filters > 1 and taps else ""
    return Matrix(
        title=title, note=f"{config.kernel.replace('-', ' ')}{turned}{which}",
        summary=f"{work.kernel.shape[-1]} rows and columns of weights.",
        values=floats(work.kernel[filter_]), sheets=_names(work, work.kernel.shape[1]),
        taps=taps, editable=config.kernel != "learned", lo=-1, hi=_reach(work.kernel),
    )  # fmt: skip


def _reach(kernel: Cells) -> float:
    """What full colour stands for; weights below 1 of a blur stay pale."""
    return max(1.0, float(np.abs(kernel).max()))


def _maps(work: Work) -> ImageGrid:
    y = work.y
    reach = max(float(np.abs(y).max()), 1e-12)
    names = _names(work, work.plan.depth, filters=not work.plan.pools)
    return ImageGrid(
        title="Feature maps", note="orange above 0, blue below",
        summary=f"{len(y)} maps, values between −{reach:.3g} and {reach:.3g}.",
        images=quantised(y, -reach, reach), captions=names,
        scales=floats(np.full(len(y), reach)),
    )  # fmt: skip


def _gradient(work: Work) -> Matrix:
    gradient = convolving.pooling_gradient(work.x, work.plan)
    note = "1 for the largest, 0 for the others" if work.plan.kind == "max" else "shared alike"
    return Matrix(
        title="Where the gradient goes", note=note,
        summary="How much the sum of the outputs grows with each input.",
        values=floats(gradient), sheets=_names(work, len(gradient)),
        window=_window(work, "result"), depthwise=True, hi=float(gradient.max()),
    )  # fmt: skip


def _twin(work: Work) -> Matrix:
    gap = float(np.abs(work.twin - work.y).max())
    return Matrix(
        title="The engineer’s answer", note=f"cross-correlation with K, up to {gap:.3g} apart",
        summary=f"It differs from the convolution by up to {gap:.3g}.",
        values=floats(work.twin), made=_window(work, "input"),
    )  # fmt: skip


def _hidden(work: Work, imitation: Imitation) -> Matrix:
    filter_ = work.place[0]
    return Matrix(
        title="The hidden kernel", note=f"largest distance {imitation.gap:.2g}",
        summary=f"The learned kernel is up to {imitation.gap:.3g} away from it.",
        values=floats(imitation.hidden[filter_]), sheets=_names(work, work.plan.channels),
    )  # fmt: skip


def _loss() -> Line:
    return Line(
        title="How far it is from imitating", note="mean squared error", log_y=True,
        summary="The squared error of each step.", series=[Series(name="loss", metric="loss")],
    )  # fmt: skip


def _pad(work: Work) -> DrawPad:
    ink = np.clip(work.picture[0] * 255 / BRIGHT, 0, 255)
    empty = not work.picture.any()
    return DrawPad(
        title="Draw your own", note=f"{work.plan.n} × {work.plan.n} pixels",
        caution="Nothing is drawn, so every product is 0, and every output too." if empty else "",
        summary="An empty sheet." if empty else "The picture that the window slides over.",
        pixels=codes(np.round(ink)), pen=0.0 if work.plan.n <= 12 else 0.7,
    )  # fmt: skip
