"""Pages that do not read: they cost little, and nobody waits for them."""

import time
from contextlib import suppress

import pytest

from tests.live_server import LiveServer
from tests.server.page import Page
from tests.stalled_page import StalledPage

STALLED = 5
#: A run keeps a record of its frames, so that late viewers see its beginning.
MB_FOR_EACH_RUN = 3.0
MB_FOR_EACH_STALL = 1.0
SETTLED_SECS = 4.0
WATCHED_SECS = 14.0


@pytest.mark.slow
def test_stalled_pages_cost_little_memory_and_disturb_nobody(
    server: LiveServer, neighbour: Page
) -> None:
    run = neighbour.open("hill", speed=50)
    before = server.rss_mb()
    stalled = [StalledPage(server, "hill", {"side": 320}) for _ in range(STALLED)]
    sizes: list[tuple[float, float]] = []
    steps: list[int] = []
    started = time.monotonic()
    while (passed := time.monotonic() - started) < WATCHED_SECS:
        steps.append(neighbour.next_message("frame", run=run)["step"])
        sizes.append((passed, server.rss_mb()))
        for each in stalled:
            with suppress(OSError):
                each.claim(2)
    settled = next(size for passed, size in sizes if passed > SETTLED_SECS)
    peak = max(size for _, size in sizes)
    assert settled - before < STALLED * MB_FOR_EACH_RUN
    assert peak - settled < STALLED * MB_FOR_EACH_STALL
    assert len(steps) > 20
    assert steps == sorted(steps)
    assert all(each.is_closed() for each in stalled)
    for each in stalled:
        each.close()
