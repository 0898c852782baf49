"""Open a library for reading with the standard sqlite3; nothing heavy is imported here."""

import os
import sqlite3
from pathlib import Path

from bibtrack.errors import DatabaseMissing, NotABibtrackDatabase, SchemaOutdated, SchemaTooNew

#: `PRAGMA application_id` of our files: "bibt" in ASCII.
APPLICATION_ID = 0x62696274
#: `PRAGMA user_version` of the schema that this program reads and writes.
SCHEMA_VERSION = 1


def open_reader(path: Path) -> sqlite3.Connection:
    """Open the library read-only; rows are `sqlite3.Row`.

    Raises DatabaseMissing, NotABibtrackDatabase, SchemaTooNew, SchemaOutdated.
    """
    if not path.is_file():
        raise DatabaseMissing(
            f"{path}: there is no library here; make one with `bibtrack build` or `bibtrack init`"
        )
    connection = sqlite3.connect(f"{_address(path)}?mode=ro", uri=True, timeout=30)
    connection.row_factory = sqlite3.Row
    try:
        check_identity(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _address(path: Path) -> str:
    """Give the file's URI; `Path.as_uri` would import urllib, which costs as much as the query."""
    if os.name == "nt":
        return path.resolve().as_uri()
    escaped = str(path.resolve()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{escaped}"


def check_identity(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that is not a library of ours, or of another schema version."""
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise NotABibtrackDatabase(
            f"{path}: not a SQLite database ({error}); choose another file with --db"
        ) from error
    if application != APPLICATION_ID:
        raise NotABibtrackDatabase(
            f"{path}: a SQLite database, but not one of bibtrack's; choose another file with --db"
        )
    if version > SCHEMA_VERSION:
        raise SchemaTooNew(
            f"{path}: made by a newer bibtrack (schema {version}, this one knows {SCHEMA_VERSION}); update bibtrack"
        )
    if version < SCHEMA_VERSION:
        raise SchemaOutdated(
            f"{path}: made by an older bibtrack (schema {version}, now {SCHEMA_VERSION}); run `bibtrack db migrate`"
        )
