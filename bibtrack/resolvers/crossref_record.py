"""Crossref's JSON for one work → Candidate: the only place that knows Crossref's words.

Source: Crossref REST API, format of `message` for `/works/{doi}` (2026), and the older forms
that public data files and recordings still hold (CSL-like `title` as one text, `[[null]]`).
Nothing here raises for an odd record: what is not of the documented shape is left out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bibtrack.resolvers.markup import plain
from bibtrack.values.identifier import Identifier, Scheme, normalise_doi, normalise_isbn, normalise_issn
from bibtrack.values.match import Candidate, Update
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

_TYPES: dict[str, ItemType] = {
    "journal-article": ItemType.ARTICLE_JOURNAL,
    "proceedings-article": ItemType.PAPER_CONFERENCE,
    "book": ItemType.BOOK, "monograph": ItemType.BOOK, "edited-book": ItemType.BOOK,
    "reference-book": ItemType.BOOK, "book-set": ItemType.BOOK, "proceedings": ItemType.BOOK,
    "book-chapter": ItemType.CHAPTER, "book-section": ItemType.CHAPTER, "book-part": ItemType.CHAPTER,
    "book-track": ItemType.CHAPTER, "reference-entry": ItemType.ENTRY,
    "book-series": ItemType.COLLECTION, "report-series": ItemType.COLLECTION,
    "proceedings-series": ItemType.COLLECTION, "standard-series": ItemType.COLLECTION,
    "journal": ItemType.PERIODICAL, "journal-issue": ItemType.PERIODICAL,
    "journal-volume": ItemType.PERIODICAL,
    "dissertation": ItemType.THESIS, "report": ItemType.REPORT, "report-component": ItemType.REPORT,
    "standard": ItemType.STANDARD, "dataset": ItemType.DATASET, "database": ItemType.DATASET,
    "posted-content": ItemType.ARTICLE, "peer-review": ItemType.REVIEW,
    "component": ItemType.DOCUMENT, "other": ItemType.DOCUMENT, "grant": ItemType.DOCUMENT,
}  # fmt: skip
#: What CSL has no type for is told in `genre`, which the matcher reads.
_GENRES = {
    "posted-content": "preprint", "peer-review": "peer review", "component": "component",
    "journal-issue": "journal issue", "journal-volume": "journal volume", "grant": "grant",
}  # fmt: skip
_ROLES = (("author", Role.AUTHOR), ("editor", Role.EDITOR), ("translator", Role.TRANSLATOR))
_RELATIONS = ("is-preprint-of", "has-preprint", "is-version-of", "is-review-of", "is-identical-to")
_DATES = ("issued", "published-print", "published", "published-online", "posted", "approved")


def candidate(record: Mapping[str, Any], rank: int = 1, resolver: str = "crossref") -> Candidate:
    """Give one record as a candidate; `rank` counts from 1 in the order of the answer.

    `record` is kept as received.  A record without a DOI gives a candidate whose `doi` is None.
    """
    score = record.get("score")
    return Candidate(
        doi=doi_of(record),
        reference=reference(record),
        record=record,
        rank=rank,
        resolver_score=float(score) if isinstance(score, int | float) else None,
        updates=updates(record),
        resolver=resolver,
    )


def doi_of(record: Mapping[str, Any]) -> str | None:
    """Give the record's DOI, normalised, or None."""
    doi = record.get("DOI")
    return normalise_doi(doi) if isinstance(doi, str) else None


def reference(record: Mapping[str, Any]) -> Reference:
    """Give the record's bibliographic fields in CSL's terms; what is missing is None or empty."""
    kind = _type(record)
    containers = _texts(record.get("container-title"))
    title, subtitle = _first(record.get("title")), _first(record.get("subtitle"))
    return Reference(
        type=kind,
        title=_joined(title, subtitle),
        title_short=_first(record.get("short-title")),
        original_title=_first(record.get("original-title")),
        container_title=_container(kind, containers),
        container_title_short=_first(record.get("short-container-title") or record.get("container-title-short")),
        collection_title=_series(kind, containers),
        publisher=_first(record.get("publisher")),
        publisher_place=_first(record.get("publisher-location")),
        authority=_authority(record),
        genre=_genre(record),
        number=_first(record.get("report-number") or record.get("standard-designator")),
        volume=_first(record.get("volume")),
        issue=_issue(record),
        page=_first(record.get("page")) or _first(record.get("article-number")),
        edition=_first(record.get("edition-number")),
        event_title=_event(record),
        language=_first(record.get("language")),
        abstract=_first(record.get("abstract")),
        issued=issued(record),
        creators=tuple(_creators(record)),
        identifiers=tuple(_identifiers(record)),
        extra=tuple(_relations(record)),
    )  # fmt: skip


def updates(record: Mapping[str, Any]) -> tuple[Update, ...]:
    """Give the notices about this work: `updated-by`, then an `update-to` that names itself.

    An `update-to` that names another DOI says that this record *is* a notice; it is left out.
    """
    own = doi_of(record)
    found = [_update(item) for item in _items(record.get("updated-by"))]
    for item in _items(record.get("update-to")):
        update = _update(item)
        if update.doi == own and update not in found:
            found.append(update)
    return tuple(found)


