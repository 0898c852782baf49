"""Take in items of other programs: many rows at a time, each block of the file kept byte for byte."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlmodel import Session

from bibtrack.formats.csljson import to_csl
from bibtrack.formats.item import Block, Item
from bibtrack.store import items as reading
from bibtrack.store.convert import creator_columns, identifier_columns, source_columns
from bibtrack.store.loading import rows_of
from bibtrack.store.rows import raw
from bibtrack.text import fold
from bibtrack.values.identifier import Scheme
from bibtrack.values.reference import Reference

#: identifiers that name one work, so that the same one means the same source
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
NAMING = (Scheme.DOI, Scheme.ARXIV, Scheme.PMID, Scheme.PMCID)


@dataclass(slots=True)
class Known:
    """What the library holds already, for telling whether an item is there."""

    keys: dict[str, int]
    names: dict[tuple[str, str], int]
    texts: dict[str, int]
    themes: dict[str, str]
    theme_ids: dict[str, int]
    present: set[int] = field(default_factory=set)


def known(connection: sqlite3.Connection, file_name: str) -> Known:
    """Load what the library holds; `texts` are the blocks of earlier imports of a file of this name."""
    keys = {row[0]: int(row[1]) for row in connection.execute("SELECT citekey, id FROM source")}
    schemes = ",".join(f"'{scheme.value}'" for scheme in NAMING)
    sql = f"SELECT scheme, value, source_id FROM identifier WHERE scheme IN ({schemes}) ORDER BY id DESC"
    names = {(row[0], row[1]): int(row[2]) for row in connection.execute(sql)}
    sql = (
        "SELECT b.text, b.source_id FROM import_block b JOIN import_file f ON f.id = b.import_file_id"
        " WHERE f.name = ? AND b.source_id IS NOT NULL ORDER BY b.id"
    )
    texts = {row[0]: int(row[1]) for row in connection.execute(sql, (file_name,))}
    ids = {row[0]: int(row[1]) for row in connection.execute("SELECT slug, id FROM theme")}
    return Known(keys, names, texts, reading.theme_names(connection), ids, set(reading.all_ids(connection)))


def identity(item: Item, there: Known) -> int | None:
    """Give the source that names the same work by an identifier, or None."""
    for identifier in item.reference.identifiers:
        number = there.names.get((identifier.scheme.value, identifier.value))
        if identifier.scheme in NAMING and number in there.present:
            return number
    return None


def same_work(ours: Reference, theirs: Reference) -> bool:
    """Tell whether two references under one citekey are the same work: same title, or nothing against it."""
    if ours.title and theirs.title:
        mine, other = fold(ours.title), fold(theirs.title)
        return mine == other or mine.startswith(other) or other.startswith(mine)
    return ours.year == theirs.year


def imported_before(connection: sqlite3.Connection, name: str, sha256: str) -> str | None:
    """Give when the latest import of a file of this name had these very bytes, else None."""
    rows = rows_of(
        connection,
        "SELECT sha256, imported_at FROM import_file WHERE name = ? ORDER BY id DESC LIMIT 1",
        (name,),
    )
    return rows[0]["imported_at"] if rows and rows[0]["sha256"] == sha256 else None


def settled(connection: sqlite3.Connection, name: str, sha256: str) -> list[Block] | None:
    """Give the blocks of the latest import of these very bytes when every entry of it has its source.

    None when the file is another, or when an entry waits for a decision or was removed.
    """
    sql = "SELECT id, sha256 FROM import_file WHERE name = ? ORDER BY id DESC LIMIT 1"
    files = rows_of(connection, sql, (name,))
    if not files or files[0]["sha256"] != sha256:
        return None
    open_entries = connection.execute(
        "SELECT 1 FROM import_block b LEFT JOIN source s ON s.id = b.source_id AND s.removed_at IS NULL"
        " AND s.merged_into IS NULL WHERE b.import_file_id = ? AND b.kind = 'entry' AND s.id IS NULL LIMIT 1",
        (files[0]["id"],),
    ).fetchone()
    if open_entries is not None:
        return None
    sql = "SELECT kind, key, line, message FROM import_block WHERE import_file_id = ? AND kind IN ('entry', 'failed') ORDER BY ordinal"
    return [
        Block(r["kind"], "", r["line"] or 0, r["key"], None, r["message"])
        for r in rows_of(connection, sql, (files[0]["id"],))
    ]


def add_file(session: Session, values: Mapping[str, Any]) -> int:
    """Write down a file that is taken in; gives its id."""
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    cursor = raw(session).execute(
        f"INSERT INTO import_file ({names}) VALUES ({marks})", tuple(values.values())
    )
    return int(cursor.lastrowid or 0)


@dataclass(slots=True)
class Entry:
    """A new source: its citekey in the library, and the item as read."""

    citekey: str
    item: Item
    number: int = 0


def next_source(connection: sqlite3.Connection) -> int:
    """Give the first id that no source ever had."""
    row = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM source").fetchone()
    return int(row[0])


def add_sources(session: Session, entries: Sequence[Entry], there: Known, stamp: str) -> None:
    """Add new sources with all their rows; `number` of each must be set and free."""
    connection = raw(session)
    references = [(entry.number, reading.put_together(entry.item)) for entry in entries]
    _many(connection, "source", (
        source_columns(reference)
        | {"id": entry.number, "citekey": entry.citekey, "status": "unresolved", "grade": entry.item.grade,
           "created_at": stamp, "updated_at": stamp}
        for entry, (_, reference) in zip(entries, references, strict=True)
    ))  # fmt: skip
    _many(
        connection,
        "creator",
        (row | {"source_id": n} for n, ref in references for row in creator_columns(ref)),
    )
    _many(
        connection,
        "identifier",
        (row | {"source_id": n} for n, ref in references for row in identifier_columns(ref)),
    )
    _many(connection, "statement", (
        {"source_id": number, "origin": "printed", "stated_at": stamp,
         "record": _JSON(to_csl(reference))}
        for number, reference in references
    ))  # fmt: skip
    for entry in entries:
        if entry.item.remarks or entry.item.keywords or entry.item.by_hand or entry.item.refused:
            add_travelling(connection, entry.number, entry.item, there, stamp)


def add_travelling(connection: sqlite3.Connection, number: int, item: Item, there: Known, stamp: str) -> bool:
    """Add the annotations and the themes by hand that a source lacks; True when there were any."""
    have = {(row[0], row[1]) for row in connection.execute(
        "SELECT author, body FROM annotation WHERE source_id = ?", (number,))} if item.remarks else set()  # fmt: skip
    remarks = [
        {"source_id": number, "author": remark.author or reading.IMPORTED, "body": remark.body,
         "locator": remark.locator, "theme_id": there.theme_ids.get(remark.theme or ""),
         "created_at": stamp, "updated_at": stamp}
        for remark in item.remarks if (remark.author or reading.IMPORTED, remark.body) not in have
    ]  # fmt: skip
    _many(connection, "annotation", remarks)
    words = item.by_hand if item.grade or item.cited_in else (*item.by_hand, *item.keywords)
    wanted = {there.themes.get(word) or reading.theme_of(word, there.themes): "assigned" for word in words}
    wanted |= {reading.theme_of(word, there.themes): "excluded" for word in item.refused}
    wanted.pop(None, None)
    decided = {row[0] for row in connection.execute(
        "SELECT theme_id FROM theme_assignment WHERE source_id = ? AND method = 'manual'", (number,))} if wanted else set()  # fmt: skip
    assignments = [
        {"source_id": number, "theme_id": there.theme_ids[slug], "method": "manual", "polarity": polarity,
         "assigned_by": reading.IMPORTED, "assigned_at": stamp}
        for slug, polarity in wanted.items() if slug and there.theme_ids[slug] not in decided
    ]  # fmt: skip
    _many(connection, "theme_assignment", assignments)
    return bool(remarks or assignments)


def add_blocks(
    session: Session, file_id: int, blocks: Iterable[tuple[int, Block, int | None, Item | None]]
) -> None:
    """Keep blocks of a file: (ordinal, block, source or None, the item as the library would export it)."""
    _many(raw(session), "import_block", (
        {"import_file_id": file_id, "ordinal": ordinal, "kind": block.kind, "key": block.key, "text": block.text,
         "line": block.line, "source_id": number, "message": block.message,
         "digest": reading.digest(item) if item is not None else None}
        for ordinal, block, number, item in blocks
    ))  # fmt: skip


def as_kept(item: Item, citekey: str, there: Known) -> Item:
    """Give the item as it will come back from the library: rows keep a little less than a file says."""
    remarks = tuple(
        remark if remark.theme in there.theme_ids else replace(remark, theme=None)
        for remark in dict.fromkeys(item.remarks)
    )
    return Item(
        citekey, reading.as_rows_keep(item.reference), keywords=item.keywords, remarks=remarks, grade=item.grade,
        groups=item.groups,
    )  # fmt: skip


def _many(connection: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that share their columns; names come from our own code."""
    feed: Iterator[Mapping[str, Any]] = iter(rows)
    first = next(feed, None)
    if first is None:
        return
    names = list(first)
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"

    connection.executemany(sql, map(itemgetter(*names), chain((first,), feed)))
