"""Saves experiments, finds them again and lets go of them."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from tinkernet.runtime.limits import Limits
from tinkernet.server.experiments.database import Database
from tinkernet.server.experiments.experiment import (
    NO_BLOBS,
    Blobs,
    Card,
    Details,
    Experiment,
    Name,
    Note,
    Progress,
    Whole,
    new_id,
)
from tinkernet.server.experiments.place import Place
from tinkernet.server.experiments.queries import cards, counted, folded, in_order, listed
from tinkernet.server.experiments.rows import blobs, experiments
from tinkernet.server.experiments.trouble import missing, not_yours
from tinkernet.server.experiments.weight import check_parts, check_room, check_total

Parts = dict[str, bytes]
_id = experiments.c.id
_kept = experiments.c.deleted_at.is_(None)


class Store:
    """The experiments at one place. Every call may raise StoreError: a sentence, and the HTTP
    status that says the same."""

    def __init__(self, place: Place, limits: Limits) -> None:
        self.place = place
        self._limits = limits
        self._database = Database(place)

    async def open(self) -> None:
        """Check the database and bring it up to date; the refusal is remembered and told to
        everybody who asks later."""
        await self._database.open()

    async def close(self) -> None:
        """End all connections; `open` begins anew."""
        await self._database.close()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def save(self, experiment: Experiment, parts: Blobs = NO_BLOBS) -> Card:
        """A new one; when this returns it is on disk."""
        given = _parts(parts) | {"script": experiment.script.encode()}
        check_parts(given)
        check_total(self._limits, _sizes(given))
        now = datetime.now(UTC)
        row = experiment.model_dump(exclude={"script"})
        row |= {"id": new_id(), "words": _words(row), "saved_at": now, "changed_at": now}
        async with self._database.writing() as connection:
            check_room(self._limits, await _count(connection, experiment.owner))
            await connection.execute(insert(experiments).values(row))
            await _put(connection, row["id"], given)
            return _card(await _row(connection, row["id"]), experiment.owner)

    async def update(self, id: str, progress: Progress, parts: Blobs = NO_BLOBS) -> None:
        """What came since; one that was deleted, and may come back, is kept up to date too."""
        given = _parts(parts)
        changes = progress.model_dump(exclude_unset=True)
        if "script" in changes:
            given["script"] = changes.pop("script").encode()
        check_parts(given)
        async with self._database.writing() as connection:
            await _change(connection, _id == id, {**changes, "changed_at": datetime.now(UTC)})
            sizes = await _stored_sizes(connection, id)
            check_total(self._limits, sizes | _sizes(given))
            await _put(connection, id, given)

    async def card(self, owner: str, id: str) -> Card:
        """Whoever has the id may read."""
        async with self._database.reading() as connection:
            return _card(await _row(connection, id, _kept), owner)

    async def details(self, owner: str, id: str) -> Details:
        """As `card`, with config and code."""
        async with self._database.reading() as connection:
            return await _details(connection, owner, id)

    async def whole(self, id: str, owner: str = "") -> Whole:
        """Everything, to go on from it; `owner` is who asks."""
        async with self._database.reading() as connection:
            told = await _details(connection, owner, id)
            saved_by = await connection.scalar(select(experiments.c.owner).where(_id == id))
            found = await connection.execute(
                select(blobs.c.kind, blobs.c.data).where(blobs.c.experiment == id)
            )
            parts: Parts = {row.kind: row.data for row in found}
        script = parts.pop("script", b"").decode()
        return Whole(str(saved_by), told, script, Blobs(**parts))

    async def blob(self, id: str, kind: str) -> bytes | None:
        """One of its parts, by the name it has in `Blobs`; None if there is none."""
        async with self._database.reading() as connection:
            await _row(connection, id, _kept)
            wanted = blobs.c.experiment == id, blobs.c.kind == kind
            return await connection.scalar(select(blobs.c.data).where(*wanted))

    async def cards(
        self,
        owner: str,
        *,
        search: str = "",
        lab: str = "",
        state: str = "",
        sort: str = "-changed_at",
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[list[Card], int]:
        """One page of an owner's own, and how many there are on all pages."""
        found = listed(owner, search, lab, state)
        page = in_order(found, sort).limit(limit).offset(offset)
        async with self._database.reading() as connection:
            rows = (await connection.execute(page)).mappings().all()
            total = await connection.scalar(counted(found))
        return [_card(dict(row), owner) for row in rows], total or 0

    async def count(self, owner: str) -> int:
        """How many an owner has."""
        async with self._database.reading() as connection:
            return await _count(connection, owner)

    async def rename(
        self, owner: str, id: str, name: Name | None = None, note: Note | None = None
    ) -> Card:
        """Another name or note, both already checked (`Renaming`)."""
        given = {"name": name, "note": note}
        async with self._database.writing() as connection:
            row = await _own(connection, owner, id, _kept)
            changes = {field: text for field, text in given.items() if text is not None}
            if changes:
                row |= changes
                row["changed_at"] = datetime.now(UTC)
                changes |= {"words": _words(row), "changed_at": row["changed_at"]}
                await _change(connection, _id == id, changes)
        return _card(row, owner)

    async def delete(self, owner: str, id: str) -> Card:
        """Out of sight, and for good after a day."""
        async with self._database.writing() as connection:
            await _own(connection, owner, id, _kept)
            await _change(connection, _id == id, {"deleted_at": datetime.now(UTC)})
            await _forget_oldest(connection, owner, self._limits.experiments_per_owner)
            return _card(await _row(connection, id), owner)

    async def undelete(self, owner: str, id: str) -> Card:
        """As if nothing had been."""
        async with self._database.writing() as connection:
            row = await _own(connection, owner, id)
            if row["deleted_at"] is not None:
                check_room(self._limits, await _count(connection, owner))
                await _change(connection, _id == id, {"deleted_at": None})
        return _card(row | {"deleted_at": None}, owner)

    async def purge(self, older_than: timedelta = timedelta(days=1)) -> int:
        """Those deleted longer ago go for good; returns how many went."""
        old = experiments.c.deleted_at <= datetime.now(UTC) - older_than
        async with self._database.writing() as connection:
            return (await connection.execute(delete(experiments).where(old))).rowcount

    async def interrupt_running(self) -> int:
        """At start nothing runs: what was left running is interrupted; returns how many were."""
        running = experiments.c.state == "running"
        change = update(experiments).where(running).values(state="interrupted")
        async with self._database.writing() as connection:
            return (await connection.execute(change)).rowcount


