"""The chain of events: each event's digest is over its own facts, its changes and the digest before.

A trail that was edited behind bibtrack's back no longer adds up (after Git's object safety).
SHA-256 over UTF-8 JSON lines.
"""

import hashlib
import json
import sqlite3

_FACTS = "SELECT id, at, actor, verb, command, run, undoes FROM event WHERE id = ?"
_CHANGES = "SELECT table_name, row_id, action, before, after FROM change WHERE event_id = ? ORDER BY id"


def digest_of(connection: sqlite3.Connection, event: int, previous: str) -> str:
    """Give the digest of one event that follows an event with the digest `previous` ("" for the first)."""
    total = hashlib.sha256(previous.encode())
    total.update(json.dumps(tuple(connection.cursor().execute(_FACTS, (event,)).fetchone())).encode())
    for row in connection.cursor().execute(_CHANGES, (event,)):
        total.update(json.dumps(tuple(row)).encode() + b"\n")
    return total.hexdigest()


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
