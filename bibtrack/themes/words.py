"""Words of a text with their places, and the small patterns that match words.

A pattern is one word of a rule's term: `word` (matched without regard to case, accents and an
English plural), `word*` (every word that starts so), or a stem.  A Chinese, Japanese or Korean
character is a word of its own, so a Chinese phrase is found inside running text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bibtrack.text import fold
from bibtrack.themes.stems import singular, stem

_CJK = "぀-ヿ㐀-䶿一-鿿豈-﫿가-힯\U00020000-\U0003ffff"
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:'[sS]\b)?")
# A letter or digit that is no word by itself, and a word of them, accents that stand apart included.
_LETTER = rf"[^\W_{_CJK}]"
_WORD = rf"{_LETTER}+(?:[\u0300-\u036f]+{_LETTER}*)*"
_ANY = re.compile(rf"[{_CJK}]|{_WORD}(?:['’ʼ]s\b)?")
_TERM = re.compile(rf"[{_CJK}]|{_WORD}\*?")
# One class first: the search for it is quick.
_SENTENCE_END = re.compile(r"[.!?…。！？；](?:(?<=[。！？；])|[\"'”’)\]]*(?=\s))")


def runs(text: str) -> list[str]:
    """Cut a text at white space, which no word holds: what `cut` makes of each run is worth remembering."""
    return (text.lower() if text.isascii() else text).split()


def cut(run: str) -> tuple[str, ...]:
    """Give the folded words of a run."""
    return tuple(map(_folded, _ANY.findall(run)))


def words_of(text: str) -> list[str]:
    """Give the folded words of a text."""
    return [word for run in runs(text) for word in cut(run)]


class Places:
    """Where the words of a text stand, worked out only as far as it is asked for."""

    __slots__ = ("_matches", "_spans", "_text")

    def __init__(self, text: str) -> None:
        """Take the text; nothing is read yet."""
        self._text = text
        self._matches: Iterator[re.Match[str]] | None = None
        self._spans: list[tuple[int, int]] = []

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Give the code points from the first word's start to the end of the word before `stop`."""
        missing = stop - len(self._spans)
        if missing > 0:
            if self._matches is None:
                self._matches = (_PLAIN if self._text.isascii() else _ANY).finditer(self._text)
            self._spans += [match.span() for match in islice(self._matches, missing)]
        return self._spans[first][0], self._spans[stop - 1][1]


@lru_cache(maxsize=200_000)
def _folded(printed: str) -> str:
    return fold(printed).removesuffix("'s").replace("'", "")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One word of a term: `kind` is "word", "prefix" or "stem"; `text` is already normalised."""

    kind: str
    text: str


def patterns_of(term: str, stemmed: bool = False) -> tuple[Pattern, ...]:
    """Cut one term of a rule into patterns; () when it holds no word at all."""
    return tuple(_pattern(match.group(), stemmed) for match in _TERM.finditer(term))


def _pattern(printed: str, stemmed: bool) -> Pattern:
    if printed.endswith("*"):
        return Pattern("prefix", fold(printed[:-1]))
    word = _folded(printed)
    return Pattern("stem", stem(word)) if stemmed else Pattern("word", singular(word))


def sentence_around(text: str, start: int, stop: int, longest: int = 400) -> str:
    """Give the sentence that holds `text[start:stop]`, or the whole text when it is short."""
    if len(text) <= longest // 2:
        return text
    low = _last_end(text, max(0, start - longest), start)
    left = low if low is not None else max(0, start - longest // 2)
    high = _next_end(text, stop, min(len(text), stop + longest))
    right = high if high is not None else min(len(text), stop + longest // 2)
    return text[left:right].strip()


def _last_end(text: str, low: int, high: int) -> int | None:
    """Give where the last sentence that ends in `text[low:high]` does, None when none does.

    Looking for each mark by itself is several times quicker than one search for all of them.
    """
    before = high
    while (at := max([text.rfind(mark, low, before) for mark in _marks(text)])) >= 0:
        end = _SENTENCE_END.match(text, at, high)
        if end:
            return end.end()
        before = at
    return None


def _next_end(text: str, low: int, high: int) -> int | None:
    """Give where the first sentence that ends in `text[low:high]` does, None when none does."""
    while places := [at for mark in _marks(text) if (at := text.find(mark, low, high)) >= 0]:
        end = _SENTENCE_END.match(text, min(places), high)
        if end:
            return end.end()
        low = min(places) + 1
    return None


def _marks(text: str) -> str:
    return ".!?" if text.isascii() else ".!?…。！？；"
