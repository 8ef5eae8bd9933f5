"""`python -m bench.experiments`: how long a thousand saved experiments take to list and to save."""

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
BLOBS = Blobs(rows=b"r" * 48_000, checkpoint=b"c" * 20_000)


async def main() -> None:
    """Print one line for each way to list, then what a save costs."""
    with tempfile.TemporaryDirectory() as folder:
        async with Store(Place(Path(folder) / "saved.db"), Limits()) as store:
            save_millis = [await _millis(lambda at=at: _save(store, at)) for at in range(COUNT)]
            for name, wanted in {
                "all 1,000": {"limit": COUNT},
                "one page of 50": {"limit": 50},
                "all, a word searched": {"limit": COUNT, "search": "bends 7"},
                "all, by a metric": {"limit": COUNT, "sort": "-metric:val_loss"},
            }.items():
                millis = [await _millis(lambda w=wanted: _list(store, w)) for _ in range(ROUNDS)]
                print(f"{name:24}{statistics.median(millis):8.1f} ms")
            print(f"{'a save (FULL)':24}{statistics.median(save_millis):8.1f} ms")


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


if __name__ == "__main__":
    asyncio.run(main())
