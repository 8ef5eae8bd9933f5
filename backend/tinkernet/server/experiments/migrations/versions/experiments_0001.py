"""The first tables: experiments, and their long parts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From an empty database."""
    op.create_table(
        "experiments",
        sa.Column("id", sa.String(11), primary_key=True),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("lab", sa.String(80), nullable=False),
        sa.Column("lab_title", sa.String(200), nullable=False),
        sa.Column("preset", sa.String(80), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("step", sa.BigInteger, nullable=False),
        sa.Column("speed", sa.Float, nullable=True),
        sa.Column("code", sa.String(128), nullable=False),
        sa.Column("metrics", sa.JSON, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("config", sa.JSON, nullable=False),
    )
    op.create_index("experiments_of_owner", "experiments", ["owner", "changed_at"])
    op.create_index("experiments_deleted", "experiments", ["deleted_at"])
    whole = sa.ForeignKey("experiments.id", ondelete="CASCADE")
    op.create_table(
        "blobs",
        sa.Column("experiment", sa.String(11), whole, primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