def notice_of(record: Mapping[str, Any]) -> tuple[Update, ...]:
    """Give what this record is a notice about: `update-to` entries that name another DOI."""
    own = doi_of(record)
    told = (_update(item) for item in _items(record.get("update-to")))
    return tuple(update for update in told if update.doi != own)


def issued(record: Mapping[str, Any]) -> PartialDate | None:
    """Give the date of publication: `issued`, else the earliest kind that holds a year, or None."""
    for name in _DATES:
        date = _date(record.get(name))
        if date is not None:
            return date
    return None


def _update(item: Mapping[str, Any]) -> Update:
    kind = str(item.get("type") or item.get("label") or "update").strip().lower()
    when = _date(item.get("updated"))
    doi = item.get("DOI")
    origin = item.get("source")
    return Update(
        kind=kind.replace("_", "-").replace(" ", "-"),
        doi=normalise_doi(doi) if isinstance(doi, str) else None,
        date=when.iso() if when else None,
        origin=origin if isinstance(origin, str) else None,
    )


def _type(record: Mapping[str, Any]) -> ItemType:
    raw = str(record.get("type") or "")
    if raw in _TYPES:
        return _TYPES[raw]
    return ItemType(raw) if raw in set(ItemType) else ItemType.DOCUMENT


def _genre(record: Mapping[str, Any]) -> str | None:
    about = next((item.kind for item in notice_of(record) if item.kind != "new-version"), None)
    if about is not None:
        return f"notice of {about}"
    return _GENRES.get(str(record.get("type"))) or _first(record.get("degree"))


def _container(kind: ItemType, containers: list[str]) -> str | None:
    # A chapter in a series names the series first and the book second.
    if kind in (ItemType.CHAPTER, ItemType.PAPER_CONFERENCE, ItemType.ENTRY) and len(containers) > 1:
        return containers[-1]
    return containers[0] if containers else None


def _series(kind: ItemType, containers: list[str]) -> str | None:
    grouped = kind in (ItemType.CHAPTER, ItemType.PAPER_CONFERENCE, ItemType.ENTRY)
    return containers[0] if grouped and len(containers) > 1 else None


def _joined(title: str | None, subtitle: str | None) -> str | None:
    if title is None or subtitle is None:
        return title or subtitle
    if subtitle.casefold() in title.casefold():
        return title
    return f"{title}{'' if title[-1] in ':?!' else ':'} {subtitle}"


def _authority(record: Mapping[str, Any]) -> str | None:
    bodies = [*_items(record.get("institution")), *_items(record.get("standards-body"))]
    return next((name for body in bodies if (name := _first(body.get("name")))), None)


def _issue(record: Mapping[str, Any]) -> str | None:
    inner = record.get("journal-issue")
    return _first(record.get("issue")) or (_first(inner.get("issue")) if isinstance(inner, Mapping) else None)


def _event(record: Mapping[str, Any]) -> str | None:
    event = record.get("event")
    return _first(event.get("name")) if isinstance(event, Mapping) else _first(event)


def _creators(record: Mapping[str, Any]) -> Iterable[Creator]:
    for field, role in _ROLES:
        for person in _items(record.get(field)):
            name = _name(person)
            if name is not None:
                yield Creator(role, name)


def _name(person: Mapping[str, Any]) -> Name | None:
    family, given = plain(person.get("family")), plain(person.get("given"))
    literal = plain(person.get("name")) or plain(person.get("literal"))
    orcid = person.get("ORCID")
    orcid = orcid.rsplit("/", 1)[-1] if isinstance(orcid, str) else None
    if family is None:
        only = literal or given
        return Name(literal=only, orcid=orcid) if only else None
    return Name(family=family, given=given, suffix=plain(person.get("suffix")), orcid=orcid)


def _identifiers(record: Mapping[str, Any]) -> Iterable[Identifier]:
    doi = doi_of(record)
    if doi:
        yield Identifier(Scheme.DOI, doi)
    for text in dict.fromkeys(_texts(record.get("ISBN"))):
        isbn = normalise_isbn(text.rsplit("/", 1)[-1])
        if isbn:
            yield Identifier(Scheme.ISBN, isbn)
    for text in dict.fromkeys(_texts(record.get("ISSN"))):
        issn = normalise_issn(text.rsplit("/", 1)[-1])
        if issn:
            yield Identifier(Scheme.ISSN, issn)


def _relations(record: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    relation = record.get("relation")
    if not isinstance(relation, Mapping):
        return
    for name in _RELATIONS:
        for item in _items(relation.get(name)):
            doi = normalise_doi(str(item.get("id") or ""))
            if doi:
                yield name, doi


def _date(value: object) -> PartialDate | None:
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = [_number(part) for part in first[:3]] if isinstance(first, list) else []
    year, month, day = (*numbers, None, None, None)[:3]
    if year is None or not 0 < year < 3000:
        return None
    if month is None or not 1 <= month <= 12:
        return PartialDate(year)
    return PartialDate(year, month, day if day is not None and 1 <= day <= 31 else None)


def _number(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 5 else None


def _items(value: object) -> list[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        return [value]
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [text for item in values if (text := plain(str(item) if isinstance(item, int) else item))]


def _first(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return plain(value)
    return next(iter(_texts(value)), None)
