"""Connections to the one server that the tests of this folder share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live_server import LiveServer, live_server
from tests.server.page import Page

LABS = Path(__file__).parent / "labs"


@pytest.fixture(scope="session")
def server() -> Iterator[LiveServer]:
    """A warm server that knows the lab `hill` besides the packaged ones."""
    with live_server("--labs", str(LABS)) as server:
        yield server


@pytest.fixture
def page(server: LiveServer) -> Iterator[Page]:
    """A page that is connected and has been greeted."""
    with Page(server) as page:
        yield page


@pytest.fixture
def neighbour(server: LiveServer) -> Iterator[Page]:
    """Somebody else's page, which nothing a hostile one does may disturb."""
    with Page(server) as page:
        yield page
