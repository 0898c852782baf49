"""Where the words of a query stand in a text, and the piece of the text around them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from bibtrack.filters.fields import FIELDS, Kind
from bibtrack.filters.tree import Match, Mode, Tree, leaves
from bibtrack.text import fold

_WORD = re.compile(r"[^\W_]+")
# The ranges of `bibtrack.text`; a regular expression of them takes longer to compile than a search lasts.
_CJK = (("぀", "ヿ"), ("㐀", "䶿"), ("一", "鿿"), ("豈", "﫿"), ("가", "힯"), ("\U00020000", "\U0003ffff"))


Spans = tuple[tuple[int, int], ...]


class Phrase(NamedTuple):
    """Words side by side, folded; with `is_prefix` the last one is a beginning."""

    field: str
    words: tuple[str, ...]
    is_prefix: bool = False


class Excerpt(NamedTuple):
    """A piece of a text; `hits` are the (start, stop) of the words in it, code points, half-open."""

    text: str
    hits: Spans


def phrases(tree: Tree) -> tuple[Phrase, ...]:
    """Give the phrases of full text that a query wants; what it excludes is not among them."""
    return tuple(
        Phrase(
            leaf.field,
            tuple(word for _, _, word in _words(leaf.value)),
            leaf.mode is Mode.PREFIX,
        )
        for leaf, wanted in leaves(tree)
        if wanted and isinstance(leaf, Match) and FIELDS[leaf.field].kind is Kind.TEXT
    )


def hits(text: str, wanted: tuple[Phrase, ...], field: str = "text") -> Spans:
    """Give where the phrases stand in the text of a field, in order and without overlap."""
    words = list(_words(text))
    spans = [
        (words[i][0], words[i + len(phrase.words) - 1][1])
        for phrase in wanted
        if phrase.words and _concerns(phrase.field, field)
        for i in range(len(words) - len(phrase.words) + 1)
        if _stands(phrase, words, i)
    ]
    return _merged(sorted(spans))


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, stop, folded) of each word; each CJK character is a word of its own."""
    for found in _WORD.finditer(text):
        start = found.start()
        for run in (found.group(),) if found.group().isascii() else _runs(found.group()):
            yield start, start + len(run), fold(run)
            start += len(run)


def _runs(word: str) -> Iterator[str]:
    done = 0
    for at, char in enumerate(word):
        if any(low <= char <= high for low, high in _CJK):
            if done < at:
                yield word[done:at]
            yield char
            done = at + 1
    if done < len(word):
        yield word[done:]


def _concerns(asked: str, field: str) -> bool:
    return asked in ("text", field) or (asked == "creator" and field == "author")


def _stands(phrase: Phrase, words: list[tuple[int, int, str]], at: int) -> bool:
    *whole, last = phrase.words
    if any(words[at + i][2] != word for i, word in enumerate(whole)):
        return False
    found = words[at + len(whole)][2]
    return found.startswith(last) if phrase.is_prefix else found == last


def _merged(spans: list[tuple[int, int]]) -> Spans:
    merged: list[tuple[int, int]] = []
    for start, stop in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return tuple(merged)


def excerpt(text: str, found: Spans, width: int = 160) -> Excerpt:
    """Give about `width` code points around the densest hits, cut between words, with ellipses."""
    if len(text) <= width or not found:
        return Excerpt(text, found) if len(text) <= width else _cut(text, found, 0, width)
    starts = [start for start, _ in found]
    best = max(range(len(found)), key=lambda i: bisect_left(starts, starts[i] + width // 2) - i)
    start = max(0, min(starts[best] - width // 4, len(text) - width))
    return _cut(text, found, start, start + width)


def _cut(text: str, found: Spans, start: int, stop: int) -> Excerpt:
    if start:
        blank = text.find(" ", start, start + 20)
        start = blank + 1 if blank >= 0 else start
    if stop < len(text):
        blank = text.rfind(" ", stop - 20, stop)
        stop = blank if blank >= 0 else stop
    head, tail = "…" if start else "", "…" if stop < len(text) else ""
    kept = [
        (max(a, start) - start + len(head), min(b, stop) - start + len(head))
        for a, b in found
        if a < stop and b > start
    ]
    return Excerpt(head + text[start:stop] + tail, tuple(kept))
