"""Institutions whose names hold commas, at the head of a reference.

"China Chamber of Commerce of Metals, Minerals & Chemicals Importers & Exporters (CCCMC), Guidelines …": what a
printed acronym stands for is one name, and so is what a ministry is of: "of Industry, Trade and Labour".
"""

import re
from functools import cache

from bibtrack.references.bodies import is_body
from bibtrack.text import Late

_WORD = r"[A-ZÀ-Þ][\w’'-]*"
_FEW = rf"{_WORD}(?:\s{_WORD}){{0,2}}"
_HEADS = (
    "Chamber|Ministry|Department|Office|Bureau|Committee|Commission|Council|Institute|Institution|Association|Federation|"
    "Board|Agency|Administration|Authority|Centre|Center|Academy|Society|Union|Secretariat|Directorate|Organi[sz]ation"
)
_REST = rf"(?:\s(?:{_WORD}|and|&|of|for)){{0,6}}"
_ACRONYM = r"\((?P<acronym>[A-Z][A-Z&.-]{1,11})\)"
_LONGEST = 240
#: Stands in the text to label for a comma within a name, which is no boundary; any blank is one to the model.
NO_COMMA = "\u2009"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    # Compiled when first used: most references open with a person.
    opening = rf"(?:The\s)?(?:(?:{_WORD}|of|for|the)\s){{0,6}}?(?:{_HEADS})\s(?:of|for|on)\s"
    return (
        re.compile(opening),
        re.compile(rf"[^\d“”\"‘«.;()]{{10,}}?\s{_ACRONYM}"),
        re.compile(
            rf"{opening}(?:the\s)?{_FEW}(?:,\s{_FEW}){{0,3}},\s(?P<last>{_FEW}),?\s(?:and|&)\s{_WORD}{_REST}"
            r"(?=[.,:]\s|\s\((?:1[89]|20)\d\d|$)"
        ),
        re.compile(
            rf"(?:,\s(?:and\s|&\s)?|\s(?:and|&)\s)(?:{_WORD}\s){{1,6}}(?:{_HEADS}|Initiative|Alliance|Network|Foundation|Bank|University)"
            rf"(?:\s(?:of|for|on)\s{_WORD}{_REST})?(?:\s\([A-Z&-]{{2,12}}\))?(?=[.,]\s|\s\(|$)"
        ),
    )


#: No part of an institution's name: here its work begins.
_WORKS = frozenset(
    "Strategy Plan Policy Report Guide Guidelines Guidance Principles Standards Rules Review Annual National Towards Toward"
    " Framework Action Assessment Study Survey Statistics White Green Implementation Progress".split()
)


def leading(string: str) -> int:
    """Give where the institutions that open a string end, or 0 where none with a comma in its name does.

    Linear in the length: only the first 240 characters are looked at.
    """
    head = string[:_LONGEST].replace(NO_COMMA, ",")
    if "," not in head or not head[:1].isupper():
        return 0
    opening, named, listed, another = _patterns()
    if opening.match(head) is None:
        found = _SCHOOL.match(head) if "niversit" in head else None
        return found.end() if found else 0
    found = named.match(head)
    if not (
        found and "," in found[0] and stands_for(found["acronym"], found[0][: found.start("acronym") - 1])
    ):
        found = listed.match(head)
        if found is None or not _WORKS.isdisjoint(found["last"].split()[:1]):
            return 0
    stop = found.end()
    while (more := another.match(head, stop)) is not None:
        stop = more.end()
    return stop


