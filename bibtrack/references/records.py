"""Whole records of works (facts) to print in many ways: from Crossref and from BibTeX files.

A field's words come from the same work, so training sees which publisher goes with which place and
what journals, series and theses are called.  Nothing of a labelled string is used.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bibtrack.references import lexicon

Person = tuple[str, str]
_ENTRY = re.compile(r"(?m)^[ \t]*@(\w+)\s*[{(]\s*[^,\s]*\s*,")
_FIELD = re.compile(r"(?m)^\s*,?\s*([A-Za-z-]+)\s*=\s*(?=[{\"\d])")
_ACCENT = re.compile(r"\\([`'^\"~=.uvHckrdb])\s*\{?\s*(\\?[A-Za-z])\s*\}?")
_MARKS = dict(zip("`'^\"~=.uvHckrdb", "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0328\u030a\u0323\u0331", strict=True))
_SPECIAL = {r"\ss": "ß", r"\o": "ø", r"\O": "Ø", r"\ae": "æ", r"\aa": "å", r"\AA": "Å", r"\l": "ł", r"\L": "Ł"}
_KINDS = {
    "article": "article", "book": "book", "inproceedings": "chapter", "incollection": "chapter", "conference": "chapter",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
    "proceedings": "book", "inbook": "chapter", "manual": "book", "collection": "book", "mvbook": "book",
    "journal-article": "article", "book-chapter": "chapter", "proceedings-article": "chapter", "monograph": "book",
    "edited-book": "book", "reference-book": "book", "dissertation": "thesis", "online": "web", "electronic": "web",
}  # fmt: skip


@dataclass(slots=True)
class Record:
    """One work: `facts` by label; people as (family, given)."""

    kind: str
    authors: list[Person] = field(default_factory=list)
    editors: list[Person] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)


def records(data: Path) -> list[Record]:
    """Give the records of the research data, each title once."""
    found: dict[str, Record] = {}
    for record in (*_of_crossref(data), *_of_bib(data)):
        title = record.facts.get("title", "")
        if 8 < len(title) < 220 and record.facts.get("date") and not re.search(r"[<>{}$\\^_=]", title):
            found.setdefault(title.lower(), record)
    return list(found.values())


def _of_crossref(data: Path) -> Iterator[Record]:
    for work in lexicon.works(data, "works"):
        kind = _KINDS.get(work.get("type") or "")
        parts = (work.get("issued") or {}).get("date-parts") or [[None]]
        if kind and parts[0] and parts[0][0]:
            yield Record(kind, _people(work, "author"), _people(work, "editor"), _crossref_facts(work, parts[0][0]))


def _crossref_facts(work: Mapping[str, Any], year: int) -> dict[str, str]:
    container = (work.get("container-title") or [""])[0]
    short = (work.get("short-container-title") or [""])[0]
    facts = {
        "title": (work.get("title") or [""])[0], "container-title": container, "short": short, "date": str(year),
        "volume": work.get("volume"), "issue": work.get("issue"), "pages": work.get("page"), "doi": work.get("DOI"),
        "publisher": work.get("publisher"), "location": work.get("publisher-location"),
    }  # fmt: skip
    return {name: " ".join(value.split()) for name, value in facts.items() if isinstance(value, str) and value.strip()}


def _people(work: Mapping[str, Any], role: str) -> list[Person]:
    return [
        (person["family"].strip(), person["given"].strip())
        for person in work.get(role) or ()
        if person.get("family") and person.get("given") and len(person["family"] + person["given"]) < 45
    ]


def _of_bib(data: Path) -> Iterator[Record]:
    for path in sorted((data / "bib").rglob("*.bib")):
        text = path.read_text(encoding="utf-8", errors="replace")
        starts = list(_ENTRY.finditer(text))
        for match, after in zip(starts, [*(m.start() for m in starts[1:]), len(text)], strict=False):
            kind = _KINDS.get(match.group(1).lower())
            if kind and after - match.end() < 5000:
                yield _bib_record(kind, _fields(text[match.end() : after]))


def _fields(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _FIELD.finditer(text):
        value = _value(text, match.end())
        if value and len(value) < 400:
            found.setdefault(match.group(1).lower(), plain(value))
    return found


def _value(text: str, start: int) -> str:
    if text[start].isdigit():
        match = re.match(r"\d+", text[start:])
        return match.group() if match else ""
    closing, depth = {"{": "}", '"': '"'}[text[start]], 0
    for i in range(start + 1, min(len(text), start + 1200)):
        c = text[i]
        if c == closing and depth == 0:
            return text[start + 1 : i]
        depth += (c == "{") - (c == "}")
    return ""


def plain(text: str) -> str:
    """Give the text of a BibTeX value: accents composed, commands and braces gone."""
    text = _ACCENT.sub(lambda m: unicodedata.normalize("NFC", m[2].strip("\\") + _MARKS[m[1]]), text)
    for command, letter in _SPECIAL.items():
        text = re.sub(re.escape(command) + r"(?![A-Za-z])\s*(?:\{\})?", letter, text)
    text = re.sub(r"\\[A-Za-z]+\s*|[{}]|\\(?=[&%_#$])", "", text).replace("~", " ").replace("--", "–")
    return " ".join(text.split())


def _bib_record(kind: str, fields: Mapping[str, str]) -> Record:
    facts = {
        "title": fields.get("title", ""), "container-title": fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle") or "",
        "date": (re.findall(r"(?:1[4-9]|20)\d\d", fields.get("year", fields.get("date", ""))) or [""])[0],
        "month": fields.get("month", ""), "volume": fields.get("volume", ""), "issue": fields.get("number", ""), "pages": fields.get("pages", ""),
        "publisher": fields.get("publisher") or fields.get("institution") or fields.get("school") or fields.get("organization") or "",
        "location": fields.get("address") or fields.get("location") or "", "edition": fields.get("edition", ""), "collection-title": fields.get("series", ""),
        "doi": fields.get("doi", ""), "url": fields.get("url", ""), "genre": fields.get("type", ""),
    }  # fmt: skip
    kept = {name: value for name, value in facts.items() if value and len(value) < 220 and "\\" not in value}
    return Record(kind, _bib_people(fields.get("author", "")), _bib_people(fields.get("editor", "")), kept)


def _bib_people(text: str) -> list[Person]:
    found = []
    for person in re.split(r"\s+and\s+", text):
        family, comma, given = person.partition(", ")
        if not comma:
            given, _, family = person.rpartition(" ")
        if family.strip() and given.strip() and len(person) < 45 and "others" not in person:
            found.append((family.strip(), given.strip()))
    return found
