"""How long a thousand saved experiments take to list, and one of them to save."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from tinkernet.runtime.limits import Limits
from tinkernet.server.experiments.experiment import Blobs, CardList, Experiment
from tinkernet.server.experiments.place import Place
from tinkernet.server.experiments.store import Store

COUNT = 1000
ROUNDS = 15
LIST_MS = 100.0
SAVE_MS = 100.0
LISTS: dict[str, tuple[dict[str, Any], str]] = {
    "list_1000_ms": ({"limit": COUNT}, "ms, p50, 1,000 saved experiments, to the JSON"),
    "list_page_ms": ({"limit": 50}, "ms, p50, the first 50 of 1,000"),
    "list_searched_ms": ({"limit": COUNT, "search": "bends 7"}, "ms, p50, those with a word"),
    "list_by_metric_ms": (
        {"limit": COUNT, "sort": "-metric:val_loss"},
        "ms, p50, all, the worst val_loss first",
    ),
}
BLOBS = Blobs(rows=b"r" * 48_000, checkpoint=b"c" * 20_000)


def experiment_rows() -> list[dict[str, Any]]:
    """Rows for the table; `peer` is the target, and a ratio of at least 1 reaches it."""
    return asyncio.run(_rows())


async def _rows() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        async with Store(Place(Path(folder) / "saved.db"), Limits()) as store:
            saves = [await _millis(lambda at=at: _save(store, at)) for at in range(COUNT)]
            rows = [_row("save_ms", saves, SAVE_MS, "ms, p50, an experiment on the disk")]
            for name, (wanted, unit) in LISTS.items():
                lists = [await _millis(lambda w=wanted: _list(store, w)) for _ in range(ROUNDS)]
                rows.append(_row(name, lists, LIST_MS, unit))
    return rows


def _row(name: str, millis: list[float], target: float, unit: str) -> dict[str, Any]:
    median = statistics.median(millis)
    ratio = round(target / median, 2)
    return {"name": name, "ours": round(median, 2), "peer": target, "ratio": ratio, "unit": unit}


async def _save(store: Store, at: int) -> None:
    await store.save(
        Experiment(
            name=f"A boundary that bends {at}",
            note="What I saw: " + "more " * 40,
            lab="mlp",
            lab_title="Bend the boundary",
            preset="spirals",
            state="paused",
            step=at,
            config={"lr": 0.03, "widths": [8, 8], "act": "relu"},
            script="{}",
            code="c0de",
            metrics={"loss": 1 / (at + 1), "val_loss": at * 7919 % 1000 / 1000},
            hash="lab=mlp&lr=0.03",
        ),
        BLOBS,
    )


async def _list(store: Store, wanted: dict[str, Any]) -> None:
    """As the server does it, to the bytes of the answer."""
    found, total = await store.cards("", **wanted)
    CardList(experiments=found, total=total).model_dump_json()


async def _millis(call: Callable[[], Awaitable[None]]) -> float:
    started = time.perf_counter()
    await call()
    return (time.perf_counter() - started) * 1000
