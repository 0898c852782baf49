"""Lists of names in the three commonest forms: read at a glance, without the care that others need."""

import re
from functools import lru_cache

from bibtrack.references import persons
from bibtrack.references.bodies import is_body
from bibtrack.values.reference import Name

#: A family name and initials as nearly everybody has them; anything else is left to `names`.
_F = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:[-’'][A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+)?"
_I = r"(?:[A-ZÀ-ÖØ-Þ]\.(?:-| ?(?=[A-ZÀ-ÖØ-Þ]\.)))*[A-ZÀ-ÖØ-Þ]\."
_ONE_NATURAL = re.compile(rf"{_F}(?: [A-ZÀ-ÖØ-Þ]\.)* {_F}")
_ONE_INVERTED = re.compile(rf"{_F}, {_F}")
_VANCOUVER_LIST = re.compile(rf"{_F}(?: {_F})? [A-Z]{{1,3}}(?:, {_F}(?: {_F})? [A-Z]{{1,3}})*")
_INVERTED_LIST = re.compile(rf"{_F}(?: {_F})?, {_I}(?:(?:,? (?:and|&|und|et|y) |, ){_F}(?: {_F})?, {_I})*")
_INVERTED_ONE = re.compile(rf"({_F}(?: {_F})?), ({_I})")
_NATURAL_LIST = re.compile(rf"{_I} ?{_F}(?:(?:,? (?:and|&|und|et|y) |, ){_I} ?{_F})*")
_NATURAL_ONE = re.compile(rf"({_I}) ?({_F})")


def regular(text: str, language: str | None) -> list[Name]:
    """Give the names of a list in one of the three commonest forms, all of it; else none.

    "Smith JA, Jones B", "Smith, J. A., Jones, B., & Lee, C.", "J. A. Smith, B. Jones and C. Lee".
    """
    bare = text.rstrip(" .,;")
    if bare.endswith(" et al"):
        bare = bare[:-6].rstrip(" ,")
    if " Jr" in bare:
        return []
    if ", " not in bare:
        return [persons.parse_name(bare, language)] if _ONE_NATURAL.fullmatch(bare) else []
    if _VANCOUVER_LIST.fullmatch(bare):
        pairs = [piece.rpartition(" ") for piece in bare.split(", ")]
        return [_plain(family, given) for family, _, given in pairs] if len(pairs) > 1 else []
    if bare.count(", ") == 1 and _ONE_INVERTED.fullmatch(bare) and not is_body(bare):
        family, _, given = bare.partition(", ")
        return [] if family.lower() in persons.PARTICLES else [_plain(family, given)]
    if bare[-2:-1] in " .-" and _INVERTED_LIST.fullmatch(f"{bare}."):
        return [_plain(family, given) for family, given in _INVERTED_ONE.findall(f"{bare}.")]
    if bare[1:2] == "." and _NATURAL_LIST.fullmatch(bare):
        return [_plain(family, given) for given, family in _NATURAL_ONE.findall(bare)]
    return []


@lru_cache(maxsize=16384)
def _plain(family: str, given: str) -> Name:
    return Name(family, given.rstrip())
