"""One open database: transactions for many readers and one writer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from tinkernet.server.experiments.place import Place
from tinkernet.server.experiments.trouble import StoreError, told
from tinkernet.server.experiments.version import check, upgrade

#: FULL: what was acknowledged outlives the power as well. WAL: readers never wait.
_PRAGMAS = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "journal_size_limit = 67108864",
)


class Database:
    """Closed at first; `reading` and `writing` are transactions of an open one."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._name = str(place)
        self._engine: AsyncEngine | None = None
        self._writer = asyncio.Lock()
        self._reason = "The store of experiments is not open yet."

    async def open(self) -> None:
        """Connect, check, and bring the tables to this release's version.

        Raises:
            StoreError: if it cannot be read or written, is damaged or of a newer release.
        """
        if self._engine:
            return
        try:
            with told(self._name):
                self._engine = self._connected()
            async with self.reading() as connection:
                await connection.run_sync(check, self._name)
            async with self.writing() as connection:
                await connection.run_sync(upgrade, self._name)
        except StoreError as error:
            await self.close()
            self._reason = error.message
            raise

    async def close(self) -> None:
        """End all connections."""
        engine, self._engine = self._engine, None
        if engine:
            await engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One consistent view, whatever is written meanwhile.

        Raises:
            StoreError: as `open`, or if it is not open, with the reason.
        """
        engine = self._opened()
        with told(self._name):
            async with engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """All or nothing, on disk when the block has ended; one at a time.

        Raises:
            StoreError: as `reading`, and if the disk is full.
        """
        engine = self._opened().execution_options(writes=True)
        async with self._writer:
            with told(self._name):
                async with engine.begin() as connection:
                    yield connection

    def _opened(self) -> AsyncEngine:
        if self._engine is None:
            raise StoreError(self._reason, "db", 503)
        return self._engine

    def _connected(self) -> AsyncEngine:
        if self._place.file is None:
            return _postgres(self._place.url)
        self._place.file.parent.mkdir(parents=True, exist_ok=True)
        return _sqlite(URL.create("sqlite+aiosqlite", database=str(self._place.file)))


def _sqlite(url: URL) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=4, max_overflow=0)

    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        # Python's own handling begins transactions late, and only as readers.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # A reader that becomes a writer cannot wait for another one: SQLite refuses it at once.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: str) -> AsyncEngine:
    try:
        return create_async_engine(make_url(url), pool_size=4, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs one package more: pip install 'tinkernet[postgres]'.", "db", 503
        ) from error
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "--db is no address of a database: postgresql+asyncpg://user@host/name is one.",
            "db",
            503,
        ) from error
