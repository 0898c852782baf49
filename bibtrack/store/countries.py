"""Work out the country of sources, with the words that say so: for counts, and for queries."""

import sqlite3
from collections.abc import Mapping

from bibtrack.values.country import Country
from bibtrack.values.coverage import BOOKS, PEER_REVIEWED

#: What says the country of a source `s`, in the order in which `_of` takes it.
_SAID = (
    "s.publisher_place, s.url, s.authority, s.publisher, s.type,"
    " (SELECT group_concat(a.literal, char(10)) FROM creator a WHERE a.source_id = s.id AND a.literal IS NOT NULL),"
    " (SELECT group_concat(i.scheme || ':' || i.value, char(10)) FROM identifier i WHERE i.source_id = s.id"
    "  AND i.scheme IN ('isbn', 'doi'))"
)
_SOURCES = f"SELECT s.id, s.citekey, {_SAID} FROM _counted c JOIN source s ON s.id = c.id ORDER BY s.citekey"
#: The code of a source's country in SQL, NULL when nothing says one; needs `enable`.
CODE = f"country_code({_SAID})"


def put(connection: sqlite3.Connection) -> Mapping[str, Country]:
    """Fill the column `country` of the selection; gives the country of each citekey that has one.

    Needs `coverage.prepare`.
    """
    known: dict[str, Country] = {}
    rows: list[tuple[str, int]] = []
    for number, citekey, *said in connection.execute(_SOURCES).fetchall():
        found = _of(*said)
        if found:
            known[citekey] = found
            rows.append((found.label, number))
    connection.executemany("UPDATE _counted SET country = ? WHERE id = ?", rows)
    return known


def _of(*said: str | None) -> Country | None:
    # The table of names takes milliseconds to read, which only this question pays.
    from bibtrack.references.countries import country

    place, url, authority, publisher, kind, literals, identifiers = said
    published = kind in PEER_REVIEWED or kind in BOOKS
    institutions = [name for name in (authority, *(literals or "").split("\n"), publisher) if name]
    return country(place, url, institutions, (identifiers or "").split("\n"), published=published)


def enable(connection: sqlite3.Connection) -> None:
    """Let SQL on this connection ask for the country of a source (`CODE`)."""

    def code(*said: str | None) -> str | None:
        found = _of(*said)
        return found.code if found else None

    connection.create_function("country_code", 7, code, deterministic=True)


def codes(name: str, beginning: bool = False) -> tuple[str, ...]:
    """Give the codes that a country's name in a query means; () for a name that none has."""
    from bibtrack.references.countries import codes_of

    return codes_of(name, beginning)


def labels() -> Mapping[str, str]:
    """Give the label of every country by its code."""
    from bibtrack.references import countries

    return countries.labels()
