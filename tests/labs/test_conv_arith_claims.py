"""What the lab `conv-arith` claims about kernels and sizes; thresholds are those of the course."""

import math

import numpy as np
import pytest

from tests.labs.conv import changed, conv, matrix, sizes, values, window
from tinkernet.panels import Draw

EDGE = np.tile([0, 30, 30, 0], (4, 1))


def test_the_six_by_six_edge_is_0_30_30_0_in_every_row() -> None:
    assert (values(conv("filters"), "result")[0] == EDGE).all()


def test_mirroring_the_picture_flips_the_sign_exactly() -> None:
    lab = conv("filters")
    assert (values(changed(lab, mirror=True), "result")[0] == -EDGE).all()
    lab = conv("positive-negative-edges")
    before = lab.work.y
    after = changed(lab, mirror=True).work.y
    assert before.max() == 30
    assert after.min() == -30
    assert (after == -before[:, :, ::-1]).all()


def _drawn(side: int, *, upright: bool) -> Draw:
    ink = np.zeros((side, side), int)
    ink[2:-2, side // 2] = 255
    ink = ink if upright else ink.T
    return Draw(width=side, height=side, pixels=ink.ravel().tolist())


@pytest.mark.parametrize(
    ("kernel", "upright"), [("vertical-edge", True), ("sobel", True), ("horizontal-edge", False)]
)
def test_a_detector_answers_its_own_strokes_three_times_as_much(kernel: str, upright: bool) -> None:
    means = []
    for stroke in (upright, not upright):
        lab = conv("feature-detectors", kernel=kernel)
        lab.gesture("pixels", _drawn(16, upright=stroke))
        means.append(float(np.abs(lab.work.y).mean()))
    assert means[0] > 3 * means[1]


@pytest.mark.parametrize("seed", range(5))
def test_a_learned_kernel_comes_within_a_hundredth_of_the_hidden_one(seed: int) -> None:
    lab = conv("feature-detectors", kernel="learned", seed=seed)
    assert lab.trains
    first = lab.step()
    assert lab.imitation.gap > 0.1
    losses = [first["loss"]]
    while lab.imitation.gap >= 0.01:
        losses.append(lab.step()["loss"])
        assert len(losses) < 200
    assert losses[-1] < losses[0] / 1000
    difference = values(lab, "kernel") - values(lab, "hidden")
    assert np.abs(difference).max() < 0.01


def test_a_learned_kernel_ends_its_run_and_too_large_a_step_makes_it_run_away() -> None:
    lab = conv("feature-detectors", kernel="learned")
    while not lab.done:
        lab.step()
    assert lab.imitation.taken < 200
    wild = conv("feature-detectors", kernel="learned", lr=1.0, f=7)
    losses = [wild.step()["loss"] for _ in range(40)]
    assert losses[-1] > losses[0]
    cure = wild.diagnose().cure
    assert cure
    tame = conv("feature-detectors", kernel="learned", f=7, **cure.config)
    assert [tame.step()["loss"] for _ in range(40)][-1] < losses[0] / 100


def test_only_a_learned_kernel_trains() -> None:
    lab = conv("filters")
    assert not lab.trains
    assert changed(lab, kernel="learned").trains
    assert not changed(lab, op="avg-pool").trains


def test_convolution_is_correlation_with_the_flipped_kernel_and_not_with_the_same_one() -> None:
    lab = conv("cross-correlation")
    assert np.abs(values(lab, "result") - values(lab, "twin")).max() > 0.01
    turned = conv("cross-correlation", op="cross-correlation", flip=True)
    assert np.abs(lab.work.y - turned.work.y).max() < 1e-12
    twice = changed(lab, flip=True)
    assert np.abs(twice.work.y - twice.work.twin).max() < 1e-12


def test_flipping_a_symmetric_kernel_changes_nothing() -> None:
    lab = conv("cross-correlation", kernel="laplacian")
    assert np.abs(lab.work.y - lab.work.twin).max() < 1e-12


@pytest.mark.parametrize(
    "preset", ["edge-calculations", "feature-detectors", "dilated", "volume", "cross-correlation"]
)
def test_every_window_adds_up_to_its_output(preset: str) -> None:
    lab = conv(preset)
    plan = lab.work.plan
    for at, output in enumerate(lab.work.y.ravel()):
        step = window(lab, at)
        products = [(term.left or 0) * (term.right or 0) for term in step.terms]
        assert len(products) == plan.f**2 * plan.channels
        assert math.isclose(sum(products), output, abs_tol=1e-9)
        assert step.total == pytest.approx(output, abs=1e-9)
        assert step.at == at
    assert window(lab, 0).steps == lab.work.y.size


def test_a_valid_window_fits_n_minus_f_plus_1_times() -> None:
    for f in range(1, 7):
        lab = conv("edge-calculations", f=f, padding=3)
        assert sizes(lab)["output side m"] == 6 - f + 1 == lab.work.y.shape[1]


def test_a_frame_of_p_adds_2p_to_the_side() -> None:
    for n in (3, 6, 11):
        for f in range(1, 8):
            for p in range(7):
                if f > n + 2 * p:
                    continue
                lab = conv("padding-calculations", n=n, f=f, padding=p)
                assert lab.work.y.shape[1:] == (n + 2 * p - f + 1,) * 2


@pytest.mark.parametrize("f", [1, 3, 5, 7])
def test_half_of_f_minus_1_keeps_the_size(f: int) -> None:
    lab = conv("same", f=f, padding=(f - 1) // 2)
    assert lab.work.y.shape == (1, 6, 6)
    assert sizes(lab)["p that keeps n"] == (f - 1) // 2


def test_an_even_kernel_keeps_no_size_at_all() -> None:
    assert sizes(conv("same", f=4))["p that keeps n"] is None


def test_zeros_darken_the_edges_of_a_wall_and_reflecting_does_not() -> None:
    wall = 10.0
    lab = conv("padding-artifacts")
    y = lab.work.y[0]
    inside = y[2:-2, 2:-2]
    edge = np.ones_like(y, bool)
    edge[2:-2, 2:-2] = False
    assert np.abs(inside - wall).max() < 1e-9
    assert ((wall - y[edge]) / wall > 0.1).all()
    assert y[0, 0] == pytest.approx(3.6)
    for mode in ("reflect", "circular"):
        assert np.abs(changed(lab, pad_mode=mode).work.y - wall).max() < 1e-9


@pytest.mark.parametrize("stride", [1, 2, 3, 4])
def test_a_stride_samples_the_output_of_single_steps(stride: int) -> None:
    for n in range(3, 13):
        for p in range(3):
            lab = conv("strided-convolution", n=n, padding=p, stride=stride, image="numbers")
            every = changed(conv("strided-convolution", n=n, padding=p, image="numbers"), stride=1)
            assert lab.work.y.shape[1] == (n + 2 * p - 3) // stride + 1
            assert (lab.work.y == every.work.y[:, ::stride, ::stride]).all()


def test_seven_by_seven_becomes_three_by_three() -> None:
    assert conv("strided-convolution").work.y.shape == (1, 3, 3)


def test_a_full_convolution_of_6_and_3_has_8() -> None:
    assert conv("full").work.y.shape == (1, 8, 8)
    for n in (3, 6, 9):
        for f in range(1, 8):
            assert conv("full", n=n, f=f).work.y.shape[1] == n + f - 1


def test_nine_weights_see_five_by_five() -> None:
    lab = conv("dilated")
    step = window(lab, 12)
    assert lab.work.plan.reach == 5 == sizes(lab)["window"]
    assert len(step.terms) == 9
    assert sizes(lab)["parameters"] == sizes(changed(lab, dilation=1))["parameters"] == 10


def test_a_volume_gives_one_channel_per_filter_and_27_products_per_pixel() -> None:
    lab = conv("volume")
    assert lab.work.y.shape == (1, 4, 4)
    assert len(window(lab, 5).terms) == 27
    assert changed(lab, filters=3).work.y.shape == (3, 4, 4)


def test_two_filters_of_27_weights_have_56_parameters() -> None:
    lab = conv("dimensions")
    table = sizes(lab)
    assert lab.work.y.shape == (2, 4, 4)
    assert table["parameters"] == 56
    assert table["output"] == 32
    assert table["multiplications"] == 864


def test_the_page_is_told_how_each_matrix_is_made_of_the_others() -> None:
    lab = conv("strided-convolution", padding=1)
    window(lab, 3)
    into, out = matrix(lab, "input"), matrix(lab, "result")
    assert into.window
    assert out.made
    assert (into.window.of, out.made.of) == ("result", "input")
    assert (into.window.size, into.window.stride) == (3, 2)
    assert (into.window.row, into.window.col, out.at) == (0, 3, 3)
    assert into.values.data.shape == (1, 9, 9)
