"""The first schema.

Revision ID: 0001
"""

from alembic import op

from bibtrack.store.schema import frozen

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make an empty library; the statements are frozen beside this file."""
    connection = op.get_bind()
    for statement in frozen():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("PRAGMA application_id = 1651073652")
    connection.exec_driver_sql("PRAGMA user_version = 1")
