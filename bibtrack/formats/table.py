"""CSV: one row a source (wide), or one row a source and theme (long); read back from the wide form.

UTF-8 with a byte order mark, as Excel and R want it.  A cell that a spreadsheet would run as a
formula gets an apostrophe in front (OWASP, CSV injection); reading takes it off again.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bibtrack.formats.item import Block, Item, Remark
from bibtrack.formats.remarks import part_remarks, write_remarks
from bibtrack.formats.ris import read_name
from bibtrack.values.identifier import Identifier, Scheme, normalise_doi, normalise_isbn, normalise_issn
from bibtrack.values.issue import Issue, Severity
from bibtrack.values.reference import (
    DATE_FIELDS,
    TEXT_FIELDS,
    Creator,
    ItemType,
    Name,
    Reference,
    Role,
    partial_date,
)

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
_LITERAL = re.compile(r"\{(.*)\}$", re.S)
_PERSON_COLUMNS = ("author", "editor", "translator")
_SCHEMES = ("doi", "isbn", "issn", "pmid", "pmcid", "arxiv")
WIDE: tuple[str, ...] = (
    "citekey", "type", *_PERSON_COLUMNS, "issued", *TEXT_FIELDS, "accessed", "original_date", *_SCHEMES,
    "grade", "status", "cited_in", "updates", "themes", "annotations",
)  # fmt: skip
LONG: tuple[str, ...] = (
    "citekey", "theme", "type", "author", "issued", "title", "container_title", "doi", "grade", "status",
)  # fmt: skip
#: heads of other programs' tables (Zotero, Mendeley, Scopus, spreadsheets) → our columns
_HEADS: dict[str, str] = {
    "key": "citekey", "id": "citekey", "citation key": "citekey", "item type": "type", "authors": "author",
    "author full names": "author", "creators": "author", "year": "issued", "publication year": "issued", "date": "issued",
    "publication title": "container_title", "journal": "container_title", "source title": "container_title",
    "source": "container_title", "journal abbreviation": "container_title_short", "pages": "page", "number": "issue",
    "place": "publisher_place", "short title": "title_short", "series": "collection_title",
    "series number": "collection_number", "num pages": "number_of_pages", "abstract note": "abstract",
    "manual tags": "themes", "automatic tags": "themes", "keywords": "themes", "tags": "themes",
    "author keywords": "themes", "notes": "annotations", "link": "url", "access date": "accessed",
    "document type": "type", "number of volumes": "number_of_volumes",
}  # fmt: skip
_ZOTERO = {"journalarticle": "article-journal", "magazinearticle": "article-magazine", "booksection": "chapter",
           "newspaperarticle": "article-newspaper", "conferencepaper": "paper-conference",
           "blogpost": "post-weblog", "article": "article-journal", "statute": "legislation",
           "case": "legal_case", "encyclopediaarticle": "entry-encyclopedia"}  # fmt: skip


def neutral(cell: str) -> str:
    """Give a cell that no spreadsheet runs."""
    return "'" + cell if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """Give the cell without the apostrophe that `neutral` put in front."""
    return cell[1:] if _GUARDED.match(cell) else cell


def dumps(items: Iterable[Item], *, long: bool = False) -> str:
    """Give the table as CSV with CRLF line ends (RFC 4180) and a byte order mark."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    heads = LONG if long else WIDE
    writer.writerow(heads)
    for item in sorted(items, key=lambda item: item.citekey):
        row = _row(item)
        for theme in (item.keywords or ("",)) if long else ("",):
            writer.writerow(
                [neutral((row | {"theme": theme} if long else row).get(head, "")) for head in heads]
            )
    return out.getvalue()


def _row(item: Item) -> dict[str, str]:
    reference = item.reference
    row = {name: getattr(reference, name) or "" for name in TEXT_FIELDS}
    row |= {name: date.iso() if (date := getattr(reference, name)) else "" for name in DATE_FIELDS}
    row |= {name: "; ".join(map(_written_name, reference.names(Role(name)))) for name in _PERSON_COLUMNS}
    row |= {
        name: "; ".join(f.value for f in reference.identifiers if f.scheme.value == name) for name in _SCHEMES
    }
    return row | {
        "citekey": item.citekey, "type": reference.type.value, "grade": item.grade or "",
        "status": item.status or "", "updates": "; ".join(item.updates), "themes": "; ".join(item.keywords),
        "cited_in": "; ".join(f"{slug}: {', '.join(map(str, notes))}" for slug, notes in item.cited_in),
        "annotations": write_remarks(item.remarks),
    }  # fmt: skip


