"""How a cite starts: a name before a comma, initials, a body, a name with its year, a Chinese name."""

import re

_CAP = r"(?:(?:O|D|L|M|d|l)['’])?[A-ZÀ-ÖØ-ÞŠŽŁĆČŞİ][\w'’-]*[\w]"
_PARTICLE = (
    r"(?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ter|ten|zu|zur|y|e)\s+){1,3}"
)
_INITIALS = r"(?:[A-ZÀ-ÖØ-Þ][a-z]?\.[\s-]?){1,4}"
_DATES = (
    r"(?!(?:Jan(?:uary|uar|\.)?|Feb(?:ruary|ruar|\.)?|March|März|April|May|Mai|June|Juni|July|Juli|August|Aug|Sept(?:ember|\.)?|Okt(?:ober|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|De[cz](?:ember|\.)?|Spring|Summer|Autumn|Fall|Winter|Frühjahr|Sommer|Herbst|Ende|Mitte|Anfang|Since|In|By|From|Until|Seit|Im)\b)"
)
FAMILY = rf"{_DATES}(?:{_PARTICLE})?{_CAP}(?: {_CAP})?"
_GIVEN_FIRST = rf"(?:{_INITIALS}\s?|{_CAP}\s+(?:{_CAP}\s+|{_INITIALS}\s?){{0,2}})(?:{_PARTICLE})?{_CAP}"
_FAMILY_FIRST = rf"(?:{_PARTICLE})?{_CAP},\s+(?:{_INITIALS}|{_CAP})"
_AND = r"(?:\s*(?:,\s*(?:and|und|et|y|e|&)?|/|;|\band\b|\bund\b|\bet\b|\by\b|&|–)\s*)"
_OTHERS = r"(?:,?\s+(?:et\s+al\.?|u\.\s?a\.|and\s+others|e\.a\.))?"
YEAR = r"(?:1[5-9]|20)\d\d(?:/\d{2,4})?[a-z]?"

#: "R. Cotterrell, …", "Meredith J. DeBoom, …", "Smith, John. …"
PERSON = re.compile(
    rf"(?:{_GIVEN_FIRST}|{_FAMILY_FIRST})(?:{_AND}(?:{_GIVEN_FIRST}|{_FAMILY_FIRST}))*{_OTHERS}\s*(?:[,.:]|\((?:eds?|Hrsg|Hg|dir|coord)\b|\(?{YEAR}|(?=['‘“\"]))"
)
#: "R. Cotterrell" and whatever follows: initials leave no doubt.
INITIALLED = re.compile(rf"{_INITIALS}\s?(?:{_PARTICLE})?{_CAP}")
#: "Gessner 1976", "Feest/Blankenburg, 1972", "Smith and Jones (2010)", "Smith et al. 2010a"; "Tahun 2009" is a law's year
NAME_YEAR = re.compile(
    rf"(?<![\w-])(?!Tahun\s)(?P<names>{FAMILY}(?:(?:,\s+{FAMILY}){{1,4}},?\s+(?:and|und|et|&)\s+{FAMILY}|(?:\s*(?:/|\band\b|\bund\b|\bet\b|&)\s*{FAMILY}){{0,5}}){_OTHERS}),?\s*\(?(?P<year>{YEAR})\)?(?![\d–-])"
)
#: "Leavis, op. cit.", "DeBoom, 'Climate…'", "Müller (Fn. 12)"
FAMILY_ONLY = re.compile(
    rf"(?P<names>{FAMILY}(?:(?:\s*/\s*|,\s+|,?\s+(?:and|und|et|y|&)\s+){FAMILY}){{0,4}}{_OTHERS})(?=\s*[,:(]|\s+(?:op\.|loc\.|a\.\s?a\.|supra|above)|\s*['‘“\"])"
)
#: A body or report with a comma behind it: "Committee of Inquiry into Higher Education, …"
BODY = re.compile(
    rf"{_CAP}(?:\s+(?:{_CAP}|of|the|for|and|on|in|into|to|&|für|der|des|und|de|du|la|et|y|del)){{0,12}}\s*(?:\([A-Z][A-Za-z]{{1,10}}\)\s*)?[,:]\s"
)
CHINESE = re.compile(
    r"[一-鿿·．・•]{2,16}(?:(?:、|，|,\s?|和)[一-鿿·．・•]{2,16}){0,4}(?:等)?(?:主?[编編]著?|[译譯]|等[编編])?(?:[：:,，]|(?=《))"
)
#: "ders.", "dies.", "idem", "the same": the author of the cite before, another work.
SAME_AUTHOR = re.compile(
    r"(?:ders|dies|dens|idem|eadem|同一?作者)\.?\s*[,:（(]|(?:ders|dies)\.\s", re.IGNORECASE
)


# A quoted title starts with a capital; a quotation of prose often does not.
_TITLE = re.compile(r"[‘“\"'«„‚»‹]\s?[‘“\"'«„‚]?(?:[^\W\d_a-zß-öø-ÿ]|\d)|[《「『〈]")
# What may stand before a name with its year within a sentence.
BEFORE_NAME = re.compile(
    r"(?:^|[(;]|\b(?:von|bei|nach|durch|zeigt|zeigen|so|auch|und|and|by|of|from|per|selon|chez|par|see|cf\.|vgl\.|siehe))\s*$",
    re.IGNORECASE,
)


#: A particle that prose may have lent: "der Beitrag von Gessner 1976".
PARTICLE = re.compile(_PARTICLE)


def family_names(text: str) -> list[str]:
    """Give the family names that a cite opens with, as printed, at most five; [] when it has none."""
    head = text[:160]
    for pattern in (NAME_YEAR, FAMILY_ONLY):
        found = pattern.match(head)
        if found:
            return _families(found["names"])
    found = PERSON.match(head)
    if found:
        return _families(re.sub(rf"[\s(]*{YEAR}.*$", "", found[0]).rstrip(" ,.:(‘“\"'"))
    found = BODY.match(head)
    return [found[0].rstrip(" ,:")] if found else []


def _families(names: str) -> list[str]:
    bare = re.sub(rf"{_OTHERS}\s*$", "", names)
    parts = [part.strip() for part in re.split(r"\s*(?:/|;|,|\band\b|\bund\b|\bet\b|&)\s*", bare)]
    parts = [re.sub(rf"^{_INITIALS}\s*", "", part).strip() for part in parts]
    return [part for part in parts if len(part.strip(". ")) > 1][:5]


def starts_cite(text: str, at: int = 0) -> bool:
    """Tell whether a cite may start here: a person, a name with its year, initials, a quoted title."""
    if _TITLE.match(text, at):
        return True
    return any(pattern.match(text, at) for pattern in (PERSON, INITIALLED, NAME_YEAR, CHINESE, SAME_AUTHOR))
