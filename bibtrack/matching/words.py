"""Words of a text with their places, their weight, and how two words can mean the same.

Shared by the evidence of titles, names and containers; all words are folded (`text.fold`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from bibtrack.text import fold, has_cjk

_WORD = re.compile(
    r"[぀-ヿ㐀-䶿一-鿿豈-﫿가-힯\U00020000-\U0003FFFF]|(?:[^\W_]|[\u0300-\u036f])+(?:['’](?:[^\W_]|[\u0300-\u036f])+)?"
)

_STOP = """
a an and are as at be by for from has in into is it its of on or that the their this to was were which with we our
via using der die das des dem den ein eine einer und oder von vom zu zur zum im fur mit auf aus bei uber le la les l
d de du un une et ou en dans sur pour par au aux el los las y o del al lo con por para su una il gli dei degli della
delle di da nel nella e i per sul um uma os as do dos na no em het een van voor och av pa
"""
_FRAME = """
vol volume no nr num number issue pp p pages page ed eds edn edition editor editors edited hrsg hg in et al ibid press
university univ verlag publisher publishers publishing inc ltd co company new york london oxford cambridge berlin paris
retrieved available accessed online url http https www doi org com html htm pdf isbn issn pmid pmcid medline crossref
google scholar january february march april may june july august september october november december jan feb mar apr
jun jul aug sep sept oct nov dec spring summer autumn fall winter journal proceedings proc conference conf symposium
workshop international annual transactions suppl supplement abstract article epub ahead print published series ser
trans translated nd n s pag phd thesis dissertation report research review reviews
"""
#: Words that say nothing about which work is meant, in the languages of the data.
STOP = frozenset(_STOP.split())
#: Words of the frame of a reference: they belong to no title, name or container.
FRAME = frozenset(_FRAME.split())


#: Beginnings that turn a word into its opposite within two letters ("hypotension").
_OPPOSED = (
    ("hyper", "hypo"),
    ("inter", "intra"),
    ("micro", "macro"),
    ("endo", "exo"),
    ("under", "over"),
    ("sub", "sup"),
)


_ROMAN = frozenset("ivx")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and its place in the raw text: code points, half-open."""

    text: str
    start: int
    stop: int
    lower: bool


@lru_cache(maxsize=65536)
def _folded(raw: str) -> str:
    return (raw.lower() if raw.isascii() else fold(raw)).replace("'", "")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Give `text.fold` of a text, quickly for ASCII, which most texts are."""
    return " ".join(text.lower().split()) if text.isascii() and "`" not in text else fold(text)


def words(text: str) -> tuple[Word, ...]:
    """Give the words of a raw text in order; each CJK character is a word of its own."""
    return tuple(
        Word(folded, found.start(), found.end(), found.group()[0].islower())
        for found in _WORD.finditer(text)
        if (folded := _folded(found.group()))
    )


@lru_cache(maxsize=32768)
def folded_words(text: str) -> tuple[str, ...]:
    """Give the folded words of a text in order."""
    return tuple(word for raw in _WORD.findall(text) if (word := _folded(raw)))


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """Say how much a word tells: 0.1 for stop words, up to 1 for words of six letters and more."""
    if word in STOP:
        return 0.1
    if word.isdigit() or has_cjk(word):
        return 0.5
    return min(len(word), 6) / 6


def alike_any(word: str, others: Iterable[str]) -> bool:
    """Tell whether one of the words is the same as `word` but for a slip; quick to say no."""
    size, first, last = len(word), word[0], word[-1]
    return size >= 4 and any(
        abs(len(other) - size) <= 2 and (other[0] == first or other[-1] == last) and alike(word, other)
        for other in others
    )


def alike(one: str, other: str) -> bool:
    """Tell whether two words are the same but for a slip: five letters or more, one edit in five."""
    longest = max(len(one), len(other))
    if longest < 5 or abs(len(one) - len(other)) > longest // 5:
        return False
    if numeral(one) or numeral(other):
        return False
    if any(one.startswith(a) and other.startswith(b) for pair in _OPPOSED for a, b in (pair, pair[::-1])):
        return False
    allowed = longest // 5
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def numeral(word: str) -> bool:
    """Tell whether a word is a number in Arabic digits, or in Roman ones below 40; one letter more is another."""
    return word.isdigit() or (len(word) < 8 and _ROMAN.issuperset(word))


def abbreviates(short: str, full: str) -> bool:
    """Tell whether `short` abbreviates `full`: its start ("environ"), or a contraction ("natl", "intl").

    Source: ISO 4, truncation and contraction.
    """
    if short == full:
        return True
    if len(short) < 1 or len(short) >= len(full) or short[0] != full[0]:
        return False
    if full.startswith(short):
        return True
    if len(short) < 3 or (short[-1] != full[-1] and len(short) < 4):
        return False
    rest = iter(full)
    return all(letter in rest for letter in short)
