"""The learner's hand in `conv-arith`: typed numbers, drawings, and sizes that do not fit."""

from typing import Any

import numpy as np
import pytest

from tests.labs.conv import changed, conv, matrix, sizes, values, window
from tests.labs.running import frame
from tinkernet.kit.conv_config import ConvConfig
from tinkernet.labs.lecture_14_convolution.conv_arith import ConvArith
from tinkernet.panels import Draw, DrawPad, Goto, Pick, SetCell
from tinkernet.refusal import RefusalError


def test_a_typed_weight_repaints_the_output_and_lives_in_the_link() -> None:
    lab = conv("filters")
    lab.gesture("kernel", SetCell(row=1, col=1, value=2.5))
    assert lab.config.kernel == "custom"
    assert values(lab, "kernel")[0, 1, 1] == 2.5
    assert values(lab, "result")[0, 0, 0] == 25
    again = ConvArith(ConvConfig.parse(lab.config.values()))
    assert (again.work.y == lab.work.y).all()


def test_a_weight_typed_into_a_turned_kernel_stays_where_it_was_typed() -> None:
    for op in ("convolution", "transposed"):
        lab = conv("cross-correlation", op=op)
        lab.gesture("kernel", SetCell(row=0, col=2, value=7))
        assert values(lab, "kernel")[0, 0, 2] == 7
        assert lab.work.plain_kernel[0, 0, 2, 0] == 7


def test_a_kernel_of_ones_own_begins_with_the_one_before_and_is_kept() -> None:
    lab = conv("filters", kernel="sobel")
    before = lab.work.y
    changed(lab, kernel="custom")
    assert (lab.work.y == before).all()
    lab.gesture("kernel", SetCell(row=0, col=0, value=9))
    edited = lab.work.y
    changed(lab, kernel="blur")
    changed(lab, kernel="custom")
    assert (lab.work.y == edited).all()


def test_each_filter_and_channel_has_weights_of_its_own() -> None:
    lab = conv("dimensions")
    window(lab, 16)
    lab.gesture("kernel", SetCell(sheet=2, row=0, col=0, value=9))
    assert lab.work.kernel[1, 2, 0, 0] == 9
    assert (lab.work.kernel == 9).sum() == 1


def test_a_typed_pixel_changes_that_pixel_alone_frame_or_not() -> None:
    for padding in (0, 2):
        lab = conv("padding-calculations", padding=padding)
        before = lab.work.picture.copy()
        lab.gesture("input", SetCell(row=1 + padding, col=3 + padding, value=-4))
        assert lab.config.image == "drawn"
        assert lab.work.picture[0, 1, 3] == -4
        assert (lab.work.picture != before).sum() == 1


def test_a_pixel_of_the_stretched_input_of_a_transposed_convolution_can_be_typed() -> None:
    lab = conv("filters", op="transposed", stride=2, n=3, padding=1)
    rows, cols = np.nonzero(~lab.work.outside)
    assert len(rows) == 9
    lab.gesture("input", SetCell(row=int(rows[5]), col=int(cols[5]), value=3.5))
    assert lab.work.picture[0].ravel()[5] == 3.5


def test_a_drawing_becomes_the_picture_and_an_empty_one_says_so() -> None:
    lab = conv("filters")
    lab.gesture("pixels", Draw(width=6, height=6, pixels=[255] * 36))
    assert (lab.work.picture == 10).all()
    lab.gesture("pixels", Draw(width=6, height=6, pixels=[0] * 36))
    pad = lab.panels(frozenset({"pixels"}))["pixels"]
    assert isinstance(pad, DrawPad)
    assert "Nothing is drawn" in pad.caution
    assert not lab.work.y.any()


def test_a_drawing_survives_another_size_and_a_mirrored_one_stays_as_seen() -> None:
    lab = conv("filters", mirror=True)
    seen = lab.work.picture.copy()
    lab.gesture("input", SetCell(row=0, col=0, value=5))
    assert (lab.work.picture[0, 1:] == seen[0, 1:]).all()
    kept = lab.work.picture.copy()
    changed(lab, n=4)
    assert (lab.work.picture == kept[:, :4, :4]).all()
    changed(lab, n=6)
    assert (lab.work.picture == kept).all()


IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"f": 7}, "f ≤ 6"),
    ({"dilation": 4}, "d(f − 1) + 1 = 9"),
    ({"op": "max-pool", "f": 7}, "f ≤ 6"),
    ({"op": "same", "pad_mode": "reflect", "padding": 6}, "p ≤ 5"),
    ({"op": "same", "pad_mode": "circular", "padding": 6, "n": 4}, "p ≤ 4"),
    ({"op": "transposed", "padding": 6}, "p ≤ 3"),
    ({"op": "valid", "f": 7, "padding": 6}, "f ≤ 6"),
]


@pytest.mark.parametrize(("config", "cure"), IMPOSSIBLE)
def test_sizes_that_do_not_fit_are_explained_and_nothing_is_lost(
    config: dict[str, Any], cure: str
) -> None:
    lab = conv("filters")
    lab.gesture("kernel", SetCell(row=0, col=0, value=3))
    before = lab.work.y
    changed(lab, **config)
    assert cure in matrix(lab, "result").caution
    assert (lab.work.y == before).all()
    assert sizes(lab)["output"] is None
    assert frame(lab)
    changed(lab, **{name: getattr(conv("filters").config, name) for name in config})
    assert matrix(lab, "result").caution == ""
    assert (lab.work.y == before).all()


@pytest.mark.parametrize(("config", "cure"), IMPOSSIBLE)
def test_a_link_to_sizes_that_do_not_fit_opens_with_the_nearest_that_do(
    config: dict[str, Any], cure: str
) -> None:
    lab = conv("filters", **config)
    assert cure in matrix(lab, "result").caution
    assert lab.work.y.size > 0
    assert not lab.kept.plan.problem()


def test_the_cure_that_is_offered_cures() -> None:
    assert changed(conv("filters"), f=7, padding=1).config.plan.problem() == ""
    assert changed(conv("filters"), dilation=4, padding=2).config.plan.problem() == ""
    assert changed(conv("filters"), op="transposed", padding=3).config.plan.problem() == ""


def test_every_slider_may_be_dragged_over_every_other() -> None:
    lab = conv("dimensions")
    random = np.random.default_rng(7)
    controls = {name: c for name, c in ConvConfig.controls().items() if not c.hidden}
    for _ in range(300):
        name = str(random.choice(list(controls)))
        control = controls[name]
        if name == "seed":
            continue
        if control.options:
            value: Any = control.options[int(random.integers(len(control.options)))].value
        elif control.scale == "switch":
            value = bool(random.integers(2))
        else:
            value = (control.lo, control.hi)[int(random.integers(2))]
            value = int(value or 0) if control.scale == "int" else value
        changed(lab, **{name: value})
        assert np.isfinite(lab.work.y).all()
        assert lab.panels(frozenset({"input", "result", "window", "kernel", "shapes"}))


@pytest.mark.parametrize(
    ("panel", "gesture", "sentence"),
    [
        ("input", SetCell(row=0, col=0, value=1), "frame"),
        ("kernel", SetCell(row=5, col=0, value=1), "3 rows"),
        ("result", SetCell(row=0, col=0, value=1), "Only the input and the kernel"),
        ("pixels", Draw(width=3, height=3, pixels=[0] * 9), "6 × 6"),
        ("pixels", Draw(width=6, height=6, pixels=[999] * 36), "between 0 and 255"),
        ("result", Goto(at=999), "36 cells"),
        ("input", Pick(id=1), "cannot be changed"),
    ],
)
def test_a_gesture_that_makes_no_sense_is_refused(panel: str, gesture: Any, sentence: str) -> None:
    with pytest.raises(RefusalError, match=sentence):
        conv("same").gesture(panel, gesture)


@pytest.mark.parametrize(
    "config",
    [{"pixels": "1,2:1 2 3"}, {"pixels": "a"}, {"pixels": "1,99:0"}, {"taps": "1,1,2:1 2 x 4"},
     {"taps": "0,1,1:"}, {"taps": "1,1,1:nan"}, {"pixels": "1,1:inf"}],
)  # fmt: skip
def test_a_link_with_a_broken_kernel_or_picture_is_refused(config: dict[str, str]) -> None:
    with pytest.raises(RefusalError, match="could not be read"):
        ConvConfig.parse(config)


def test_a_learned_kernel_is_not_typed_into() -> None:
    lab = conv("filters", kernel="learned")
    assert not matrix(lab, "kernel").editable
    with pytest.raises(RefusalError, match="being learned"):
        lab.gesture("kernel", SetCell(row=0, col=0, value=1))
