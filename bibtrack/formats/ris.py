"""RIS ↔ items (RIS Format Specifications, Research Information Systems, 2001 and 2011)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bibtrack.formats.item import Block, Item, Remark
from bibtrack.formats.remarks import write_remarks
from bibtrack.text import squeeze
from bibtrack.values.identifier import Identifier, Scheme, normalise_doi, normalise_isbn, normalise_issn
from bibtrack.values.issue import Issue, Severity
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role, partial_date

_LINE = re.compile(r"([A-Z][A-Z0-9]) {0,2}-(?: (.*))?$")
_TYPES: dict[str, ItemType] = {
    "JOUR": ItemType.ARTICLE_JOURNAL, "EJOUR": ItemType.ARTICLE_JOURNAL, "MGZN": ItemType.ARTICLE_MAGAZINE,
    "NEWS": ItemType.ARTICLE_NEWSPAPER, "BOOK": ItemType.BOOK, "EBOOK": ItemType.BOOK, "EDBOOK": ItemType.COLLECTION,
    "CHAP": ItemType.CHAPTER, "ECHAP": ItemType.CHAPTER, "CONF": ItemType.BOOK, "CPAPER": ItemType.PAPER_CONFERENCE,
    "RPRT": ItemType.REPORT, "GOVDOC": ItemType.REPORT, "THES": ItemType.THESIS, "ELEC": ItemType.WEBPAGE,
    "WEB": ItemType.WEBPAGE, "BLOG": ItemType.POST_WEBLOG, "UNPB": ItemType.MANUSCRIPT, "MANSCPT": ItemType.MANUSCRIPT,
    "PAMP": ItemType.PAMPHLET, "PAT": ItemType.PATENT, "DATA": ItemType.DATASET, "COMP": ItemType.SOFTWARE,
    "STAT": ItemType.LEGISLATION, "BILL": ItemType.BILL, "CASE": ItemType.LEGAL_CASE, "HEAR": ItemType.HEARING,
    "LEGAL": ItemType.REGULATION, "STAND": ItemType.STANDARD, "SER": ItemType.PERIODICAL, "JFULL": ItemType.PERIODICAL,
    "VIDEO": ItemType.MOTION_PICTURE, "MPCT": ItemType.MOTION_PICTURE, "SOUND": ItemType.SONG,
    "MUSIC": ItemType.MUSICAL_SCORE, "MAP": ItemType.MAP, "FIGURE": ItemType.FIGURE, "ART": ItemType.GRAPHIC,
    "PCOMM": ItemType.PERSONAL_COMMUNICATION, "ICOMM": ItemType.PERSONAL_COMMUNICATION, "SLIDE": ItemType.SPEECH,
    "ENCYC": ItemType.ENTRY_ENCYCLOPEDIA, "DICT": ItemType.ENTRY_DICTIONARY, "CLSWK": ItemType.CLASSIC,
    "INPR": ItemType.ARTICLE, "ABST": ItemType.ARTICLE, "GEN": ItemType.DOCUMENT,
}  # fmt: skip
_WRITTEN: dict[ItemType, str] = {}
for _tag, _kind in _TYPES.items():
    _WRITTEN.setdefault(_kind, _tag)
_WRITTEN |= {
    ItemType.TREATY: "LEGAL",
    ItemType.REVIEW: "JOUR",
    ItemType.REVIEW_BOOK: "JOUR",
    ItemType.POST: "ELEC",
}
_TEXTS = {
    "TI": "title", "T1": "title", "CT": "title", "BT": "title", "ST": "title_short", "TT": "translated_title",
    "OP": "original_title", "JO": "container_title", "JF": "container_title", "T2": "container_title",
    "JA": "container_title_short", "J2": "container_title_short", "J1": "container_title_short",
    "T3": "collection_title", "PB": "publisher", "CY": "publisher_place", "PP": "publisher_place",
    "VL": "volume", "IS": "issue", "CP": "issue", "ET": "edition", "NV": "number_of_volumes", "M3": "genre",
    "LA": "language", "UR": "url", "L2": "url", "AB": "abstract", "N2": "abstract", "N1": "note", "SE": "section",
    "DB": "archive", "AN": "archive_location",
}  # fmt: skip
_NAMES = {
    "AU": Role.AUTHOR, "A1": Role.AUTHOR, "ED": Role.EDITOR, "A2": Role.EDITOR, "A3": Role.COLLECTION_EDITOR,
    "A4": Role.TRANSLATOR, "TA": Role.TRANSLATOR,
}  # fmt: skip
_WRITTEN_NAMES = {Role.AUTHOR: "AU", Role.EDITOR: "A2", Role.COLLECTION_EDITOR: "A3", Role.TRANSLATOR: "A4"}
_IGNORED = frozenset({"TY", "ER", "SP", "EP", "PY", "Y1", "DA", "Y2", "KW", "DO", "SN", "ID", "RN"})


@dataclass(slots=True)
class _Record:
    text: str = ""
    line: int = 1
    tags: list[tuple[str, str]] = field(default_factory=list)

    def all(self, *names: str) -> list[str]:
        return [value for name, value in self.tags if name in names and value]

    def first(self, *names: str) -> str:
        return next((value for name in names for tag, value in self.tags if tag == name and value), "")


def blocks(text: str, issues: list[Issue]) -> Iterator[Block]:
    """Give the records of a RIS file; loose text between them is kept, a record without TY is failed."""
    for record in _records(text):
        if not record.tags:
            yield Block("other", record.text, record.line)
        elif not any(tag == "TY" for tag, _ in record.tags):
            message = "a record without its type line (TY  - )"
            issues.append(Issue("failed-block", message, Severity.ERROR, place=f"line {record.line}"))
            yield Block("failed", record.text, record.line, message=message)
        else:
            item = _item(record)
            yield Block("entry", record.text, record.line, item.citekey or None, item)


def _records(text: str) -> Iterator[_Record]:
    record = _Record()
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        found = _LINE.match(line.strip("\ufeff\r\n"))
        if found is not None and found.group(1) == "TY" and record.text.strip():
            yield record
            record = _Record(line=number)
        record.text += line
        if found is not None:
            record.tags.append((found.group(1), (found.group(2) or "").strip()))
        elif line.strip() and record.tags:
            # A value that goes on in the next line.
            tag, value = record.tags[-1]
            record.tags[-1] = (tag, f"{value}\n{line.strip()}" if value else line.strip())
        if found is not None and found.group(1) == "ER":
            yield record
            record = _Record(line=number + 1)
    if record.text:
        yield record


def _item(record: _Record) -> Item:
    tag = record.first("TY").upper()
    kind = _TYPES.get(tag, ItemType.DOCUMENT)
    values: dict[str, Any] = {"type": kind}
    extra: list[tuple[str, str]] = [] if tag in _TYPES else [("ris-type", tag)]
    for name, value in record.tags:
        target = _TEXTS.get(name)
        text = value if name in ("AB", "N2", "N1") else squeeze(value)
        if target is not None and text and target not in values:
            values[target] = text
        elif name not in _IGNORED and name not in _NAMES and text and values.get(target or "") != text:
            extra.append((f"ris-{name.lower()}", text))
    values["page"] = "-".join(filter(None, (record.first("SP"), record.first("EP")))) or None
    if kind is ItemType.REPORT and "issue" in values:
        values["number"] = values.pop("issue")
    if kind is ItemType.BOOK and "collection_title" not in values:
        values["collection_title"] = values.pop("container_title", None)
    values["issued"] = _date(record.first("DA"), record.first("PY", "Y1"))
    values["accessed"] = _date(record.first("Y2"), "")
    values["creators"] = tuple(
        Creator(_NAMES[name], person)
        for name, value in record.tags
        if name in _NAMES and (person := read_name(value))
    )
    values["identifiers"] = tuple(_identifiers(record, extra))
    keywords = [word.strip() for value in record.all("KW") for word in value.splitlines() if word.strip()]
    remarks = tuple(Remark(value) for value in record.all("RN"))
    return Item(
        record.first("ID"), Reference(**values, extra=tuple(extra)), tuple(dict.fromkeys(keywords)), remarks
    )


def _date(full: str, year: str) -> PartialDate | None:
    """Read YYYY/MM/DD/other; the fuller of the two wins when they agree on the year."""
    for text in (full, year):
        parts = [part.strip() for part in text.split("/")]
        numbers = [part for part in parts[:3] if part]
        if not parts[0]:
            continue
        found = partial_date("-".join(numbers))
        if found.year is not None and (not year or str(found.year) in year):
            other = parts[3] if len(parts) > 3 and parts[3] else None
            return PartialDate(
                found.year, found.month, found.day, verbatim=f"{other} {found.year}" if other else None
            )
    return PartialDate(verbatim=year or full) if year or full else None


def read_name(text: str) -> Name | None:
    """Read "Family, Given, Suffix"; a name without comma is a body or kept as printed."""
    parts = [squeeze(part) for part in text.split(",")]
    if not parts[0]:
        return Name(literal=squeeze(text)) if squeeze(text) else None
    if len(parts) == 1:
        return Name(literal=parts[0])
    return Name(parts[0], parts[1] or None, suffix=", ".join(parts[2:]) or None)


def _identifiers(record: _Record, extra: list[tuple[str, str]]) -> Iterator[Identifier]:
    seen = set()
    for text in record.all("DO"):
        doi = normalise_doi(text)
        if doi is None:
            extra.append(("ris-do", text))
        elif doi not in seen:
            seen.add(doi)
            yield Identifier(Scheme.DOI, doi)
    for text in record.all("SN"):
        for part in filter(None, re.split(r"[;,\s]+(?=[\dX-]{8,})", text)):
            bare = re.sub(r"\s*\(.*?\)", "", part).strip()
            isbn, issn = normalise_isbn(bare), normalise_issn(bare)
            if isbn or issn:
                yield Identifier(Scheme.ISBN, isbn) if isbn else Identifier(Scheme.ISSN, issn or "")
            else:
                extra.append(("ris-sn", part))


def dumps(items: Iterable[Item]) -> str:
    """Give a RIS file, sorted by citekey; values stand on one line each, so nothing in them acts as a tag."""
    return "".join(_write(item) for item in sorted(items, key=lambda item: item.citekey))


def _write(item: Item) -> str:
    reference = item.reference
    kept = dict(reference.extra)
    tags: list[tuple[str, str | None]] = [("TY", kept.get("ris-type") or _WRITTEN.get(reference.type, "GEN"))]
    tags.append(("ID", item.citekey))
    for creator in reference.creators:
        tags.append((_WRITTEN_NAMES.get(creator.role, "A4"), creator.name.sort_form()))
    tags += _written_texts(reference)
    tags += _written_dates(reference)
    first, dash, last = (reference.page or "").partition("-")
    tags += [("SP", first), ("EP", last if dash else None)]
    tags += [(tag, value) for scheme, tag in ((Scheme.DOI, "DO"), (Scheme.ISBN, "SN"), (Scheme.ISSN, "SN"))
             for found in reference.identifiers if found.scheme is scheme and (value := found.value)]  # fmt: skip
    tags += [("KW", word) for word in item.keywords]
    tags += [("RN", write_remarks([remark])) for remark in item.remarks]
    tags += [("C7", f"grade: {item.grade}" if item.grade else None), ("C8", ", ".join(item.updates))]
    tags += [
        (name[4:].upper(), text)
        for name, text in reference.extra
        if re.fullmatch(r"ris-[a-z][a-z0-9]", name) and name != "ris-ty"
    ]
    lines = [f"{tag}  - {squeeze(value)}\n" for tag, value in tags if value and squeeze(value)]
    return "".join(lines) + "ER  - \n\n"


def _written_texts(reference: Reference) -> Iterator[tuple[str, str | None]]:
    book = reference.type is ItemType.BOOK
    texts = (
        ("TI", "title"), ("ST", "title_short"), ("TT", "translated_title"), ("OP", "original_title"),
        ("T2", "container_title"), ("J2", "container_title_short"), ("T2" if book else "T3", "collection_title"),
        ("PB", "publisher"), ("CY", "publisher_place"), ("VL", "volume"), ("ET", "edition"),
        ("NV", "number_of_volumes"), ("M3", "genre"), ("LA", "language"), ("UR", "url"), ("AB", "abstract"),
        ("N1", "note"), ("SE", "section"), ("DB", "archive"), ("AN", "archive_location"),
    )  # fmt: skip
    for tag, name in texts:
        yield tag, getattr(reference, name)
    yield "IS", reference.number if reference.type is ItemType.REPORT else reference.issue


def _written_dates(reference: Reference) -> Iterator[tuple[str, str | None]]:
    issued, accessed = reference.issued, reference.accessed
    if issued is not None:
        yield "PY", f"{issued.year}" if issued.year is not None else issued.verbatim
        if issued.month is not None:
            yield "DA", issued.iso().replace("-", "/")
    if accessed is not None:
        yield "Y2", accessed.iso().replace("-", "/")
