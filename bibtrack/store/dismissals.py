"""Pairs of sources of which a person has said that they are two works."""

import sqlite3
from dataclasses import dataclass

from sqlmodel import Session

from bibtrack.store.loading import rows_of
from bibtrack.store.rows import insert, raw, remove


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A pair that is not proposed, by whom and when (UTC, ISO 8601) it was dismissed, and why."""

    one: str
    other: str
    by: str
    at: str
    reason: str | None = None


_EITHER = "(source_id = ?1 AND other_id = ?2) OR (source_id = ?2 AND other_id = ?1)"


def every(connection: sqlite3.Connection) -> list[Dismissal]:
    """Give all dismissed pairs of sources that are there, the newest first."""
    rows = rows_of(
        connection,
        "SELECT a.citekey AS one, b.citekey AS other, d.dismissed_by, d.dismissed_at, d.reason FROM duplicate_dismissal d"
        " JOIN source a ON a.id = d.source_id JOIN source b ON b.id = d.other_id"
        " WHERE a.removed_at IS NULL AND b.removed_at IS NULL ORDER BY d.dismissed_at DESC, d.id DESC",
    )
    return [Dismissal(*row) for row in rows]


def pairs(connection: sqlite3.Connection) -> set[frozenset[int]]:
    """Give the ids of all dismissed pairs."""
    rows = rows_of(connection, "SELECT source_id, other_id FROM duplicate_dismissal")
    return {frozenset((row["source_id"], row["other_id"])) for row in rows}


def known(connection: sqlite3.Connection, one: int, other: int) -> int | None:
    """Give the row of a pair, in whichever order it was dismissed, or None."""
    rows = rows_of(connection, f"SELECT id FROM duplicate_dismissal WHERE {_EITHER}", (one, other))
    return int(rows[0]["id"]) if rows else None


def dismiss(session: Session, one: int, other: int, reason: str | None, by: str, stamp: str) -> bool:
    """Keep that two sources are two works; False, and nothing is done, when that is known."""
    if known(raw(session), one, other) is not None:
        return False
    insert(session, "duplicate_dismissal", {
        "source_id": one, "other_id": other, "reason": reason, "dismissed_by": by, "dismissed_at": stamp,
    })  # fmt: skip
    return True


def reopen(session: Session, one: int, other: int) -> bool:
    """Forget a dismissal; False when there is none."""
    number = known(raw(session), one, other)
    if number is None:
        return False
    remove(session, "duplicate_dismissal", number)
    return True
