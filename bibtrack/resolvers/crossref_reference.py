"""References as deposited with Crossref (`reference[]` of a work) → Reference and printed text.

Source: Crossref REST API format, "Reference": unstructured, author, year, article-title,
journal-title, volume-title, series-title, volume, issue, first-page, edition, DOI, ISBN, ISSN.
"""

from collections.abc import Mapping
from typing import Any

from bibtrack.resolvers.markup import plain
from bibtrack.values.identifier import Identifier, Scheme, normalise_doi, normalise_isbn, normalise_issn
from bibtrack.values.reference import Creator, Name, PartialDate, Reference, Role, partial_date

#: By these words a deposited reference is told from CSL-JSON.
MARKS = frozenset(
    {"unstructured", "article-title", "journal-title", "volume-title", "first-page", "series-title"}
)


def deposited(item: Mapping[str, Any]) -> tuple[Reference, str | None]:
    """Give the fields and the printed text, None when only fields were deposited."""
    told = {key: text for key, value in item.items() if (text := plain(str(value) if value else None))}
    reference = Reference(
        title=told.get("article-title") or told.get("title"),
        container_title=told.get("journal-title") or told.get("volume-title"),
        collection_title=told.get("series-title"),
        volume=told.get("volume"),
        issue=told.get("issue"),
        page=told.get("first-page") or told.get("page"),
        edition=told.get("edition"),
        issued=_year(told.get("year")),
        creators=_creators(item.get("author")),
        identifiers=tuple(_identifiers(told)),
    )
    return reference, told.get("unstructured")


def _year(text: str | None) -> PartialDate | None:
    return partial_date(text) if text else None


def _creators(value: object) -> tuple[Creator, ...]:
    people = value if isinstance(value, list) else [value]
    names = (plain(person) for person in people)
    return tuple(Creator(Role.AUTHOR, _name(name)) for name in names if name)


def _name(text: str) -> Name:
    family, comma, given = text.partition(", ")
    # "Smith JA" and "JA Smith" are both deposited; a guess would be wrong half of the time.
    return Name(family=family, given=given) if comma and given else Name(literal=text)


def _identifiers(told: Mapping[str, str]) -> list[Identifier]:
    found = (
        (Scheme.DOI, normalise_doi(told.get("DOI", ""))),
        (Scheme.ISBN, normalise_isbn(told.get("ISBN", "").rsplit("/", 1)[-1])),
        (Scheme.ISSN, normalise_issn(told.get("ISSN", "").rsplit("/", 1)[-1])),
    )
    return [Identifier(scheme, value) for scheme, value in found if value]
