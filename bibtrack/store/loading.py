"""Read sources as values, over the standard sqlite3; used by commands and inside transactions."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from bibtrack.errors import AmbiguousKey, NoSuchSource
from bibtrack.store.convert import reference_of
from bibtrack.values.source import Source, SourceStatus

#: SQLite's limit on bound values was 999 before 3.32.
CHUNK = 900


def rows_of(
    connection: sqlite3.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> list[sqlite3.Row]:
    """Run a query and give its rows by name, whatever the connection's own row factory."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values).fetchall()


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Cut ids into lists short enough for one statement."""
    every = list(ids)
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]


def load_sources(connection: sqlite3.Connection, ids: Iterable[int]) -> list[Source]:
    """Give the sources with these ids, in the order asked for; unknown ids are left out."""
    found: dict[int, Source] = {}
    wanted = list(ids)
    for part in chunks(wanted):
        found |= _load_part(connection, part)
    return [found[number] for number in wanted if number in found]


def _load_part(connection: sqlite3.Connection, ids: list[int]) -> dict[int, Source]:
    marks = ",".join("?" * len(ids))
    creators = _grouped(connection, f"SELECT * FROM creator WHERE source_id IN ({marks}) ORDER BY id", ids)
    names = _grouped(connection, f"SELECT * FROM identifier WHERE source_id IN ({marks}) ORDER BY id", ids)
    themes = _grouped(
        connection,
        "SELECT st.source_id, t.slug FROM source_theme st JOIN theme t ON t.id = st.theme_id"
        f" WHERE st.source_id IN ({marks}) ORDER BY t.position, t.slug",
        ids,
    )
    notes = _grouped(
        connection, f"SELECT source_id, body FROM annotation WHERE source_id IN ({marks}) ORDER BY id", ids
    )
    return {
        row["id"]: Source(
            citekey=row["citekey"],
            reference=reference_of(row, creators.get(row["id"], ()), names.get(row["id"], ())),
            status=SourceStatus(row["status"]),
            status_reason=row["status_reason"],
            themes=tuple(theme["slug"] for theme in themes.get(row["id"], ())),
            annotations=tuple(note["body"] for note in notes.get(row["id"], ())),
            id=row["id"],
        )
        for row in rows_of(connection, f"SELECT * FROM source WHERE id IN ({marks})", ids)
    }


def _grouped(connection: sqlite3.Connection, sql: str, ids: list[int]) -> dict[int, list[sqlite3.Row]]:
    grouped: dict[int, list[sqlite3.Row]] = {}
    for row in rows_of(connection, sql, ids):
        grouped.setdefault(row["source_id"], []).append(row)
    return grouped


def source_id(connection: sqlite3.Connection, key: str) -> int:
    """Give the id of the source with this citekey, following merges, or with this unique beginning.

    Raises NoSuchSource with the nearest keys, AmbiguousKey with the possible ones.
    """
    exact = connection.execute(
        "SELECT id, merged_into, removed_at FROM source WHERE citekey = ?", (key,)
    ).fetchone()
    if exact is not None and exact[2] is None:
        return int(exact[0]) if exact[1] is None else _merged(connection, int(exact[1]))
    if exact is not None:
        raise NoSuchSource(f"{key}: this source was removed; `bibtrack undo` brings it back")
    high = key + "\U0010ffff"
    begin = connection.execute(
        "SELECT id, citekey FROM source WHERE citekey >= ? AND citekey < ? AND removed_at IS NULL"
        " AND merged_into IS NULL LIMIT 6",
        (key, high),
    ).fetchall()
    if key and len(begin) == 1:
        return int(begin[0][0])
    if key and begin:
        raise AmbiguousKey(f"{key}: several sources begin so: {', '.join(row[1] for row in begin)}")
    raise NoSuchSource(f"{key}: no source has this key{_near(connection, key)}")


def _merged(connection: sqlite3.Connection, target: int) -> int:
    for _ in range(100):
        row = connection.execute("SELECT merged_into FROM source WHERE id = ?", (target,)).fetchone()
        if row is None or row[0] is None:
            break
        target = int(row[0])
    return target


def _near(connection: sqlite3.Connection, key: str) -> str:
    keys = [
        row[0]
        for row in connection.execute("SELECT citekey FROM source WHERE removed_at IS NULL LIMIT 20000")
    ]
    near = get_close_matches(key, keys, n=3)
    return f"; did you mean {', '.join(near)}?" if near else "; `bibtrack list` shows them"
