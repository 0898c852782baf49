"""Words of a text with their places, and the small patterns that match words.

A pattern is one word of a rule's term: `word` (matched without regard to case, accents and an
English plural), `word*` (every word that starts so), or a stem.  A Chinese, Japanese or Korean
character is a word of its own, so a Chinese phrase is found inside running text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bibtrack.text import fold
from bibtrack.themes.stems import singular, stem

_CJK = "぀-ヿ㐀-䶿一-鿿豈-﫿가-힯\U00020000-\U0003ffff"
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:'[sS]\b)?")
_ANY = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])[^\W_])(?:(?![{_CJK}])[^\W_]|[\u0300-\u036f])*(?:['’ʼ]s\b)?")
_TERM = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])[^\W_])(?:(?![{_CJK}])[^\W_]|[\u0300-\u036f])*\*?")
_SENTENCE_END = re.compile(r"(?:[.!?…][\"'”’)\]]*(?=\s)|[。！？；])")


class Words:
    """The words of one text, folded; where they stand is worked out only when it is asked for."""

    __slots__ = ("_spans", "_text", "folded")

    def __init__(self, text: str) -> None:
        """Cut the text into words."""
        self._text = text
        self._spans: list[tuple[int, int]] | None = None
        if text.isascii():
            found = _PLAIN.findall(text.lower())
            self.folded = [word.removesuffix("'s") for word in found] if "'" in text else found
        else:
            self.folded = [_folded(printed) for printed in _ANY.findall(text)]

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Give the code points from the first word's start to the end of the word before `stop`."""
        if self._spans is None:
            pattern = _PLAIN if self._text.isascii() else _ANY
            self._spans = [match.span() for match in pattern.finditer(self._text)]
        return self._spans[first][0], self._spans[stop - 1][1]


@lru_cache(maxsize=200_000)
def _folded(printed: str) -> str:
    return fold(printed).removesuffix("'s").replace("'", "")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One word of a term: `kind` is "word", "prefix" or "stem"; `text` is already normalised."""

    kind: str
    text: str

    def matches(self, word: str) -> bool:
        """Tell whether a folded word of a text answers to this pattern."""
        return _COMPARE[self.kind](word, self.text)


_COMPARE: dict[str, Callable[[str, str], bool]] = {
    "word": lambda word, text: singular(word) == text,
    "prefix": lambda word, text: word.startswith(text),
    "stem": lambda word, text: stem(word) == text,
}


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
    low = max((m.end() for m in _SENTENCE_END.finditer(text, max(0, start - longest), start)), default=None)
    left = low if low is not None else max(0, start - longest // 2)
    end = _SENTENCE_END.search(text, stop, min(len(text), stop + longest))
    right = end.end() if end else min(len(text), stop + longest // 2)
    return text[left:right].strip()
