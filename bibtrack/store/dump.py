"""A library as plain text: a folder of JSON lines, sorted, one file a table.

Rows are named by what they are (a citekey, report and number of a note, …), never by a number, and
refer to each other by those names; so two people's folders can be merged by Git line by line.  The
number of a row (`id`) is carried along and kept on import where it is free.  The same library
always gives the same bytes.  The trail of changes is left out: Git keeps its own.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

from bibtrack.errors import InputError, StoreUnwritable
from bibtrack.store.loading import rows_of
from bibtrack.store.reading import SCHEMA_VERSION
from bibtrack.store.tables_review import UNJOURNALLED

MANIFEST = "library.json"
#: Git takes both people's lines where they do not say different things of one row.
ATTRIBUTES = "*.jsonl text eol=lf merge=union\n"
FORMAT = "bibtrack library"

#: table → the columns that say which row it is.
IDENTITY: dict[str, tuple[str, ...]] = {
    "report": ("slug",),
    "note": ("report_id", "ordinal"),
    "callout": ("note_id", "ordinal"),
    "source": ("citekey",),
    "citation": ("note_id", "ordinal"),
    "finding": ("report_id", "note_id", "citation_id", "code", "start"),
    "creator": ("source_id", "role", "ordinal"),
    "identifier": ("source_id", "scheme", "value"),
    "lookup": ("source_id", "resolver", "strategy", "query"),
    "candidate": ("lookup_id", "rank", "identifier"),
    "statement": ("source_id", "origin"),
    "match_evidence": ("candidate_id", "field"),
    "source_update": ("source_id", "kind", "doi", "date"),
    "cited_work": ("source_id", "ordinal"),
    "theme": ("slug",),
    "theme_parent": ("theme_id", "parent_id"),
    "theme_assignment": ("source_id", "theme_id", "method"),
    "annotation": ("source_id", "citation_id", "author", "created_at"),
    "theme_evidence": ("assignment_id", "field", "rule_id", "citation_id", "callout_id", "annotation_id", "start"),
    "theme_suggestion": ("source_id", "theme_id"),
    "import_file": ("name", "sha256"),
    "import_block": ("import_file_id", "ordinal"),
    "saved_search": ("name",),
    "duplicate_dismissal": ("source_id", "other_id"),
}  # fmt: skip

#: A longer name is cut and ends in a digest of the whole.
LONGEST = 160

Names = dict[str, dict[int, str]]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the dump knows of one table: its columns, and which of them refer to which table."""

    name: str
    columns: tuple[str, ...]
    refers: dict[str, str]
    identity: tuple[str, ...]


def shapes() -> list[Shape]:
    """Give the journalled tables, each after those that its name is made of."""
    tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in UNJOURNALLED]
    waiting = {table.name: _shape(table) for table in tables}
    ordered: list[Shape] = []
    while waiting:
        for name, shape in list(waiting.items()):
            needs = {shape.refers[column] for column in shape.identity if column in shape.refers}
            if not needs & waiting.keys():
                ordered.append(waiting.pop(name))
    return ordered


def _shape(table: Table) -> Shape:
    refers = {key.parent.name: key.column.table.name for key in table.foreign_keys if key.parent is not None}
    return Shape(table.name, tuple(column.name for column in table.columns), refers, IDENTITY[table.name])


def write(connection: sqlite3.Connection, folder: Path) -> dict[str, int]:
    """Write the library into the folder; gives the number of rows of each table.

    The connection must be in one read transaction.  Every file is written beside its place, and all
    are moved at the end: a full disk leaves the folder as it was.  Raises InputError for a folder that
    holds something else, StoreUnwritable.
    """
    fresh = not folder.exists()
    _ready(folder)
    names: Names = {}
    counts = {}
    for shape in shapes():
        names[shape.name] = name_rows(connection, shape, names)
    about = {"format": FORMAT, "schema": SCHEMA_VERSION}
    written: list[tuple[Path, Path]] = []
    try:
        _beside(folder / MANIFEST, lambda: _told(about | {"unfinished": True}), written)
        for shape in shapes():
            counts[shape.name] = _write_table(connection, shape, names, folder, written)
        _beside(folder / ".gitattributes", lambda: iter([ATTRIBUTES]), written)
        _beside(folder / MANIFEST, lambda: _told(about), written)
        for partial, path in written:
            os.replace(partial, path)
    except OSError as error:
        raise StoreUnwritable(
            f"{folder}: the export cannot be written ({error.strerror}); run it again when it can"
        ) from error
    finally:
        for partial, _ in written:
            partial.unlink(missing_ok=True)
        if fresh:
            with suppress(OSError):
                folder.rmdir()
    return counts


def _told(about: Mapping[str, Any]) -> Iterator[str]:
    yield json.dumps(about, indent=2) + "\n"


def _ready(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: a file stands there; choose a folder")
    strange = folder.is_dir() and any(not item.name.startswith(".") for item in folder.iterdir())
    if strange and not (folder / MANIFEST).is_file():
        raise InputError(
            f"{folder}: this folder holds something else than an exported library; choose an empty one"
        )
    folder.mkdir(parents=True, exist_ok=True)


def name_rows(connection: sqlite3.Connection, shape: Shape, names: Names) -> dict[int, str]:
    """Give the name of every row of a table; rows that are alike are counted in the order of their ids."""
    listed = ", ".join(f'"{column}"' for column in ("id", *shape.identity))
    taken: dict[str, int] = {}
    found = {}
    for row in connection.cursor().execute(f'SELECT {listed} FROM "{shape.name}" ORDER BY id'):
        name = join([
            _name(names, shape.refers[column], value) if column in shape.refers else _escaped(value)
            for column, value in zip(shape.identity, tuple(row)[1:], strict=True)
        ])  # fmt: skip
        taken[name] = again = taken.get(name, 0) + 1
        found[row[0]] = name if again == 1 else f"{name}~{again}"
    return found


def _name(names: Names, table: str, number: int | None) -> str:
    return "" if number is None else names[table].get(number, f"#{number}")


def _escaped(value: Any) -> str:
    """Give a value as part of a name; what separates parts is escaped in it."""
    text = "" if value is None else str(value)
    return text.replace("%", "%25").replace("|", "%7C").replace("~", "%7E")


def join(parts: list[str]) -> str:
    """Make one name of its parts."""
    whole = "|".join(parts)
    if len(whole) <= LONGEST:
        return whole
    return f"{whole[:LONGEST]}~{hashlib.sha256(whole.encode()).hexdigest()[:16]}"


def _write_table(
    connection: sqlite3.Connection,
    shape: Shape,
    names: Names,
    folder: Path,
    written: list[tuple[Path, Path]],
) -> int:
    own = names[shape.name]
    lines = []
    for row in rows_of(connection, f'SELECT * FROM "{shape.name}"'):
        line: dict[str, Any] = {"key": own[row["id"]]}
        for column in shape.columns:
            value = row[column]
            if value is not None:
                line[column] = _name(names, shape.refers[column], value) if column in shape.refers else value
        lines.append((line["key"], json.dumps(line, ensure_ascii=False)))
    lines.sort()
    _beside(folder / f"{shape.name}.jsonl", lambda: (text + "\n" for _, text in lines), written)
    return len(lines)


def _beside(path: Path, lines: Callable[[], Iterator[str]], written: list[tuple[Path, Path]]) -> None:
    """Write a file beside its place, and note where it belongs."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.{len(written)}.part")
    written.append((partial, path))
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines())
        file.flush()
        os.fsync(file.fileno())
