"""Take a bibliographic file in: what is new is added, what differs is shown before it is changed."""

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bibtrack.errors import InputError, UnreadableDocument
from bibtrack.formats.citekeys import PATTERN, assign, lettered
from bibtrack.formats.item import Block, Item
from bibtrack.formats.reading import decoded, format_of, reader
from bibtrack.store import imports, items, sources
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.reading import open_reader
from bibtrack.store.rows import raw
from bibtrack.text import squeeze
from bibtrack.values.issue import Issue, Severity
from bibtrack.values.reference import DATE_FIELDS, TEXT_FIELDS, PartialDate, Reference
from bibtrack.values.source import Origin

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session

BATCH = 1_000
Tell = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A source that the file gives otherwise: (field, ours, theirs), texts for people."""

    citekey: str
    number: int
    fields: tuple[tuple[str, str, str], ...]
    item: Item


@dataclass(slots=True)
class Summary:
    """What an import did: every entry of the file is one of new, same, differing or removed."""

    name: str
    format: str
    entries: int = 0
    new: int = 0
    same: int = 0
    removed: int = 0
    updated: int = 0
    unchanged_file: str | None = None
    differences: list[Difference] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    failed: list[Block] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class File:
    """A file to take in: its name, its text, and what it was as bytes."""

    name: str
    text: str
    format: str
    encoding: str
    sha256: str


def read_file(path: Path, format_name: str | None = None) -> File:
    """Read a file; raises UnreadableDocument, UnsupportedFormat."""
    try:
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise UnreadableDocument(f"{path}: this is a folder; give a file") from error
    except OSError as error:
        raise UnreadableDocument(f"{path}: {error.strerror or error}; check the path") from error
    return from_bytes(data, path.name, format_name)


def from_bytes(data: bytes, name: str, format_name: str | None = None) -> File:
    """Read the bytes of a file, or of standard input."""
    text, encoding = decoded(data, name)
    if not text.strip():
        raise InputError(f"{name}: the file is empty; nothing was imported")
    chosen = format_name or format_of(name, text)
    return File(name, text, chosen, encoding, hashlib.sha256(data).hexdigest())


def run(
    library: Library,
    file: File,
    run: Run,
    *,
    pattern: str = PATTERN,
    update: bool = False,
    tell: Tell | None = None,
) -> Summary:
    """Take the file in; with `update`, values that differ replace those that were imported.

    Values that a person chose in the library stay in any case.  One transaction: all or nothing.
    """
    with change(library, run) as session, _without_collector():
        connection = raw(session)
        stamp = library.clock.stamp()
        before = imports.imported_before(connection, file.name, file.sha256)
        summary = Summary(file.name, file.format, unchanged_file=before)
        if _nothing_new(connection, file, summary):
            return summary
        work = _Work(summary, imports.known(connection, file.name), pattern, imports.next_source(connection))
        file_id = 0
        for start, batch in _batches(file, summary):
            decided = work.decide(batch, _current(connection, batch, work))
            # The very file that was taken in last leaves no trace: a second import changes nothing.
            if before is None and not file_id:
                file_id = imports.add_file(session, _file_row(file, stamp))
            imports.add_sources(session, work.added, work.there, stamp)
            if file_id:
                imports.add_blocks(session, file_id, _kept(decided, start, work))
            work.added.clear()
            if tell is not None:
                tell(summary.entries, None, "")
        if update:
            for difference in summary.differences:
                summary.updated += _apply(session, difference, work.there, stamp)
    return summary


def preview(database: Path, file: File, *, pattern: str = PATTERN) -> Summary:
    """Tell what an import would do; nothing is written."""
    connection = open_reader(database)
    try:
        before = imports.imported_before(connection, file.name, file.sha256)
        summary = Summary(file.name, file.format, unchanged_file=before)
        if _nothing_new(connection, file, summary):
            return summary
        work = _Work(summary, imports.known(connection, file.name), pattern, imports.next_source(connection))
        for _, batch in _batches(file, summary):
            work.decide(batch, _current(connection, batch, work))
            work.added.clear()
    finally:
        connection.close()
    return summary


@contextmanager
def _without_collector() -> Iterator[None]:
    """Stop the cycle collector: it would walk all that was read again and again, and finds nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _nothing_new(connection: "sqlite3.Connection", file: File, summary: Summary) -> bool:
    """Tell whether these very bytes are in the library already; then nothing needs to be read."""
    settled = imports.settled(connection, file.name, file.sha256)
    if settled is None:
        return False
    summary.failed = [block for block in settled if block.kind == "failed"]
    summary.entries = summary.same = len(settled) - len(summary.failed)
    return True


def _file_row(file: File, stamp: str) -> dict[str, str]:
    newline = "\r\n" if "\r\n" in file.text else "\n"
    return {
        "name": file.name, "format": file.format, "sha256": file.sha256, "encoding": file.encoding,
        "newline": newline, "imported_at": stamp,
    }  # fmt: skip


def _batches(file: File, summary: Summary) -> Iterator[tuple[int, list[Block]]]:
    feed = reader(file.format)(file.text, summary.issues)
    start = 0
    known = False
    while batch := list(islice(feed, BATCH)):
        known = known or any(block.kind != "other" for block in batch)
        yield start, batch
        start += len(batch)
    if not known:
        raise InputError(f"{file.name}: no entry of {file.format} in this file; nothing was imported")


