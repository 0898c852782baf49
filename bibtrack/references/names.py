"""Names: a list of people as printed becomes names in order; what fails becomes a literal.

Covers particles, suffixes, initials, Spanish double names, "Last, First and First Last" mixes,
Vancouver initials, Chinese, Japanese, Korean and Vietnamese order, and institutions.
"""

import re

from bibtrack.references import surnames
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
_AND = re.compile(r"\s*(?:,\s*)?(?:&|\b(?:and|und|et|y|en|och)\b|(?<=[a-zà-ÿ.])\s+e\s+(?=[A-ZÀ-Þ]))\s*")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?$")
_INITIALS = re.compile(
    r"(?:[^\W\d_a-zà-ÿ](?:[.\s’-]\s?|$)|[A-Z][a-z]\.[\s-]?)+$|[A-Z]{1,3}$|(?:[A-Z]-?){1,3}\.?$"
)
_DASH = re.compile(r"[—―–_-]{2,}|[—―]$|-{3,}")
_PARTICLES = frozenset(
    "van von de der den del della di da dos das du la le ter ten te zu zum zur af av bin ibn el al ben op 't st d' des do y e degli vom".split()
)
_BODY = re.compile(
    r"(?i)\b(?:ministry|minist[eè]re|ministerium|ministerio|ministério|universit\w*|university|college|institut\w*|bank|banco|banque|council"
    r"|commission|comisión|committee|association|asociación|organi[sz]ation|organização|society|société|gesellschaft|agency|agence|office|bureau|department"
    r"|d[ée]partement|centre|center|centro|zentrum|foundation|fondation|stiftung|fund|group|team|collaboration|consortium|network|union|company|corporation|corp|inc"
    r"|ltd|llc|gmbh|government|gov|congress|parliament|senate|assembly|court|nations|programme|program|project|forum|federation|chamber|authority|academy"
    r"|secretariat|board|press|news|agency|library|museum|school|task|force|taskforce|panel|alliance|initiative|international|national|federal|world|global|staff|party"
    r"|statisti\w+|republic|states|province|embassy|unit|division|services?|exchange|watch|amnesty|greenpeace|times|reuters|editors)\b"
)
_CJK_BODY = re.compile(
    r"(?:部|委员会|委|局|院|所|会|公司|集团|大学|银行|中心|社|厅|室|组|署|协会|商会|学会|政府|国务院|总局|办公室|基金|联盟|法院|同盟|省|編集部|研究所)$"
)
_NATION = re.compile(r"^[\[［(（【〔][^\]］)）】〕]{1,4}[\]］)）】〕]\s*")
_EDGE = " \t,;:.，；：、。&/"


def apply(draft: Draft) -> None:
    """Read authors, editors and translators; note "et al." and a dash for the author before."""
    for label, role in (("author", Role.AUTHOR), ("editor", Role.EDITOR), ("translator", Role.TRANSLATOR)):
        for item in draft.fields:
            if item.label != label:
                continue
            text = item.text
            if _DASH.match(text.strip()):
                draft.warn(
                    "repeated-author", f"{text.strip()!r} stands for the author of the entry before", item
                )
            if _ET_AL.search(text):
                draft.extra.append((f"{label}-others", "et al."))
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
    if _is_body(bare):
        return [Name(literal=bare)]
    names: list[Name] = []
    for part in re.split(r"\s*[;；]\s*", bare):
        names += _list(part, language)
    return names or [Name(literal=bare)]


def _strip(text: str) -> str:
    bare = re.sub(r"<[^>]{1,12}>", "", text)
    bare = _ET_AL.sub("", bare).strip()
    bare = _LEADING.sub("", bare)
    for _ in range(3):
        bare, before = _CJK_ROLE.sub("", bare), bare
        if bare == before:
            break
    bare = _ROLE_WORDS.sub("", bare) if _ROLE_WORDS.search(bare) else bare
    bare = re.sub(r"[(\[（［]\s*[)\]）］]", "", bare)
    bare = " ".join(bare.split()).strip(_EDGE + '“”"')
    bare = re.sub(r"^(?:and|by|et|und|von|&)\s+|[\s,]+(?:and|et|und|&|y)$", "", bare)
    if bare.count("(") != bare.count(")") or bare.count("[") != bare.count("]"):
        bare = bare.strip("()[] ")
    return bare + "." if re.search(r"(?:^|[\s.-])[^\W\d_]$|\b(?:Jr|Sr)$", bare) and "." in text else bare


def _is_body(text: str) -> bool:
    if _DASH.match(text):
        return True
    if re.search(r"\d", text) or (_BODY.search(text) and not _looks_like_people(text)):
        return True
    if re.fullmatch(r"[A-Z][A-Z&-]{2,}", text):
        return True
    words = text.split()
    return (
        len(words) > 3
        and "," not in text
        and bool(re.search(r"\b(?:of|for|the|on|des|für|pour|para|del)\b", text))
    )


def _looks_like_people(text: str) -> bool:
    """Tell whether commas and initials show a list of people ("Center, A., & Bank, B. C.")."""
    return bool(re.search(r"[^\W\d_]{2,},\s+(?:[A-Z]\.[\s-]?)+(?:,|$|&|;|and)", text))


def _list(text: str, language: str | None) -> list[Name]:
    pieces: list[str] = []
    ends: list[int] = []
    for group in _AND.split(text):
        found = [
            piece for piece in (part.strip(" \t;:") for part in re.split(r"\s*[,，、]\s*", group)) if piece
        ]
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
    if _SUFFIX.match(following) or _is_body(piece):
        return False
    if _INITIALS.match(following):
        return not _INITIALS.search(piece.split(" ", 1)[0] + " ") or len(piece.split()) == 1
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
    return bool(re.search(r"\s[A-Z]{1,3}$", piece))


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
    bare = " ".join(text.split())
    if has_cjk(bare):
        return _cjk_name(bare)
    if _is_body(bare) or re.search(r"\d", bare):
        return Name(literal=bare)
    words = bare.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.match(words[-1]) else None
    if len(words) < 2:
        return _one_word(bare)
    if _vancouver(" ".join(words)) and not _INITIALS.match(words[0] + " "):
        return _family_given(" ".join(words[:-1]), words[-1])
    if surnames.family_first(words) or (words[0].isupper() and len(words[0]) > 3 and not words[-1].isupper()):
        return Name(family=_cased(words[0]), given=" ".join(words[1:]), suffix=suffix)
    return _western(words, suffix, language)


def _one_word(word: str) -> Name:
    glued = re.fullmatch(r"((?:[A-ZÀ-Þ]\.-?)+)([A-ZÀ-Þ][\w’'-]+)", word)
    if glued:
        return Name(family=glued.group(2), given=glued.group(1))
    if re.fullmatch(r"[A-ZÀ-Þ][^\W\d_A-Z]+(?:[-’'][^\W\d_]+)*", word):
        return Name(family=word)
    return Name(literal=word)


def _western(words: list[str], suffix: str | None, language: str | None) -> Name:
    start = len(words) - 1
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
    if not re.search(r"[,，、;；·・•/&]|\s{1}和\s?", bare) and _CJK_BODY.search(bare):
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
        or (_CJK_BODY.search(joined) and len(joined) > 3)
    ):
        return Name(literal=bare)
    cut = 2 if joined[:2] in surnames.COMPOUND and len(joined) > 2 else 1
    if len(joined) == 4 and cut == 1:
        cut = 2 if not surnames.is_han_surname(joined[0]) else 1
    return Name(family=joined[:cut], given=joined[cut:])
