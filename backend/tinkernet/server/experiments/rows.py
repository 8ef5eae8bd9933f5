"""The tables that hold saved experiments."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """A time in UTC; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On the way in."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On the way out."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


metadata = MetaData()

#: `words` is what a search looks into, folded: no database folds case beyond English by itself.
experiments = Table(
    "experiments",
    metadata,
    Column("id", String(11), primary_key=True),
    Column("owner", String(32), nullable=False),
    Column("name", String(120), nullable=False),
    Column("note", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("lab", String(80), nullable=False),
    Column("lab_title", String(200), nullable=False),
    Column("preset", String(80), nullable=False),
    Column("preset_title", String(200), nullable=False, server_default=""),
    Column("state", String(16), nullable=False),
    Column("step", BigInteger, nullable=False),
    Column("speed", Float, nullable=True),
    Column("code", String(128), nullable=False),
    Column("metrics", JSON, nullable=False),
    Column("hash", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("deleted_at", Moment, nullable=True),
    Column("config", JSON, nullable=False),
    Index("experiments_of_owner", "owner", "changed_at"),
    Index("experiments_deleted", "deleted_at"),
)

#: One row for each part, so that a list reads none and a change writes only what is new.
blobs = Table(
    "blobs",
    metadata,
    Column(
        "experiment", String(11), ForeignKey("experiments.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("kind", String(16), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
