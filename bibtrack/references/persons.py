"""One person as printed: family and given names, particles, suffix; a body or what fails is a literal.

A name is printed "Given Family", "Family, Given" (two pieces), "Family AB", or family first as in
East Asia; particles and suffixes go to their own parts (CSL 1.0.2, name parts).
"""

from functools import lru_cache

from bibtrack.references import hannames, surnames
from bibtrack.references.bodies import is_body
from bibtrack.text import Late, cased, has_cjk, squeeze
from bibtrack.values.reference import Name

SUFFIXES = frozenset("Jr Jr. Sr Sr. II II. III III. IV IV. 2nd 2nd. 3rd 3rd.".split())
_TITLED = Late(r"(?:Dr|Prof|Professor|Rev|Mr|Mrs|Ms|Hon)\.?\s+(?=\S+\s+\S)")
_DASH = Late(r"[—―–_-]{2,}|[—―]$|-{3,}")
_DASHES = frozenset("—―–_-")
PARTICLES = frozenset(
    "van von de der den del della di da dos das du la le ter ten te zu zum zur af av bin bint ibn el al ben op 't st d' des do y e degli vom dello dalla dal lo de'".split()
)
_CAPITAL_PARTICLES = frozenset(
    (
        "Van",
        "Von",
        "De",
        "Di",
        "Da",
        "Du",
        "La",
        "Le",
        "Del",
        "Della",
        "Den",
        "Der",
        "Ter",
        "Ten",
        "Dos",
        "Des",
    )
)
#: Capitals; names are `cased` before these patterns are tried.
_UPPER = "A-ZÀ-ÖØ-Þ"
#: "J. A.", "JA", "Z-M", "Ch.", "J.-P.": what stands for given names.
_INITIALS = Late(
    rf"(?:[{_UPPER}][a-zé]?\.[\s’-]{{0,2}})+[{_UPPER}]?$|[{_UPPER}]{{1,3}}\.?$|[{_UPPER}](?:[\s-][{_UPPER}]{{1,2}}){{1,3}}\.?$"
)
_VANCOUVER = Late(rf"[^\W\d_]{{2}}\.?\s(?:[{_UPPER}](?:[\s-]?[{_UPPER}]){{0,2}}\.?|(?:[{_UPPER}]\.\s?-?)+)$")
_GLUED = Late(r"((?:[A-ZÀ-Þ]\.-?)+)([A-ZÀ-Þ][\w’'-]+)")
_SINGLE = Late(
    r"(?:(?:Ma?c|De|Di|La|Le|Du|Van|Fitz|O['’]|D['’]|L['’]|Al-|El-))?[A-ZÀ-Þ][^\W\d_A-Z]+(?:[-’'][^\W\d_]+)*"
)
#: "Zhang Youyi 张友谊": the name in Latin letters, then in its own.
_ROMANISED = Late(r"([A-ZÀ-Þ][a-zà-ÿ]+) ([A-ZÀ-Þ][a-zà-ÿ’'-]+) ?[㐀-鿿가-힣ぁ-ヿ]{2,6}")
VARIOUS = frozenset(("AA. VV", "AA.VV", "VV. AA", "VV.AA", "AAVV", "AA. VV.", "VV. AA."))


def is_dash(text: str) -> bool:
    """Tell whether a dash stands for the name of the entry before: "———", "—"."""
    return text[:1] in _DASHES and _DASH.match(text) is not None


def is_initials(piece: str) -> bool:
    """Tell whether a piece stands for given names: "J. A.", "JA", "Z-M", "Ch."."""
    # Most end in a small letter, as no initials do: that is quicker than any cache.
    return not piece[-1:].islower() and _are_initials(piece)


@lru_cache(maxsize=4096)
def _are_initials(piece: str) -> bool:
    return _INITIALS.match(cased(piece)) is not None


def is_vancouver(piece: str) -> bool:
    """Tell whether a piece is a family name and initials, with a blank between: "Smith JA", "van der Berg J."."""
    return " " in piece and not piece[-1].islower() and _VANCOUVER.search(cased(piece)) is not None


def with_suffix(name: Name, suffix: str) -> Name:
    """Give the name with "Jr." or "III" as its suffix."""
    if name.literal is not None:
        return Name(literal=f"{name.literal}, {suffix}")
    return Name(name.family, name.given, name.dropping_particle, name.non_dropping_particle, suffix=suffix)


def family_given(family: str, given: str) -> Name:
    """Give the name of an inverted pair; a particle may stand before the family or after the given."""
    particle, suffix = None, None
    dropping: list[str] = []
    if " " in family:
        particle, rest = particles(family.split())
        if len(rest) > 1 and rest[-1] in SUFFIXES:
            suffix = rest.pop()
        family = " ".join(rest)
    if " " in given:
        words = given.split()
        while len(words) > 1 and words[-1].lower() in PARTICLES and words[-1].islower():
            dropping.insert(0, words.pop())
        if len(words) > 1 and words[-1] in SUFFIXES:
            suffix = words.pop()
        given = " ".join(words)
    if family.isupper() and len(family) > 1:
        family, given = _from_capitals(family, given)
    return Name(_cased(family), given, " ".join(dropping) or None, particle, suffix)


