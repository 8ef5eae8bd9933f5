"""Runs migrations on the connection that the server hands over."""

from alembic import context

from tinkernet.server.experiments.rows import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a column by making its table anew.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
