"""Lists of names in the three commonest forms: read at a glance, without the care that others need."""

import re
from functools import lru_cache

from bibtrack.references import persons
from bibtrack.references.bodies import is_body
from bibtrack.values.reference import Name

#: A family name and initials as nearly everybody has them; anything else is left to `names`.
_U, _L = "A-ZÀ-ÖØ-ÞĆČĎĐĞĽŁŃŇŐŘŚŞŠŤŮŰŹŻŽ", "a-zß-öø-ÿā-ž"
_F = rf"(?:Ma?c|[OD][’'])?[{_U}][{_L}]+(?:[-‐’'][{_U}]?[{_L}]+)?"
_I = rf"(?:[{_U}]\.(?:[-‐]| ?(?=[{_U}]\.)| [-‐]))*[{_U}]\."
_AND = r"(?:,? (?:and|&|und|et|y) |, )"
_ONE_NATURAL = re.compile(rf"{_F}(?: [{_U}]\.)* {_F}")
_ONE_INVERTED = re.compile(rf"{_F}, {_F}(?: [{_U}](?:\.| |$))*")
_VANCOUVER_LIST = re.compile(
    rf"{_F}(?: {_F})? [A-Z](?:[ -]?[A-Z]){{0,2}}(?:, {_F}(?: {_F})? [A-Z](?:[ -]?[A-Z]){{0,2}})*"
)
_VANCOUVER_ONE = re.compile(rf"({_F}(?: {_F})?) ([A-Z](?:[ -]?[A-Z]){{0,2}})(?![a-z])")
_INVERTED_LIST = re.compile(rf"{_F}(?: {_F})?, {_I}(?:{_AND}{_F}(?: {_F})?, {_I})*")
_INVERTED_ONE = re.compile(rf"({_F}(?: {_F})?), ({_I})")
_NATURAL_LIST = re.compile(rf"{_I} ?{_F}(?:{_AND}{_I} ?{_F})*")
_NATURAL_ONE = re.compile(rf"({_I}) ?({_F})")

#: What opens a field of editors or translators: no name.
_OPENERS = frozenset(
    "in dans en em nel im by von par por ed eds edited edd éd dir hrsg hg coord trans transl translated with".split()
)


def regular(text: str, language: str | None) -> list[Name]:
    """Give the names of a list in one of the three commonest forms, all of it; else none.

    "Smith JA, Jones B", "Smith, J. A., Jones, B., & Lee, C.", "J. A. Smith, B. Jones and C. Lee".
    """
    bare = text.rstrip(" .,;")
    if bare.endswith(" et al"):
        bare = bare[:-6].rstrip(" ,")
    if " Jr" in bare or bare.partition(" ")[0].rstrip(".,:").lower() in _OPENERS:
        return []
    bare = bare.replace(" ,", ",")
    if ", " not in bare:
        return _one(bare, language, text)
    if _VANCOUVER_LIST.fullmatch(bare):
        return [_plain(family, given) for family, given in _VANCOUVER_ONE.findall(bare)]
    if bare[-2:-1] in " .-" and _INVERTED_LIST.fullmatch(f"{bare}."):
        return [_plain(family, given) for family, given in _INVERTED_ONE.findall(f"{bare}.")]
    if bare[1:2] == "." and _NATURAL_LIST.fullmatch(bare):
        return [_plain(family, given) for given, family in _NATURAL_ONE.findall(bare)]
    if bare.count(", ") == 1 and _ONE_INVERTED.fullmatch(bare) and not is_body(bare):
        family, _, given = bare.partition(", ")
        return [] if family.lower() in persons.PARTICLES else [_plain(family, _pointed(given, text))]
    return []


def _one(bare: str, language: str | None, text: str) -> list[Name]:
    """Give "Elinor Ostrom", "Skeaff CM" as one name; none where it is neither."""
    if _ONE_NATURAL.fullmatch(bare):
        return [persons.parse_name(bare, language)]
    found = _VANCOUVER_ONE.fullmatch(bare)
    return [_plain(found[1], _pointed(found[2], text))] if found and not is_body(bare) else []


def _pointed(given: str, text: str) -> str:
    """Give back the point of a last initial that was taken for the end: "Robert C."."""
    return (
        given + "." if text.rstrip(" ,;")[-1] == "." and (given[-2:-1] in " .-" or len(given) == 1) else given
    )


@lru_cache(maxsize=16384)
def _plain(family: str, given: str) -> Name:
    if " " in family:
        return persons.family_given(family, given.rstrip())
    return Name(family, given.rstrip())
