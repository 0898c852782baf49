"""Asking DataCite for works that Crossref does not hold, and its JSON → Candidate.

Source: DataCite REST API, `/dois/{id}`; DataCite Metadata Schema 4.6.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bibtrack.errors import ResolverError
from bibtrack.resolvers.door import empty, failed
from bibtrack.resolvers.http import Client
from bibtrack.resolvers.markup import plain
from bibtrack.values.identifier import Identifier, Scheme, normalise_doi
from bibtrack.values.match import Candidate, Lookup, LookupStatus, Strategy
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role, partial_date

_TYPES = {
    "journalarticle": ItemType.ARTICLE_JOURNAL, "article": ItemType.ARTICLE, "preprint": ItemType.ARTICLE,
    "book": ItemType.BOOK, "bookchapter": ItemType.CHAPTER, "conferencepaper": ItemType.PAPER_CONFERENCE,
    "dataset": ItemType.DATASET, "dissertation": ItemType.THESIS, "report": ItemType.REPORT,
    "software": ItemType.SOFTWARE, "standard": ItemType.STANDARD, "image": ItemType.GRAPHIC,
    "audiovisual": ItemType.BROADCAST, "event": ItemType.EVENT, "text": ItemType.DOCUMENT,
}  # fmt: skip
_ROLES = {"editor": Role.EDITOR, "translator": Role.TRANSLATOR}
_YEAR = re.compile(r"\d{4}$")


@dataclass(slots=True)
class DataCite:
    """The questions that DataCite answers."""

    client: Client
    url: str = "https://api.datacite.org"

    def by_doi(self, doi: str) -> Lookup:
        """Ask for one DOI; a record for another one is refused."""
        try:
            answer = self.client.get(f"{self.url}/dois/{quote(doi, safe='')}", pool="datacite")
        except ResolverError as error:
            return failed(Strategy.DOI, doi, error, "datacite")
        if answer.status in (404, 410):
            return empty(
                Strategy.DOI,
                doi,
                reason="DataCite holds no record",
                status=answer.status,
                resolver="datacite",
            )
        data = answer.body.get("data") if isinstance(answer.body, dict) else None
        record = data.get("attributes") if isinstance(data, dict) else None
        if not isinstance(record, dict):
            return failed(Strategy.DOI, doi, f"HTTP {answer.status}: the answer holds no record", "datacite")
        found = candidate(record)
        if found.doi != doi:
            return failed(Strategy.DOI, doi, f"asked for {doi}, got {found.doi}; not used", "datacite")
        return Lookup(
            LookupStatus.OK, Strategy.DOI, doi, (found,), "datacite", 200, duration_ms=answer.duration_ms
        )  # fmt: skip


def candidate(record: Mapping[str, Any], rank: int = 1) -> Candidate:
    """Give one DataCite record (`attributes`) as a candidate, the record kept as received."""
    doi = normalise_doi(str(record.get("doi") or ""))
    types = record.get("types")
    types = types if isinstance(types, Mapping) else {}
    titles = _maps(record.get("titles"))
    main = next((item for item in titles if not item.get("titleType")), titles[0] if titles else {})
    container = record.get("container")
    container = container if isinstance(container, Mapping) else {}
    reference = Reference(
        type=_type(types),
        title=_title(main, titles),
        container_title=plain(container.get("title")),
        volume=plain(container.get("volume")),
        issue=plain(container.get("issue")),
        page=_pages(container),
        publisher=_publisher(record.get("publisher")),
        version=plain(record.get("version")),
        language=plain(record.get("language")),
        genre=plain(types.get("resourceType")),
        url=plain(record.get("url")),
        abstract=_abstract(record),
        issued=_issued(record),
        creators=tuple(_creators(record)),
        identifiers=(Identifier(Scheme.DOI, doi),) if doi else (),
    )
    return Candidate(doi, reference, record, rank, resolver="datacite")


def _type(types: Mapping[str, Any]) -> ItemType:
    csl = str(types.get("citeproc") or "")
    if csl in set(ItemType):
        return ItemType(csl)
    general = re.sub(r"\W", "", str(types.get("resourceTypeGeneral") or "")).lower()
    return _TYPES.get(general, ItemType.DOCUMENT)


def _title(main: Mapping[str, Any], titles: list[Mapping[str, Any]]) -> str | None:
    title = plain(main.get("title"))
    subtitle = next(
        (plain(item.get("title")) for item in titles if item.get("titleType") == "Subtitle"), None
    )
    return f"{title}: {subtitle}" if title and subtitle else title


def _pages(container: Mapping[str, Any]) -> str | None:
    first, last = plain(container.get("firstPage")), plain(container.get("lastPage"))
    return f"{first}-{last}" if first and last else first


def _publisher(value: object) -> str | None:
    return plain(value.get("name")) if isinstance(value, Mapping) else plain(value)


def _abstract(record: Mapping[str, Any]) -> str | None:
    told = (item for item in _maps(record.get("descriptions")) if item.get("descriptionType") == "Abstract")
    return next((plain(item.get("description")) for item in told), None)


def _issued(record: Mapping[str, Any]) -> PartialDate | None:
    told = (item for item in _maps(record.get("dates")) if item.get("dateType") == "Issued")
    for item in told:
        date = partial_date(str(item.get("date") or "")[:10])
        if date.year:
            return date
    year = str(record.get("publicationYear") or "")
    return PartialDate(int(year)) if _YEAR.match(year) else None


def _creators(record: Mapping[str, Any]) -> Iterator[Creator]:
    for person in _maps(record.get("creators")):
        name = _name(person)
        if name:
            yield Creator(Role.AUTHOR, name)
    for person in _maps(record.get("contributors")):
        role = _ROLES.get(str(person.get("contributorType") or "").lower())
        name = _name(person)
        if role and name:
            yield Creator(role, name)


def _name(person: Mapping[str, Any]) -> Name | None:
    family, given, whole = (plain(person.get(key)) for key in ("familyName", "givenName", "name"))
    if family:
        return Name(family=family, given=given)
    if whole and person.get("nameType") == "Personal" and "," in whole:
        family, _, given = whole.partition(",")
        return Name(family=family.strip(), given=given.strip() or None)
    return Name(literal=whole) if whole else None


def _maps(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
