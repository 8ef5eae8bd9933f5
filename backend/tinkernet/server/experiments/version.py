"""Checks a database and brings its tables to the version of this release."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from tinkernet.server.experiments.trouble import StoreError, damaged

#: Any number will do, so long as all releases use the same.
_UPGRADE_LOCK = 7_468_105


def check(connection: Connection, place: str) -> None:
    """Read a file of SQLite whole; servers of PostgreSQL look after themselves.

    Raises:
        StoreError: if it is damaged.
    """
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
        if found != "ok":
            raise damaged(place, " ".join(str(found).split())[:200])


def upgrade(connection: Connection, place: str) -> None:
    """Inside one writing transaction, so that two servers that start together do it in turn.

    Raises:
        StoreError: if the database was written by a newer release.
    """
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
    config = Config()
    config.set_main_option("script_location", "tinkernet.server.experiments:migrations")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    newer = set(MigrationContext.configure(connection).get_current_heads()) - known
    if newer:
        raise StoreError(
            f"The database {place} was written by a newer release of Tinkernet (version "
            f"{', '.join(sorted(newer))[:80]}). Start that release, or choose another file "
            "with --db.",
            "db",
            503,
        )
    command.upgrade(config, "head")
