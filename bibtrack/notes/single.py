"""Tell a note that is one bibliographic entry: it starts with an inverted name and no second entry begins.

Reference lists print "Family, I. (2010). Title. Journal 3:1–9" as several sentences; such a
note is one citation however many stops it has (APA 7, 9.7; Vancouver; Chicago 17, 14.65).
"""

import re

from bibtrack.notes.forms import is_back_reference
from bibtrack.notes.proof import complete
from bibtrack.notes.signals import LEADING, WITHIN
from bibtrack.notes.spans import quotations

_CAP = r"(?:(?:O|D|L|Mc|d|l)['’])?[A-ZÀ-ÖØ-ÞŠŽŁĆČŞİ][\w'’-]*\w"
_PARTICLES = r"(?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ter|ten|zu|zur)\s+){0,3}"
# "Smith, J.", "Smith, John", "Smith JA": the last only where a list of names goes on or a year or title follows.
_GIVEN = rf"{_CAP},\s*{_CAP}(?=(?:\s{_CAP}|\s[A-ZÀ-Þ]\.)?[,.;&(]|\sand\b)"
_DOTTED = rf"{_CAP}(?:[ -]{_CAP})?,\s*(?:[A-ZÀ-Þ][a-z]?\.[\s-]?)+(?=[\s,.:;&(]|$)"
_BARE = rf"{_CAP}(?:[ -]{_CAP})?\s[A-Z][A-Z-]{{0,3}}(?=\s?[,.:;]|\s\(|\set\s)"
# "Meredith J. DeBoom, …" is a name in its natural order.
_NATURAL = rf"(?!{_CAP}\s[A-Z]\.\s(?:[A-Z]\.\s)?{_PARTICLES}{_CAP}\s?[,:])"
_HEAD = re.compile(rf"{_NATURAL}{_PARTICLES}(?:{_GIVEN}|{_DOTTED}|{_BARE})")
_MARKED = re.compile(r"\W{0,4}(?:\[?\(?\d{1,4}[\]).]\s*)?")
_NEXT = re.compile(r"[.;)]\s+(?=[A-ZÀ-Þ])|;\s*")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d")
#: An entry shorter than this is none; a list of names before a first year is not finished either.
_ROOM = 40


def is_single(text: str) -> bool:
    """Tell whether the whole text is one bibliographic entry in list form, names inverted."""
    found = _MARKED.match(text)
    start = found.end() if found else 0
    if not _HEAD.match(text, start) or not _YEAR.search(text) or is_back_reference(text):
        return False
    quotes = quotations(text)
    if LEADING.match(text, start) or any(_outside(m.start(), quotes) for m in WITHIN.finditer(text, start)):
        return False
    return not any(
        _begins(text, m.end(), start) for m in _NEXT.finditer(text, start) if _outside(m.start(), quotes)
    )


def _outside(place: int, quotes: list[tuple[int, int]]) -> bool:
    return not any(a < place < b for a, b in quotes)


def _begins(text: str, at: int, start: int) -> bool:
    """Another entry begins here: what came before is finished, a name and soon a year follow, with room."""
    if len(text) - at < _ROOM or not _HEAD.match(text, at):
        return False
    before = text[start:at].rstrip()
    return len(before) > _ROOM // 2 and complete(before) and _YEAR.search(text, at, at + 250) is not None
