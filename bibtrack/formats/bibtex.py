"""Read a BibTeX or BibLaTeX file; write entries back, untouched ones byte for byte."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bibtrack.formats.bibtexblocks import Piece, pieces
from bibtrack.formats.bibtexfields import MONTHS, PREFERRED
from bibtrack.formats.bibtexread import read_entry
from bibtrack.formats.bibtexwrite import dumps, write_entry
from bibtrack.formats.item import Block, Exchange
from bibtrack.values.issue import Issue, Severity

__all__ = ["dumps", "loads", "resolve", "write_entry"]

Texts = dict[str, str]
#: key → (entry type, fields); of entries that share a key, the first
Entries = dict[str, tuple[str, Texts]]

_PART = re.compile(r"\s*(?:(#)|(\d+)(?=\s*(?:#|$))|([^\s#{}\"]+))")
#: what a child takes from its `crossref` parent under another name (BibLaTeX manual, appendix B, in short)
_INHERITED = {
    "inproceedings": {"title": "booktitle", "subtitle": "booksubtitle"},
    "incollection": {"title": "booktitle", "subtitle": "booksubtitle"},
    "inbook": {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"},
    "inreference": {"title": "booktitle", "subtitle": "booksubtitle"},
    "article": {"title": "journaltitle", "subtitle": "journalsubtitle"},
}  # fmt: skip
#: field → fields that mean the same; a child that has one of them does not take another
_SAME = {name: frozenset(group) for group in PREFERRED.values() for name in group}
_SAME |= {"year": frozenset({"date"}), "date": frozenset({"year"}), "month": frozenset({"date"})}
_NOT_INHERITED = frozenset({"ids", "crossref", "xref", "entryset", "label", "keywords", "annote", "annotation",
                            "abstract", "file", "shorttitle", "sortkey", "options", "url", "doi", "note"})  # fmt: skip


def loads(text: str) -> Exchange:
    """Read a BibTeX text; joined, the blocks' texts are `text`.

    Never raises for what the text holds: a block that cannot be read is kept as `failed`.
    """
    issues: list[Issue] = []
    return Exchange("bibtex", tuple(blocks(text, issues)), tuple(issues))


def blocks(text: str, issues: list[Issue]) -> Iterator[Block]:
    """Give the blocks one by one, so that a large file need not stand in memory as items; adds to `issues`."""
    found = pieces(text)
    macros = _macros(found)
    entries: Entries = {}
    for piece in found:
        if piece.code is not None:
            issues.append(_issue(piece))
        if piece.kind == "entry":
            fields = _fields(piece, macros, issues)
            piece.fields = list(fields.items())
            if piece.key in entries:
                message = f"the key {piece.key} is used more than once in this file"
                issues.append(Issue("duplicate-key", message, place=f"line {piece.line}"))
            entries.setdefault(piece.key, (piece.entry_type.lower(), fields))
    for piece in found:
        item = None
        if piece.kind == "entry":
            item = read_entry(piece.entry_type, piece.key, _whole(piece, dict(piece.fields), entries))
        yield Block(piece.kind, piece.text, piece.line, piece.key or None, item, piece.message)


def _issue(piece: Piece) -> Issue:
    severity = Severity.ERROR if piece.kind == "failed" else Severity.WARNING
    return Issue(piece.code or "", piece.message or "", severity, place=f"line {piece.line}")


def _macros(found: Iterable[Piece]) -> Texts:
    macros: Texts = {month: month for month in MONTHS}
    for piece in found:
        if piece.kind == "string":
            for name, value in piece.fields:
                macros[name] = resolve(value, macros)[0]
    return macros


def _fields(piece: Piece, macros: Texts, issues: list[Issue]) -> Texts:
    """The entry's fields without delimiters; the first of a doubled field wins, the others get a number."""
    fields: Texts = {}
    doubled: set[str] = set()
    for name, value in piece.fields:
        text, unknown = resolve(value, macros)
        if unknown:
            message = (
                f"{piece.key}: {name} uses @string {', '.join(unknown)}, which this file does not define"
            )
            issues.append(Issue("unknown-string", message, place=f"line {piece.line}"))
        copy, number = name, 1
        while copy in fields:
            doubled.add(name)
            number += 1
            copy = f"{name}-{number}"
        fields[copy] = text
    if doubled and piece.code is None:
        # bibtexparser minds the case of a name, BibTeX does not.
        message = "field given twice: " + ", ".join(sorted(doubled))
        issues.append(Issue("duplicate-field", message, place=f"line {piece.line}"))
    return fields


def resolve(value: str, macros: Mapping[str, str]) -> tuple[str, list[str]]:
    """Give a written value without delimiters, parts joined and macros replaced; and unknown macros."""
    if "#" not in value:
        if value[:1] == "{" and value[-1:] == "}":
            return value[1:-1], []
        if value[:1] == '"' and value[-1:] == '"' and len(value) > 1:
            return value[1:-1], []
        if value.isdigit() or not value:
            return value, []
        known = macros.get(value.lower())
        return (known, []) if known is not None else (value, [value] if value.isidentifier() else [])
    return _joined(value, macros)


def _joined(value: str, macros: Mapping[str, str]) -> tuple[str, list[str]]:
    parts: list[str] = []
    unknown: list[str] = []
    place = 0
    while place < len(value):
        char = value[place]
        if char in '{"':
            stop = _closing(value, place)
            parts.append(value[place + 1 : stop])
            place = stop + 1
            continue
        found = _PART.match(value, place)
        if found is None:
            place += 1
            continue
        word = found.group(2) or found.group(3)
        if word is not None:
            text = macros.get(word.lower())
            parts.append(word if text is None else text)
            if text is None and not word.isdigit():
                unknown.append(word)
        place = found.end()
    return "".join(parts), unknown


def _closing(value: str, start: int) -> int:
    """Where the brace or quote that opens at `start` is closed; the end when it never is."""
    quoted, depth = value[start] == '"', 0
    for place in range(start + quoted, len(value)):
        char = value[place]
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth == 0 and (char == '"' if quoted else True):
            return place
    return len(value)


def _whole(piece: Piece, fields: Texts, entries: Entries) -> Texts:
    if "crossref" not in fields and "xdata" not in fields:
        return fields
    own = entries | {piece.key: (piece.entry_type.lower(), fields)}
    return _inherited(piece.key, own)


def _inherited(key: str, entries: Entries, above: tuple[str, ...] = ()) -> Texts:
    """The fields with those of `xdata` and of the `crossref` parents; a circle ends where it closes."""
    entry_type, given = entries[key][0], dict(entries[key][1])
    above = (*above, key)
    for name in [part.strip() for part in given.get("xdata", "").split(",") if part.strip()]:
        if name in entries and name not in above:
            given = _heritable(_inherited(name, entries, above)) | given
    parent = given.get("crossref", "").strip()
    if parent in entries and parent not in above:
        renamed = _INHERITED.get(entry_type, {})
        for name, value in _heritable(_inherited(parent, entries, above)).items():
            name = renamed.get(name, name)
            if name not in given and not (_SAME.get(name, frozenset()) & given.keys()):
                given[name] = value
    return given


def _heritable(fields: Texts) -> Texts:
    return {
        name: value
        for name, value in fields.items()
        if name not in _NOT_INHERITED and not name.startswith("x-")
    }
