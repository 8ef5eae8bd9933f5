"""A program that saves without end, for the tests that kill it: prints an id once it is saved."""

import asyncio
import sys
from pathlib import Path

from tests.server.experiments.saved import experiment, opened
from tinkernet.server.experiments.experiment import Blobs, Progress


async def save_for_ever(file: Path) -> None:
    """New ones, and after each a change of it."""
    async with opened(file) as store:
        while True:
            card = await store.save(experiment(state="paused"), Blobs(rows=b"r" * 20_000))
            print(card.id, 40, flush=True)  # noqa: T201
            await store.update(card.id, Progress(step=41), Blobs(rows=b"s" * 20_000))
            print(card.id, 41, flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(save_for_ever(Path(sys.argv[1])))
