"""Read the trail: which command changed what, and what a change did, row by row and field by field."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bibtrack.errors import StoreError
from bibtrack.store.loading import rows_of

#: Runs of these verbs take back or bring back; they are never themselves steps of the history.
TURNS = ("undo", "redo")
#: A run of this verb forgot everything before it; it is never taken back.
PURGE = "purge"


@dataclass(frozen=True, slots=True)
class Step:
    """One command in the history: `run` names it, `live` tells whether it holds now."""

    run: int
    at: str
    actor: str
    verb: str
    command: str
    changes: int
    live: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One run on the walk back: what it is, what it takes back, and whether it holds now."""

    run: int
    verb: str
    undoes: int | None
    live: bool


def walk(connection: sqlite3.Connection, below: int | None = None) -> Iterator[Mark]:
    """Give every run, newest first; read only as far as it is asked for.

    A run is dead when a run that itself holds takes it back; only newer ones can, so that the
    walk knows of each run what it is when it gets there.  `below` leaves out the runs from there on.
    """
    dead: set[int] = set()
    with closing(connection.cursor()) as cursor:
        cursor.row_factory = None
        rows = cursor.execute(
            "SELECT run, verb, max(undoes) FROM event WHERE run < ? GROUP BY run ORDER BY run DESC",
            (below if below is not None else 2**62,),
        )
        for run, verb, undoes in rows:
            if undoes is not None and run not in dead:
                dead.add(undoes)
            yield Mark(run, verb, undoes, run not in dead)


def steps(connection: sqlite3.Connection, most: int | None = None) -> list[Step]:
    """Give the commands that changed something, newest first, undo and redo themselves left out.

    `most` limits them, and then only so much of the trail is read.
    """
    marks = (mark for mark in walk(connection) if mark.verb not in TURNS)
    return [step(connection, mark) for mark in list(islice(marks, most))]


def step(connection: sqlite3.Connection, mark: Mark) -> Step:
    """Give one command of the trail with its facts and the number of rows that it changed."""
    row = rows_of(
        connection,
        "SELECT min(e.at) AS at, e.actor, e.command,"
        " sum((SELECT count(*) FROM change c WHERE c.event_id = e.id)) AS changes FROM event e WHERE e.run = ?",
        (mark.run,),
    )[0]
    return Step(mark.run, row["at"], row["actor"], mark.verb, row["command"], row["changes"], mark.live)


def last_live(connection: sqlite3.Connection, below: int | None = None) -> Mark | None:
    """Give the newest command that holds and can be taken back, or None."""
    for mark in walk(connection, below):
        if mark.verb == PURGE:
            return None
        if mark.live and mark.verb not in TURNS:
            return mark
    return None


def last_undo(connection: sqlite3.Connection, below: int | None = None) -> Mark | None:
    """Give the newest undo that holds, when nothing else was changed since; else None."""
    for mark in walk(connection, below):
        if mark.verb == "undo" and mark.live:
            return mark
        if mark.verb not in TURNS:
            return None
    return None


def source_steps(connection: sqlite3.Connection, source: int, most: int | None = None) -> list[Step]:
    """Give the commands that touched a source or what hangs on it, newest first.

    `changes` counts the rows of this source only.
    """
    rows = [row for row in source_events(connection, source) if row["verb"] not in TURNS]
    dead: set[int] = set()
    if rows:
        oldest = min(row["run"] for row in rows)
        for mark in walk(connection):
            if mark.run < oldest:
                break
            if not mark.live:
                dead.add(mark.run)
    found: dict[int, Step] = {}
    for row in rows:
        before = found.get(row["run"])
        changes = row["changes"] + (before.changes if before else 0)
        found[row["run"]] = Step(
            row["run"], row["at"], row["actor"], row["verb"], row["command"], changes, row["run"] not in dead
        )
    return sorted(found.values(), key=lambda item: -item.run)[:most]


