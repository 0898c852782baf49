"""Triggers that write the journal: every row change of every table, whoever makes it.

Undo needs nothing else (after SQLite's own "Automatic Undo/Redo"), and no writer can forget it:
`change.event_id` is NOT NULL, so a write while `journal.event_id` is empty is refused.
SQLite dialect; a PostgreSQL library would have the same triggers in PL/pgSQL.
"""

from sqlalchemy import Table

EVENT = "(SELECT event_id FROM journal)"


def _object(table: Table, row: str) -> str:
    pairs = ", ".join(f"'{column.name}', {row}.\"{column.name}\"" for column in table.columns)
    return f"json_object({pairs})"


def triggers(table: Table) -> list[str]:
    """Give the three CREATE TRIGGER statements of one journalled table."""
    name = table.name
    into = "INSERT INTO change (event_id, table_name, row_id, action, before, after) VALUES"
    return [
        f"CREATE TRIGGER {name}_journal_insert AFTER INSERT ON {name} BEGIN\n"
        f"  {into} ({EVENT}, '{name}', NEW.id, 'insert', NULL, NULL);\nEND",
        f"CREATE TRIGGER {name}_journal_update AFTER UPDATE ON {name} BEGIN\n"
        f"  {into} ({EVENT}, '{name}', NEW.id, 'update',\n"
        f"    {_object(table, 'OLD')},\n    {_object(table, 'NEW')});\nEND",
        f"CREATE TRIGGER {name}_journal_delete AFTER DELETE ON {name} BEGIN\n"
        f"  {into} ({EVENT}, '{name}', OLD.id, 'delete',\n    {_object(table, 'OLD')}, NULL);\nEND",
    ]


#: Events and changes are append-only; only `bibtrack db purge` drops these triggers for its own transaction.
APPEND_ONLY = [
    "CREATE TRIGGER event_no_update BEFORE UPDATE OF at, actor, verb, command, run, undoes ON event BEGIN\n"
    "  SELECT RAISE(ABORT, 'events are append-only');\nEND",
    "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN\n"
    "  SELECT RAISE(ABORT, 'events are append-only');\nEND",
    "CREATE TRIGGER change_no_update BEFORE UPDATE ON change BEGIN\n"
    "  SELECT RAISE(ABORT, 'changes are append-only');\nEND",
    "CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN\n"
    "  SELECT RAISE(ABORT, 'changes are append-only');\nEND",
]
