"""What a command that was ended may leave: files beside the library, a lock that is held."""

import sqlite3
from contextlib import closing
from pathlib import Path

#: Seconds to wait for a lock before saying that it is held.
PATIENCE = 0.5


def listing(database: Path) -> list[Path]:
    """Give the unfinished files of a library: half-made libraries and half-made copies."""
    folder, backups = database.parent, database.parent / "backups"
    return sorted([
        *folder.glob(f".{database.name}.*.new*"),
        *backups.glob(f"{database.stem}-*.part*"),
    ])  # fmt: skip


def writing(database: Path) -> str:
    """Say that another process is writing now, or ""."""
    with closing(sqlite3.connect(database, timeout=PATIENCE, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            return f"another process is writing ({error})"
    return ""
