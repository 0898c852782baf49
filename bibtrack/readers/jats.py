"""JATS and NLM XML: `xref` to `fn` and `ref`; the links in the file are the links.

Source: ANSI/NISO Z39.96-2021 (JATS 1.3).  A note's text is all text of its element but the label.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from lxml import etree

from bibtrack.errors import UnreadableDocument, UnsupportedFormat
from bibtrack.readers.flow import Flow, Outline
from bibtrack.readers.xml import name, parse
from bibtrack.text import squeeze
from bibtrack.values.document import Document, NoteKind, RawNote

_LARGEST = 64 << 20
_BLOCKS = frozenset(
    "p title disp-quote list-item def td th caption verse-line attrib speech statement abstract kwd-group table-wrap fig boxed-text".split()
)
_SKIPPED = frozenset(
    "fn ref ref-list fn-group table-wrap-foot front journal-meta article-meta back-matter tex-math math annotation alternatives-hidden object-id graphic media".split()
)
_CALLS = frozenset(("fn", "bibr", "table-fn", "ref", "other", "author-notes"))
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,30};")
_SEPARATOR = re.compile(r"[\s,;–—‐‑-]*")
_RANGE = re.compile(r"(\d{1,4})\s*[-–—‐‑]\s*(\d{1,4})")
_DASH = re.compile(r"\s*[-–—‐‑]\s*")


@dataclass(slots=True)
class _Article:
    notes: dict[str, RawNote] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)


def read(path: Path) -> Document:
    """Read a JATS article; raises UnreadableDocument when the XML is broken or too large."""
    data = path.read_bytes()
    if len(data) > _LARGEST:
        raise UnreadableDocument(
            f"{path.name}: an article of {len(data) >> 20} MB; the limit is {_LARGEST >> 20} MB"
        )
    root = parse(_ENTITY.sub(_numeric, data), path)
    if not any(
        name(element) in ("article", "ref-list", "sub-article", "book", "book-part")
        for element in root.iter()
    ):
        raise UnsupportedFormat(f"{path.name}: this XML is no JATS article")
    article = _Article()
    for raw in _notes(root):
        article.order[raw.target or ""] = len(article.order)
        article.notes.setdefault(raw.target or "", raw)
    outline = Outline()
    for part in _bodies(root):
        outline.close(_Writer(outline, article).write(part))
    title = root.find(".//{*}article-title")
    printed = squeeze("".join(map(str, title.itertext()))) if title is not None else None
    return Document(
        tuple(outline.paragraphs),
        tuple(article.notes.values()),
        True,
        "application/jats+xml",
        "jats",
        printed,
    )


def _numeric(found: re.Match[bytes]) -> bytes:
    # Named characters of the DTD, which is never loaded: "&eacute;" as its number.
    text = unescape(found[0].decode("ascii"))
    return found[0] if text.startswith("&") else "".join(f"&#{ord(char)};" for char in text).encode()


def _notes(root: etree._Element) -> Iterator[RawNote]:
    # Footnotes first, then references, each in the order of the file.
    for tag, kind in (("fn", NoteKind.FOOTNOTE), ("ref", NoteKind.REFERENCE)):
        for number, element in enumerate(_named(root, tag), start=1):
            label = next(
                (squeeze("".join(map(str, child.itertext()))) for child in element if name(child) == "label"),
                "",
            )
            text = squeeze("".join(_text(element)))
            target = element.get("id") or f"{tag}-{number}"
            printed = label.strip("[]().") or (str(number) if kind is NoteKind.REFERENCE else "")
            yield RawNote(printed, text, kind, target)


def _named(root: etree._Element, tag: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if name(element) == tag)


def _text(element: etree._Element) -> Iterator[str]:
    # All text in order but that of the note's own label; no recursion.
    if element.text:
        yield element.text
    for child in element:
        if name(child) != "label":
            yield from map(str, child.itertext())
        yield child.tail or ""


def _bodies(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter():
        if name(element) in ("abstract", "body", "ack", "app", "floats-group", "floats-wrap") and not any(
            name(above) in ("body", "abstract", "app", "floats-group", "floats-wrap")
            for above in element.iterancestors()
        ):
            yield element


class _Writer:
    """Turns a body into paragraphs: a stack of what is open, one flow of text."""

    def __init__(self, outline: Outline, article: _Article) -> None:
        """Write into `outline`, with the notes of `article`."""
        self.outline = outline
        self.article = article
        self.flow = Flow()
        self.depth = 0
        #: the note called last, while only separators have followed it
        self.last: str | None = None
        self.held = ""

    def write(self, part: etree._Element) -> Flow:
        """Walk through a body; gives the flow that is still open."""
        stack: list[tuple[etree._Element, bool]] = [(part, False)]
        while stack:
            element, done = stack.pop()
            if done:
                self._close(element)
                self._tail(element, part)
                continue
            if name(element) in _SKIPPED:
                self._tail(element, part)
                continue
            if name(element) == "xref" and self._call(element):
                self._tail(element, part)
                continue
            self._open(element)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        return self.flow

    def _open(self, element: etree._Element) -> None:
        tag = name(element)
        if tag == "sec":
            self.depth += 1
        if tag in _BLOCKS or tag == "sec":
            self._flush()
            self.flow = self.outline.close(self.flow)
        self._add(element.text)

    def _close(self, element: etree._Element) -> None:
        tag = name(element)
        if tag == "sec":
            self.depth -= 1
        if tag in _BLOCKS or tag == "sec":
            parent = element.getparent()
            heading = (
                tag == "title" and parent is not None and name(parent) in ("sec", "abstract", "ack", "app")
            )
            self._flush()
            self.flow = self.outline.close(self.flow, max(self.depth, 1) if heading else None)

    def _flush(self) -> None:
        self.flow.add(self.held)
        self.held, self.last = "", None

    def _tail(self, element: etree._Element, part: etree._Element) -> None:
        if element is not part:
            self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self.last and _SEPARATOR.fullmatch(text):
            self.held += text
            return
        self.flow.add(self.held)
        self.held = ""
        self.flow.add(self.flow.unwrap(text) if self.last else text)
        self.last = None

    def _call(self, element: etree._Element) -> bool:
        targets = (element.get("rid") or "").split()
        kind = element.get("ref-type") or "other"
        known = [target for target in targets if target in self.article.notes]
        if kind not in _CALLS or not (known or (targets and kind in ("fn", "bibr"))):
            return False
        printed = squeeze("".join(map(str, element.itertext())))
        named = re.search(r"[^\W\d_]{3}", printed) is not None
        if named:
            self.flow.add(printed)
        for target in [*self._between(known), *self._range(known, printed), *([] if known else targets)]:
            note = self.article.notes.get(target)
            self.flow.mark(note.label if note and note.label else printed.strip("[]()"), target)
        self.last, self.held = (known[-1] if known else targets[-1]), ""
        return True

    def _between(self, known: list[str]) -> list[str]:
        # "[3]–[7]" calls 3 and 7 in the file, and 4, 5 and 6 in print.
        order = self.article.order
        if not (self.last in order and _DASH.fullmatch(self.held) and known):
            return []
        low, high = order[self.last or ""], order[known[0]]
        return [target for target, place in order.items() if low < place < high] if high - low < 60 else []

    def _range(self, known: list[str], printed: str) -> list[str]:
        # One link may print "2–5" and name only its first note.
        found = _RANGE.fullmatch(printed.strip("[]()"))
        if len(known) != 1 or not found or not 0 < int(found[2]) - int(found[1]) < 60:
            return known
        wanted = {str(number) for number in range(int(found[1]), int(found[2]) + 1)}
        kind = self.article.notes[known[0]].kind
        return [
            t for t, note in self.article.notes.items() if note.kind is kind and note.label in wanted
        ] or known