#: "Peking University, Guanghua School of Management, China ESG Report": the school is part of who issued it.
_SCHOOL = Late(
    rf"(?:The\s)?(?:(?:{_WORD}|of|for)\s){{0,4}}?(?:University|Universität|Université|Universidad|Universidade|Università|Universiteit)"
    rf"(?:\s(?:of|at|de|di|van|zu)\s{_FEW}|\s{_WORD}){{0,2}},\s(?:the\s)?(?:{_WORD}\s){{0,4}}?"
    rf"(?:School|Institute|Institut|Instituto|Center|Centre|Department|Faculty|College|Laboratory|Lab|Program|Programme|Initiative)"
    rf"(?:\s(?:of|for|on|in)\s(?:the\s)?{_WORD}(?:\s(?:{_WORD}|and|&|of|for|the)){{0,6}})?(?=,\s[A-ZÀ-Þ“\"])"
)


def without_commas(string: str) -> str:
    """Give the string, each place unchanged, with `NO_COMMA` for the commas within its leading institutions' names."""
    stop = leading(string) if " of " in string[:80] or "niversit" in string[:60] else 0
    if not stop:
        return string
    acronym = string.find(")", 0, stop) + 1 or stop
    return string[:acronym].replace(",", NO_COMMA) + string[acronym:]


def stands_for(acronym: str, name: str) -> bool:
    """Tell whether the letters of an acronym are initials of a name's words, in order, the first of them first."""
    initials = iter(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())
    letters = [letter for letter in acronym if letter.isalpha()]
    return name.removeprefix("The ")[:1] == letters[0] and all(letter in initials for letter in letters)


def several(text: str) -> list[str]:
    """Give the bodies of a list: cut at "and" or commas only where every part is one by itself."""
    stop = leading(text)
    acronym = text.find(")", 0, stop) + 1
    if stop and acronym and text[acronym:]:
        rest = re.sub(r"^(?:,\s*)?(?:(?:and|&)\s)?\s*", "", text[acronym:])
        return [text[:acronym], *several(rest)]
    if stop == len(text):
        return [text]
    parts: list[str] = _BEFORE_HEAD.split(text)
    if len(parts) > 1 and all(is_body(part) for part in parts):
        return parts
    for mark in (
        r"\s*[;；]\s*",
        r"\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&|und|et|y)\s+",
        r",?\s+(?:and|&|und|et|y)\s+",
    ):
        parts = [part for part in re.split(mark, text) if part]
        if len(parts) > 1 and all(_whole_body(part, mark) for part in parts):
            return parts
        if (
            len(parts) == 2
            and not mark.startswith(r"\s*,")
            and _ENDED.match(parts[0])
            and parts[1][:1].isupper()
        ):
            return parts
    return [text]


#: Where the next body of a list begins: "…Reform Commission, Ministry of Foreign Affairs, and Ministry of Commerce".
_BEFORE_HEAD = Late(
    r"(?:,\s(?:and|&)\s|,\s|\s(?:and|&)\s)(?=(?:the\s)?(?:(?:State|General|National)\s)?(?:Ministry|Department|Bureau|Office|Agency|Administration|Embassy)\s(?:of|for)\s)"
)
_HEAD = Late(
    r"(?i)^(?:the\s+)?(?:ministry|department|institute|university|world|united|international|european|national|bank|council|office|federal)\b|\b(?:bank|fund|programme|organi[sz]ation|foundation|institute|university|agency|association|centre|center|council|commission|union|nations|watch|corporation|federation|initiative|alliance|network|chamber|authority|board|society)$"
)


#: A whole name that "and" may follow: "Amnesty International and Afrewatch", but no "Institute of Water and Air".
_ENDED = Late(
    r"(?!.*\b(?:of|for|on|de|des|du|für|to)\b)\S.*\b(?:International|Watch|Witness|Bank|Institute|Foundation|Greenpeace|Oxfam)$"
)


def _whole_body(part: str, mark: str) -> bool:
    """Tell whether a part can stand alone: an acronym, or (not between commas) what begins or ends as bodies do."""
    if re.fullmatch(r"[A-Z][A-Z&-]{1,9}", part):
        return True
    return not mark.startswith(r"\s*,") and len(part.split()) > 1 and _HEAD.search(part) is not None
