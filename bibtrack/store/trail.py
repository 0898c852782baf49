"""Read the trail: which command changed what, and what a change did, row by row and field by field."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bibtrack.errors import StoreError
from bibtrack.store.loading import rows_of

#: Runs of these verbs take back or bring back; they are never themselves steps of the history.
TURNS = ("undo", "redo")


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


def steps(connection: sqlite3.Connection) -> list[Step]:
    """Give every command that changed something, newest first, undo and redo themselves left out."""
    rows = rows_of(
        connection,
        "SELECT e.run, min(e.at) AS at, e.actor, e.verb, e.command, max(e.undoes) AS undoes,"
        " sum((SELECT count(*) FROM change c WHERE c.event_id = e.id)) AS changes"
        " FROM event e GROUP BY e.run ORDER BY e.run DESC",
    )
    dead = undone({row["run"]: row["undoes"] for row in rows})
    return [
        Step(
            row["run"],
            row["at"],
            row["actor"],
            row["verb"],
            row["command"],
            row["changes"],
            row["run"] not in dead,
        )
        for row in rows
        if row["verb"] not in TURNS
    ]


def undone(undoes: dict[int, int | None]) -> set[int]:
    """Give the runs that do not hold: undone by a run that itself holds; newest decides first."""
    dead: set[int] = set()
    for run in sorted(undoes, reverse=True):
        target = undoes[run]
        if target is not None and run not in dead:
            dead.add(target)
    return dead


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
    """Give the events that touched a source or what hangs on it, newest first."""
    parts = [f"SELECT '{table}' AS t, id FROM {table} WHERE {test}" for table, test in _HANGS_ON.items()]
    touched = " UNION ALL ".join(["SELECT 'source' AS t, :source AS id", *parts])
    return rows_of(
        connection,
        f"WITH touched(t, id) AS ({touched}) SELECT e.id, e.at, e.actor, e.verb, e.command, e.run, e.undoes,"
        " count(*) AS changes FROM touched JOIN change c ON c.table_name = touched.t AND c.row_id = touched.id"
        " JOIN event e ON e.id = c.event_id GROUP BY e.id ORDER BY e.id DESC",
        {"source": source},
    )


_HANGS_ON = {
    "statement": "source_id = :source",
    "annotation": "source_id = :source",
    "theme_assignment": "source_id = :source",
    "citation": "source_id = :source",
    "creator": "source_id = :source",
    "identifier": "source_id = :source",
}


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
