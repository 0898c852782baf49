"""Names: a list of people as printed becomes names in order; what fails becomes a literal.

Covers particles, suffixes, initials, Spanish double names, "Last, First and First Last" mixes,
Vancouver initials, Chinese, Japanese, Korean and Vietnamese order, and institutions.
"""

import re

from bibtrack.references import surnames
from bibtrack.references.bodies import is_body, is_han_body
from bibtrack.references.draft import Draft
from bibtrack.text import has_cjk
from bibtrack.values.reference import Name, Role

_ROLE_WORDS = re.compile(
    r"(?ix)(?<![\w])(?:"
    r"edited\s+and\s+translated\s+by|edited\s+by|ed(?:s|ited)?\.?\s+by|(?:hrsg|hg)\.?\s+(?:v\.|von)|herausgegeben\s+von"
    r"|translat(?:ed|ion)(?:\s+from\s+the\s+\w+)?\s+by|trans(?:l)?\.?\s+by|übers(?:etzt)?\.?\s+(?:v\.|von)|aus\s+dem\s+\w+\s+von"
    r"|tradu(?:it|ction|cción|ção|zione|cido|zido|zida)\b(?:\s+(?:par|de|por|di|du\s+\w+\s+par))?|trad\.?(?:\s+(?:par|de|por|di))?"
    r"|a\s+cura\s+di|sous\s+la\s+dir(?:ection|\.)\s+de|coordinado\s+por|editado\s+por|(?:ed(?:s)?|edd|éds?|edit(?:ors?|ado)|hrsg|hrg|hg|trans(?:l)?|tr"
    r"|dirs?|coords?|orgs?|comps?|übers|organizadore?s?|coordinadore?s?|directors?|producers?|vert|red|compilador|translators?|interviewer|interview(?:ed)?\s+by)(?=[\s.,;:)\]]|$)\.?)"
)
_LEADING = re.compile(
    r"(?i)^[\s,;:.]*(?:in|dans|en|em|nel|im|with|by|von|par|por|dir|prod|directed by)\b\s*:?\s+"
)
_ET_AL = re.compile(
    r"(?i)[\[(]?\b(?:et\.?\s+al(?:ii|\.)?|and\s+others|u\.\s?a\.|y\s+otros|e\s+outros)(?=[\s,.;:)\]]|$)\.?[\])]?|(?<=[^\s])[,，]?\s*等(?:人|著|编|主编)?$|\band colleagues\b"
)
_CJK_ROLE = re.compile(r"[\s,，]*(?:主\s?编|编著|编译|编|著|译|口述|整理|校|訳|編|翻译|撰)$")
_AND = re.compile(
    r"\s*(?:,\s*)?(?:&|\b(?:and|und|et|y(?!\ue000)|en|och)\b|(?<=[a-zà-ÿ.])\s+e\s+(?=[A-ZÀ-Þ]))\s*"
)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?$")
_INITIALS = re.compile(
    r"(?:[^\W\d_a-zà-ÿ](?:[.\s’-]\s?|$)|[A-Z][a-z]\.[\s-]?)+$|[A-Z]{1,3}$|(?:[A-Z]-?){1,3}\.?$"
)
_DASH = re.compile(r"[—―–_-]{2,}|[—―]$|-{3,}")
_PARTICLES = frozenset(
    "van von de der den del della di da dos das du la le ter ten te zu zum zur af av bin ibn el al ben op 't st d' des do y e degli vom".split()
)
_NATION = re.compile(r"^[\[［(（【〔][^\]］)）】〕]{1,4}[\]］)）】〕]\s*")
_TAG = re.compile(r"<[^>]{1,12}>")
_EMPTY = re.compile(r"[(\[（［]\s*[)\]）］]")
_LOOSE_AND = re.compile(r"^(?:and|by|et|und|von|&)\s+|[\s,]+(?:and|et|und|&|y)$")
_POINTED = re.compile(r"(?:^|[\s.-])[^\W\d_]$|\b(?:Jr|Sr)$")
_SEMICOLON = re.compile(r"\s*[;；]\s*")
_COMMA = re.compile(r"\s*[,，、]\s*")
_VANCOUVER = re.compile(r"[^\W\d_]{2}\s(?:[A-Z]{1,3}|(?:[A-Z]\.-?)+)$")
_DOUBLE = re.compile(r"^([^\W\d_]+\s[^\W\d_]+) y ([^\W\d_]+)$")
_GLUED = re.compile(r"((?:[A-ZÀ-Þ]\.-?)+)([A-ZÀ-Þ][\w’'-]+)")
_SINGLE = re.compile(r"[A-ZÀ-Þ][^\W\d_A-Z]+(?:[-’'][^\W\d_]+)*")
#: A cheap look before the long patterns.
_ET_AL_HINT = re.compile(r"(?i)\bal\b|\balii|others|otros|outros|u\.\s?a|等|colleagues")
_ROLE_HINT = re.compile(
    r"(?i)(?<!\w)(?:[eé]d|hrsg|hr?g|tra|übers|a cura|sous|coord|org|comp|dir|prod|vert|red|interv|aus dem|tr\b|herausg)"
)
_EDGE = " \t,;:.，；：、。&/"


