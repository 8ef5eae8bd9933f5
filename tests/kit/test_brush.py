"""Painted points: the text that carries them, and what the brush does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkernet.kit import brush
from tinkernet.kit.brush import MOST_POINTS, Painted, decode, encode
from tinkernet.refusal import RefusalError

NONE = Painted(np.zeros((0, 2), np.float32), np.zeros(0, np.uint8), np.zeros(0, bool))


@given(
    st.lists(
        st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.integers(0, 9), st.booleans()),
        max_size=30,
    )
)
def test_points_come_back_from_their_text(rows: list[tuple[float, float, int, bool]]) -> None:
    x = np.array([row[:2] for row in rows], np.float32).reshape(-1, 2)
    points = Painted(
        x, np.array([r[2] for r in rows], np.uint8), np.array([r[3] for r in rows], bool)
    )
    text = encode(points)
    again = decode(text)
    np.testing.assert_allclose(again.x, x, atol=0.0008)
    np.testing.assert_array_equal(again.label, points.label)
    np.testing.assert_array_equal(again.test, points.test)
    assert encode(again) == text
    assert len(text) == 5 * len(rows)


@pytest.mark.parametrize("text", ["A", "AAAA", "AAAA!", "AAAA\u0101", "AAAA_", "A" * 5 * 2001])
def test_a_damaged_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(RefusalError, match=r"damaged|class beyond|room for 2,000") as refusal:
        decode(text)
    assert refusal.value.field == "points"


def test_there_is_room_for_two_thousand_points() -> None:
    full = brush.added(
        NONE, np.zeros((MOST_POINTS, 2), np.float32), np.zeros(MOST_POINTS, np.uint8), 0.7
    )
    assert len(decode(encode(full))) == MOST_POINTS
    one = brush.added(full, np.zeros((1, 2), np.float32), np.zeros(1, np.uint8), 0.7)
    with pytest.raises(RefusalError, match=r"room for 2,000 points, and this would be 2,001"):
        encode(one)


@pytest.mark.parametrize("split", [0.1, 0.5, 0.7, 0.9])
def test_the_share_for_training_is_kept_however_points_are_painted(split: float) -> None:
    painted = NONE
    for _ in range(100):
        painted = brush.added(painted, np.zeros((1, 2), np.float32), np.zeros(1, np.uint8), split)
    assert not painted.test[0]
    assert (~painted.test).mean() == pytest.approx(split, abs=0.011)


def test_the_rubber_takes_what_is_within_its_radius() -> None:
    x = np.array([[0, 0], [1, 0], [0, 2]], np.float32)
    points = brush.added(NONE, x, np.array([0, 1, 2], np.uint8), 0.7)
    assert list(brush.erased(points, 0, 0, 1.0).label) == [2]
