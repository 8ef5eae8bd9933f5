"""A fork of a run that trains: how long until its first picture is there."""

import statistics
import time
from contextlib import suppress
from typing import Any

from tests.live_server import live_server
from tests.server.page import Page

FORK_MS = 300.0
_TRAINED_SECS = 3.0
_FORKS = 5
#: Steps a second, as the page asks for at first.
_SPEED = 80.0
#: A usual run of each kind, and the dearest of all: its own step and picture take the time.
_FORKED = [
    ("mlp", "one-hidden-layer"),
    ("word2vec", "skip-gram"),
    ("cnn", "convnet-in-detail"),
    ("cnn", "stacking-example"),
]


def fork_rows() -> list[dict[str, Any]]:
    """One row for each; `peer` is the target, and a ratio of at least 1 reaches it."""
    return [_row(lab, preset) for lab, preset in _FORKED]


def _row(lab: str, preset: str) -> dict[str, Any]:
    with live_server() as server, Page(server) as page:
        run = page.open(lab, preset=preset, speed=_SPEED)
        millis = statistics.median(_fork_ms(page, run, at) for at in range(_FORKS))
    return {
        "name": f"fork_ms_{lab}_{preset}".replace("-", "_"),
        "ours": round(millis, 2),
        "peer": FORK_MS,
        "ratio": round(FORK_MS / millis, 2),
        "unit": "ms, p50, to the first picture of a fork, the first run training on",
    }


def _fork_ms(page: Page, run: str, seed: int) -> float:
    end = time.monotonic() + _TRAINED_SECS
    while (left := end - time.monotonic()) > 0:
        with suppress(TimeoutError):
            page.next(left)
    started = time.perf_counter()
    page.say(type="fork", tag=f"fork{seed}", run=run, config={})
    fork = page.next_message("status", tag=f"fork{seed}")["run"]
    page.next_message("frame", run=fork)
    took = time.perf_counter() - started
    page.say(type="close", run=fork)
    return took * 1000
