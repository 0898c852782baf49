"""Give sources to other programs; an imported entry that nobody touched comes out byte for byte."""

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bibtrack.errors import CheckFailed, InputError, StoreUnwritable
from bibtrack.formats.item import Item
from bibtrack.store import items as reading

if TYPE_CHECKING:
    import sqlite3

#: format → what it is, for people
FORMATS: dict[str, str] = {
    "biblatex": "BibLaTeX; imported entries as they were, with only their edits",
    "bibtex": "BibTeX; imported entries as they were, with only their edits",
    "canonical": "the library's own form, as references.bib has it",
    "ris": "RIS", "csl-json": "CSL-JSON", "csv": "CSV, one row a source",
    "csv-long": "CSV, one row a source and theme", "markdown": "Markdown", "html": "HTML", "text": "plain text",
    "docx": "Word",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """How to export: `ascii_only` writes accents as LaTeX, `groups` adds JabRef's tree, `contexts` sentences."""

    ascii_only: bool = False
    groups: bool = False
    contexts: bool = False


def export(
    connection: "sqlite3.Connection", ids: Sequence[int], form: str, options: Options | None = None
) -> bytes:
    """Give the sources in a format, as the bytes of a file (UTF-8 but for DOCX).

    Raises InputError for a format that is not known.
    """
    chosen = options or Options()
    if form not in FORMATS:
        raise InputError(f"{form} is no format; use one of {', '.join(FORMATS)}")
    given = dict(reading.load_items(connection, ids, contexts=chosen.contexts))
    if form in ("bibtex", "biblatex"):
        return _bibtex(connection, given, form, chosen).encode("utf-8", "surrogatepass")
    if form == "canonical":
        return canonical(given.values()).encode("utf-8")
    return _writers(chosen)[form](given.values())


def canonical(items: Iterable[Item]) -> str:
    """Give the library's own form: BibLaTeX, by citekey, everything that the fields can carry, nothing derived.

    Where a source stands with the registries, and which themes the rules give it, is worked out
    anew from this file, the theme file and the reports; it would change without anybody's doing.
    """
    from bibtrack.formats.bibtexwrite import dumps

    return dumps(_own(item) for item in items)


def _own(item: Item) -> Item:
    keywords = tuple(word for word in item.keywords if word not in item.by_rule)
    return replace(item, keywords=keywords, status=None, status_reason=None)


def _writers(options: Options) -> Mapping[str, Callable[[Iterable[Item]], bytes]]:
    from bibtrack.formats import csljsonfile, prose, ris, table

    def text(write: Callable[[Iterable[Item]], str]) -> Callable[[Iterable[Item]], bytes]:
        return lambda items: write(items).encode("utf-8", "replace")

    def page(form: str) -> Callable[[Iterable[Item]], bytes]:
        return lambda items: prose.write(prose.plain_sections(items, contexts=options.contexts), form)

    return {
        "ris": text(ris.dumps), "csl-json": text(csljsonfile.dumps), "csv": text(table.dumps),
        "csv-long": text(lambda items: table.dumps(items, long=True)),
        **{form: page(form) for form in ("markdown", "html", "text", "docx")},
    }  # fmt: skip


def _bibtex(connection: "sqlite3.Connection", given: Mapping[int, Item], form: str, options: Options) -> str:
    from bibtrack.formats.bibtexwrite import write_entry

    kept = {} if options.ascii_only else reading.originals(connection, given)
    texts = []
    for number, item in sorted(given.items(), key=lambda pair: pair[1].citekey):
        if number in kept:
            texts.append(as_imported(connection, kept[number], item, form).rstrip("\r\n") + "\n")
        else:
            texts.append(write_entry(_without_own(item), form, ascii_only=options.ascii_only))
    head = _strings(connection, [original.file_id for original in kept.values()], texts)
    tail = ""
    if options.groups:
        from bibtrack.formats.jabref import groups_tree

        tail = "\n" + groups_tree(given.values(), _parents(connection))
    return head + "\n".join(texts) + tail


def _without_own(item: Item) -> Item:
    """Give the item without what only this library needs to know."""
    return replace(item, by_hand=(), refused=(), status=None, status_reason=None)


def as_imported(connection: "sqlite3.Connection", original: reading.Original, item: Item, form: str) -> str:
    """Give the imported text of an item, with only those fields changed that were edited since."""
    if original.intact:
        return original.text
    from bibtrack.formats.bibtex import loads
    from bibtrack.formats.bibtexpatch import patched
    from bibtrack.store.items import as_rows_keep

    found = loads(reading.context_of(connection, original) + original.text).items
    if not found:
        return original.text
    before = replace(found[-1], reference=as_rows_keep(found[-1].reference), by_hand=(), refused=())
    # What the text says beyond a library's rows, it goes on saying; order of keywords is no edit.
    same = set(before.keywords) == set(item.keywords)
    after = replace(
        _without_own(item),
        keywords=before.keywords if same else item.keywords,
        cited_in=item.cited_in or before.cited_in,
        updates=item.updates or before.updates,
        groups=item.groups or before.groups,
    )
    return patched(original.text, before, after, form)


def _strings(connection: "sqlite3.Connection", files: Iterable[int], texts: Sequence[str]) -> str:
    """The @string and @preamble blocks that the entries need."""
    used = {word.lower() for text in texts for word in reading.MACRO.findall(text)}
    if not used:
        return ""
    wanted = [
        text
        for kind, text in reading.strings_of(connection, files)
        if kind == "preamble"
        or ((match := _STRING_NAME.match(text)) is not None and match.group(1).lower() in used)
    ]
    return "".join(text + "\n" for text in wanted) + ("\n" if wanted else "")


_STRING_NAME = re.compile(r"@\w+\s*[{(]\s*([^\s=]+)")


def _parents(connection: "sqlite3.Connection") -> dict[str, list[str]]:
    sql = (
        "SELECT t.slug, p.slug FROM theme t LEFT JOIN theme_parent l ON l.theme_id = t.id"
        " LEFT JOIN theme p ON p.id = l.parent_id WHERE t.retired_at IS NULL ORDER BY t.position, p.slug"
    )
    parents: dict[str, list[str]] = {}
    for slug, parent in connection.execute(sql):
        parents.setdefault(slug, [])
        if parent is not None:
            parents[slug].append(parent)
    return parents


def file_again(connection: "sqlite3.Connection", name: str) -> bytes:
    """Give an imported BibTeX file again: every byte as it was but for edited and removed entries.

    Raises InputError when no such file was imported.
    """
    file = connection.execute(
        "SELECT id, encoding FROM import_file WHERE name = ? AND format = 'bibtex' ORDER BY id DESC LIMIT 1",
        (name,),
    ).fetchone()
    if file is None:
        raise InputError(
            f"{name}: no BibTeX file of this name was imported; `bibtrack history` shows what was"
        )
    rows = connection.execute(
        "SELECT text, kind, source_id, digest FROM import_block WHERE import_file_id = ? ORDER BY ordinal",
        (file[0],),
    ).fetchall()
    present = set(reading.all_ids(connection))
    wanted = {row[2] for row in rows if row[2] in present}
    given = dict(reading.load_items(connection, sorted(wanted)))
    parts = []
    for text, kind, number, digest in rows:
        item = given.get(number)
        if kind != "entry" or number is None:
            parts.append(text)
        elif item is not None:
            original = reading.Original(text, digest == reading.digest(item), file[0], 0)
            parts.append(as_imported(connection, original, item, "bibtex"))
    return "".join(parts).encode(file[1], "replace")


def check(expected: bytes, path: Path) -> None:
    """Compare a file with what an export would write; raises CheckFailed with the first difference."""
    if not path.is_file():
        raise CheckFailed(f"{path}: the file is missing; `bibtrack export` writes it")
    there = path.read_bytes()
    if there == expected:
        return
    ours, theirs = (
        expected.decode("utf-8", "replace").splitlines(),
        there.decode("utf-8", "replace").splitlines(),
    )
    place = next(
        (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False), 1) if a != b),
        min(len(ours), len(theirs)) + 1,
    )
    said = theirs[place - 1].strip() if place <= len(theirs) else "the end of the file"
    wanted = ours[place - 1].strip() if place <= len(ours) else "the end of the file"
    raise CheckFailed(
        f"{path}, line {place}: {said!r} where the library says {wanted!r}; `bibtrack export` rewrites it"
    )


def write_file(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all; False when it holds just this already.  Raises StoreUnwritable."""
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreUnwritable(
            f"{path}: cannot be written ({error.strerror or error}); nothing was changed"
        ) from error
    return True
