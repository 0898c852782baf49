"""Open a library for writing, and the one door through which every change goes.

`change` is a transaction and an event at once: what happens inside is journalled by triggers
under that event, or did not happen.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, exc, text
from sqlmodel import Session

from bibtrack.clock import Clock
from bibtrack.errors import DatabaseMissing, StoreUnwritable
from bibtrack.store import chain, fulltext
from bibtrack.store.reading import check_identity

#: Seconds to wait for another process that writes.
PATIENCE = 60


@dataclass(slots=True)
class Run:
    """One command's changes: `first` is the id of its first event, None until something changed."""

    verb: str
    command: str = ""
    undoes: int | None = None
    first: int | None = None
    events: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Library:
    """An open library: its file, its engine, and the clock that stamps its events."""

    path: Path
    engine: Engine
    clock: Clock

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def open_library(path: Path, clock: Clock | None = None) -> Library:
    """Open an existing library for writing.

    Raises DatabaseMissing, NotABibtrackDatabase, SchemaTooNew, SchemaOutdated, StoreUnwritable.
    """
    if not path.is_file():
        raise DatabaseMissing(
            f"{path}: there is no library here; make one with `bibtrack build` or `bibtrack init`"
        )
    engine = make_engine(path)
    try:
        with engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            check_identity(raw, path)
    except exc.OperationalError as error:
        engine.dispose()
        raise unwritable(path, error) from error
    except BaseException:
        engine.dispose()
        raise
    return Library(path, engine, clock or Clock())


def make_engine(path: Path) -> Engine:
    """Make the SQLAlchemy engine with our pragmas; transactions begin IMMEDIATE.

    WAL lets readers go on while one writes; IMMEDIATE takes the write lock at once, so two
    writers wait for each other instead of failing half way (sqlite.org/lang_transaction.html).
    """
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def _connect(raw: sqlite3.Connection, record: object) -> None:
        raw.isolation_level = None
        raw.create_function("search_form", 1, fulltext.search_form, deterministic=True)
        for pragma in (
            "foreign_keys = ON",
            "journal_mode = WAL",
            # FULL: a command that has said it is done is done, even after a power cut.
            "synchronous = FULL",
            "temp_store = MEMORY",
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def change(library: Library, run: Run) -> Iterator[Session]:
    """Change the library in one transaction that is one event of `run`.

    Gives a session.  An error inside undoes everything; when nothing was changed, no event is
    kept.  Raises StoreUnwritable when the file cannot be written.
    """
    try:
        with Session(library.engine, expire_on_commit=False) as session:
            _start(session, library.clock, run)
            yield session
            session.flush()
            if not _finish(session, run):
                session.rollback()
                return
            session.commit()
    except (exc.OperationalError, sqlite3.OperationalError) as error:
        raise unwritable(library.path, error) from error


def _start(session: Session, clock: Clock, run: Run) -> None:
    connection = session.connection()
    made = connection.execute(
        text(
            "INSERT INTO event (at, actor, verb, command, run, undoes) VALUES (:at, :actor, :verb, :command,"
            " coalesce(:run, (SELECT coalesce(max(id), 0) + 1 FROM event)), :undoes) RETURNING id"
        ),
        {
            "at": clock.stamp(),
            "actor": clock.actor(),
            "verb": run.verb,
            "command": run.command,
            "run": run.first,
            "undoes": run.undoes,
        },
    ).scalar_one()
    connection.execute(text("UPDATE journal SET event_id = :event"), {"event": made})


#: A theme assigned by rule goes with the last of its evidence (a citation that a report no longer has).
_UNFOUNDED = """
DELETE FROM theme_assignment WHERE method = 'rule' AND id IN (
  SELECT json_extract(before, '$.assignment_id') FROM change
  WHERE event_id = ? AND table_name = 'theme_evidence' AND action = 'delete')
AND NOT EXISTS (SELECT 1 FROM theme_evidence e WHERE e.assignment_id = theme_assignment.id)
"""


def _finish(session: Session, run: Run) -> bool:
    connection = session.connection()
    event_id = connection.execute(text("SELECT event_id FROM journal")).scalar_one()
    changed = connection.execute(
        text("SELECT 1 FROM change WHERE event_id = :event LIMIT 1"), {"event": event_id}
    ).first()
    if changed is None:
        return False
    raw: Any = connection.connection.driver_connection
    raw.execute(_UNFOUNDED, (event_id,))
    fulltext.refresh(raw)
    chain.seal(raw, event_id)
    connection.execute(text("UPDATE journal SET event_id = NULL"))
    run.first = run.first or event_id
    run.events.append(event_id)
    return True


def unwritable(path: Path, error: Exception) -> StoreUnwritable:
    """Say in one sentence why the library cannot be written."""
    cause = str(getattr(error, "orig", None) or error)
    if "readonly" in cause or "read-only" in cause or "unable to open" in cause:
        return StoreUnwritable(f"{path}: the library or its folder is read-only; nothing was changed")
    if "full" in cause:
        return StoreUnwritable(
            f"{path}: the disk is full; nothing was changed; make room and run the command again"
        )
    if "locked" in cause:
        return StoreUnwritable(
            f"{path}: another process has been writing for {PATIENCE} s; nothing was changed; try again when it is done"
        )
    return StoreUnwritable(f"{path}: the library cannot be written ({cause}); nothing was changed")