def _written_name(name: Name) -> str:
    return name.sort_form() if name.literal is None else "{" + name.literal + "}"


def blocks(text: str, issues: list[Issue]) -> Iterator[Block]:
    """Give the rows of a CSV or TSV file; heads are ours, Zotero's or a spreadsheet's own."""
    body = text.removeprefix("\ufeff")
    head = body.split("\n", 1)[0]
    sign = max("\t;,", key=head.count)
    csv.field_size_limit(16_000_000)
    feed = csv.reader(io.StringIO(body, newline=""), delimiter=sign)
    columns = [_column(name) for name in next(feed, [])]
    if "title" not in columns and "citekey" not in columns:
        message = "no column is called title or citekey"
        issues.append(Issue("failed-block", message, Severity.ERROR, place="line 1"))
        yield Block("failed", text, 1, message=message)
        return
    for cells in feed:
        if not any(cells):
            continue
        out = io.StringIO()
        csv.writer(out).writerow(cells)
        item = _item(columns, cells)
        yield Block("entry", out.getvalue(), feed.line_num, item.citekey or None, item)


def _column(name: str) -> str:
    known = name.strip().casefold()
    return _HEADS.get(known, known.replace(" ", "_").replace("-", "_"))


def _item(columns: list[str], cells: list[str]) -> Item:
    row: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        text = plain(cell).strip()
        if text:
            row[name] = f"{row[name]}; {text}" if name in row else text
    values: dict[str, Any] = {name: row.pop(name) for name in TEXT_FIELDS if name in row}
    values |= {name: partial_date(row.pop(name)) for name in DATE_FIELDS if name in row}
    values["creators"] = tuple(
        Creator(Role(name), person) for name in _PERSON_COLUMNS for person in _people(row.pop(name, ""))
    )
    values["identifiers"] = tuple(_identifiers(row))
    kind = row.pop("type", "document")
    bare = kind.replace(" ", "").casefold()
    known = _ZOTERO.get(bare, kind.casefold().replace(" ", "-"))
    values["type"] = ItemType(known) if known in ItemType._value2member_map_ else ItemType.DOCUMENT
    cited = re.findall(r"([^:;]+):\s*([\d,\s]+)", row.pop("cited_in", ""))
    travelling: Mapping[str, Any] = {
        "keywords": tuple(w for part in re.split(r"[;,]" if ";" not in row.get("themes", "") else ";", row.pop("themes", "")) if (w := part.strip())),
        "remarks": tuple(_remarks(row.pop("annotations", ""))),
        "grade": row.pop("grade", None),
        "status": row.pop("status", None),
        "updates": tuple(filter(None, (part.strip() for part in row.pop("updates", "").split(";")))),
        "cited_in": tuple((s.strip(), tuple(map(int, re.findall(r"\d+", notes)))) for s, notes in cited),
    }  # fmt: skip
    key = row.pop("citekey", "")
    return Item(key, Reference(**values, extra=tuple(row.items())), **travelling)


def _remarks(text: str) -> Iterator[Remark]:
    yield from part_remarks(text.replace("\r\n", "\n"))


def _people(text: str) -> Iterator[Name]:
    for part in text.split(";"):
        literal = _LITERAL.match(part.strip())
        name = Name(literal=literal.group(1)) if literal else read_name(part)
        if name is not None:
            yield name


def _identifiers(row: dict[str, str]) -> Iterator[Identifier]:
    normalise = {"doi": normalise_doi, "isbn": normalise_isbn, "issn": normalise_issn}
    for name in _SCHEMES:
        values = [part for part in re.split(r"[;,]\s*|\s+(?=97[89])", row.get(name, "")) if part]
        found = [normalise[name](part) if name in normalise else part for part in values]
        if values and all(found):
            del row[name]
            yield from (Identifier(Scheme(name), value) for value in found if value)
