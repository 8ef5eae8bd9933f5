"""Files are made in workers of their own: runs do not wait for them, nor they for runs."""

import asyncio

import pytest

from tests.runtime.conftest import Server
from tests.runtime.page import Page
from tinkernet.refusal import RefusalError

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_file_is_made_while_every_place_is_taken(server: Server) -> None:
    async with server(workers=1, runs_per_worker=1) as runs, Page(runs) as page:
        page.open("mlp", config={"width": 3}, speed=100)
        await page.until_step(5)
        name, data = await runs.archive.take(page.run, "weights")
        assert name.endswith(".safetensors")
        assert data
        await page.until_step(20)


async def test_who_asks_together_waits_for_each_other(server: Server) -> None:
    async with server(workers=1, takeaways=1) as runs, Page(runs) as page:
        page.open("mlp", config={"width": 3}, speed=100)
        await page.until_step(5)
        asked = [runs.archive.take(page.run, "weights") for _ in range(4)]
        assert len({name for name, _ in await asyncio.gather(*asked)}) == 1
        # The workers of the files are gone with them.
        await page.until(lambda: len(runs.pids) == 1)


async def test_too_many_who_ask_together_are_told_so(server: Server) -> None:
    async with server(workers=1, takeaways=1, queue_length=2) as runs, Page(runs) as page:
        page.open("mlp", config={"width": 3}, speed=100)
        await page.until_step(5)
        asked = [runs.archive.take(page.run, "weights") for _ in range(4)]
        *made, refused = await asyncio.gather(*asked, return_exceptions=True)
        assert isinstance(refused, RefusalError)
        assert str(refused) == "3 files are being made already. Try again in a minute."
        assert all(isinstance(file, tuple) for file in made)
