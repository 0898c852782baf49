"""Bring a library in step with its export as text: one change, which can be taken back.

Nothing is written before every file was read and every name in it leads somewhere.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.exc import IntegrityError

from bibtrack.errors import InputError
from bibtrack.store.dump import FORMAT, MANIFEST, Names, Shape, name_rows, shapes
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.loading import chunks, rows_of
from bibtrack.store.reading import SCHEMA_VERSION
from bibtrack.store.rows import raw

#: A longer line is not one of ours.
LONGEST_LINE = 64 * 1024 * 1024
#: Columns that say when a machine did it; two people's copies of one row may differ in them.
_RESTLESS = frozenset({"id", "assigned_at", "requested_at", "duration_ms", "decided_at", "stated_at", "updated_at",
                       "seen_at", "ingested_at", "dismissed_at", "imported_at", "created_at", "answered_at"})  # fmt: skip


#: Schemas whose exports can be read: since the first one tables were added only.
_READABLE = range(1, SCHEMA_VERSION + 1)
_SINCE = {"duplicate_dismissal": 2}

#: What SQLite says to a value that does not belong in its column.
_REFUSED = (sqlite3.IntegrityError, sqlite3.DataError, OverflowError, UnicodeEncodeError)


@dataclass(slots=True)
class DumpChanges:
    """What bringing a folder in did, in rows."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def news(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.changed or self.removed)


@dataclass(slots=True)
class _Line:
    where: str
    values: dict[str, Any]


@dataclass(slots=True)
class _Folder:
    shapes: list[Shape]
    tables: dict[str, dict[str, _Line]] = field(default_factory=dict)


def read(library: Library, run: Run, folder: Path) -> DumpChanges:
    """Make the library hold what the folder holds; one event, or none when it does already.

    Rows keep their numbers where these are free.  Raises InputError, with file and line, for a
    folder that is not an export, for two lines that say different things of one row, and for a
    name that leads nowhere.
    """
    given = _read_folder(folder)
    made = DumpChanges()
    try:
        with change(library, run) as session:
            connection = raw(session)
            connection.execute("PRAGMA defer_foreign_keys = ON")
            _bring_in(connection, given, made)
            wrong = connection.execute("PRAGMA foreign_key_check").fetchall()
            if wrong:
                raise InputError(f"{folder}: a row of {wrong[0][0]} refers to nothing; nothing was changed")
    except (sqlite3.IntegrityError, IntegrityError) as error:
        raise InputError(
            f"{folder}: what it holds does not fit together ({getattr(error, 'orig', error)}); nothing was changed"
        ) from error
    return made


def _read_folder(folder: Path) -> _Folder:
    try:
        about = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        about = None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise InputError(
            f"{folder}: not an exported library (no {MANIFEST}); `bibtrack db export` writes one"
        )
    if about.get("unfinished"):
        raise InputError(f"{folder}: this export was broken off; run `bibtrack db export` there again")
    if about.get("schema") not in _READABLE:
        raise InputError(
            f"{folder}: exported with schema {about.get('schema')}, this bibtrack has {SCHEMA_VERSION};"
            " export it again with the same version"
        )
    given = _Folder(shapes())
    for shape in given.shapes:
        newer = _SINCE.get(shape.name, 1) > about["schema"]
        given.tables[shape.name] = {} if newer else _read_table(folder / f"{shape.name}.jsonl", shape)
    for shape in given.shapes:
        _check_names(shape, given)
    return given


def _read_table(path: Path, shape: Shape) -> dict[str, _Line]:
    found: dict[str, _Line] = {}
    for number, values in _json_lines(path):
        where = f"{path}, line {number}"
        key = values.pop("key", None)
        if not isinstance(key, str):
            raise InputError(f"{where}: no key; restore the line as it was exported")
        unknown = values.keys() - set(shape.columns)
        if unknown or any(isinstance(value, dict | list | bool) for value in values.values()):
            name = min(unknown, default="a nested value")
            raise InputError(f"{where}: {name} is not a column of {shape.name}; correct the line")
        before = found.setdefault(key, _Line(where, values))
        if before.values is not values and _differ(before.values, values):
            raise InputError(
                f"{before.where} and line {number} say different things of {key}; keep one of them"
            )
    return found


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return any(one.get(name) != other.get(name) for name in (one.keys() | other.keys()) - _RESTLESS)


