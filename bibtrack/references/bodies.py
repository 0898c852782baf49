"""Bodies: tell an institution from a person, by the words that institutions are named with."""

import re

_WORDS = frozenset(
    "ministry ministère ministere ministerium ministerio ministério university college bank banco banque council commission comisión committee "
    "association asociación organization organisation organização society société gesellschaft agency agence office bureau department département "
    "departement centre center centro zentrum foundation fondation stiftung fund group team collaboration consortium network union company "
    "corporation corp inc ltd llc gmbh government gov congress parliament senate assembly court nations programme program project forum federation "
    "chamber authority academy secretariat board press news library museum school task force taskforce panel alliance initiative international "
    "national federal world global staff party republic states province embassy unit division service services exchange watch amnesty greenpeace "
    "times reuters editors".split()
)
_STEMS = ("universi", "institut", "statisti")
_EDGE = ".,;:()[]’'\"“”"
_HAN = re.compile(
    r"(?:部|委员会|委|局|院|所|会|公司|集团|大学|银行|中心|社|厅|室|组|署|协会|商会|学会|政府|国务院|总局|办公室|基金|联盟|法院|同盟|省|編集部|研究所)$"
)
_DIGIT = re.compile(r"\d")
_CAPITALS = re.compile(r"[A-Z][A-Z&-]{2,}$")
_LINK = frozenset("of for the on des für pour para del".split())
_PEOPLE = re.compile(r"[^\W\d_]{2,},\s+(?:[A-Z]\.[\s-]?)+(?:,|$|&|;|and)")


def is_body(text: str) -> bool:
    """Tell whether a name is an institution's: "World Bank", "CCCMC", "Ministry of Finance"."""
    words = text.split()
    if _DIGIT.search(text) or _CAPITALS.match(text):
        return True
    bare = [word.strip(_EDGE).lower() for word in words]
    if any(word in _WORDS or word.startswith(_STEMS) for word in bare):
        # "Center, A., & Bank, B. C." is a list of people.
        return not _PEOPLE.search(text)
    return len(words) > 3 and "," not in text and any(word in _LINK for word in words)


def is_han_body(text: str) -> bool:
    """Tell whether Chinese or Japanese text ends as the names of institutions do (部, 委员会, 大学…)."""
    return _HAN.search(text) is not None
