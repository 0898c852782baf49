"""EndNote XML → items (the export that EndNote calls "XML", root `<xml><records>`)."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from bibtrack.formats.item import Block, Item, Remark
from bibtrack.formats.ris import read_name
from bibtrack.text import squeeze
from bibtrack.values.identifier import Identifier, Scheme, normalise_doi, normalise_isbn, normalise_issn
from bibtrack.values.issue import Issue, Severity
from bibtrack.values.reference import Creator, ItemType, PartialDate, Reference, Role, partial_date

_TYPES: dict[str, ItemType] = {
    "journal article": ItemType.ARTICLE_JOURNAL, "electronic article": ItemType.ARTICLE_JOURNAL,
    "magazine article": ItemType.ARTICLE_MAGAZINE, "newspaper article": ItemType.ARTICLE_NEWSPAPER,
    "book": ItemType.BOOK, "edited book": ItemType.COLLECTION, "electronic book": ItemType.BOOK,
    "book section": ItemType.CHAPTER, "electronic book section": ItemType.CHAPTER,
    "conference paper": ItemType.PAPER_CONFERENCE, "conference proceedings": ItemType.PAPER_CONFERENCE,
    "report": ItemType.REPORT, "government document": ItemType.REPORT, "thesis": ItemType.THESIS,
    "web page": ItemType.WEBPAGE, "blog": ItemType.POST_WEBLOG, "unpublished work": ItemType.MANUSCRIPT,
    "manuscript": ItemType.MANUSCRIPT, "pamphlet": ItemType.PAMPHLET, "patent": ItemType.PATENT,
    "dataset": ItemType.DATASET, "computer program": ItemType.SOFTWARE, "statute": ItemType.LEGISLATION,
    "bill": ItemType.BILL, "case": ItemType.LEGAL_CASE, "hearing": ItemType.HEARING, "standard": ItemType.STANDARD,
    "personal communication": ItemType.PERSONAL_COMMUNICATION, "map": ItemType.MAP,
    "encyclopedia": ItemType.ENTRY_ENCYCLOPEDIA, "dictionary": ItemType.ENTRY_DICTIONARY,
    "legal rule or regulation": ItemType.REGULATION,
}  # fmt: skip
_TEXTS = {
    "titles/title": "title", "titles/short-title": "title_short", "titles/translated-title": "translated_title",
    "titles/secondary-title": "container_title", "periodical/full-title": "container_title",
    "periodical/abbr-1": "container_title_short", "titles/tertiary-title": "collection_title",
    "publisher": "publisher", "pub-location": "publisher_place", "volume": "volume", "number": "issue",
    "edition": "edition", "section": "section", "num-vols": "number_of_volumes", "language": "language",
    "work-type": "genre", "abstract": "abstract", "notes": "note",
}  # fmt: skip
_NAMES = {
    "authors": Role.AUTHOR, "secondary-authors": Role.EDITOR, "tertiary-authors": Role.COLLECTION_EDITOR,
    "subsidiary-authors": Role.TRANSLATOR, "translated-authors": Role.TRANSLATOR,
}  # fmt: skip
_READ = frozenset({
    "ref-type", "contributors", "titles", "periodical", "keywords", "dates", "urls", "electronic-resource-num",
    "isbn", "rec-number", "foreign-keys", "database", "source-app", "pages", "research-notes", "label",
})  # fmt: skip


def blocks(text: str, issues: list[Issue]) -> Iterator[Block]:
    """Give the records of an EndNote XML file; no entity, no DTD and no network is ever used."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.removeprefix("\ufeff").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        place = f"line {getattr(error, 'lineno', 1) or 1}"
        issues.append(Issue("failed-block", f"not readable as XML: {error}", Severity.ERROR, place=place))
        yield Block("failed", text, 1, message=f"not readable as XML: {error}")
        return
    for record in root.iter("record"):
        item = _item(record)
        yield Block(
            "entry",
            etree.tostring(record, encoding="unicode"),
            _line(record),
            item.citekey or None,
            item,
        )


def _line(node: Any) -> int:
    return int(node.sourceline or 1)


def _text(node: Any) -> str:
    return squeeze("".join(node.itertext())) if node is not None else ""


def _item(record: Any) -> Item:
    kind = record.find("ref-type")
    named = (kind.get("name") or "").casefold() if kind is not None else ""
    values: dict[str, Any] = {"type": _TYPES.get(named, ItemType.DOCUMENT)}
    extra: list[tuple[str, str]] = [] if named in _TYPES or not named else [("endnote-type", named)]
    for path, field in _TEXTS.items():
        text = _text(record.find(path))
        if text and field not in values:
            values[field] = text
    if values["type"] is ItemType.REPORT and "issue" in values:
        values["number"] = values.pop("issue")
    values["page"] = re.sub(r"\s*[–—-]+\s*", "-", _text(record.find("pages"))) or None
    values["url"] = (
        _text(record.find("urls/related-urls/url")) or _text(record.find("urls/web-urls/url")) or None
    )
    values["issued"] = _date(record)
    values["creators"] = tuple(
        Creator(role, name)
        for tag, role in _NAMES.items()
        for node in record.findall(f"contributors/{tag}/author")
        if (name := read_name(_text(node)))
    )
    values["identifiers"] = tuple(_identifiers(record, extra))
    top = {path.split("/")[0] for path in _TEXTS}
    extra += [
        (f"endnote-{node.tag}", text)
        for node in record
        if isinstance(node.tag, str)
        and node.tag not in _READ
        and node.tag not in top
        and (text := _text(node))
    ]
    keywords = tuple(dict.fromkeys(filter(None, map(_text, record.findall("keywords/keyword")))))
    remarks = tuple(Remark(text) for node in record.findall("research-notes") if (text := _text(node)))
    return Item(_text(record.find("label")), Reference(**values, extra=tuple(extra)), keywords, remarks)


def _date(record: Any) -> PartialDate | None:
    year = _text(record.find("dates/year"))
    day = _text(record.find("dates/pub-dates/date"))
    if not year:
        return PartialDate(verbatim=day) if day else None
    found = partial_date(year)
    return (
        PartialDate(found.year, verbatim=f"{day} {year}" if day else None)
        if found.year is not None
        else found
    )


def _identifiers(record: Any, extra: list[tuple[str, str]]) -> Iterator[Identifier]:
    number = _text(record.find("electronic-resource-num"))
    if number:
        doi = normalise_doi(number)
        if doi:
            yield Identifier(Scheme.DOI, doi)
        else:
            extra.append(("endnote-electronic-resource-num", number))
    for part in filter(None, re.split(r"[;,\s]+(?=[\dX-]{8,})", _text(record.find("isbn")))):
        isbn, issn = normalise_isbn(part), normalise_issn(re.sub(r"\(.*?\)", "", part))
        if isbn or issn:
            yield Identifier(Scheme.ISBN, isbn) if isbn else Identifier(Scheme.ISSN, issn or "")
        else:
            extra.append(("endnote-isbn", part))
