"""Copies of a library: made while others use it, kept in number, brought back whole."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bibtrack.errors import InputError, StoreUnwritable
from bibtrack.store.migrate import back_up
from bibtrack.store.reading import check_identity, open_reader


def make(database: Path, folder: Path, label: str = "by-hand") -> Path:
    """Copy the library into the folder of backups; gives the copy's path."""
    with closing(open_reader(database)) as connection:
        return back_up(connection, database, folder, label)


def before_bulk(database: Path, folder: Path, kept: int, label: str) -> Path | None:
    """Copy the library before a command that changes much, and let go of the oldest such copies.

    `kept` 0 makes no copy, and a library without a source needs none.  Copies made by hand are never let go of.  Gives the copy's path.
    """
    if kept <= 0 or not database.is_file():
        return None
    with closing(open_reader(database)) as connection:
        if connection.execute("SELECT 1 FROM source LIMIT 1").fetchone() is None:
            return None
    made = make(database, folder, f"before-{label}")
    for old in sorted(folder.glob(f"{database.stem}-*-before-*.sqlite3"))[:-kept]:
        old.unlink(missing_ok=True)
    return made


def listing(database: Path, folder: Path) -> list[Path]:
    """Give the copies of a library, newest first."""
    return sorted(folder.glob(f"{database.stem}-*.sqlite3"), reverse=True)


def restore(database: Path, copy: Path, folder: Path) -> Path | None:
    """Put a copy in the place of the library; gives the copy that was made of what stood there before.

    The copy is checked first (ours, sound, of this schema).  Raises InputError, StoreError.
    """
    if not copy.is_file():
        raise InputError(f"{copy}: there is no such backup; `bibtrack db backup --list` shows them")
    found = fault(copy)
    if found:
        raise InputError(f"{copy}: this backup is damaged ({found}); choose another")
    before = make(database, folder, "before-restore") if database.is_file() else None
    _overwrite(database, copy)
    return before


def fault(copy: Path) -> str:
    """Say what is wrong with the file of a copy, or "".

    Raises NotABibtrackDatabase, SchemaTooNew, SchemaOutdated for a file that cannot be brought back.
    """
    with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        check_identity(connection, copy)
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            return str(error)
    return "" if found == "ok" else str(found)


def _overwrite(database: Path, copy: Path) -> None:
    """Write the copy over the library through SQLite, so that readers see the old or the new one."""
    fresh = not database.exists()
    try:
        with (
            closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(database, timeout=60)) as target,
        ):
            source.backup(target)
    except sqlite3.Error as error:
        if fresh:
            os.unlink(database)
        raise StoreUnwritable(
            f"{database}: the backup cannot be brought back ({error}); nothing was changed"
        ) from error
