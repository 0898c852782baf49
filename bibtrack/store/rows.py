"""Write single rows so that what is already so is not written again.

The journal then holds real changes only, and a second run of a command changes nothing.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from sqlmodel import Session

from bibtrack.store.loading import rows_of

#: Rows of one statement; SQLite binds 32,766 values at most.
_TOGETHER = 500


def raw(session: Session) -> sqlite3.Connection:
    """Give the sqlite3 connection of a session, after writing what is pending."""
    session.flush()
    connection: Any = session.connection().connection.driver_connection
    return connection  # type: ignore[no-any-return]


def put(
    session: Session, table: str, where: Mapping[str, Any], values: Mapping[str, Any]
) -> tuple[int, bool]:
    """Make the one row that answers to `where` hold `values`; gives its id and whether that is news.

    `table` and the column names come from our own code, never from data.
    """
    connection = raw(session)
    test = " AND ".join(f'"{name}" IS ?' for name in where)
    found = rows_of(connection, f"SELECT * FROM {table} WHERE {test}", tuple(where.values()))
    if not found:
        return _insert(connection, table, {**where, **values}), True
    news = {name: value for name, value in values.items() if found[0][name] != value}
    if news:
        assign = ", ".join(f'"{name}" = ?' for name in news)
        connection.execute(f"UPDATE {table} SET {assign} WHERE id = ?", (*news.values(), found[0]["id"]))
    return int(found[0]["id"]), bool(news)


def _insert(connection: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> int:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
    return int(cursor.lastrowid or 0)


def insert(session: Session, table: str, values: Mapping[str, Any]) -> int:
    """Add a row; gives its id."""
    return _insert(raw(session), table, values)


def insert_rows(
    connection: sqlite3.Connection, into: str, marks: str, rows: Sequence[tuple[Any, ...]]
) -> None:
    """Add many rows: `into` is the statement up to VALUES, `marks` one row of it with its question marks.

    Several hundred rows go in one statement: the journal's triggers make each statement keep what it
    changes until it ends, which costs more than the rows.
    """
    for start in range(0, len(rows), _TOGETHER):
        part = rows[start : start + _TOGETHER]
        values = list(chain.from_iterable(part))
        connection.execute(f"{into} VALUES {', '.join([marks] * len(part))}", values)


def remove(session: Session, table: str, number: int) -> None:
    """Delete one row; the journal keeps it."""
    raw(session).execute(f"DELETE FROM {table} WHERE id = ?", (number,))
