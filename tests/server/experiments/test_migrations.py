"""The migrations make the tables that the program reads and writes."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from tests.server.experiments.saved import experiment, opened
from tinkernet.server.experiments.rows import metadata


async def test_all_migrations_together_make_the_tables_of_the_program(tmp_path: Path) -> None:
    async with opened(tmp_path / "saved.db"):
        pass
    engine = create_engine(f"sqlite:///{tmp_path / 'saved.db'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
        assert context.get_current_heads() == ("0002",)
    engine.dispose()


async def test_what_an_older_release_saved_is_there_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    async with opened(file) as store:
        card = await store.save(experiment(preset_title=""))
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        # As the first release left its tables.
        connection.exec_driver_sql("ALTER TABLE experiments DROP COLUMN preset_title")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()
    async with opened(file) as store:
        assert await store.card("", card.id) == card
        assert (await store.save(experiment())).preset_title == "Two arms"


async def test_an_up_to_date_database_is_opened_as_it_is(tmp_path: Path) -> None:
    for count in range(3):
        async with opened(tmp_path / "saved.db") as store:
            assert await store.count("") == count
            await store.save(experiment())
