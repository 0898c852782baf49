"""Running heads, running feet and page numbers: found by their repetition, then taken out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_LONGEST_HEAD = 90
_EDGE = 3
_PAGE = re.compile(
    r"(?:page\s+|p\.\s*|[-–—|]\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*[-–—|]|\s*(?:/|of|von|sur)\s*\d+)?", re.I
)
_DIGITS = re.compile(r"\d+")
# Page numbers of prose lie at least so many lines apart; years in a table do not.
_LEAST_PAGE = 15


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: `gap` blank lines above it, `indent` columns, `page` from 1.

    `large` is print larger than the text; `short` lines end well before the right margin.
    """

    text: str
    gap: int = 0
    indent: int = 0
    page: int | None = None
    large: bool = False
    short: bool = False


def without_heads(lines: Sequence[Line]) -> list[Line]:
    """Give the lines without running heads and page numbers; what follows keeps the larger gap."""
    drop = furniture(lines)
    shapes = Counter(lines[i].text for i in drop if not _PAGE.fullmatch(lines[i].text))
    kept: list[Line] = []
    gap = 0
    for i, line in enumerate(lines):
        if i in drop or (line.text in shapes and _alone(lines, i)):
            gap = max(gap, line.gap)
            continue
        kept.append(replace(line, gap=max(line.gap, gap)) if gap else line)
        gap = 0
    return kept


def furniture(lines: Sequence[Line]) -> set[int]:
    """Give the indexes of running heads, running feet and page numbers."""
    return _at_page_edges(lines) | (set() if _paged(lines) else _between(lines))


def _paged(lines: Sequence[Line]) -> bool:
    return len({line.page for line in lines}) > 1


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text.casefold()).strip()


def _at_page_edges(lines: Sequence[Line]) -> set[int]:
    # Pages are known (form feeds, PDF): lines that return at the edge of many pages.
    pages: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        if line.page is not None:
            pages.setdefault(line.page, []).append(i)
    if len(pages) < 2:
        return set()
    edges = [i for page in pages.values() for i in dict.fromkeys([*page[:_EDGE], *page[-_EDGE:]])]
    counts = Counter(shape for shape, _ in {(_shape(lines[i].text), lines[i].page) for i in edges})
    least = max(2, min(len(pages) // 4, 5))
    found = {i for i in edges if counts[_shape(lines[i].text)] >= least and _short(lines[i])}
    outer = {i for page in pages.values() for i in (page[0], page[-1])}
    return {i for i in found if not _listed(lines[i].text)} | {
        i for i in outer if _PAGE.fullmatch(lines[i].text)
    }


def _listed(text: str) -> bool:
    # "Ibid., 12." comes back at many page feet and is no running foot.
    return (
        re.match(r"(?:\[?\d+[\].)]?\s*)?(?:ibid|id\.|op\.? cit|loc\.? cit|ders|a\.a\.o)", text, re.I)
        is not None
    )


def _short(line: Line) -> bool:
    return len(line.text) <= _LONGEST_HEAD


def _between(lines: Sequence[Line]) -> set[int]:
    # Pages are not known: numbers alone on their line that count upwards, and the head beside them.
    numbered = [
        (i, int(line.text)) for i, line in enumerate(lines) if line.text.isdecimal() and len(line.text) < 5
    ]
    found: set[int] = set()
    for (i, low), (j, high) in pairwise(numbered):
        if 0 < high - low <= 3 and j - i >= _LEAST_PAGE * (high - low):
            found |= {i, j}
    return found | {head for i in found if (head := _head_beside(lines, i, found)) is not None}


def _head_beside(lines: Sequence[Line], at: int, numbers: set[int]) -> int | None:
    for i in (at + 1, at - 1):
        if not 0 <= i < len(lines) or i in numbers or not _short(lines[i]) or not _alone(lines, i):
            continue
        before, after = lines[i].gap, lines[i + 1].gap if i + 1 < len(lines) else 9
        if max(before, after) >= 2 or (i > at and before and after):
            return i
    return None


def _alone(lines: Sequence[Line], at: int) -> bool:
    # A head stands apart on at least one side; a line within a paragraph does not.
    return _short(lines[at]) and (lines[at].gap > 0 or at + 1 == len(lines) or lines[at + 1].gap > 0)
