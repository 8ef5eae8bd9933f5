"""What the lab `conv-arith` claims about pooling; thresholds are those of the course."""

import numpy as np
import pytest

from tests.labs.conv import changed, conv, matrix, sizes, values, window

POOLED = ["max-pooling", "pooling-calculations", "average-pooling", "max-pooling-volume"]


def test_each_output_is_the_largest_of_its_window() -> None:
    for f, s in ((2, 2), (3, 1), (2, 1), (4, 4)):
        lab = conv("pooling-calculations", f=f, stride=s, n=8)
        x, y = lab.work.picture[0], lab.work.y[0]
        assert len(y) == (8 - f) // s + 1
        for i, j in np.ndindex(y.shape):
            assert y[i, j] == x[i * s : i * s + f, j * s : j * s + f].max()
        assert sizes(lab)["parameters"] == 0


def test_the_window_says_which_value_won() -> None:
    lab = conv("pooling-calculations")
    for at, output in enumerate(lab.work.y.ravel()):
        winners = [term.left for term in window(lab, at).terms if term.lit]
        assert winners == [output]


def test_the_gradient_is_1_at_the_winner_and_0_elsewhere() -> None:
    lab = conv("pooling-calculations", n=8)
    gradient, x = values(lab, "gradient")[0], lab.work.picture[0]
    for i, j in np.ndindex(4, 4):
        patch = np.s_[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        assert sorted(gradient[patch].ravel()) == [0, 0, 0, 1]
        assert gradient[patch].argmax() == x[patch].argmax()


def test_in_the_digit_each_window_sends_its_gradient_to_one_pixel() -> None:
    lab = conv("max-pooling")
    assert values(lab, "gradient").sum() == 16
    assert set(np.unique(values(lab, "gradient"))) == {0, 1}


@pytest.mark.parametrize("theta", [0.5, 5.0, 10.0, 20.0, 35.0])
def test_a_region_says_yes_exactly_when_the_feature_is_somewhere_in_it(theta: float) -> None:
    lab = conv("pooling-intuition", theta=theta)
    response, pooled = lab.work.x[0], lab.work.y[0]
    assert response.shape == (8, 8)
    for i, j in np.ndindex(pooled.shape):
        somewhere = (response[2 * i : 2 * i + 2, 2 * j : 2 * j + 2] > theta).any()
        assert (pooled[i, j] > theta) == somewhere
    marks = matrix(lab, "result").marks
    assert marks
    assert ((marks.data == 2) == (lab.work.y > theta)).all()


def test_both_answers_occur_in_the_preset() -> None:
    marks = matrix(conv("pooling-intuition"), "result").marks
    assert marks
    assert {0, 2} == set(np.unique(marks.data))


def test_each_channel_is_pooled_on_its_own() -> None:
    lab = conv("max-pooling-volume")
    assert lab.work.y.shape == (3, 2, 2)
    for channel in range(3):
        alone = lab.work.picture[channel].reshape(2, 2, 2, 2).max(axis=(1, 3))
        assert (lab.work.y[channel] == alone).all()
    assert changed(lab, channels=8).work.y.shape == (8, 2, 2)


def test_the_mean_is_a_convolution_with_even_weights() -> None:
    for f in (2, 3, 4):
        mean = conv("average-pooling", n=12, f=f, stride=f)
        even = conv("strided-convolution", n=12, f=f, stride=f, kernel="blur", image="numbers")
        assert np.abs(mean.work.y - even.work.y).max() < 1e-9
        step = window(mean, 0)
        assert step.total == pytest.approx(np.mean([term.left or 0.0 for term in step.terms]))


@pytest.mark.parametrize("n", [3, 8, 20, 32])
def test_global_pooling_gives_one_number_per_channel_at_every_size(n: int) -> None:
    lab = conv("global-average-pooling", n=n)
    assert lab.work.y.shape == (4, 1, 1)
    assert lab.work.y.ravel() == pytest.approx(lab.work.picture.mean(axis=(1, 2)))


def test_global_pooling_does_not_care_where_the_pixels_are() -> None:
    lab = conv("global-average-pooling")
    before = lab.work.y
    random = np.random.default_rng(0)
    pixels = lab.work.picture.reshape(4, -1)
    shuffled = pixels[:, random.permutation(64)].reshape(4, 8, 8)
    text = "4,8:" + " ".join(repr(float(v)) for v in shuffled.ravel())
    after = changed(lab, image="drawn", pixels=text).work.y
    assert not (lab.work.picture == pixels.reshape(4, 8, 8)).all()
    assert np.abs(after - before).max() < 1e-9


@pytest.mark.parametrize("preset", POOLED)
def test_pooling_has_no_frame_and_no_weights(preset: str) -> None:
    lab = conv(preset, padding=3, dilation=2)
    assert not lab.work.outside.any()
    assert sizes(lab)["parameters"] == sizes(lab)["multiplications"] == 0
    assert "kernel" not in lab.panels(frozenset({"kernel"}))