def apply(draft: Draft) -> None:
    """Read authors, editors and translators; warn of a dash that stands for the author before."""
    for label, role in (("author", Role.AUTHOR), ("editor", Role.EDITOR), ("translator", Role.TRANSLATOR)):
        for item in draft.fields:
            if item.label != label:
                continue
            text = item.text
            if _DASH.match(text.strip()):
                draft.warn(
                    "repeated-author", f"{text.strip()!r} stands for the author of the entry before", item
                )
            draft.add_names(role, parse_names(text, draft.language))


def parse_names(text: str, language: str | None = None) -> list[Name]:
    """Give the names of a list as printed, in order; never raises, no name is lost.

    "et al." and role words ("eds.", "trans. by", 主编) are left out.
    """
    bare = _strip(text)
    if not bare:
        return []
    if has_cjk(bare) and not re.search(r"[A-Za-z]{3}", bare):
        return _cjk_names(bare)
    if _DASH.match(bare) or is_body(bare):
        return [Name(literal=bare)]
    names: list[Name] = []
    for part in _SEMICOLON.split(bare):
        names += _list(part, language)
    return names or [Name(literal=bare)]


def _strip(text: str) -> str:
    bare = _TAG.sub("", text) if "<" in text else text
    bare = _ET_AL.sub("", bare).strip() if _ET_AL_HINT.search(bare) else bare.strip()
    bare = _LEADING.sub("", bare)
    if not bare.isascii():
        for _ in range(3):
            bare = _CJK_ROLE.sub("", bare)
    if _ROLE_HINT.search(bare):
        bare = _ROLE_WORDS.sub("", bare)
    bare = _EMPTY.sub("", bare) if "(" in bare or "[" in bare or "（" in bare else bare
    bare = " ".join(bare.split()).strip(_EDGE + '“”"')
    bare = _LOOSE_AND.sub("", bare)
    if bare.count("(") != bare.count(")") or bare.count("[") != bare.count("]"):
        bare = bare.strip("()[] ")
    return bare + "." if "." in text and _POINTED.search(bare) else bare


def _list(text: str, language: str | None) -> list[Name]:
    pieces: list[str] = []
    ends: list[int] = []
    # "José Ortega y Gasset" is one person: the mark keeps the "y" from being read as "and".
    text = _DOUBLE.sub("\\1 y\ue000\\2", text)
    for group in _AND.split(text):
        found = [piece for piece in (part.strip(" \t;:") for part in _COMMA.split(group)) if piece]
        pieces += found
        ends.append(len(pieces))
    return _pair(pieces, ends, language)


def _pair(pieces: list[str], ends: list[int], language: str | None) -> list[Name]:
    names: list[Name] = []
    i = 0
    while i < len(pieces):
        piece = pieces[i]
        following = pieces[i + 1] if i + 1 < len(pieces) and (i + 1) not in ends else None
        if _SUFFIX.match(piece) and names:
            names[-1] = _with_suffix(names[-1], piece)
        elif following and _inverted(piece, following, i == 0 or len(pieces) == 2):
            names.append(_family_given(piece, following))
            i += 1
        else:
            names.append(parse_name(piece, language))
        i += 1
    return names


def _inverted(piece: str, following: str, first: bool) -> bool:
    """Tell whether "piece, following" is one name with the family name first."""
    if _SUFFIX.match(following):
        return False
    if _INITIALS.match(following):
        return not _INITIALS.search(piece.split(" ", 1)[0] + " ") or len(piece.split()) == 1
    if is_body(piece):
        return False
    words = piece.split()
    single = sum(word.lower() not in _PARTICLES for word in words) <= 1
    if single:
        return not _vancouver(piece) and len(following.split()) <= 3
    if not first or any("." in word for word in words):
        return False
    return (
        len(following.split()) <= 2
        and not surnames.is_given(words[0])
        and surnames.is_given(following.split()[0])
    )


def _vancouver(piece: str) -> bool:
    return _VANCOUVER.search(piece) is not None


def _with_suffix(name: Name, suffix: str) -> Name:
    if name.literal is not None:
        return Name(literal=f"{name.literal}, {suffix}")
    return Name(name.family, name.given, name.dropping_particle, name.non_dropping_particle, suffix=suffix)


