"""Drawings: a digit with guesses, an empty sheet, dark ink on paper."""

import numpy as np
from sklearn.datasets import load_digits

from tests.panels.fixture import Fixture
from tinkernet.panels import DrawPad, Guess
from tinkernet.tensor import codes


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    return {
        "draw_pad": Fixture(_digit()),
        "draw_pad_empty": Fixture(_empty()),
        "draw_pad_paper": Fixture(_paper()),
    }


def _digit() -> DrawPad:
    pixels, _ = load_digits(return_X_y=True)
    digit = np.asarray(pixels)[3].reshape(8, 8) * 255 / 16
    shares = {"3": 0.91, "5": 0.05, "8": 0.02, "9": 0.01, "2": 0.006, "0": 0.002}
    return DrawPad(
        title="Draw a digit", summary="A drawn three, taken for a 3.", pixels=codes(digit),
        pen=0.7, guesses=[Guess(name=n, probability=p) for n, p in shares.items()],
    )  # fmt: skip


def _empty() -> DrawPad:
    return DrawPad(
        title="Draw something", summary="An empty sheet.", pixels=codes(np.zeros((28, 28))), pen=1.2
    )


def _paper() -> DrawPad:
    y, x = np.mgrid[0:16, 0:24]
    ring = 255 * np.exp(-((np.hypot(x - 12, y - 8) - 5) ** 2))
    return DrawPad(title="Ink on paper", summary="A ring.", pixels=codes(ring), pen=0, ink="dark")