def _json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST_LINE):
                number += 1
                if line.strip():
                    yield number, _object(line, f"{path}, line {number}")
    except FileNotFoundError:
        raise InputError(f"{path}: this file of the export is missing; restore it") from None


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        conflict = line.startswith((b"<<<<<<<", b"=======", b">>>>>>>"))
        reason = (
            "a merge was not finished here; choose the lines" if conflict else "not a JSON object; correct it"
        )
        raise InputError(f"{where}: {reason}")
    return value


def _check_names(shape: Shape, given: _Folder) -> None:
    for line in given.tables[shape.name].values():
        for column, target in shape.refers.items():
            name = line.values.get(column)
            if name is not None and name not in given.tables[target]:
                raise InputError(f"{line.where}: {column} names {name}, which {target}.jsonl does not hold")


def _bring_in(connection: sqlite3.Connection, given: _Folder, made: DumpChanges) -> None:
    names: Names = {}
    for shape in given.shapes:
        names[shape.name] = name_rows(connection, shape, names)
    ids = {shape.name: _numbers(given.tables[shape.name], names[shape.name]) for shape in given.shapes}
    for shape in given.shapes:
        present = {name: number for number, name in names[shape.name].items()}
        _add(connection, shape, given, ids, set(present), made)
        _alter(connection, shape, given, ids, present, made)
    for shape in reversed(given.shapes):
        gone = [number for number, name in names[shape.name].items() if name not in given.tables[shape.name]]
        connection.executemany(f'DELETE FROM "{shape.name}" WHERE id = ?', [(number,) for number in gone])
        made.removed += len(gone)


def _numbers(lines: Mapping[str, _Line], names: Mapping[int, str]) -> dict[str, int]:
    """Give each named row its number: the one it has here, else the one it had there if free, else a new one."""
    numbers = {name: number for number, name in names.items()}
    taken = set(names)
    homeless = []
    for name, line in lines.items():
        if name in numbers:
            continue
        wanted = line.values.get("id")
        if isinstance(wanted, int) and 0 < wanted < 2**53 and wanted not in taken:
            numbers[name] = wanted
            taken.add(wanted)
        else:
            homeless.append(name)
    numbers |= {name: number for number, name in enumerate(homeless, max(taken, default=0) + 1)}
    return numbers


def _values(shape: Shape, line: _Line, ids: Mapping[str, Mapping[str, int]], number: int) -> tuple[Any, ...]:
    values = {**line.values, "id": number}
    for column, target in shape.refers.items():
        if values.get(column) is not None:
            values[column] = ids[target][values[column]]
    return tuple(values.get(column) for column in shape.columns)


def _add(
    connection: sqlite3.Connection,
    shape: Shape,
    given: _Folder,
    ids: Mapping[str, Mapping[str, int]],
    present: set[str],
    made: DumpChanges,
) -> None:
    listed, marks = ", ".join(f'"{name}"' for name in shape.columns), ", ".join("?" * len(shape.columns))
    sql = f'INSERT INTO "{shape.name}" ({listed}) VALUES ({marks})'
    for name, line in given.tables[shape.name].items():
        if name not in present:
            values = _values(shape, line, ids, ids[shape.name][name])
            try:
                connection.execute(sql, values)
            except _REFUSED as error:
                raise InputError(f"{line.where}: {error}; correct the line; nothing was changed") from error
            made.added += 1


def _alter(
    connection: sqlite3.Connection,
    shape: Shape,
    given: _Folder,
    ids: Mapping[str, Mapping[str, int]],
    present: Mapping[str, int],
    made: DumpChanges,
) -> None:
    wanted = {present[name]: line for name, line in given.tables[shape.name].items() if name in present}
    listed = ", ".join(f'"{name}"' for name in shape.columns)
    assign = ", ".join(f'"{name}" = ?' for name in shape.columns)
    for part in chunks(wanted):
        marks = ", ".join("?" * len(part))
        for row in rows_of(connection, f'SELECT {listed} FROM "{shape.name}" WHERE id IN ({marks})', part):
            values = _values(shape, wanted[row["id"]], ids, row["id"])
            if values == tuple(row):
                continue
            try:
                connection.execute(f'UPDATE "{shape.name}" SET {assign} WHERE id = ?', (*values, row["id"]))
            except _REFUSED as error:
                raise InputError(f"{wanted[row['id']].where}: {error}; nothing was changed") from error
            made.changed += 1
