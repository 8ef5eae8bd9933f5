"""A pasted table is read, or a sentence says what is wrong with it."""

import numpy as np
import pytest

from tinkernet.kit.pasted import pasted
from tinkernet.refusal import RefusalError


@pytest.mark.parametrize(
    "text",
    [
        "1,2,0\n-1,0.5,1",
        "x,y,label\n1,2,0\n-1,0.5,1\n",
        "x;y;class\r\n1;2;0\r\n-1;0.5;1\r\n",
        "1\t2\t0\n\n-1\t0.5\t1\n",
        " 1 , 2 , 0 \n -1 , .5 , 1 ",
    ],
)
def test_lines_of_x_y_label_become_points(text: str) -> None:
    x, label = pasted(text, labelled=True)
    np.testing.assert_allclose(x, [[1, 2], [-1, 0.5]])
    assert list(label) == [0, 1]


def test_words_are_numbered_in_their_order_and_digits_stay() -> None:
    assert list(pasted("1,1,owl\n1,1,cat\n1,1,owl", labelled=True)[1]) == [1, 0, 1]
    assert list(pasted("1,1,2\n1,1,0", labelled=True)[1]) == [2, 0]
    assert list(pasted("1,1,10\n1,1,-1\n1,1,2", labelled=True)[1]) == [2, 0, 1]


def test_coordinates_beyond_the_square_are_standardised() -> None:
    x, _ = pasted("170,60,0\n180,80,1\n190,100,1", labelled=True)
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(x.std(axis=0), 1, atol=1e-6)


def test_a_curve_needs_no_label() -> None:
    x, label = pasted("x,y\n0,1\n1,2", labelled=False)
    assert x.shape == (2, 2)
    assert list(label) == [0, 0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1,2,0\n" * 1_000_000, r"2,000 points; 1,000,001 lines came"),
        ("1,2,0\n" * 2_001, r"2,000 points; 2,001 lines came"),
        ("1,2,0\n1,abc,0", r"Line 2, column y must be a number; 'abc' came"),
        ("x,y,label\n1,2,0\nhello,2,0", r"Line 3, column x must be a number; 'hello' came"),
        ("1,NaN,0", r"Line 1, column y must be a number between -1e9 and 1e9; NaN came"),
        ("inf,1,0", r"Line 1, column x must be a number between -1e9 and 1e9; inf came"),
        ("1e999,1,0", r"column x must be a number between"),
        ("1_000,1,0", r"column x must be a number"),
        ("1,2", r"Line 1 must have 3 columns, x,y,label; it has 2"),
        ("1,2,0,4", r"Line 1 must have 3 columns, x,y,label; it has 4"),
        ("", r"No point is in the pasted table"),
        ("x,y,label\n", r"No point is in the pasted table"),
        (" \n\n , , \n", r"No point is in the pasted table"),
        ("\n".join(f"1,1,{n}" for n in range(11)), r"at most 10 classes; 11 came"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(RefusalError, match=sentence) as refusal:
        pasted(text, labelled=True)
    assert refusal.value.field == "csv"


def test_one_class_alone_is_taken() -> None:
    assert list(pasted("1,1,0\n2,2,0", labelled=True)[1]) == [0, 0]
