"""When the machine fails: what was acknowledged is there, and what cannot be is said."""

import asyncio
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.server.experiments.saved import experiment, opened, unharmed
from tests.sources import ROOT
from tinkernet.server.experiments.experiment import Blobs
from tinkernet.server.experiments.place import Place, read_place
from tinkernet.server.experiments.trouble import StoreError

KILLS = 6


def _acknowledged(file: Path, count: int) -> dict[str, int]:
    """Ids and steps that a program said it had saved before it was killed in the middle."""
    command = [sys.executable, "-m", "tests.server.experiments.saving", str(file)]
    saving = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert saving.stdout
    lines = [saving.stdout.readline() for _ in range(count)]
    saving.kill()
    lines += [line for line in saving.stdout.read().splitlines() if line.count(" ") == 1]
    saving.wait()
    saving.stdout.close()
    return {line.split()[0]: int(line.split()[1]) for line in lines if line.strip()}


async def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    told: dict[str, int] = {}
    for kill in range(KILLS):
        told |= _acknowledged(file, 5 + 4 * kill)
        assert unharmed(file)
    async with opened(file) as store:
        cards, _ = await store.cards("", limit=10_000)
        found = {card.id: card.step for card in cards}
        assert len(told) > KILLS
        assert not [id for id, step in told.items() if found.get(id, 0) < step]
        for id, step in found.items():
            rows = (await store.whole(id)).blobs.rows
            assert rows == (b"r" if step == 40 else b"s") * 20_000


async def test_two_servers_save_into_one_file(tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    async with asyncio.TaskGroup() as group:
        both = [group.create_task(_save_many(file, owner * 32)) for owner in "ab"]
    async with opened(file) as store:
        for owner, task in zip("ab", both, strict=True):
            cards, total = await store.cards(owner * 32, limit=100)
            assert ({card.id for card in cards}, total) == (task.result(), 30)
    assert unharmed(file)


async def _save_many(file: Path, owner: str) -> set[str]:
    async with opened(file) as store:
        saves = (store.save(experiment(owner=owner), Blobs(rows=b"x" * 5_000)) for _ in range(30))
        return {card.id for card in await asyncio.gather(*saves)}


@contextmanager
def _no_file_longer_than(size: int) -> Iterator[None]:
    """To this process the disk is full from there on."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_full_disk_is_a_sentence_and_saving_goes_on_once_there_is_room(
    tmp_path: Path,
) -> None:
    file = tmp_path / "saved.db"
    large = Blobs(rows=b"x" * 4_000_000)
    async with opened(file) as store:
        first = await store.save(experiment())
        with _no_file_longer_than(1_000_000), pytest.raises(StoreError, match="is full") as full:
            await store.save(experiment(), large)
        assert full.value.status == 507
        assert (await store.cards(""))[0] == [first]
        await store.save(experiment(), large)
        assert await store.count("") == 2
    assert unharmed(file)


async def test_a_file_that_became_read_only_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    async with opened(file) as store:
        await store.save(experiment())
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    # Whoever is root writes into read-only files too; there it is a folder instead.
    file.unlink()
    file.mkdir()
    with pytest.raises(StoreError, match=r"cannot be opened for writing.*--db") as caught:
        async with opened(file):
            pass
    assert caught.value.status == 507


@pytest.mark.parametrize("folder", ["/proc/nowhere", "/dev/null/folder"])
async def test_a_folder_that_cannot_be_made_is_a_sentence_now_and_later(folder: str) -> None:
    from tinkernet.runtime.limits import Limits
    from tinkernet.server.experiments.store import Store

    store = Store(Place(Path(folder) / "saved.db", chosen=False), Limits())
    with pytest.raises(StoreError, match="cannot be used"):
        await store.open()
    with pytest.raises(StoreError, match="cannot be used") as later:
        await store.save(experiment())
    assert later.value.status == 503


async def test_a_database_of_a_newer_release_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    async with opened(file) as store:
        await store.save(experiment())
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer release of Tinkernet \(version 9999\)"):
        async with opened(file):
            pass
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM experiments").fetchall() == [(1,)]


async def test_a_damaged_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    async with opened(file) as store:
        for _ in range(20):
            await store.save(experiment(note="n" * 4_000))
    content = bytearray(file.read_bytes())
    content[8_192:60_000] = b"\xa5" * (60_000 - 8_192)
    file.write_bytes(content)
    with pytest.raises(StoreError, match=r"is damaged.*restore a backup"):
        async with opened(file):
            pass
    assert file.read_bytes() == content


async def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "thesis.txt"
    file.write_text("My thesis. " * 1_000)
    with pytest.raises(StoreError, match="is damaged"):
        async with opened(file):
            pass
    assert file.read_text() == "My thesis. " * 1_000


async def test_a_database_that_cannot_be_reached_is_told_without_its_password() -> None:
    place = read_place("postgresql://ann:secret@127.0.0.1:9/school")
    assert place.url.startswith("postgresql+asyncpg://")
    assert str(place) == "school"


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="mysql://"):
        read_place("mysql://ann@127.0.0.1/school")


@pytest.mark.parametrize("db", ["{}/x.db", "sqlite:///{}/x.db", "sqlite+aiosqlite:///{}/x.db"])
def test_a_path_and_the_url_of_a_file_mean_the_same(tmp_path: Path, db: str) -> None:
    assert read_place(db.format(tmp_path)) == Place(file=tmp_path / "x.db")
