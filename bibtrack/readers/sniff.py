"""What kind of document a file is: told by its content; the suffix only parts text from Markdown."""

import re
import zipfile
from pathlib import Path

from bibtrack.errors import UnreadableDocument, UnsupportedFormat
from bibtrack.readers.encoding import decode

_HEAD = 1 << 16
_MARKUP_SUFFIXES = {".md", ".markdown", ".rmd", ".qmd", ".mkd", ".mdown"}
_FOOTNOTE_LINE = re.compile(r"^\[\^[^\]\s]+\]:\s", re.MULTILINE)
_JATS = re.compile(
    r"<!DOCTYPE\s+article\b|<article\b[^>]*(?:article-type|dtd-version|xlink)|<(?:pmc-articleset|ref-list|front)\b"
)
_HTML = re.compile(
    r"<!doctype\s+html|<html\b|<head\b|<body\b|<(?:div|p|section|article|h[1-6]|table|ul|ol|sup)\b[^>]*>",
    re.I,
)
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Word document (.doc); save it as .docx"),
    (b"{\\rtf", "rich text (RTF); save it as .docx"),
    (b"\x89PNG", "a picture; run text recognition (OCR) first"),
    (b"\xff\xd8\xff", "a picture; run text recognition (OCR) first"),
    (b"GIF8", "a picture"),
    (b"%!PS", "PostScript; convert it to PDF"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)  # fmt: skip


def kind(path: Path) -> str:
    """Give the reader's name for a file: docx, pdf, html, jats, markdown or text.

    Raises UnsupportedFormat for what no reader knows, UnreadableDocument for an empty file,
    OSError when the file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise UnreadableDocument(f"{path.name}: the file is empty; there is nothing to read")
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise UnsupportedFormat(f"{path.name}: this is {what}")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(path)
    return _of_text(path, head)


def _in_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(f"{path.name}: the file is cut off or damaged ({error})") from error
    if any(name.startswith("word/") for name in members):
        return "docx"
    if "mimetype" in members or any(name.startswith(("xl/", "ppt/")) for name in members):
        raise UnsupportedFormat(f"{path.name}: this is no Word document; save it as .docx, HTML or PDF")
    raise UnsupportedFormat(f"{path.name}: this is a zip archive; unpack it first")


def _of_text(path: Path, head: bytes) -> str:
    text, _, _ = decode(head[: _HEAD - 4])
    odd = sum(char < " " and char not in "\t\n\f\x1b" for char in text)
    if odd > len(text) // 50 + 2:
        raise UnsupportedFormat(f"{path.name}: this is not text, PDF, Word, HTML, Markdown or JATS")
    if path.suffix.lower() in _MARKUP_SUFFIXES:
        return "markdown"
    start = text.lstrip()[:4096]
    if start.startswith("<") and _JATS.search(text[:8192]):
        return "jats"
    if start.startswith("<") and (_HTML.search(start) or path.suffix.lower() in (".html", ".htm", ".xhtml")):
        return "html"
    if start.startswith("<?xml"):
        raise UnsupportedFormat(f"{path.name}: this XML is neither JATS nor XHTML")
    return "markdown" if _FOOTNOTE_LINE.search(text) else "text"
