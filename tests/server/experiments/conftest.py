"""A store of one's own for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.experiments.saved import opened
from tinkernet.server.experiments.store import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store, open."""
    async with opened(tmp_path / "saved.db") as store:
        yield store
