"""What the preset is called, as its page says it; none for those saved before."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One column more."""
    title = sa.Column("preset_title", sa.String(200), nullable=False, server_default="")
    op.add_column("experiments", title)