def _from_capitals(family: str, given: str) -> tuple[str, str]:
    """Give "LIU, Ming" and "BEAULNE, JACQUES" in ordinary case; initials stay."""
    if len(family) < 4 and len(given) > 3 and not given.isupper():
        family = family.capitalize()
    if given.isupper() and len(given) > 3 and "." not in given:
        given = " ".join(word.capitalize() if len(word) > 3 else word for word in given.split())
    return family, given


def particles(words: list[str]) -> tuple[str | None, list[str]]:
    """Give the particles that open a family name, or None, and its other words."""
    n = 0
    while (
        n < len(words) - 1
        and words[n].lower() in PARTICLES
        and (words[n].islower() or words[n] in _CAPITAL_PARTICLES)
    ):
        n += 1
    return " ".join(words[:n]) or None, words[n:]


def _cased(family: str) -> str:
    """Give a family name set in capitals in ordinary case; others as they are."""
    if (
        len(family) > 3
        and "." not in family
        and (family.isupper() or (family[1].isupper() and _NEARLY_UPPER.search(family)))
    ):
        if family.startswith("MC") and len(family) > 4:
            return "Mc" + family[2:].capitalize()
        return "-".join(
            " ".join("’".join(p.capitalize() for p in w.split("’")) for w in part.split())
            for part in family.split("-")
        )
    return family


#: Capitals with small accented letters among them, as programs leave them: "GARCíA".
_NEARLY_UPPER = Late(r"^[A-ZÀ-Þ]{2,}[à-ÿ][A-ZÀ-Þ]+$")


@lru_cache(maxsize=8192)
def parse_name(text: str, language: str | None = None) -> Name:
    """Give one name that is printed without a comma; a single word or a body is a literal."""
    bare = squeeze(text.replace("\ue000", " "))
    if not bare.isascii() and has_cjk(bare):
        both = _ROMANISED.fullmatch(bare) if bare < "ß" else None
        return Name(family=both[1], given=both[2]) if both else hannames.parse_one(bare)
    if is_dash(bare) or bare in VARIOUS:
        return Name(literal=bare)
    if bare.count(" ") > 1:  # a title and two names
        bare = _TITLED.sub("", bare)
    words = bare.split()
    suffix = words.pop() if len(words) > 2 and words[-1] in SUFFIXES else None
    if len(words) > 1 and is_vancouver(" ".join(words) if suffix else bare) and (words[0].lower() in PARTICLES or not is_initials(words[0])):  # fmt: skip
        return _vancouver(words, suffix)
    if is_body(bare):
        return Name(literal=bare)
    if (
        len(words) > 1
        and len(words[0]) == 1
        and len(words[-1]) > 1
        and all(len(word) == 1 and word.isupper() for word in words[:-1])
    ):
        return Name(family=words[-1], given=" ".join(words[:-1]), suffix=suffix)
    if len(words) < 2:
        return _one_word(bare)
    if words[0] == "The" or (len(words) == 3 and words[1] in ("of", "the")):
        return Name(literal=bare)
    capitals = words[0].isupper() and len(words[0]) > 3 and "." not in words[0] and not words[-1].isupper()
    if capitals or surnames.family_first(words):
        return Name(family=_cased(words[0].capitalize() if words[0].isupper() else words[0]), given=" ".join(words[1:]), suffix=suffix)  # fmt: skip
    return _western(words, suffix, language)


def _vancouver(words: list[str], suffix: str | None) -> Name:
    """Give "van der Berg J A", "Scott Lynn Jr N", "Kashyap. A." as family and initials."""
    cut = len(words) - 1
    while cut > 1 and is_initials(words[cut - 1]) and len(words[cut - 1]) < 4:
        cut -= 1
    if words[cut] in SUFFIXES and cut > 1:
        suffix, words = words[cut], words[:cut]
        cut = len(words) - 1
    name = family_given(" ".join(words[:cut]).rstrip("."), " ".join(words[cut:]))
    return with_suffix(name, suffix) if suffix else name


def _one_word(word: str) -> Name:
    glued = _GLUED.fullmatch(word)
    if glued:
        return Name(family=glued.group(2), given=glued.group(1))
    if _SINGLE.fullmatch(word):
        return Name(family=word)
    return Name(literal=word)


def _western(words: list[str], suffix: str | None, language: str | None) -> Name:
    start = len(words) - 1
    if "y" in words[2:-1]:
        place = words.index("y", 2) - 1
        return Name(" ".join(words[place:]), " ".join(words[:place]), suffix=suffix)
    while start > 1 and words[start - 1].lower() in PARTICLES and words[start - 1] not in ("Al", "El"):
        start -= 1
    lead = words[0]
    if start == 1 and (
        lead in ("Ibn", "Abu") or lead in _CAPITAL_PARTICLES or (lead.islower() and lead in PARTICLES)
    ):
        start = 0
    elif (start > 1 and words[start] == "de" and surnames.begins_double(words[start - 1])) or (
        start == len(words) - 1 and start > 1 and surnames.double(words, language)
    ):
        start -= 1
    particle, family = particles(words[start:])
    given = " ".join(words[:start]) or None
    return Name(family=_cased(" ".join(family)), given=given, non_dropping_particle=particle, suffix=suffix)
