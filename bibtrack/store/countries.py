"""Work out the country of each counted source, with the words that say so; needs `coverage.prepare`."""

import sqlite3
from collections.abc import Mapping

from bibtrack.values.country import Country
from bibtrack.values.coverage import BOOKS, PEER_REVIEWED

_SOURCES = (
    "SELECT s.id, s.citekey, s.publisher_place, s.url, s.authority, s.publisher, s.type,"
    " (SELECT group_concat(a.literal, char(10)) FROM creator a WHERE a.source_id = s.id AND a.literal IS NOT NULL)"
    " FROM _counted c JOIN source s ON s.id = c.id ORDER BY s.citekey"
)


def put(connection: sqlite3.Connection) -> Mapping[str, Country]:
    """Fill the column `country` of the selection; gives the country of each citekey that has one."""
    # The table of names takes milliseconds to read, which only this question pays.
    from bibtrack.references.countries import country

    known: dict[str, Country] = {}
    rows: list[tuple[str, int]] = []
    for number, citekey, place, url, authority, publisher, kind, literals in connection.execute(
        _SOURCES
    ).fetchall():
        published = kind in PEER_REVIEWED or kind in BOOKS
        institutions = [name for name in (authority, *(literals or "").split("\n"), publisher) if name]
        found = country(place, url, institutions, published=published)
        if found:
            known[citekey] = found
            rows.append((found.label, number))
    connection.executemany("UPDATE _counted SET country = ? WHERE id = ?", rows)
    return known
