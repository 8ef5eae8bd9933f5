"""Nets as bricks: one that can be built, one that cannot."""

from tests.panels.fixture import Fixture
from tinkernet.kit.cnn_bricks import bricks
from tinkernet.kit.cnn_plan import Plan, decode


def fixtures() -> dict[str, Fixture]:
    """All of them by name."""
    whole = Plan((1, 28, 28), decode("c8k5s1same-max2-c16k5s1same-max2-flatten", 10))
    broken = Plan((3, 16, 16), decode("c8k3s1same-max4-max4-c8k5s1valid-gap", 6))
    return {
        "bricks": Fixture(bricks(whole, 0, whole)),
        "bricks_broken": Fixture(bricks(broken, 3, whole)),
    }