@dataclass(slots=True)
class _Work:
    summary: Summary
    there: imports.Known
    pattern: str
    next: int
    added: list[imports.Entry] = field(default_factory=list)
    fresh: dict[str, tuple[int, int]] = field(default_factory=dict)

    def candidate(self, block: Block) -> int | None:
        """The source that a block may be, from an earlier import, its identifiers or its key."""
        if block.item is None:
            return None
        known = self.there.texts.get(block.text)
        if known is not None:
            return known
        found = imports.identity(block.item, self.there)
        return found if found is not None else self.there.keys.get(block.item.citekey)

    def decide(self, batch: Iterable[Block], current: Mapping[int, Item]) -> list[tuple[Block, int | None]]:
        """Give each block with the source that it is, after adding what is new to `added`."""
        decided: list[tuple[Block, int | None]] = []
        for block in batch:
            if block.kind == "failed":
                self.summary.failed.append(block)
            number = None
            if block.item is not None:
                self.summary.entries += 1
                number = self._source(block, block.item, current)
            decided.append((block, number))
        return decided

    def _source(self, block: Block, item: Item, current: Mapping[int, Item]) -> int | None:
        number = self.candidate(block)
        if number is not None and block.text in self.there.texts:
            there = number in self.there.present
            self.summary.same += there
            self.summary.removed += not there
            return None if not there else number
        ours = current.get(number) if number is not None else None
        if ours is None or number is None or not _same(item, ours):
            return self._new(item, hash(block.text))
        fields = tuple(differing(ours.reference, imports.as_kept(item, ours.citekey, self.there).reference))
        if not fields:
            self.summary.same += 1
            return number
        self.summary.differences.append(Difference(ours.citekey, number, fields, item))
        return None

    def _new(self, item: Item, digest: int) -> int:
        twin = self.fresh.get(item.citekey)
        if twin is not None and twin[1] == digest:
            self.summary.same += 1
            return twin[0]
        citekey = self._key(item)
        number, self.next = self.next, self.next + 1
        self.added.append(imports.Entry(citekey, item, number))
        self.there.keys[citekey] = number
        self.fresh.setdefault(item.citekey, (number, digest))
        self.summary.new += 1
        return number

    def _key(self, item: Item) -> str:
        wanted = "".join(char for char in squeeze(item.citekey) if char.isprintable())[:200]
        if not wanted:
            return assign(item.reference, self.there.keys, self.pattern)
        if wanted not in self.there.keys:
            return wanted
        citekey = lettered(wanted, self.there.keys)
        self.summary.renamed.append((wanted, citekey))
        message = f"the key {wanted} belongs to another source; this one has become {citekey}"
        self.summary.issues.append(Issue("key-taken", message, Severity.INFO))
        return citekey


def _current(connection: "sqlite3.Connection", batch: Iterable[Block], work: _Work) -> dict[int, Item]:
    """The library's items that blocks of the batch may be; those known by their text need no look."""
    numbers = {
        number
        for block in batch
        if block.item is not None
        and block.text not in work.there.texts
        and (number := work.candidate(block)) in work.there.present
        and number is not None
    }
    return dict(items.load_items(connection, sorted(numbers))) if numbers else {}


def _same(item: Item, ours: Item) -> bool:
    shared = set(item.reference.identifiers) & set(ours.reference.identifiers)
    if any(identifier.scheme in imports.NAMING for identifier in shared):
        return True
    return imports.same_work(ours.reference, item.reference)


def _kept(
    decided: Iterable[tuple[Block, int | None]], start: int, work: _Work
) -> Iterator[tuple[int, Block, int | None, Item | None]]:
    keys = {entry.number: entry.citekey for entry in work.added}
    for ordinal, (block, number) in enumerate(decided, start):
        kept = None
        if block.item is not None and number is not None:
            kept = imports.as_kept(block.item, keys.get(number, block.item.citekey), work.there)
        yield ordinal, block, number, kept


def differing(ours: Reference, theirs: Reference) -> Iterator[tuple[str, str, str]]:
    """Give (field, ours, theirs) for the fields that `theirs` has and `ours` says otherwise."""
    for name in ("type", *TEXT_FIELDS, *DATE_FIELDS):
        mine, other = getattr(ours, name), getattr(theirs, name)
        if other is not None and other != mine:
            yield name, _shown(mine), _shown(other)
    if theirs.creators and theirs.creators != ours.creators:
        yield "creators", _people(ours), _people(theirs)
    missing = [found for found in theirs.identifiers if found not in ours.identifiers]
    if missing:
        yield "identifiers", _numbers(ours), _numbers(theirs)


def _shown(value: object) -> str:
    return value.iso() if isinstance(value, PartialDate) else "" if value is None else str(value)


def _people(reference: Reference) -> str:
    return "; ".join(creator.name.sort_form() for creator in reference.creators)


def _numbers(reference: Reference) -> str:
    return ", ".join(f"{found.scheme.value} {found.value}" for found in reference.identifiers)


def _apply(session: "Session", difference: Difference, there: imports.Known, stamp: str) -> bool:
    """Put the file's values into what was printed; a chosen value still wins."""
    connection = raw(session)
    theirs = imports.as_kept(difference.item, difference.citekey, there).reference
    printed = sources.statements(connection, difference.number).get(Origin.PRINTED, Reference())
    given = {
        name: getattr(theirs, name)
        for name, _, _ in difference.fields
        if name not in ("creators", "identifiers")
    }
    identifiers = tuple(dict.fromkeys((*theirs.identifiers, *printed.identifiers)))
    merged = replace(printed, **given, creators=theirs.creators or printed.creators, identifiers=identifiers)
    sources.state(session, difference.number, Origin.PRINTED, merged, stamp)
    imports.add_travelling(connection, difference.number, difference.item, there, stamp)
    return sources.settle(session, difference.number, stamp)
