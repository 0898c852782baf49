"""Is a stretch of a note a cite, or prose about one?  Small signs, each with its weight."""

import re

from bibtrack.notes.forms import is_back_reference, is_short
from bibtrack.notes.names import FAMILY_ONLY, NAME_YEAR, YEAR, starts_cite
from bibtrack.notes.spans import URL, quotations

#: What a stretch must weigh to be a cite.
ENOUGH = 2.4
_SIGNS = (
    (3.0, URL),
    (2.0, re.compile(rf"\([^()]*{YEAR}[^()]*\)|\[{YEAR}\]")),
    (1.0, re.compile(rf"(?<![\d–—-]){YEAR}(?![\d–—-])")),
    (2.0, re.compile(rf"\([^()]{{2,60}}:\s[^()]{{2,60}},\s*{YEAR}\)")),
    (1.5, re.compile(r"\b\d{1,4}\s(?:[A-Z][\w.&’']*\s){1,6}\d{1,4}\b|\bvols?\.|\bno\.\s?\d|\b\d{1,3}\s?\(\d{1,3}\)")),
    (1.0, re.compile(r"\bpp?\.?\s?\d|\bS\.\s?\d|\bat\s+\d|\bparas?\.?\s?\d|\bch\.\s?\d|\bRn\.\s?\d|§\s?\d|:\s?\d+[–-]\d+")),
    (0.6, re.compile(r"[,)’”]\s\d{1,4}(?:[–-]\d{1,4})?\W*$")),
    (1.2, re.compile(r"\b(?:eds?|trans|hrsg|hg)\b\.?|\b(?:Press|Verlag|Éditions|Publishers|University|Universität|Journal|Review|Zeitschrift|Working Paper|Manuskript|Report)\b")),
    (1.5, re.compile(r"\b(?:forthcoming|unpublished|in press|im Erscheinen|n\.d\.|o\.J\.|Veröffentlichung)\b", re.I)),
    (1.6, re.compile(r"\b(?:Act|Bill|Cmnd?|Regulation|Directive|Treaty|Convention)\b[^.]{0,40}\d{2,4}|\sv\.?\s[A-Z]|\bU\.?S\.?C?\.?\s\d|BGBl|BVerfGE|\bOJ\s[LC]")),
    (1.5, re.compile(r"\b[Ii]nterviews? (?:with|by)\b|\b[Aa]uthor['’]?s? interview|\b[Pp]ersonal communication")),
    (2.0, re.compile(r"《[^》]+》|出版社|年第\s?\d+\s?期|第\s?\d+\s?[页頁]")),
    (0.8, re.compile(r"[,:]\s+(?:in|In):?\s+(?:[A-Z]|['‘“\"])")),
)  # fmt: skip
_PROSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|been|would|could|should|does|did|that|which|who|this|these|those|there|not|they|we|he|she|it|because|although|however|argues?|shows?|found|believed|reported|originated|peaked|coined|popularized|popularised|launched\s+in|based\s+on|inspired\s+by"
    r"|ist|sind|war|waren|hat|haben|wird|wurde|werden|wurden|daß|dass|nicht|auch\s+nicht|diese[rsmn]?|es|sie|entwickle|zeigt|berichtet|est|sont|était|que|qui|cette|ces|ne|pas|il|elle|es|son|esta|este|fue)\b",
    re.IGNORECASE,
)


def weight(text: str) -> float:
    """Give how much speaks for a cite: above `ENOUGH` it is one; prose words count against it."""
    if not text.strip():
        return 0.0
    total = 4.0 if is_back_reference(text) else 0.0
    total += sum(points for points, sign in _SIGNS if sign.search(text))
    total += 1.5 if starts_cite(text) else 0.0
    total += 1.2 if quotations(text) else 0.0
    total += 1.0 if NAME_YEAR.match(text) else 0.0
    total += 1.5 if len(text) < 200 and is_short(text) else 0.0
    total += 0.7 if FAMILY_ONLY.match(text) else 0.0
    return total - 0.8 * min(prose(text), 8)


def prose(text: str) -> int:
    """Count the words that only running prose has, outside quotations."""
    bare = text
    for start, stop in reversed(quotations(text)):
        bare = bare[:start] + " " + bare[stop:]
    return sum(1 for word in _PROSE.finditer(bare) if word[0][0].islower() or word.start() == 0)


def is_cite(text: str) -> bool:
    """Tell whether a stretch weighs enough to be a cite."""
    return weight(text) >= ENOUGH


def complete(text: str) -> bool:
    """Tell whether a stretch says when or where: a year, a locator at its end, an address, a back-reference."""
    # "Family, G. (2010)." and "Family, Given. 2010." are only the beginning of one.
    if re.search(rf"(?:[A-Z]\.|\bet al\.|[A-Z][a-z]+\.)\s*\(?{YEAR}\)?[.:]?\s*$", text) and not quotations(
        text
    ):
        return len(text.split()) > 14
    if re.fullmatch(rf"[^()]{{3,160}}\({YEAR}[^()]{{0,20}}\)\.\s+[^.?!]*[.?!]?", text.strip()):
        return False
    return (
        bool(re.search(rf"{YEAR}|\bpp?\.\s?\d|S\.\s?\d|\d+\s?\(\d+\)", text))
        or is_back_reference(text)
        or bool(URL.search(text))
    )
