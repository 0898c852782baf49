"""Names in Chinese, Japanese and Korean script: family name first, without a blank."""

import re

from bibtrack.references import surnames
from bibtrack.references.bodies import is_han_body, is_short_han_body
from bibtrack.text import Late, is_wide
from bibtrack.values.reference import Name

_ROLE = Late(
    r"[\s,，]*(?:等?(?:主\s?编|编著|编译|编|著|译|口述|整理|校|訳|編|翻译|撰|撰写)|\s지음|\s옮김|\s엮음)$"
)
_NATION = Late(r"^[\[［(（【〔][^\]］)）】〕]{1,4}[\]］)）】〕]\s*")
_BETWEEN = Late(r"\s*(?:[,，、;；/&]|(?<=\S)\s+(?:和|及|与|與)\s+)\s*")
_SEVERAL = Late(r"[,，、;；·・•/&]|\s(?:和|及|与|與)\s")
_JOINED = Late(r"(?P<one>[^\W\d_]{2,3})(?:和|与|與)(?P<two>[^\W\d_]{2,3})")
_POINT = Late(r"[·・•．]")


def without_role(text: str) -> str:
    """Give the text without the role words that close it (主编, 译, 著)."""
    if not is_wide(text):
        return text
    for _ in range(3):
        text = _ROLE.sub("", text)
    return text


_TRANSLATED = Late(
    r"^(?:(?P<authors>.*(?:[著撰]|(?:主[编編]|[编編])(?=[\s,，;；])|(?=[,，;；])))[\s,，;；]*)?(?P<translators>[^,，;；]{2,40})[译譯]$"
)
_EDITED = Late(r"(?:主\s?[编編]|[编編])$")


def parted(text: str) -> tuple[str, str]:
    """Give the authors and the translators of "亨廷顿著，周琪等译": what 译 closes translated the work."""
    found = _TRANSLATED.match(text.strip(" ,，:：.。"))
    return (found["authors"] or "", found["translators"]) if found else (text, "")


def is_edited(text: str) -> bool:
    """Tell whether 主编 or 编 closes a list of names: they edited the work."""
    return _EDITED.search(text.rstrip(" ,，:：.。")) is not None


def parse(text: str) -> list[Name]:
    """Give the names of a list, in order; a body is one literal."""
    bare = _NATION.sub("", text)
    if not _SEVERAL.search(bare):
        if _is_body(bare):
            return [Name(literal=bare)]
        joined = _JOINED.fullmatch(bare)
        if joined and all(surnames.is_han_surname(part[0]) for part in joined.groups()):
            return [parse_one(part) for part in joined.groups()]
        parts = bare.split()
        if len(parts) > 1 and all(1 < len(part) < 4 and surnames.is_han_surname(part[0]) for part in parts):
            return [parse_one(part) for part in parts]
    names = [parse_one(part) for part in _BETWEEN.split(text) if part.strip()]
    return names or [Name(literal=text)]


def _is_body(text: str) -> bool:
    """Tell whether an institution is meant; three characters that begin with a surname are a person (陈光会)."""
    if is_short_han_body(text):
        return True
    return is_han_body(text) and (len(text) > 3 or not surnames.is_han_surname(text[0]))


def parse_one(text: str) -> Name:
    """Give one name; a body, a word of five characters or Latin letters stay as they are."""
    bare = without_role(_NATION.sub("", text.strip())).strip()
    if not bare:
        return Name(literal=text.strip())
    if _POINT.search(bare):
        given, _, family = _POINT.sub("·", bare).rpartition("·")
        return Name(family=family, given=given) if family and given else Name(literal=bare)
    parts = bare.split()
    joined = "".join(parts)
    if len(parts) == 2 and len(joined) <= 6 and (len(parts[0]) == 1 or len(joined) > 3):
        return Name(family=parts[0], given=parts[1])
    if re.search(r"[A-Za-z\d]", joined) or not 2 <= len(joined) <= 4:
        return Name(literal=bare)
    if _is_body(joined):
        return Name(literal=bare)
    cut = 2 if joined[:2] in surnames.COMPOUND and len(joined) > 2 else 1
    if len(joined) == 4 and cut == 1:
        cut = 2 if not surnames.is_han_surname(joined[0]) else 1
    return Name(family=joined[:cut], given=joined[cut:])
