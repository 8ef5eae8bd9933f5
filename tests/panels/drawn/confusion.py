"""Tables of confusions: ten digits with a cell open, three classes without."""

import numpy as np

from tests.panels.fixture import Fixture
from tinkernet.panels import Confusion
from tinkernet.tensor import codes, ints


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    return {"confusion": Fixture(_digits()), "confusion_few": Fixture(_few())}


def _digits() -> Confusion:
    random = np.random.default_rng(3)
    counts = np.diag(random.integers(20, 32, 10))
    counts[4, 9], counts[9, 4], counts[3, 5], counts[8, 1] = 6, 2, 4, 3
    images = random.integers(0, 256, (6, 8, 8))
    return Confusion(
        title="What was taken for what", counts=ints(counts), classes=list("0123456789"),
        row=4, col=9, images=codes(images), ids=ints(range(6)),
        captions=[f"loss {each / 2 + 1:.1f}" for each in range(6)],
        summary="15 of 270 test pictures were taken for something else.",
    )  # fmt: skip


def _few() -> Confusion:
    counts = np.array([[40, 2, 0], [1, 38, 3], [0, 0, 0]])
    return Confusion(
        title="Three classes, one without examples", counts=ints(counts),
        classes=["disc", "square", "triangle"], summary="6 of 84 were taken for something else.",
    )  # fmt: skip
