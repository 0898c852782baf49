"""The country of a source: by place, web address, institution, or the registration of its number.

Names stand in countries.tsv, numbers of registration in registrations.tsv.  What is not sure is not said: a name that two countries share counts
only with a state or country after it, and a country in an institution's name only where the name says
that it is the country's ("Ministry of Commerce of China", not "China Dialogue").
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bibtrack.references.registrations import registered
from bibtrack.text import fold, has_cjk
from bibtrack.values.country import Country, CountryFrom

TABLE = Path(__file__).with_name("countries.tsv")
#: Country domains that are sold to the whole world, so that they say nothing.
_SOLD = frozenset("ac ai cc co fm gg im io ly me nu sh so st to tv ws".split())
_DOMAINS = {"uk": "GB", "gov": "US", "mil": "US", "edu": "US", "int": "UN", "su": "RU", "xn--fiqs8s": "CN"}
#: Postal codes of states and provinces, which stand after a city.
_STATES = {"US": "AL AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY"
                 " OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY Mass Mass. Calif. Conn. Md. Pa. Ill. Mich.".split(),
           "CA": "AB BC MB NB NL NS ON PE QC SK Ont. Que.".split(),
           "AU": "NSW QLD VIC TAS ACT".split()}  # fmt: skip
_OFFICES = re.compile(
    r"\b(?:minist\w+|departe?ment\w*|government|gobierno|gouvernement|state council|council|commission|academy|académie|bank"
    r"|banque|bureau|agenc\w+|authorit\w+|chambers?|association|federation|universi\w+|institut\w*|embassy|parliament|congress"
    r"|office|administration|republic|république|república|court|senate|assembly|secretariat|geological survey|press)\b"
)
_ACADEMIC = re.compile(r"\.(?:edu|ac)(?:\.[a-z]{2})?$")
_PLACES_APART = re.compile(r"\s*(?:;|/|&|\band\b|\bund\b|\bet\b|，|、|·)\s*")


class _Names(NamedTuple):
    labels: dict[str, str]
    countries: dict[str, str]
    places: dict[str, str]


@cache
def _names() -> _Names:
    names = _Names({}, {}, {})
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, label, called, places = line.split("\t")
            names.labels[code] = label
            names.countries.update((fold(name), code) for name in called.split("|"))
            names.places.update((fold(name), code) for name in places.split("|") if name)
    return names


def country(
    place: str | None,
    address: str | None,
    institutions: Iterable[str] = (),
    identifiers: Iterable[str] = (),
    *,
    published: bool = False,
) -> Country | None:
    """Give the country of a source, from the surest that says one; None when nothing does.

    `institutions` are names of organisations: the issuing authority, corporate authors, the publisher.
    `identifiers` are ISBNs and DOIs, each behind its scheme ("isbn:9787…").  What is `published` (a book,
    an article) and stands at a university's address is a copy there.
    """
    found = by_place(place) if place else None
    if found is None and address and not (published and _copied(address)):
        found = by_address(address)
    for name in institutions:
        found = found or by_institution(name)
    said = None if found else registered(identifiers)
    return _country(*said) if said else found


def codes_of(name: str, beginning: bool = False) -> tuple[str, ...]:
    """Give the codes of the countries with this code or name, in any language listed, or one that begins so."""
    names, folded = _names(), fold(name.strip())
    if not folded:
        return ()
    if beginning:
        return tuple(sorted({code for known, code in names.countries.items() if known.startswith(folded)}))
    code = name.strip().upper() if name.strip().upper() in names.labels else names.countries.get(folded)
    return (code,) if code else ()


def labels() -> Mapping[str, str]:
    """Give the label of every country by its code."""
    return _names().labels


def by_place(place: str) -> Country | None:
    """Give the country of a place of publication; of several places the first counts, as it does in print."""
    whole = _known(place.strip(" .[]()?"))
    if whole:
        return _country(whole, CountryFrom.PLACE, place)
    for one in _PLACES_APART.split(place):
        code = _of_one_place(one)
        if code:
            return _country(code, CountryFrom.PLACE, place)
    return None


def _of_one_place(place: str) -> str | None:
    """Give the code of "city", "city, state" or "city, country": the last part that is known counts."""
    parts = [part.strip(" .[]?") for part in re.split(r"[,:()（）]", place) if part.strip(" .[]?")]
    for at in range(len(parts) - 1, -1, -1):
        code = _known(parts[at])
        if at:
            code = next((c for c, states in _STATES.items() if parts[at] in states), code)
        if code:
            return code
    words = place.split()
    if len(words) > 1:  # "Cambridge MA", "New York NY"
        return next((code for code, states in _STATES.items() if words[-1].strip(".,") in states), None)
    return None


def _known(name: str) -> str | None:
    folded = fold(name)
    names = _names()
    return names.places.get(folded) or names.countries.get(folded) or names.countries.get(folded.strip(". "))


def _host(address: str) -> str:
    try:
        return (urlsplit(address if "//" in address else f"//{address}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _copied(address: str) -> bool:
    return _ACADEMIC.search(_host(address)) is not None


def by_address(address: str) -> Country | None:
    """Give the country of a web address by its last part; .com, .org and domains sold to all say none."""
    host = _host(address)
    last = host.rpartition(".")[2].lower()
    code = _DOMAINS.get(last, last.upper())
    if not host or "." not in host or last in _SOLD or code not in _names().labels:
        return None
    return _country(code, CountryFrom.ADDRESS, host)


@lru_cache(maxsize=20_000)
def by_institution(name: str) -> Country | None:
    """Give the country that an institution's name says: by its city, or as an office of the country."""
    folded = fold(name)
    code = _names().countries.get(folded) or _within(folded, "bodies") or _within(folded, "places")
    if code is None and (_OFFICES.search(folded) or has_cjk(name)):
        code = _within(folded, "countries")
    return _country(code, CountryFrom.INSTITUTION, name) if code else None


def _within(folded: str, kind: str) -> str | None:
    """Give the code of the longest name of a kind that stands in a text as whole words."""
    found = _pattern(kind).findall(folded)
    return _table(kind)[max(found, key=len)] if found else None


@cache
def _table(kind: str) -> dict[str, str]:
    names = _names()
    if kind == "bodies":
        return {name: code for name, code in names.countries.items() if code in ("EU", "UN")}
    return names.places if kind == "places" else names.countries


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """Compile the names of a kind, longest first; "us" and "uk" are too short to be looked for in a text."""
    names = sorted((name for name in _table(kind) if len(name) > 2 or has_cjk(name)), key=len, reverse=True)
    words = "|".join(re.escape(name) for name in names if not has_cjk(name))
    signs = "|".join(re.escape(name) for name in names if has_cjk(name))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" + (f"|{signs}" if signs else ""))


def _country(code: str, known_from: CountryFrom, evidence: str) -> Country:
    return Country(code, _names().labels[code], known_from, evidence.strip())
