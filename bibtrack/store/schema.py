"""The whole schema as statements, the frozen ones of each migration, and the picture in `db/schema.sql`.

The row classes are the authority; a test runs all migrations and compares.
"""

import sqlite3
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from bibtrack.store import fulltext, journal, tables_review
from bibtrack.store.reading import APPLICATION_ID, SCHEMA_VERSION
from bibtrack.store.views import VIEWS

FROZEN = Path(__file__).parent / "migrations" / "versions"
SEPARATOR = "\n--;\n"


def statements() -> list[str]:
    """Give every statement that makes an empty library, in order."""
    dialect = sqlite.dialect()
    tables = SQLModel.metadata.sorted_tables
    made = [str(CreateTable(table).compile(dialect=dialect)).strip() for table in tables]
    for table in tables:
        ordered = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)) for index in ordered]
    made += [fulltext.STALE, fulltext.TABLE]
    for table in tables:
        if table.name not in tables_review.UNJOURNALLED:
            made += journal.triggers(table)
    made += [*journal.APPEND_ONLY, *fulltext.triggers(), fulltext.SOURCE_TEXT, *VIEWS]
    return [*made, "INSERT INTO journal (id, event_id) VALUES (1, NULL)"]


def frozen(name: str = "initial") -> list[str]:
    """Give the statements of one migration ("initial": 0001) as they were frozen."""
    return (FROZEN / f"{name}.sql").read_text(encoding="utf-8").split(SEPARATOR)


def picture(connection: sqlite3.Connection) -> str:
    """Give the schema of a library as SQL text: generated, sorted by kind and name."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'source_fts_%' AND name <> 'alembic_version'"
    ).fetchall()
    order = {"table": 0, "index": 1, "view": 2, "trigger": 3}
    rows.sort(key=lambda row: (order[row[0]], row[1]))
    head = (
        "-- The schema of a bibtrack library, written by `bibtrack db schema`; do not edit.\n"
        f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {SCHEMA_VERSION};\n"
    )
    return head + "".join(f"\n{_tidy(row[2])};\n" for row in rows)


def _tidy(sql: str) -> str:
    return "\n".join(line.rstrip().replace("\t", "  ") for line in sql.strip().splitlines() if line.strip())
