"""Join two sources and take a join back, by what the journal says that the join did.

Nothing is deleted: the source that is joined keeps its row and its citekey, which leads to the
other one from then on.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from bibtrack.errors import NoSuchSource, StoreError
from bibtrack.formats.csljson import from_csl
from bibtrack.matching.merge import merge as layered
from bibtrack.store import sources
from bibtrack.store.loading import load_sources, rows_of
from bibtrack.store.reports import regrade
from bibtrack.store.rows import insert, put, raw, remove
from bibtrack.values.source import Origin, Source, SourceStatus

#: What hangs on a source and moves with it.
_MOVED = ("citation", "annotation")
#: What is copied to the source that stays.
_PASSED_ON = ("theme_assignment", "source_update", "statement")
_STATED = ("dates", "citation_id", "candidate_id", "stated_by", "stated_at")

Columns = Mapping[str, Any]


def present(connection: sqlite3.Connection) -> list[Source]:
    """Give all sources, those to keep first: resolved, most cited, oldest."""
    rows = rows_of(
        connection,
        "SELECT s.id FROM source s WHERE s.removed_at IS NULL AND s.merged_into IS NULL ORDER BY s.status = 'resolved'"
        " DESC, (SELECT count(*) FROM citation x WHERE x.source_id = s.id) DESC, s.id",
    )
    return load_sources(connection, [row["id"] for row in rows])


def join(session: Session, keep: int, lose: int, stamp: str) -> dict[str, int]:
    """Join source `lose` into `keep`; gives how many citations and annotations moved.

    Chosen and printed values of `keep` win, those of `lose` fill what `keep` lacks.
    """
    connection = raw(session)
    moved = {table: _move(connection, table, lose, keep) for table in _MOVED}
    _join_themes(session, keep, lose)
    _join_statements(session, keep, lose, stamp)
    for row in rows_of(connection, "SELECT * FROM source_update WHERE source_id = ?", (lose,)):
        where = {"source_id": keep, "kind": row["kind"], "doi": row["doi"]}
        put(session, "source_update", where, {name: row[name] for name in ("date", "origin", "seen_at")})
    put(session, "source", {"id": lose}, {"merged_into": keep, "updated_at": stamp})
    _join_status(session, keep, lose, stamp)
    sources.settle(session, keep, stamp)
    regrade(session, stamp)
    return moved


def _move(connection: sqlite3.Connection, table: str, lose: int, keep: int) -> int:
    done = connection.execute(f"UPDATE {table} SET source_id = ? WHERE source_id = ?", (keep, lose))
    return done.rowcount


def _join_themes(session: Session, keep: int, lose: int) -> None:
    """Pass on what a person said about themes, where nothing is said yet."""
    connection = raw(session)
    sql = "SELECT * FROM theme_assignment WHERE source_id = ? AND method = 'manual'"
    for row in rows_of(connection, sql, (lose,)):
        known = connection.execute(
            "SELECT 1 FROM theme_assignment WHERE source_id = ? AND theme_id = ? AND method = 'manual'",
            (keep, row["theme_id"]),
        ).fetchone()
        if known is None:
            values = {name: row[name] for name in row.keys() if name != "id"}  # noqa: SIM118
            insert(session, "theme_assignment", {**values, "source_id": keep})


def _join_statements(session: Session, keep: int, lose: int, stamp: str) -> None:
    connection = raw(session)
    ours, theirs = sources.statements(connection, keep), sources.statements(connection, lose)
    for origin, other in theirs.items():
        own = ours.get(origin)
        if own is None:
            put(
                session,
                "statement",
                {"source_id": keep, "origin": origin.value},
                _statement(connection, lose, origin),
            )
        elif origin is not Origin.FETCHED:
            sources.state(session, keep, origin, layered(other, None, own)[0], stamp)


def _statement(connection: sqlite3.Connection, number: int, origin: Origin) -> dict[str, Any]:
    sql = "SELECT * FROM statement WHERE source_id = ? AND origin = ?"
    row = rows_of(connection, sql, (number, origin.value))[0]
    return {name: row[name] for name in ("record", *_STATED)}


def _join_status(session: Session, keep: int, lose: int, stamp: str) -> None:
    own, other = load_sources(raw(session), [keep, lose])
    if own.status is not SourceStatus.RESOLVED and other.status is SourceStatus.RESOLVED:
        sources.set_status(session, keep, other.status, other.status_reason, stamp)


def joined(connection: sqlite3.Connection, key: str) -> tuple[int, int]:
    """Give the ids of a joined source and of the one it was joined into.

    Raises NoSuchSource when there is no such key, StoreError when the source is not joined.
    """
    row = connection.execute("SELECT id, merged_into FROM source WHERE citekey = ?", (key,)).fetchone()
    if row is None:
        raise NoSuchSource(f"{key}: no source has this key; `bibtrack list` shows them")
    if row[1] is None:
        raise StoreError(f"{key}: this source is not joined with another; nothing was changed")
    return int(row[0]), int(row[1])


def part(session: Session, keep: int, lose: int, stamp: str) -> int:
    """Take a join back: what it moved goes home, unless it was changed since; gives how much moved."""
    connection = raw(session)
    event = connection.execute(
        "SELECT event_id FROM change WHERE table_name = 'source' AND row_id = ? AND action = 'update'"
        " AND json_extract(before, '$.merged_into') IS NULL AND json_extract(after, '$.merged_into') = ?"
        " ORDER BY id DESC LIMIT 1",
        (lose, keep),
    ).fetchone()
    put(session, "source", {"id": lose}, {"merged_into": None, "updated_at": stamp})
    moved = 0
    if event is not None:
        changes = rows_of(connection, "SELECT * FROM change WHERE event_id = ? ORDER BY id DESC", (event[0],))
        moved = sum(_take_back(session, row, keep, stamp) for row in changes)
    sources.settle(session, keep, stamp)
    regrade(session, stamp)
    return moved


def _take_back(session: Session, row: sqlite3.Row, keep: int, stamp: str) -> bool:
    """Undo one row of a join when it still stands as the join left it; True for what moved home."""
    table, number = row["table_name"], row["row_id"]
    if row["action"] == "insert":
        if table in _PASSED_ON and _untouched(session, row):
            remove(session, table, number)
        return False
    if row["action"] != "update":
        return False
    before, after = json.loads(row["before"]), json.loads(row["after"])
    if table in _MOVED:
        return _restore(session, table, number, before, after, ("source_id",))
    if table == "statement":
        _restore(session, table, number, before, after, ("record", *_STATED))
    if table == "source" and number == keep:
        _restore(session, table, number, before, after, ("status", "status_reason"))
    return False


def _restore(
    session: Session, table: str, number: int, before: Columns, after: Columns, names: Sequence[str]
) -> bool:
    """Put columns back when the first of them still holds what the join wrote."""
    first = names[0]
    if not _stands(session, table, number, first, after[first]):
        return False
    return put(session, table, {"id": number}, {name: before[name] for name in names})[1]


def _stands(session: Session, table: str, number: int, column: str, value: object) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE id = ? AND {column} IS ?"
    return raw(session).execute(sql, (number, value)).fetchone() is not None


def _untouched(session: Session, row: sqlite3.Row) -> bool:
    sql = "SELECT 1 FROM change WHERE table_name = ? AND row_id = ? AND id > ?"
    return raw(session).execute(sql, (row["table_name"], row["row_id"], row["id"])).fetchone() is None


def fetched_of(connection: sqlite3.Connection, number: int) -> str | None:
    """Give the DOI of a source's fetched record, or None."""
    sql = "SELECT record FROM statement WHERE source_id = ? AND origin = 'fetched'"
    row = connection.execute(sql, (number,)).fetchone()
    return from_csl(json.loads(row[0])).doi if row else None
