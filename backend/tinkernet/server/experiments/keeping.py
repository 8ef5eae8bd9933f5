"""Opens the store for as long as the server lives, and tidies it up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from tinkernet.server.experiments.store import Store
from tinkernet.server.experiments.trouble import StoreError

_TIDY_SECS = 3600


@asynccontextmanager
async def kept(store: Store) -> AsyncIterator[None]:
    """A store that cannot be opened is no reason not to serve: it says why to whoever saves."""
    log = structlog.get_logger("tinkernet.server")
    try:
        await store.open()
        interrupted = await store.interrupt_running()
        if interrupted:
            log.info("experiments interrupted by the last end", count=interrupted)
    except StoreError as error:
        log.warning("nothing can be saved", reason=error.message)
    tidy = asyncio.create_task(_tidy(store))
    try:
        yield
    finally:
        tidy.cancel()
        with suppress(asyncio.CancelledError):
            await tidy
        await store.close()


async def _tidy(store: Store) -> None:
    """What was deleted a day ago goes for good."""
    while True:
        # Closed, busy or full: it will be tried again.
        with suppress(StoreError):
            await store.purge()
        await asyncio.sleep(_TIDY_SECS)