#: Columns that say when, not what; left out of differences.
HOUSEKEEPING = frozenset({"updated_at", "folded"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one row, before and after; None stands for "not there"."""

    table: str
    row: int
    action: str
    field: str
    before: Any
    after: Any
    about: str | None = None


def source_events(connection: sqlite3.Connection, source: int) -> list[sqlite3.Row]:
    """Give the events that touched a source or what hangs on it, newest first.

    A row's number may have been another row's before, whose making was taken back: what was done
    before the row was made is left out.  A redo makes the same row again, not another one.
    """
    parts = [f"SELECT '{table}' AS t, id FROM {table} WHERE source_id = :source" for table in _HANGS_ON]
    # A dismissed pair belongs to both of its sources.
    parts.append("SELECT 'duplicate_dismissal', id FROM duplicate_dismissal WHERE other_id = :source")
    touched = " UNION ALL ".join(["SELECT 'source' AS t, :source AS id", *parts])
    return rows_of(
        connection,
        f"WITH touched(t, id) AS ({touched}), living(t, id, made) AS (SELECT t, id, coalesce((SELECT max(c.id)"
        "   FROM change c JOIN event e ON e.id = c.event_id WHERE c.table_name = t AND c.row_id = touched.id"
        "   AND c.action = 'insert' AND e.undoes IS NULL), 0) FROM touched)"
        " SELECT e.id, e.at, e.actor, e.verb, e.command, e.run, e.undoes, count(*) AS changes FROM living"
        " JOIN change c ON c.table_name = living.t AND c.row_id = living.id AND c.id >= living.made"
        " JOIN event e ON e.id = c.event_id GROUP BY e.id ORDER BY e.id DESC",
        {"source": source},
    )


_HANGS_ON = (
    "statement",
    "annotation",
    "theme_assignment",
    "citation",
    "creator",
    "identifier",
    "duplicate_dismissal",
)


def differences(connection: sqlite3.Connection, run: int, most: int = 1000) -> list[Difference]:
    """Give what a run did, in order, at most `most` fields; raises StoreError for an unknown run."""
    rows = rows_of(
        connection,
        "SELECT c.* FROM change c JOIN event e ON e.id = c.event_id WHERE e.run = ? ORDER BY c.id LIMIT ?",
        (run, most),
    )
    if not rows:
        raise StoreError(f"there is no change number {run}; `bibtrack history` lists them")
    found = []
    for row in rows:
        about = _about(connection, row)
        found += [
            Difference(row["table_name"], row["row_id"], row["action"], *field, about)
            for field in _fields(connection, row)
        ]
        if len(found) >= most:
            break
    return found[:most]


def _fields(connection: sqlite3.Connection, row: sqlite3.Row) -> Iterator[tuple[str, Any, Any]]:
    if row["action"] == "update":
        before, after = json.loads(row["before"]), json.loads(row["after"])
        for name, value in before.items():
            if value != after[name] and name not in HOUSEKEEPING:
                yield name, value, after[name]
        return
    inserted = row["action"] == "insert"
    for name, value in (_present(connection, row) if inserted else json.loads(row["before"])).items():
        if value is not None and name not in HOUSEKEEPING | {"id", "created_at"}:
            yield (name, None, value) if inserted else (name, value, None)


def _present(connection: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    """Give an inserted row as it is now, or as it was when it was next changed."""
    later = rows_of(
        connection,
        "SELECT before FROM change WHERE table_name = ? AND row_id = ? AND id > ? AND before IS NOT NULL ORDER BY id LIMIT 1",
        (row["table_name"], row["row_id"], row["id"]),
    )
    if later:
        return dict(json.loads(later[0]["before"]))
    now = rows_of(connection, f'SELECT * FROM "{row["table_name"]}" WHERE id = ?', (row["row_id"],))
    return dict(now[0]) if now else {}


def _about(connection: sqlite3.Connection, row: sqlite3.Row) -> str | None:
    """Name the source that a row belongs to, by its citekey."""
    content = json.loads(row["before"]) if row["before"] else _present(connection, row)
    if "citekey" in content:
        return str(content["citekey"])
    source = content.get("source_id")
    if source is None:
        return None
    found = connection.execute("SELECT citekey FROM source WHERE id = ?", (source,)).fetchone()
    return str(found[0]) if found else None
