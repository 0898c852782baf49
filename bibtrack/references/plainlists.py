"""Lists of names in the commonest forms: read at a glance, without the care that others need."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bibtrack.references import persons
from bibtrack.references.bodies import is_body
from bibtrack.text import Late, cased
from bibtrack.values.reference import Name

#: A family name and initials as nearly everybody has them; anything else is left to `names`.
_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_AND = r"(?:,? (?:and|&|und|et|y) |, )"
_LAST_AND = r",? (?:and|&|und|et) "


class _Forms(NamedTuple):
    """The forms; `…_list` takes a whole list, `…_one` finds each of its names."""

    full: Late
    full_inverted: Late
    vancouver_list: Late
    vancouver_one: Late
    inverted_list: Late
    inverted_one: Late
    natural_list: Late
    natural_one: Late
    mixed_list: Late


def _forms() -> _Forms:
    """Compile the forms, for text that is `cased`."""
    u, low = _UPPER, _LOWER
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
    return _Forms(*map(Late, patterns))


_FORMS = _forms()


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
    plain = cased(bare)
    if ", " not in bare:
        return _one(bare, plain, language, text)
    forms = _FORMS
    if forms.vancouver_list.fullmatch(plain):
        return [_plain(family, given) for family, given in _found(forms.vancouver_one, bare, plain)]
    listed = bare.rstrip(".") + "."
    if listed[-3:-2] in " .-":
        listed = listed.replace(".; ", "., ")
        alike = cased(listed)
        if forms.inverted_list.fullmatch(alike):
            return [_plain(family, given) for family, given in _found(forms.inverted_one, listed, alike)]
    if bare[1:2] == "." and forms.natural_list.fullmatch(plain):
        return [_plain(family, given) for given, family in _found(forms.natural_one, bare, plain)]
    if bare.count(", ") == 1 and forms.full_inverted.fullmatch(plain) and not is_body(bare):
        family, _, given = bare.partition(", ")
        return [] if family.lower() in persons.PARTICLES else [_plain(family, _pointed(given, text))]
    return _mixed(bare, plain, language)


def _found(pattern: Late, text: str, plain: str) -> Iterator[tuple[str, str]]:
    """Give the two groups of each match, as they stand in the text."""
    for match in pattern.finditer(plain):
        (first, second), (third, fourth) = match.span(1), match.span(2)
        yield text[first:second], text[third:fourth]


def _one(bare: str, plain: str, language: str | None, text: str) -> list[Name]:
    """Give "Elinor Ostrom", "Skeaff CM", "E. Ostrom and C. Hess" as names; none where it is none of these."""
    if bare[1:2] == ".":
        if not _FORMS.natural_list.fullmatch(plain) or is_body(bare):
            return []
        return [_plain(family, given) for given, family in _found(_FORMS.natural_one, bare, plain)]
    if _FORMS.full.fullmatch(plain):
        return [persons.parse_name(bare, language)]
    found = _FORMS.vancouver_one.fullmatch(plain)
    if found is None or is_body(bare):
        return []
    return [_plain(bare[: found.end(1)], _pointed(bare[found.start(2) :], text))]


def _mixed(bare: str, plain: str, language: str | None) -> list[Name]:
    """Give "Smith, J. A., B. Jones, and Carl Lee": the first inverted, the others not."""
    found = _FORMS.mixed_list.fullmatch(plain)
    if found is None or is_body(bare):
        return []
    family, given, between, last = (slice(*found.span(n)) for n in range(1, 5))
    rest = _found(_FORMS.natural_one, bare[between], plain[between])
    names = [_plain(name, initials) for initials, name in rest]
    return [_plain(bare[family], bare[given]), *names, persons.parse_name(bare[last], language)]


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
