"""Open a library for reading with the standard sqlite3; nothing heavy is imported here."""

import sqlite3
from pathlib import Path

from bibtrack.errors import (
    DatabaseMissing,
    NotABibtrackDatabase,
    SchemaOutdated,
    SchemaTooNew,
    StoreUnwritable,
)

#: `PRAGMA application_id` of our files: "bibt" in ASCII.
APPLICATION_ID = 0x62696274
#: `PRAGMA user_version` of the schema that this program reads and writes.
SCHEMA_VERSION = 2


def open_reader(path: Path) -> sqlite3.Connection:
    """Open the library read-only; rows are `sqlite3.Row`.

    Raises DatabaseMissing, NotABibtrackDatabase, SchemaTooNew, SchemaOutdated, StoreUnwritable.
    """
    if not path.is_file():
        raise DatabaseMissing(
            f"{path}: there is no library here; make one with `bibtrack build` or `bibtrack init`"
        )
    try:
        return _opened(path, "mode=ro")
    except StoreUnwritable:
        # Beside a library in WAL mode SQLite wants to write a file even to read; where it may not,
        # and nothing waits in the write-ahead file, the library is read as it lies.
        wal = path.with_name(path.name + "-wal")
        if wal.exists() and wal.stat().st_size:
            raise
        return _opened(path, "mode=ro&immutable=1")


def _opened(path: Path, how: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, timeout=30)
    except sqlite3.OperationalError as error:
        raise StoreUnwritable(f"{path}: cannot be opened ({error}); check the rights to it") from error
    connection.row_factory = sqlite3.Row
    try:
        check_identity(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def check_identity(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that is not a library of ours, or of another schema version."""
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise StoreUnwritable(
            f"{path}: cannot be read ({error}); check the rights to the file and its folder, or wait until no"
            " other process holds it"
        ) from error
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