async def _row(connection: AsyncConnection, id: str, *more: ColumnElement[bool]) -> dict[str, Any]:
    found = (await connection.execute(cards().where(_id == id, *more))).mappings().first()
    if found is None:
        raise missing()
    return dict(found)


async def _own(
    connection: AsyncConnection, owner: str, id: str, *more: ColumnElement[bool]
) -> dict[str, Any]:
    row = await _row(connection, id, *more)
    if row["owner"] != owner:
        raise not_yours()
    return row


async def _details(connection: AsyncConnection, owner: str, id: str) -> Details:
    row = await _row(connection, id, _kept)
    more = select(experiments.c.config, experiments.c.code).where(_id == id)
    config, code = (await connection.execute(more)).one()
    return Details(**_card(row, owner).model_dump(), config=config, code=code)


async def _change(
    connection: AsyncConnection, which: ColumnElement[bool], values: dict[str, Any]
) -> None:
    done = await connection.execute(update(experiments).where(which).values(values))
    if not done.rowcount:
        raise missing()


async def _count(connection: AsyncConnection, owner: str) -> int:
    mine = select(func.count()).where(experiments.c.owner == owner, _kept)
    return await connection.scalar(mine) or 0


async def _forget_oldest(connection: AsyncConnection, owner: str, limit: int) -> None:
    """Who deletes without end does not fill the disk for a day."""
    deleted = experiments.c.owner == owner, experiments.c.deleted_at.is_not(None)
    newest_first = select(_id).where(*deleted).order_by(experiments.c.deleted_at.desc(), _id)
    await connection.execute(delete(experiments).where(_id.in_(newest_first.offset(limit))))


async def _put(connection: AsyncConnection, id: str, parts: Parts) -> None:
    for kind, data in parts.items():
        old = blobs.c.experiment == id, blobs.c.kind == kind
        await connection.execute(delete(blobs).where(*old))
        await connection.execute(insert(blobs).values(experiment=id, kind=kind, data=data))


async def _stored_sizes(connection: AsyncConnection, id: str) -> dict[str, int]:
    length = func.length(blobs.c.data).label("length")
    sizes = select(blobs.c.kind, length).where(blobs.c.experiment == id)
    return {row.kind: row.length for row in await connection.execute(sizes)}


def _parts(parts: Blobs) -> Parts:
    given = {field.name: getattr(parts, field.name) for field in fields(parts)}
    return {kind: data for kind, data in given.items() if data is not None}


def _sizes(parts: Parts) -> dict[str, int]:
    return {kind: len(data) for kind, data in parts.items()}


def _words(row: dict[str, Any]) -> str:
    return folded(row["name"], row["note"], row["lab_title"], row["preset"], row["preset_title"])


def _card(row: dict[str, Any], owner: str) -> Card:
    told = {name: value for name, value in row.items() if name != "owner"}
    return Card(**told, mine=row["owner"] == owner)
