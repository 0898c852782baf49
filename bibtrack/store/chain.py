"""The chain of events: each event's digest is over its own facts, its changes and the digest before.

A trail that was edited behind bibtrack's back no longer adds up (after Git's object safety).
SHA-256 over UTF-8 JSON lines.
"""

import hashlib
import json
import sqlite3
from functools import lru_cache

#: Table, row, action, content before and after, as in the table `change`.
_Change = tuple[str, int, str, str | None, str | None]
#: Changes that are held in memory at a time.
_AT_ONCE = 5_000
_FACTS = "SELECT id, at, actor, verb, command, run, undoes FROM event WHERE id = ?"
_CHANGES = "SELECT table_name, row_id, action, before, after FROM change WHERE event_id = ? ORDER BY id"


def digest_of(connection: sqlite3.Connection, event: int, previous: str) -> str:
    """Give the digest of one event that follows an event with the digest `previous` ("" for the first)."""
    total = hashlib.sha256(previous.encode())
    total.update(json.dumps(tuple(connection.cursor().execute(_FACTS, (event,)).fetchone())).encode())
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(_CHANGES, (event,))
    while rows := cursor.fetchmany(_AT_ONCE):
        total.update("".join(map(_line, rows)).encode())
    return total.hexdigest()


def _line(row: _Change) -> str:
    """Give the JSON line of a change, as `json.dumps` writes it."""
    table, number, action, before, after = row
    if before is None and after is None:
        # Inserted rows, nearly all there are: without asking the encoder for each.
        head, tail = _around(table, action)
        return f"{head}{number}{tail}"
    return json.dumps(row) + "\n"


@lru_cache(maxsize=200)
def _around(table: str, action: str) -> tuple[str, str]:
    return f"[{json.dumps(table)}, ", f", {json.dumps(action)}, null, null]\n"


def seal(connection: sqlite3.Connection, event: int) -> None:
    """Write the digest of the event that has just ended."""
    last = connection.execute(
        "SELECT digest FROM event WHERE id < ? ORDER BY id DESC LIMIT 1", (event,)
    ).fetchone()
    previous = (last[0] if last else None) or ""
    connection.execute(
        "UPDATE event SET digest = ? WHERE id = ?", (digest_of(connection, event, previous), event)
    )


def broken(connection: sqlite3.Connection) -> list[int]:
    """Give the events whose digest does not add up; every one, so that the first names the place."""
    wrong, previous = [], ""
    for event, digest in connection.execute("SELECT id, digest FROM event ORDER BY id").fetchall():
        if digest != digest_of(connection, event, previous):
            wrong.append(event)
        previous = digest or ""
    return wrong
