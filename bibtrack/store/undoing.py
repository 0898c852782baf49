"""Take changes back: the journal read backwards, as a change of its own.

A run (one command's events) is *live* until another run undoes it; undoing that one makes it
live again, which is what redo does.  Nothing is ever removed from the journal.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy.exc import IntegrityError

from bibtrack.errors import EditConflict, StoreError
from bibtrack.store import trail
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.loading import rows_of
from bibtrack.store.rows import raw
from bibtrack.store.trail import TURNS, Mark, Step

#: How many changed rows are held in memory at a time.
CHUNK = 5_000

Choice = Callable[[sqlite3.Connection, int | None], Mark | None]


def undo(library: Library, count: int = 1, *, command: str = "") -> list[Step]:
    """Take the last `count` live commands back, newest first; gives them.

    Raises StoreError when there is nothing to take back, EditConflict when a command that still
    holds changed the same rows since.
    """
    taken = _turns(library, "undo", trail.last_live, count, command)
    if not taken:
        raise StoreError("there is nothing to undo")
    return taken


def redo(library: Library, count: int = 1, *, command: str = "") -> list[Step]:
    """Bring the last `count` undone commands back, the one undone last first; gives them.

    Raises StoreError when nothing was undone, or something else was changed since.
    """
    brought = _turns(library, "redo", trail.last_undo, count, command)
    if not brought:
        raise StoreError("there is nothing to redo: nothing was undone, or something else was changed since")
    return brought


def _turns(library: Library, verb: str, choose: Choice, count: int, command: str) -> list[Step]:
    turned: list[Step] = []
    while len(turned) < count:
        with library.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            chosen = choose(driver, None)
            if chosen is None:
                break
            # An undo names the command, a redo names the command that the undo had taken back.
            told = chosen if verb == "undo" else _mark(driver, chosen.undoes or 0)
            step = trail.step(driver, told)
        if _turn(library, Run(verb, command, undoes=chosen.run), choose):
            turned.append(step)
    return turned


def _mark(connection: sqlite3.Connection, run: int) -> Mark:
    row = rows_of(connection, "SELECT verb, undoes FROM event WHERE run = ?", (run,))[0]
    return Mark(run, row["verb"], row["undoes"], False)


def _turn(library: Library, run: Run, choose: Choice) -> bool:
    """Take one run back; False, and nothing is done, when another process was there first."""
    target = run.undoes
    assert target is not None
    try:
        with change(library, run) as session:
            connection = raw(session)
            own = connection.execute("SELECT event_id FROM journal").fetchone()[0]
            now = choose(connection, own)
            if now is None or now.run != target:
                return False
            _refuse_conflicts(connection, target, own)
            connection.execute("PRAGMA defer_foreign_keys = ON")
            for rows in _backwards(connection, target):
                _invert(connection, rows)
    except (sqlite3.IntegrityError, IntegrityError) as error:
        raise EditConflict(
            f"this cannot be taken back by itself: what it changed is in use since ({error}); nothing was changed"
        ) from error
    return True


def _refuse_conflicts(connection: sqlite3.Connection, target: int, own: int) -> None:
    """Refuse when a later event of a command that still holds changed one of the same rows."""
    turns = ", ".join(f"'{verb}'" for verb in TURNS)
    later = rows_of(
        connection,
        f"SELECT DISTINCT run FROM event WHERE id > ? AND id < ? AND run <> ? AND verb NOT IN ({turns})",
        (target, own, target),
    )
    if not later:
        return
    runs = {row["run"] for row in later}
    oldest = min(runs)
    for mark in trail.walk(connection, own):
        if mark.run < oldest:
            break
        if mark.run in runs and mark.live:
            _refuse_clash(connection, target, mark.run)


def _refuse_clash(connection: sqlite3.Connection, target: int, other: int) -> None:
    clash = rows_of(
        connection,
        "SELECT e.verb, e.command, c.table_name FROM event e JOIN change c ON c.event_id = e.id WHERE e.run = ?"
        " AND EXISTS (SELECT 1 FROM change o JOIN event f ON f.id = o.event_id WHERE o.table_name = c.table_name"
        " AND o.row_id = c.row_id AND o.id < c.id AND f.run = ?) LIMIT 1",
        (other, target),
    )
    if clash:
        raise EditConflict(
            f"this cannot be taken back by itself: `{clash[0]['command'] or clash[0]['verb']}` changed the same"
            f" {clash[0]['table_name']} since; undo that first"
        )


def _backwards(connection: sqlite3.Connection, run: int) -> Iterator[list[tuple[Any, ...]]]:
    """Give the changes of a run, last first, in lists of one table and one action."""
    events = connection.execute("SELECT id FROM event WHERE run = ? ORDER BY id DESC", (run,)).fetchall()
    sql = (
        "SELECT table_name, action, row_id, before, id FROM change"
        " WHERE event_id = ? AND id < ? ORDER BY id DESC LIMIT ?"
    )
    for event in events:
        low = 2**62
        while rows := connection.cursor().execute(sql, (event[0], low, CHUNK)).fetchall():
            low = rows[-1][4]
            for _, same in groupby(map(tuple, rows), key=lambda row: (row[0], row[1])):
                yield list(same)


def _invert(connection: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> None:
    """Take back changes of one table and one action, in the order given."""
    table, action = rows[0][:2]
    if action == "insert":
        connection.executemany(f'DELETE FROM "{table}" WHERE id = ?', [(row[2],) for row in rows])
        return
    before = [json.loads(row[3]) for row in rows]
    names = list(before[0])
    if action == "update":
        assign = ", ".join(f'"{name}" = ?' for name in names)
        values = [(*old.values(), row[2]) for old, row in zip(before, rows, strict=True)]
        connection.executemany(f'UPDATE "{table}" SET {assign} WHERE id = ?', values)
        return
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    connection.executemany(
        f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', [tuple(old.values()) for old in before]
    )
