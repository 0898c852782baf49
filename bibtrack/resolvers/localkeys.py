"""The keys under which the local index files a record, and those that a question asks for.

A record is found by rare words of its title and by pairs that hardly two works share: first
author and year, volume and first page, author and page, page and year.  So styles that print no
title are found as well, and no query has to read what common words list.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any
from zlib import crc32

from bibtrack.matching.numbers import pages
from bibtrack.matching.question import Question
from bibtrack.matching.words import FRAME, STOP, folded_words
from bibtrack.resolvers.crossref_record import issued
from bibtrack.resolvers.markup import plain
from bibtrack.text import has_cjk

_NAMES = 6
_TITLE_WORDS = 40


def record_keys(record: Mapping[str, Any]) -> tuple[list[str], set[int]]:
    """Give the keys of one record: its title words and names, and its rare pairs as numbers."""
    families = _families(record)
    date = issued(record)
    first, _ = pages(_text(record.get("page")) or _text(record.get("article-number")))
    volume = "".join(folded_words(_text(record.get("volume")) or ""))
    titles = " ".join(filter(None, (_text(record.get("title")), _text(record.get("subtitle")))))
    keys = dict.fromkeys(title_keys(folded_words(titles)[:_TITLE_WORDS]))
    keys.update(dict.fromkeys(family for family in families if len(family) > 2))
    rare = pairs(families[:3], [date.year] if date and date.year else [], volume, first)
    return list(keys), set(map(number_of, rare))


def number_of(pair: str) -> int:
    """Give the number under which a pair is filed (CRC-32; a chance meeting costs one look)."""
    return crc32(pair.encode())


def title_keys(found: tuple[str, ...]) -> Iterator[str]:
    """Give the telling words; CJK characters by twos, since one alone is common."""
    for word in found:
        if len(word) > 2 and word not in STOP and not has_cjk(word):
            yield word
    for one, other in pairwise(found):
        if has_cjk(one) and has_cjk(other):
            yield one + other


def pairs(families: list[str], years: list[int], volume: str | None, page: str | None) -> Iterator[str]:
    """Give the pair keys of a record; letters between the parts keep the kinds apart."""
    for family in families:
        for year in years:
            yield f"{family}y{year}"
    if page:
        if volume:
            yield f"{volume}v{page}"
        for family in families[:1]:
            yield f"{family}p{page}"
        for year in years:
            yield f"{page}q{year}"


def question_pairs(asked: Question) -> list[int]:
    """Give the pair keys that a question may stand under: names × years, numbers × numbers."""
    names = _likely_names(asked)
    numbers = [n for n in dict.fromkeys(asked.numbers) if len(n) < 12][:10]
    keys: dict[str, None] = {}
    for year in asked.years[:3]:
        for near in (year, year - 1, year + 1):
            keys.update(dict.fromkeys(f"{name}y{near}" for name in names))
            keys.update(dict.fromkeys(f"{number}q{near}" for number in numbers if number != str(year)))
    for i, number in enumerate(numbers):
        keys.update(dict.fromkeys(f"{number}v{other}" for other in numbers[i + 1 : i + 5]))
        keys.update(dict.fromkeys(f"{name}p{number}" for name in names[:4]))
    return list(map(number_of, keys))


def _likely_names(asked: Question) -> list[str]:
    names: dict[str, None] = {}
    capital = [word for word in asked.words[:30] if not word.lower and word.text.isalpha()]
    for word in capital:
        if len(word.text) > 1 and word.text not in STOP and word.text not in FRAME:
            names[word.text] = None
        if len(names) >= 6:
            break
    joined = ["".join(pair) for pair in pairwise(list(names)[:4])]
    return [*names, *joined]


def _families(record: Mapping[str, Any]) -> list[str]:
    people = record.get("author") or record.get("editor")
    found = []
    for person in (people if isinstance(people, list) else [])[:_NAMES]:
        if isinstance(person, Mapping):
            name = person.get("family") or person.get("name") or person.get("literal")
            parts = folded_words(name) if isinstance(name, str) else ()
            found += ["".join(parts), *(parts if len(parts) > 1 else ())][:3]
    return [family for family in found if family]


def _text(value: object) -> str | None:
    if isinstance(value, list):
        return " ".join(text for item in value if (text := plain(item))) or None
    return plain(str(value) if isinstance(value, int) else value)
