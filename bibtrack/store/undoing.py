"""Take changes back: the journal read backwards, as a change of its own.

A run (one command's events) is *live* until another run undoes it; undoing that one makes it
live again, which is what redo does.  Nothing is ever removed from the journal.
"""

import json
import sqlite3

from bibtrack.errors import EditConflict, StoreError
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.loading import rows_of
from bibtrack.store.rows import raw
from bibtrack.store.trail import TURNS, Step, steps, undone


def undo(library: Library, count: int = 1, *, command: str = "") -> list[Step]:
    """Take the last `count` live commands back, newest first; gives them.

    Raises StoreError when there is nothing to take back.
    """
    taken: list[Step] = []
    for _ in range(count):
        with library.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            live = next((step for step in steps(driver) if step.live), None)
        if live is None:
            if not taken:
                raise StoreError("there is nothing to undo")
            break
        _turn(library, "undo", live.run, command)
        taken.append(live)
    return taken


def redo(library: Library, count: int = 1, *, command: str = "") -> list[Step]:
    """Bring the last `count` undone commands back, the one undone last first; gives them.

    Raises StoreError when nothing was undone, or something else was changed since.
    """
    brought: list[Step] = []
    for _ in range(count):
        with library.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            last = _last_undo(driver)
            known = {step.run: step for step in steps(driver)}
        if last is None:
            if not brought:
                raise StoreError(
                    "there is nothing to redo: nothing was undone, or something else was changed since"
                )
            break
        run, target = last
        _turn(library, "redo", run, command)
        brought.append(known[target])
    return brought


def _last_undo(connection: sqlite3.Connection) -> tuple[int, int] | None:
    rows = rows_of(
        connection, "SELECT run, verb, max(undoes) AS undoes FROM event GROUP BY run ORDER BY run DESC"
    )
    dead = undone({row["run"]: row["undoes"] for row in rows})
    for row in rows:
        if row["verb"] == "undo" and row["run"] not in dead:
            return int(row["run"]), int(row["undoes"])
        if row["verb"] not in TURNS:
            return None
    return None


def _turn(library: Library, verb: str, run: int, command: str) -> None:
    with change(library, Run(verb, command, undoes=run)) as session:
        connection = raw(session)
        _refuse_conflicts(connection, run)
        connection.execute("PRAGMA defer_foreign_keys = ON")
        rows = rows_of(
            connection,
            "SELECT c.table_name, c.row_id, c.action, c.before FROM change c JOIN event e ON e.id = c.event_id"
            " WHERE e.run = ? ORDER BY c.id DESC",
            (run,),
        )
        for row in rows:
            _invert(connection, row)


def _refuse_conflicts(connection: sqlite3.Connection, run: int) -> None:
    """Refuse when a later command that still holds changed one of the same rows."""
    later = rows_of(
        connection,
        "SELECT DISTINCT e.run, e.verb, e.command, c.table_name, c.row_id FROM change c JOIN event e ON e.id = c.event_id"
        " WHERE e.run > ? AND e.verb NOT IN ('undo', 'redo') AND EXISTS (SELECT 1 FROM change o JOIN event f"
        " ON f.id = o.event_id WHERE f.run = ? AND o.table_name = c.table_name AND o.row_id = c.row_id)",
        (run, run),
    )
    if not later:
        return
    live = {step.run for step in steps(connection) if step.live}
    clash = next((row for row in later if row["run"] in live), None)
    if clash is not None:
        raise EditConflict(
            f"this cannot be taken back by itself: `{clash['command'] or clash['verb']}` changed the same"
            f" {clash['table_name']} since; undo that first"
        )


def _invert(connection: sqlite3.Connection, row: sqlite3.Row) -> None:
    table, number = row["table_name"], row["row_id"]
    if row["action"] == "insert":
        connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (number,))
        return
    before = json.loads(row["before"])
    names = list(before)
    if row["action"] == "update":
        assign = ", ".join(f'"{name}" = ?' for name in names)
        connection.execute(f'UPDATE "{table}" SET {assign} WHERE id = ?', (*before.values(), number))
        return
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    connection.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(before.values()))
