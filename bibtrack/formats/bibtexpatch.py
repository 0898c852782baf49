"""Change an entry as it stands in its file: only the fields that were edited, every other byte stays."""

import re

from bibtrack.formats.bibtexblocks import pieces
from bibtrack.formats.bibtexfields import PREFERRED
from bibtrack.formats.bibtexwrite import entry_of, written_key
from bibtrack.formats.item import Item

#: fields of one meaning: an edit goes to the one that the entry uses
_SAME: tuple[tuple[str, ...], ...] = (
    *PREFERRED.values(), ("date", "year"), ("annotation", "annote"), ("keywords", "keyword", "mendeley-tags"),
    ("langid", "language"), ("issue", "number"), ("eprinttype", "archiveprefix"),
    ("translated-title", "titleaddon", "x-translated-title"),
)  # fmt: skip
_KEY = re.compile(r"(@\w+[ \t]*[{(]\s*)([^,\s})]*)")
_TYPE = re.compile(r"@(\w+)")
_INDENT = re.compile(r"\n([ \t]*)[^\s=@}][^=\n]*?([ \t]*=[ \t]*)\S")


def patched(text: str, before: Item, after: Item, dialect: str = "biblatex") -> str:
    """Give the entry's text with the fields changed in which `after` differs from `before`.

    `before` is what `text` was read as.  Both are written in the same way, and only fields whose
    written values differ are touched; a field keeps the name that the entry gives it.
    """
    old_type, old = entry_of(before, dialect)
    new_type, new = entry_of(after, dialect)
    for name in [name for name in old if name not in new]:
        text = _without(text, name)
    for name, value in new.items():
        if old.get(name) != value:
            text = _with(text, name, value)
    if old_type != new_type:
        text = _TYPE.sub(f"@{new_type}", text, count=1)
    if before.citekey != after.citekey:
        key = written_key(after.citekey)
        text = _KEY.sub(lambda found: found.group(1) + key, text, count=1)
    return text


def _names(name: str) -> tuple[str, ...]:
    return next(((name, *group) for group in _SAME if name in group), (name,))


def _place(text: str, name: str) -> tuple[int, int, int] | None:
    """Where a field stands: start of its name, start and end of its value; the first of its meanings."""
    spans: dict[str, tuple[int, int, int]] = {}
    for piece in pieces(text):
        if piece.kind != "entry":
            continue
        cursor = text.find(",")
        for field, value in piece.fields:
            found = re.compile(rf"{re.escape(field)}\s*=\s*", re.I).search(text, cursor)
            if found is None:
                return None
            start = text.find(value, found.end()) if value else found.end()
            spans.setdefault(field, (found.start(), start, start + len(value)))
            cursor = start + len(value)
    return next((spans[known] for known in _names(name) if known in spans), None)


def _without(text: str, name: str) -> str:
    place = _place(text, name)
    if place is None:
        return text
    start, stop = place[0], place[2]
    comma = re.compile(r"[ \t]*,").match(text, stop)
    stop = comma.end() if comma else stop
    # The line goes with its field when nothing else stands on it.
    line = text.rfind("\n", 0, start)
    if line >= 0 and not text[line:start].strip() and re.compile(r"[ \t\r]*(?:\n|$)").match(text, stop):
        return text[:line].removesuffix("\r") + text[stop:]
    return text[:start].rstrip(" \t") + text[stop:]


def _with(text: str, name: str, value: str) -> str:
    place = _place(text, name)
    if place is not None:
        return text[: place[1]] + value + text[place[2] :]
    end = len(text.rstrip()) - 1
    body = text[:end].rstrip()
    style = _INDENT.search(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    indent, equals = (newline + style.group(1), style.group(2)) if style else (" ", " = ")
    comma, trailing = ("", ",") if body.endswith(",") else (",", "")
    gap = text[len(body) : end]
    return f"{body}{comma}{indent}{name}{equals}{value}{trailing}{gap}{text[end:]}"
