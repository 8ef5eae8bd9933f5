"""The kernels are compiled once, before the first test of the engine."""

import pytest

from tinkernet.engine import warm


@pytest.fixture(autouse=True, scope="session")
def _compiled() -> None:
    warm()
