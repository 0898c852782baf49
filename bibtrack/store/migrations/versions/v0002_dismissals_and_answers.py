"""Pairs that are no duplicates, and answers of registries on their way.

Revision ID: 0002
"""

from alembic import op

from bibtrack.store.schema import frozen

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables; nothing that is there changes.  The statements are frozen beside this file."""
    connection = op.get_bind()
    for statement in frozen("dismissals_and_answers"):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("PRAGMA user_version = 2")
