"""A BibTeX file → its blocks, byte for byte: bibtexparser splits, nothing of the text is lost.

bibtexparser 2 finds the blocks and fields; the middlewares that change text are not used.  What it
gives up on becomes a `failed` piece together with the loose text behind it, so a broken block
comes back in one piece; a doubled field or key is an entry with a finding, not a failure.
"""

import logging
import re
from dataclasses import dataclass, field
from itertools import pairwise

from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ExplicitComment,
    ImplicitComment,
    ParsingFailedBlock,
    Preamble,
    String,
)
from bibtexparser.splitter import Splitter

# Findings are returned as data; the library's own warnings would be printed by logging's last resort.
_LOGGER = logging.getLogger("bibtexparser")
_LOGGER.addHandler(logging.NullHandler())
_LOGGER.propagate = False

_KINDS: tuple[tuple[type[Block], str], ...] = (
    (Entry, "entry"), (String, "string"), (Preamble, "preamble"), (ExplicitComment, "comment"),
    (ImplicitComment, "other"), (ParsingFailedBlock, "failed"),
)  # fmt: skip
_HEAD = re.compile(r"[ \t]*@(\w+)[ \t]*\{\s*([^\s,{}\"=\\@]++)\s*,")
_INNER = r"(?:[^{}\\]|\\.)"
_BRACED = rf"\{{(?:{_INNER}|\{{(?:{_INNER}|\{{{_INNER}*+\}})*+\}})*+\}}"
_FIELD = re.compile(
    rf"\s*([^\s=,{{}}\"@#\\()]++)\s*=\s*({_BRACED}|\"[^\"{{}}\\@]*+\"|[\w.:+\-]++)\s*([,}}])", re.S
)
_CLOSE = re.compile(r"\s*\}")
_BLOCK_START = re.compile(r"^[ \t]*@\w*[ \t]*[{(]", re.M)
_REASON = re.compile(r"\s+")


@dataclass(slots=True)
class Piece:
    """A stretch of the file: `text` verbatim, `line` 1-based.

    For an entry: `entry_type` and `key` as written but for case, `fields` as (name, value as
    written with its delimiters).  For a string: `key` and one field.  `message` tells a finding.
    """

    kind: str
    text: str
    line: int
    entry_type: str = ""
    key: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    message: str | None = None
    code: str | None = None


def pieces(text: str) -> list[Piece]:
    """Give the pieces of a BibTeX text in order; joined, their texts are the text.

    The text is taken from one block at the start of a line to the next: there bibtexparser begins
    anew in any case.  A plain entry is read here, everything else by bibtexparser.
    """
    found: list[Piece] = []
    line = 1
    starts = [match.start() for match in _BLOCK_START.finditer(text)]
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    for start, stop in pairwise([*starts, len(text)]):
        piece = _plain_entry(text, start, stop, line)
        if piece is None:
            line = _stretch(text[start:stop], line, found)
            continue
        lead = start + len(text[start:stop]) - len(text[start:stop].lstrip(" \t"))
        if lead > start:
            _append(found, Piece("other", text[start:lead], line))
        line = _append(found, piece)
        end = lead + len(piece.text)
        if end < stop:
            line = _append(found, Piece("other", text[end:stop], line))
    return _joined(found)


def _plain_entry(text: str, start: int, stop: int, line: int) -> Piece | None:
    """The entry that stands at `start`, or None when it is not of the plain kind.

    Plain: braces three deep at most, quoted values without braces, no doubled field, nothing
    behind it that could begin a block.  For these the result is bibtexparser's (a test compares).
    """
    head = _HEAD.match(text, start, stop)
    if head is None or head.group(1).lower().startswith(("comment", "string", "preamble")):
        return None
    fields: dict[str, str] = {}
    place = head.end()
    while (part := _FIELD.match(text, place, stop)) is not None:
        name = part.group(1)
        if name in fields:
            return None
        fields[name] = part.group(2)
        place = part.end()
        if part.group(3) == "}":
            break
    else:
        close = _CLOSE.match(text, place, stop)
        if close is None:
            return None
        place = close.end()
    begin = text.index("@", start)
    if "@" in text[place:stop] or "\\\\" in text[begin:place]:
        return None
    lowered = [(name.lower(), value) for name, value in fields.items()]
    return Piece("entry", text[begin:place], line, head.group(1).lower(), head.group(2), lowered)


def _stretch(text: str, line: int, found: list[Piece]) -> int:
    cursor = 0
    for block in Splitter(text).split().blocks:
        start, stop = _span(text, block.raw or "", cursor)
        if start > cursor:
            line = _append(found, Piece("other", text[cursor:start], line))
        if stop > start:
            line = _append(found, _piece(block, text[start:stop], line))
        cursor = max(cursor, stop)
    if cursor < len(text):
        line = _append(found, Piece("other", text[cursor:], line))
    return line


def _append(found: list[Piece], piece: Piece) -> int:
    found.append(piece)
    return piece.line + piece.text.count("\n")


def _span(text: str, raw: str, cursor: int) -> tuple[int, int]:
    """Where the block stands; a failed block may reach into the one before it, then it starts behind."""
    start = text.find(raw, cursor)
    if start >= 0:
        return start, start + len(raw)
    start = text.rfind(raw, 0, cursor + len(raw))
    return cursor, start + len(raw) if start >= 0 else cursor


def _piece(block: Block, text: str, line: int) -> Piece:
    entry: Block | None = block
    message = code = None
    if isinstance(block, DuplicateFieldKeyBlock):
        code, message = "duplicate-field", "field given twice: " + ", ".join(sorted(block.duplicate_keys))
        entry = block.ignore_error_block
    elif isinstance(block, DuplicateBlockKeyBlock):
        entry = block.ignore_error_block
        if isinstance(entry, DuplicateFieldKeyBlock):
            entry = entry.ignore_error_block
    kind = next((kind for known, kind in _KINDS if isinstance(entry, known)), "failed")
    piece = Piece(kind, text, line, message=message, code=code)
    if isinstance(entry, Entry):
        piece.entry_type, piece.key = entry.entry_type, entry.key
        piece.fields = [(part.key.lower(), str(part.value)) for part in entry.fields]
    elif isinstance(entry, String):
        piece.key, piece.fields = entry.key, [(entry.key.lower(), str(entry.value))]
    elif kind == "failed":
        error = getattr(block, "error", None)
        reason = getattr(error, "abort_reason", None) or str(error)
        piece.code, piece.message = "failed-block", _REASON.sub(" ", reason).strip()
    return piece


def _joined(found: list[Piece]) -> list[Piece]:
    """Join a failed piece with the loose text behind it, and neighbouring loose texts."""
    joined: list[Piece] = []
    for piece in found:
        last = joined[-1] if joined else None
        if last is not None and piece.kind == "other" and last.kind in ("other", "failed"):
            last.text += piece.text
        else:
            joined.append(piece)
    return joined
