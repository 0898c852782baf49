"""The country that the registration of a work says: who registered its DOI, or which agency gave its ISBN.

The beginnings of numbers stand in registrations.tsv.  It is the publisher's country, and of a DOI the first
publisher's: a journal that moved keeps its old numbers.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from bibtrack.values.country import CountryFrom

TABLE = Path(__file__).with_name("registrations.tsv")


@cache
def _table(kind: str) -> Mapping[str, tuple[str, str]]:
    """Give the beginnings of a kind of number ("doi", "isbn"), each with the country's code and who that is."""
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return {beginning: (code, who) for scheme, beginning, code, who in rows if scheme == kind}


def registered(identifiers: Iterable[str]) -> tuple[str, CountryFrom, str] | None:
    """Give the country's code, what says it, and the words; None when no number does.

    `identifiers` are normalised, each behind its scheme: "doi:10.1080/…", "isbn:9787…".  An ISBN counts first.
    """
    listed = list(identifiers)
    for identifier in listed:
        if identifier.startswith("isbn:"):
            found = _by_isbn(identifier.removeprefix("isbn:"))
            if found:
                return found
    for identifier in listed:
        prefix, _, rest = identifier.removeprefix("doi:").partition("/")
        if identifier.startswith("doi:") and rest and prefix in _table("doi"):
            code, who = _table("doi")[prefix]
            return code, CountryFrom.DOI, f"{prefix} ({who})"
    return None


def _by_isbn(isbn: str) -> tuple[str, CountryFrom, str] | None:
    groups = _table("isbn")
    for length in range(7, 3, -1):
        if isbn[:length] in groups:
            return groups[isbn[:length]][0], CountryFrom.ISBN, f"{isbn[:3]}-{isbn[3:length]}"
    return None
