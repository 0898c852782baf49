"""Look a library over: is the file sound, and does what it holds add up?"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bibtrack.store import chain


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it holds, and what to do when it does not."""

    check: str
    holds: bool
    detail: str = ""
    remedy: str = ""


def check(connection: sqlite3.Connection) -> list[Finding]:
    """Run every check, in order; nothing is changed."""
    return list(_all(connection))


def _all(connection: sqlite3.Connection) -> Iterator[Finding]:
    for name, look, remedy in _CHECKS:
        trouble = look(connection)
        yield Finding(name, not trouble, trouble, remedy if trouble else "")


def _integrity(connection: sqlite3.Connection) -> str:
    rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    return "" if rows == ["ok"] else "; ".join(rows)


def _foreign_keys(connection: sqlite3.Connection) -> str:
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return "" if not rows else f"{len(rows)} rows point to nothing, the first in {rows[0][0]}"


def _evidence(connection: sqlite3.Connection) -> str:
    count = connection.execute(
        "SELECT count(*) FROM theme_assignment a WHERE a.method = 'rule'"
        " AND NOT EXISTS (SELECT 1 FROM theme_evidence e WHERE e.assignment_id = a.id)"
    ).fetchone()[0]
    return f"{count} themes were assigned by rule and have no evidence" if count else ""


def _spans(connection: sqlite3.Connection) -> str:
    count = connection.execute(
        "SELECT count(*) FROM citation x JOIN note n ON n.id = x.note_id WHERE x.start IS NOT NULL"
        " AND substr(n.text, x.start + 1, x.stop - x.start) <> x.text"
    ).fetchone()[0]
    return f"{count} citations do not stand where their notes have them" if count else ""


def _fulltext(connection: sqlite3.Connection) -> str:
    stale = connection.execute("SELECT count(*) FROM fulltext_stale").fetchone()[0]
    lacking = connection.execute(
        "SELECT count(*) FROM source_text WHERE source_id NOT IN (SELECT rowid FROM source_fts)"
    ).fetchone()[0]
    ghosts = connection.execute(
        "SELECT count(*) FROM source_fts WHERE rowid NOT IN (SELECT source_id FROM source_text)"
    ).fetchone()[0]
    return (
        f"{stale + lacking + ghosts} sources are not indexed as they are" if stale + lacking + ghosts else ""
    )


def _chain(connection: sqlite3.Connection) -> str:
    wrong = chain.broken(connection)
    return f"{len(wrong)} events do not add up, the first is {wrong[0]}" if wrong else ""


def _journal(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT event_id FROM journal").fetchone()
    return "" if row is not None and row[0] is None else "a change was not ended"


_RESTORE = "`bibtrack db restore` brings the last backup back"
_CHECKS: tuple[tuple[str, Callable[[sqlite3.Connection], str], str], ...] = (
    ("the file is sound", _integrity, _RESTORE),
    ("every row points to something", _foreign_keys, _RESTORE),
    ("every theme assigned by rule has evidence", _evidence, "`bibtrack tag` assigns again"),
    ("every citation stands in its note", _spans, "`bibtrack ingest FILE --replace` reads the report again"),
    ("the full-text index is in step", _fulltext, "`bibtrack db check --repair` indexes again"),
    (
        "the trail of changes adds up",
        _chain,
        "the file was changed behind bibtrack's back; compare with a backup",
    ),
    ("no change is half done", _journal, _RESTORE),
)