def _family_given(family: str, given: str) -> Name:
    """Give the name of an inverted pair; a particle may stand before the family or after the given."""
    particle, rest = _particles(family.split())
    words = given.split()
    dropping: list[str] = []
    while len(words) > 1 and words[-1].lower() in _PARTICLES and words[-1].islower():
        dropping.insert(0, words.pop())
    suffix = None
    if len(rest) > 1 and _SUFFIX.match(rest[-1]):
        suffix = rest.pop()
    if len(words) > 1 and _SUFFIX.match(words[-1]):
        suffix = words.pop()
    return Name(
        family=_cased(" ".join(rest)), given=" ".join(words), dropping_particle=" ".join(dropping) or None,
        non_dropping_particle=particle, suffix=suffix,
    )  # fmt: skip


def _particles(words: list[str]) -> tuple[str | None, list[str]]:
    n = 0
    while (
        n < len(words) - 1
        and words[n].lower() in _PARTICLES
        and (
            words[n].islower()
            or words[n] in ("Van", "Von", "De", "Di", "Da", "Du", "La", "Le", "Del", "Della")
        )
    ):
        n += 1
    return " ".join(words[:n]) or None, words[n:]


def _cased(family: str) -> str:
    """Give a family name set in capitals in ordinary case; others as they are."""
    if len(family) > 3 and family.isupper() and "." not in family:
        return "-".join(" ".join(w.capitalize() for w in part.split()) for part in family.split("-"))
    return family


def parse_name(text: str, language: str | None = None) -> Name:
    """Give one name that is printed without a comma; a single word or a body is a literal."""
    bare = " ".join(text.replace("\ue000", " ").split())
    if has_cjk(bare):
        return _cjk_name(bare)
    if _DASH.match(bare) or is_body(bare):
        return Name(literal=bare)
    words = bare.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.match(words[-1]) else None
    if len(words) < 2:
        return _one_word(bare)
    if _vancouver(" ".join(words)) and not _INITIALS.match(words[0] + " "):
        return _family_given(" ".join(words[:-1]), words[-1])
    capitals = words[0].isupper() and len(words[0]) > 3 and "." not in words[0] and not words[-1].isupper()
    if capitals or surnames.family_first(words):
        return Name(family=_cased(words[0]), given=" ".join(words[1:]), suffix=suffix)
    return _western(words, suffix, language)


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
        return Name(
            " ".join(words[words.index("y") - 1 :]), " ".join(words[: words.index("y") - 1]), suffix=suffix
        )
    while start > 1 and words[start - 1].lower() in _PARTICLES and words[start - 1] not in ("Al", "El"):
        start -= 1
    if (start > 0 and words[start - 1].lower() in _PARTICLES and words[start - 1].islower()) or (
        start == len(words) - 1 and start > 1 and surnames.double(words, language)
    ):
        start -= 1
    particle, family = _particles(words[start:])
    given = " ".join(words[:start]) or None
    return Name(family=_cased(" ".join(family)), given=given, non_dropping_particle=particle, suffix=suffix)


def _cjk_names(text: str) -> list[Name]:
    bare = _NATION.sub("", text)
    if not re.search(r"[,，、;；·・•/&]|\s{1}和\s?", bare) and is_han_body(bare):
        return [Name(literal=bare)]
    names = [
        _cjk_name(part) for part in re.split(r"\s*(?:[,，、;；/&]|(?<=\S)\s+和\s+)\s*", bare) if part.strip()
    ]
    return names or [Name(literal=text)]


def _cjk_name(text: str) -> Name:
    bare = _CJK_ROLE.sub("", _NATION.sub("", text.strip())).strip()
    if not bare:
        return Name(literal=text.strip())
    if re.search(r"[·・•．]", bare):
        given, _, family = re.sub(r"[·・•．]", "·", bare).rpartition("·")
        return Name(family=family, given=given) if family and given else Name(literal=bare)
    parts = bare.split()
    joined = "".join(parts)
    if len(parts) == 2 and len(joined) <= 6 and (len(parts[0]) == 1 or len(joined) > 3):
        return Name(family=parts[0], given=parts[1])
    if (
        re.search(r"[A-Za-z\d]", joined)
        or not 2 <= len(joined) <= 4
        or (is_han_body(joined) and len(joined) > 3)
    ):
        return Name(literal=bare)
    cut = 2 if joined[:2] in surnames.COMPOUND and len(joined) > 2 else 1
    if len(joined) == 4 and cut == 1:
        cut = 2 if not surnames.is_han_surname(joined[0]) else 1
    return Name(family=joined[:cut], given=joined[cut:])
