"""Alembic's environment: runs on the connection that `store.migrate` hands over."""

from alembic import context
from sqlmodel import SQLModel

from bibtrack.store import tables_review  # noqa: F401

context.configure(
    connection=context.config.attributes["connection"],
    # Importing tables_review imports tables too: both register with this metadata.
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
    include_name=lambda name, kind, parents: not (name or "").startswith(("source_fts", "fulltext_")),
)
with context.begin_transaction():
    context.run_migrations()
