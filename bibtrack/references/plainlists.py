"""Lists of names in the commonest forms: read at a glance, without the care that others need."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from bibtrack.references import persons
from bibtrack.references.bodies import is_body
from bibtrack.values.reference import Name

#: A family name and initials as nearly everybody has them; anything else is left to `names`.
_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞĆČĎĐĞĽŁŃŇŐŘŚŞŠŤŮŰŹŻŽ", "a-zß-öø-ÿā-ž"
_AND = r"(?:,? (?:and|&|und|et|y) |, )"
_LAST_AND = r",? (?:and|&|und|et) "


class _Forms(NamedTuple):
    """The forms; `…_list` takes a whole list, `…_one` finds each of its names."""

    full: re.Pattern[str]
    full_inverted: re.Pattern[str]
    vancouver_list: re.Pattern[str]
    vancouver_one: re.Pattern[str]
    inverted_list: re.Pattern[str]
    inverted_one: re.Pattern[str]
    natural_list: re.Pattern[str]
    natural_one: re.Pattern[str]
    mixed_list: re.Pattern[str]


@cache
def _forms(*, ascii_only: bool) -> _Forms:
    """Compile the forms; those for ASCII, which most lists are, are quicker to make and to try."""
    u, low = ("A-Z", "a-z") if ascii_only else (_UPPER, _LOWER)
    family = rf"(?:Ma?c|[OD][’'])?[{u}][{low}]+(?:[-‐’'][{u}]?[{low}]+)?"
    initials = rf"(?:[{u}]\.(?:[-‐]| ?(?=[{u}]\.)| [-‐]))*[{u}]\."
    short = r"[A-Z](?:[ -]?[A-Z]){0,2}"
    natural = rf"{initials} ?{family}"
    given = rf"(?:{initials}|{family}(?: [{u}]\.?)?)"
    patterns = (
        rf"{family}(?: [{u}]\.)* {family}",
        rf"{family}, {family}(?: [{u}](?:\.| |$))*",
        rf"{family}(?: {family})? {short}(?:, {family}(?: {family})? {short})*",
        rf"({family}(?: {family})?) ({short})(?![a-z])",
        rf"{family}(?: {family})?, {initials}(?:{_AND}{family}(?: {family})?, {initials})*",
        rf"({family}(?: {family})?), ({initials})",
        rf"{natural}(?:{_AND}{natural})*",
        rf"({initials}) ?({family})",
        rf"({family}), ({given})((?:, {natural})*){_LAST_AND}((?:{natural}|{family}(?: [{u}]\.?)* {family}))",
    )
    return _Forms(*map(re.compile, patterns))


#: What opens a field of editors or translators: no name.
_OPENERS = frozenset(
    "in dans en em nel im by von par por ed eds edited edd éd dir hrsg hg coord trans transl translated with".split()
)


def regular(text: str, language: str | None) -> list[Name]:
    """Give the names of a list in one of the commonest forms, all of it; else none.

    "Smith JA, Jones B", "Smith, J. A., Jones, B., & Lee, C.", "J. A. Smith, B. Jones and C. Lee",
    "Smith, J. A.; Jones, B.", "Smith, John A., and Bo Jones".
    """
    bare = text.rstrip(" .,;")
    if bare.endswith(" et al"):
        bare = bare[:-6].rstrip(" ,")
    if " Jr" in bare or bare.partition(" ")[0].rstrip(".,:").lower() in _OPENERS:
        return []
    bare = bare.replace(" ,", ",")
    forms = _forms(ascii_only=bare.isascii())
    if ", " not in bare:
        return _one(bare, language, text, forms)
    if forms.vancouver_list.fullmatch(bare):
        return [_plain(family, given) for family, given in forms.vancouver_one.findall(bare)]
    listed = bare.rstrip(".") + "."
    if listed[-3:-2] in " .-":
        listed = listed.replace(".; ", "., ")
        if forms.inverted_list.fullmatch(listed):
            return [_plain(family, given) for family, given in forms.inverted_one.findall(listed)]
    if bare[1:2] == "." and forms.natural_list.fullmatch(bare):
        return [_plain(family, given) for given, family in forms.natural_one.findall(bare)]
    if bare.count(", ") == 1 and forms.full_inverted.fullmatch(bare) and not is_body(bare):
        family, _, given = bare.partition(", ")
        return [] if family.lower() in persons.PARTICLES else [_plain(family, _pointed(given, text))]
    return _mixed(bare, language, forms)


def _one(bare: str, language: str | None, text: str, forms: _Forms) -> list[Name]:
    """Give "Elinor Ostrom", "Skeaff CM", "E. Ostrom and C. Hess" as names; none where it is none of these."""
    if bare[1:2] == ".":
        if not forms.natural_list.fullmatch(bare) or is_body(bare):
            return []
        return [_plain(family, given) for given, family in forms.natural_one.findall(bare)]
    if forms.full.fullmatch(bare):
        return [persons.parse_name(bare, language)]
    found = forms.vancouver_one.fullmatch(bare)
    return [_plain(found[1], _pointed(found[2], text))] if found and not is_body(bare) else []


def _mixed(bare: str, language: str | None, forms: _Forms) -> list[Name]:
    """Give "Smith, J. A., B. Jones, and Carl Lee": the first inverted, the others not."""
    found = forms.mixed_list.fullmatch(bare)
    if found is None or is_body(bare):
        return []
    family, given, between, last = found.groups()
    rest = [_plain(name, initials) for initials, name in forms.natural_one.findall(between)]
    return [_plain(family, given), *rest, persons.parse_name(last, language)]


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
