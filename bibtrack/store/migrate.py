"""Make a library, and bring an older one to the present schema (Alembic behind it)."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import exc
from sqlalchemy.engine import Connection

from bibtrack.errors import NotABibtrackDatabase, SchemaOutdated, StoreUnwritable
from bibtrack.store.engine import make_engine, unwritable
from bibtrack.store.reading import check_identity, open_reader

MIGRATIONS = Path(__file__).parent / "migrations"


def create(path: Path) -> bool:
    """Make an empty library at `path`; gives False, and does nothing, when one is there.

    It is made beside its place and moved, so that a library is either there whole or not.
    Raises NotABibtrackDatabase when another file stands there, StoreUnwritable.
    """
    if path.exists() and path.stat().st_size:
        return False
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _upgrade(fresh)
        for left in (Path(f"{path}-wal"), Path(f"{path}-shm")):
            # Of a library that was deleted without them: SQLite would replay them into this one.
            left.unlink(missing_ok=True)
        os.replace(fresh, path)
    except (exc.OperationalError, OSError) as error:
        raise unwritable(path, error) from error
    finally:
        # Where a file stands in the place of the folder, unlinking is refused too.
        with suppress(NotADirectoryError):
            for leftover in (fresh, Path(f"{fresh}-wal"), Path(f"{fresh}-shm")):
                leftover.unlink(missing_ok=True)
    return True


def ensure(path: Path) -> bool:
    """Make the library when there is none, refuse what is not ours; gives True when it was made."""
    if create(path):
        return True
    open_reader(path).close()
    return False


def upgrade(path: Path, backups: Path) -> str | None:
    """Bring a library to the present schema after a backup copy; gives the copy's path, or None.

    None means that nothing had to be done.  Raises NotABibtrackDatabase, SchemaTooNew, StoreUnwritable.
    """
    with closing(sqlite3.connect(path)) as connection:
        try:
            check_identity(connection, path)
        except SchemaOutdated:
            copy = back_up(connection, path, backups, "before-migration")
        else:
            return None
    try:
        _upgrade(path)
    except exc.OperationalError as error:
        raise unwritable(path, error) from error
    return str(copy)


def back_up(connection: sqlite3.Connection, path: Path, folder: Path, label: str) -> Path:
    """Copy a library, whole and sound, while others may use it (SQLite's backup API)."""
    from bibtrack.clock import utc_now

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnwritable(
            f"{folder}: no copy can be made, the folder is read-only ({error.strerror}); nothing was changed"
        ) from error
    target = folder / f"{path.stem}-{utc_now():%Y%m%dT%H%M%S%f}-{label}.sqlite3"
    partial = target.with_suffix(".part")
    try:
        with closing(sqlite3.connect(partial)) as copy:
            connection.backup(copy)
        os.replace(partial, target)
    except (sqlite3.Error, OSError) as error:
        raise StoreUnwritable(
            f"{target}: the copy cannot be written ({error}); nothing was changed"
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return target


def _upgrade(path: Path) -> None:
    engine = make_engine(path)
    try:
        with engine.begin() as connection:
            run_alembic(connection)
    finally:
        engine.dispose()


def run_alembic(connection: Connection) -> None:
    """Run all migrations that are due on an open transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except sqlite3.DatabaseError as error:
        raise NotABibtrackDatabase(
            f"the library cannot be migrated ({error}); nothing was changed"
        ) from error
