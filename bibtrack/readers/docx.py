"""Word (.docx): body, footnotes and endnotes parts; the links in the file are the links.

Source: ECMA-376 part 1, 17.11 (footnotes and endnotes), 17.3 (paragraphs and runs).
"""

import posixpath
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from bibtrack.errors import UnreadableDocument
from bibtrack.readers.archive import Archive
from bibtrack.readers.flow import Flow, Outline
from bibtrack.readers.xml import name, parse
from bibtrack.values.document import Document, NoteKind, RawNote
from bibtrack.values.issue import Issue

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PARTS = ((NoteKind.FOOTNOTE, "footnotes", "footnote"), (NoteKind.ENDNOTE, "endnotes", "endnote"))
_KINDS = {"footnoteReference": NoteKind.FOOTNOTE, "endnoteReference": NoteKind.ENDNOTE}
_BLANK = {"tab", "br", "cr", "ptab"}
# Deleted and moved-away text, field codes, the second copy of a drawing, phonetic guides.
_SKIPPED = {
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "Fallback",
    "rt",
    "pPr",
    "rPr",
    "fldData",
    "footnoteRef",
    "endnoteRef",
}


@dataclass(slots=True)
class _Numbering:
    # How marks are printed: a format and a counter for each kind, custom marks apart.
    formats: dict[NoteKind, str]
    counts: dict[NoteKind, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def label(self, kind: NoteKind, target: str, custom: str) -> str:
        if target not in self.labels:
            if not custom:
                self.counts[kind] = self.counts.get(kind, 0) + 1
            self.labels[target] = custom or _printed(self.counts[kind], self.formats.get(kind, "decimal"))
        return self.labels[target]


def read(path: Path) -> Document:
    """Read a Word document.

    Raises UnreadableDocument when the archive or its XML is damaged, encrypted or too large;
    OSError when it cannot be opened.
    """
    with closing(Archive(path)) as archive:
        main = _main_part(archive)
        root = _xml(archive, main)
        if root is None:
            raise UnreadableDocument(f"{path.name}: the archive holds no word/document.xml")
        base = posixpath.dirname(main)
        numbering = _Numbering(_formats(_xml(archive, f"{base}/settings.xml"), root))
        levels = _heading_levels(_xml(archive, f"{base}/styles.xml"))
        outline = Outline()
        for paragraph in _paragraphs(root):
            outline.close(_flow(paragraph, numbering), _level(paragraph, levels))
        found = {
            kind: list(_notes(_xml(archive, f"{base}/{part}.xml"), kind, tag)) for kind, part, tag in _PARTS
        }
    notes, issues = _in_order(found, numbering)
    linked = bool(notes or numbering.labels)
    return Document(tuple(outline.paragraphs), notes, linked, _MEDIA, "docx", issues=issues)


def _main_part(archive: Archive) -> str:
    data = archive.part("_rels/.rels")
    if data:
        for relation in parse(data, archive.path, "_rels/.rels"):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in archive.names:
                return target
    return "word/document.xml"


def _xml(archive: Archive, part: str) -> etree._Element | None:
    data = archive.part(part)
    if data is None:
        return None
    # Documents in the "strict" spelling differ by their namespace only.
    return parse(data.replace(_STRICT[1:-1].encode(), _W[1:-1].encode()), archive.path, part)


def _formats(settings: etree._Element | None, root: etree._Element) -> dict[NoteKind, str]:
    formats: dict[NoteKind, str] = {}
    for tree in (root, settings):
        for kind, tag in ((NoteKind.FOOTNOTE, "footnotePr"), (NoteKind.ENDNOTE, "endnotePr")):
            found = tree.find(f".//{_W}{tag}/{_W}numFmt") if tree is not None else None
            if found is not None:
                formats.setdefault(kind, found.get(f"{_W}val", "decimal"))
    return formats


def _printed(number: int, form: str) -> str:
    if form in ("lowerRoman", "upperRoman") and number < 4000:
        roman = _roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form == "chicago":
        return "*†‡§"[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, digits in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        text += digits * (number // value)
        number %= value
    return text


def _heading_levels(styles: etree._Element | None) -> dict[str, int]:
    if styles is None:
        return {}
    levels: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{_W}style"):
        key = style.get(f"{_W}styleId", "")
        title = _value(style, "name").casefold()
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        level = outline.get(f"{_W}val", "") if outline is not None else ""
        if title.startswith("heading ") and title[8:].isdecimal():
            levels[key] = int(title[8:])
        elif level.isdecimal() and int(level) < 9:
            levels[key] = int(level) + 1
        based[key] = _value(style, "basedOn")
    for key in based:
        parent, hops = based[key], 0
        while key not in levels and parent and hops < 10:
            if parent in levels and not parent.casefold().startswith("normal"):
                levels[key] = levels[parent]
            parent, hops = based.get(parent, ""), hops + 1
    return levels


def _value(element: etree._Element, tag: str) -> str:
    found = element.find(f"{_W}{tag}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _level(paragraph: etree._Element, levels: dict[str, int]) -> int | None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return None
    outline = _value(properties, "outlineLvl")
    if outline.isdecimal() and int(outline) < 9:
        return int(outline) + 1
    return levels.get(_value(properties, "pStyle"))


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    # Every paragraph once, those of tables and text boxes too; deleted ones and second copies not.
    for paragraph in root.iter(f"{_W}p"):
        if not any(name(above) in _SKIPPED for above in paragraph.iterancestors()):
            yield paragraph


def _flow(paragraph: etree._Element, numbering: _Numbering) -> Flow:
    flow = Flow()
    for element in _inline(paragraph):
        tag = name(element)
        if tag == "t" and _raised(element):
            flow.mark((element.text or "").strip(), printed=element.text or "")
        elif tag == "t":
            flow.add(element.text or "")
        elif tag in _BLANK:
            flow.add(" ")
        elif tag == "noBreakHyphen":
            flow.add("‑")
        elif tag in _KINDS:
            kind, target = _KINDS[tag], f"{_KINDS[tag]}-{element.get(f'{_W}id')}"
            flow.mark(numbering.label(kind, target, _custom(element)), target)
    return flow


def _inline(paragraph: etree._Element) -> Iterator[etree._Element]:
    # Depth first without recursion; a paragraph within (text box) is a paragraph of its own.
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = name(element)
        if tag in _SKIPPED or tag == "p" or _is_custom_text(element):
            continue
        yield element
        stack.extend(reversed(element))


def _raised(element: etree._Element) -> bool:
    # A typed superscript number: a mark only when the file links none itself.
    run = element.getparent()
    raised = run.find(f"{_W}rPr/{_W}vertAlign") if run is not None else None
    if raised is None or raised.get(f"{_W}val") != "superscript":
        return False
    return (element.text or "").strip().replace(",", "").isdecimal()


def _custom(element: etree._Element) -> str:
    if element.get(f"{_W}customMarkFollows") not in ("1", "true", "on"):
        return ""
    following = element.getnext()
    return (following.text or "").strip() if following is not None and name(following) == "t" else ""


def _is_custom_text(element: etree._Element) -> bool:
    before = element.getprevious()
    return name(element) == "t" and before is not None and name(before) in _KINDS and bool(_custom(before))


def _notes(root: etree._Element | None, kind: NoteKind, tag: str) -> Iterator[RawNote]:
    if root is None:
        return
    for note in root.findall(f"{_W}{tag}"):
        if note.get(f"{_W}type", "normal") != "normal":
            continue
        flow = Flow()
        for paragraph in _paragraphs(note):
            flow.add(" ")
            flow.add(_flow(paragraph, _Numbering({})).text)
        yield RawNote("", flow.text, kind, f"{kind}-{note.get(f'{_W}id')}")


def _in_order(
    found: dict[NoteKind, list[RawNote]], numbering: _Numbering
) -> tuple[tuple[RawNote, ...], tuple[Issue, ...]]:
    # In the order of their marks; a note that no mark calls comes last of its kind.
    order = {target: place for place, target in enumerate(numbering.labels)}
    issues = [
        Issue(
            "broken-link",
            f"the mark {label} points to a note that the file does not hold",
            place=f"mark {label}",
        )
        for target, label in numbering.labels.items()
        if all(note.target != target for notes in found.values() for note in notes)
    ]
    return tuple(note for notes in found.values() for note in _numbered(notes, order, numbering)), tuple(
        issues
    )


def _numbered(notes: Sequence[RawNote], order: dict[str, int], numbering: _Numbering) -> Iterator[RawNote]:
    called = sorted(notes, key=lambda note: order.get(note.target or "", len(order)))
    for note in called:
        label = numbering.labels.get(note.target or "", "")
        text = note.text.removeprefix(label).lstrip() if label and not label.isalnum() else note.text
        yield RawNote(label, text, note.kind, note.target)
