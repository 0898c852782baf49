"""Plain text: wrapped or pasted, with or without page furniture; notes are found later."""

from pathlib import Path

from bibtrack.readers.encoding import decode
from bibtrack.readers.heads import Line, without_heads
from bibtrack.readers.layout import paragraphs
from bibtrack.text import words_of
from bibtrack.values.document import Document
from bibtrack.values.issue import Issue


def read(path: Path) -> Document:
    """Read a text file; raises OSError when it cannot be opened."""
    text, _, issues = decode(path.read_bytes())
    return document(text, issues)


def document(text: str, issues: tuple[Issue, ...] = ()) -> Document:
    """Give plain text as paragraphs with sections; running heads and page numbers are left out."""
    lines = without_heads(_lines(text))
    words = words_of("\n".join(line.text for line in lines))
    return Document(paragraphs(lines, words), media_type="text/plain", reader="text", issues=issues)


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    pages = text.split("\f")
    for number, page in enumerate(pages, start=1):
        gap = 0
        for raw in page.splitlines():
            bare = raw.strip()
            if not bare:
                gap += 1
                continue
            indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
            lines.append(Line(bare, gap, indent, number if len(pages) > 1 else None))
            gap = 0
    return lines
