"""The bytes of a bibliographic file → its blocks, whatever the format."""

import codecs
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from bibtrack.errors import UnreadableDocument, UnsupportedFormat
from bibtrack.formats.item import Block
from bibtrack.values.issue import Issue

Reader = Callable[[str, list[Issue]], Iterator[Block]]

#: format → module under bibtrack.formats whose `blocks` reads it
READERS: dict[str, str] = {
    "bibtex": "bibtex", "ris": "ris", "csl-json": "csljsonfile", "endnote-xml": "endnotexml", "csv": "table",
}  # fmt: skip
_SUFFIXES = {
    ".bib": "bibtex", ".bibtex": "bibtex", ".biblatex": "bibtex", ".ris": "ris", ".json": "csl-json",
    ".xml": "endnote-xml", ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
_DECLARED = re.compile(rb"^%\s*Encoding:\s*([\w-]+)", re.I | re.M)


def format_of(name: str, text: str) -> str:
    """Tell the format of a file from its name, else from its text; raises UnsupportedFormat."""
    known = _SUFFIXES.get(Path(name).suffix.lower())
    head = text[:4000].lstrip("\ufeff \t\r\n")
    seen = _seen(head)
    if known is None and seen is None:
        raise UnsupportedFormat(
            f"{name}: neither BibTeX, RIS, CSL-JSON, EndNote XML nor CSV; say which with --format"
        )
    return seen or known or ""


def _seen(head: str) -> str | None:
    if re.match(r"TY {1,2}- ", head):
        return "ris"
    if head.startswith(("[{", "[\n", "[ ", "[]", '{"', "{\n")):
        return "csl-json"
    if head.startswith("<") and "<records>" in head:
        return "endnote-xml"
    return "bibtex" if re.search(r"^\s*@\w+\s*[{(]", head, re.M) else None


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """Give the text and the encoding of a file; line ends and a byte order mark stay.

    UTF-8 and UTF-16 are recognised, then what a JabRef header declares, then Windows-1252.
    Raises UnreadableDocument for a file that is no text.
    """
    wide = _utf16(data)
    if wide is not None:
        return _strict(data, wide, name), wide
    if b"\x00" in data[:4000]:
        raise UnreadableDocument(f"{name}: this is not a text file; give a bibliographic file")
    declared = _DECLARED.search(data[:2000])
    encodings = ["utf-8", *([declared.group(1).decode()] if declared else []), "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1"), "latin-1"


def _utf16(data: bytes) -> str | None:
    """Tell UTF-16 by its mark, or by zero bytes that stand in one half only."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    head = data[:400]
    halves = head[0::2].count(0), head[1::2].count(0)
    if len(head) % 2 == 0 and max(halves) > len(head) / 4 and min(halves) == 0:
        return "utf-16-le" if halves[1] else "utf-16-be"
    return None


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(f"{name}: not readable as {encoding} ({error.reason})") from error


def reader(name: str) -> Reader:
    """Import and give the reader of a format; raises UnsupportedFormat."""
    from importlib import import_module

    if name not in READERS:
        raise UnsupportedFormat(f"{name} is no format that can be read; use one of {', '.join(READERS)}")
    found: Reader = import_module(f"bibtrack.formats.{READERS[name]}").blocks
    return found
