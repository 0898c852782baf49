"""Purge: the one thing that really deletes; removed sources, and the trail of every change so far."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import exc

from bibtrack.clock import Clock
from bibtrack.store import backup, chain, fulltext
from bibtrack.store.engine import Library, open_library, unwritable
from bibtrack.store.journal import APPEND_ONLY
from bibtrack.store.trail import PURGE


@dataclass(frozen=True, slots=True)
class Purged:
    """What is gone: removed sources, and events; `copy` is the library as it was."""

    sources: int
    events: int
    copy: str


def purge(database: Path, backups: Path, command: str, clock: Clock | None = None) -> Purged:
    """Copy the library, then delete removed sources and all events; one transaction.

    Merged sources stay, since their citekeys still lead somewhere.  The freed pages are
    overwritten and given back.  Raises StoreUnwritable.
    """
    copy = backup.make(database, backups, "by-purge")
    with closing(open_library(database, clock)) as library:
        try:
            sources, events = _delete(library, command)
            _give_back(library)
        except (exc.OperationalError, sqlite3.OperationalError) as error:
            raise unwritable(database, error) from error
    return Purged(sources, events, str(copy))


def _delete(library: Library, command: str) -> tuple[int, int]:
    with library.engine.begin() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        events = raw.execute("SELECT count(*) FROM event").fetchone()[0]
        own = _begin(raw, library.clock, command)
        sources = raw.execute("DELETE FROM source WHERE removed_at IS NOT NULL").rowcount
        fulltext.refresh(raw)
        _forget(raw, own)
    return int(sources), int(events)


def _begin(raw: sqlite3.Connection, clock: Clock, command: str) -> int:
    # Deleted pages are overwritten with zeros, so that nothing of them stays in the file.
    raw.execute("PRAGMA secure_delete = ON")
    own = raw.execute(
        "INSERT INTO event (at, actor, verb, command, run) VALUES (?, ?, ?, ?,"
        " (SELECT coalesce(max(id), 0) + 1 FROM event)) RETURNING id",
        (clock.stamp(), clock.actor(), PURGE, command),
    ).fetchone()[0]
    raw.execute("UPDATE journal SET event_id = ?", (own,))
    return int(own)


def _forget(raw: sqlite3.Connection, own: int) -> None:
    """Delete every change, this purge's own included, and every event but this; then seal it as the first."""
    deleting = [(text.split()[2], text) for text in APPEND_ONLY if "_no_delete " in text]
    for name, _ in deleting:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("DELETE FROM change")
    raw.execute("DELETE FROM event WHERE id <> ?", (own,))
    for _, text in deleting:
        raw.execute(text)
    chain.seal(raw, own)
    raw.execute("UPDATE journal SET event_id = NULL")


def _give_back(library: Library) -> None:
    with closing(library.engine.raw_connection()) as connection:
        raw = connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
