"""Where each token stands: in the string, in quotes and brackets, beside the year, in its segment.

A segment is a run of words between punctuation marks.  All is computed for a whole batch at once,
from the marks of its words and gaps; linear in the number of tokens.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bibtrack.references import gaps, words

Ints = NDArray[np.int32]
#: The columns and the number of values of each.
COLUMNS: dict[str, int] = {
    "start": 14,  # 0 to 5 tokens from the start, then in which eighth of the string
    "stop": 4,  # 0, 1, 2 or more tokens from the end
    "quote": 12,  # in quotes or not; 0, 1 or more quotations before; any in the string
    "depth": 3,  # open brackets
    "year": 24,  # before, at, between or after the years; early, late or no year; any quotes
    "run": 10,  # place and length of a run of abbreviated words ("Commun. Math. Phys.")
    "segment": 30,  # words in the segment, and whether their capitals are all, most or few
    "inside": 16,  # place in the segment, from its start and from its end
    "size": 8,  # tokens in the string
    "segments": 8,  # segments in the string
}


class Places(NamedTuple):
    """`columns` is (tokens, columns) of small ints; `segment` numbers each token's segment in the batch.

    `edges` is the first token of each segment; `owner` the string of each segment.
    """

    columns: Ints
    segment: Ints
    edges: Ints
    owner: Ints


def places(word_marks: Ints, before: Ints, after: Ints, offsets: Ints) -> Places:
    """Give the places of all tokens, from the marks of the words and of the gaps before and after them.

    `offsets` are the first tokens of the strings, and the number of tokens; no string is empty.
    """
    if not len(word_marks):
        none = np.zeros(0, np.int32)
        return Places(np.zeros((0, len(COLUMNS)), np.int32), none, none, none)
    sizes = np.diff(offsets)
    string = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    index = np.arange(len(word_marks), dtype=np.int32)
    place = index - offsets[:-1][string]
    size = sizes[string]
    edges = _edges(word_marks, before, offsets)
    segment = np.cumsum(edges, dtype=np.int32) - 1
    first = np.flatnonzero(edges).astype(np.int32)
    quote, quoted = _quotes(before, after, offsets, string)
    columns = np.empty((len(index), len(COLUMNS)), np.int32)
    columns[:, 0] = np.where(place < 6, place, 6 + 8 * place // np.maximum(size, 1))
    columns[:, 1] = np.minimum(size - 1 - place, 3)
    columns[:, 2] = quote
    columns[:, 3] = _depth(before, offsets, string)
    columns[:, 4] = _years(word_marks, offsets, string, index) * 2 + quoted
    columns[:, 5] = _runs(word_marks, after, offsets, index)
    columns[:, 6], columns[:, 7] = _segments(word_marks, first, segment, index)
    columns[:, 8] = np.searchsorted(_SIZES, size)
    owner = string[first]
    columns[:, 9] = np.searchsorted(_COUNTS, np.bincount(owner, minlength=len(sizes))[string])
    return Places(columns, segment, first, owner)


_SIZES = np.array((6, 10, 15, 20, 28, 40, 80))
_COUNTS = np.array((2, 4, 6, 8, 11, 15, 30))


def _edges(word_marks: Ints, before: Ints, offsets: Ints) -> NDArray[np.bool_]:
    """Tell which tokens begin a segment: after a breaking gap, unless it is the point of an initial."""
    single = np.empty(len(before), np.bool_)
    single[0] = False
    single[1:] = word_marks[:-1] & words.SINGLE != 0
    edges: NDArray[np.bool_] = (before & gaps.BREAK != 0) & ~((before & gaps.POINT != 0) & single)
    edges[offsets[:-1]] = True
    return edges


def _quotes(before: Ints, after: Ints, offsets: Ints, string: Ints) -> tuple[Ints, Ints]:
    marks = before & gaps.QUOTES
    count = np.cumsum(marks, dtype=np.int32)
    total = np.add.reduceat(marks, offsets[:-1]) + (after & gaps.QUOTES)[offsets[1:] - 1]
    count -= (count - marks)[offsets[:-1]][string]
    quoted = (total > 0).astype(np.int32)[string]
    return (count & 1) * 6 + np.minimum(count >> 1, 2) * 2 + quoted, quoted


def _depth(before: Ints, offsets: Ints, string: Ints) -> Ints:
    balance = (before >> gaps.BALANCE) - gaps.EVEN
    depth = np.cumsum(balance, dtype=np.int32)
    depth -= (depth - balance)[offsets[:-1]][string]
    return np.clip(depth, 0, 2)


def _years(word_marks: Ints, offsets: Ints, string: Ints, index: Ints) -> Ints:
    """Give 0 to 11: before, at, between or after the years × the first one early, late, or there is none."""
    year = word_marks & words.YEAR != 0
    total = len(index)
    first = np.minimum.reduceat(np.where(year, index, total), offsets[:-1])
    last = np.maximum.reduceat(np.where(year, index, -1), offsets[:-1])
    middle = (offsets[:-1] + offsets[1:]) // 2
    when = np.where(first == total, 2, (first >= middle).astype(np.int32))
    first, last = first[string], last[string]
    side = np.where(index < first, 0, np.where(index == first, 1, np.where(index < last, 2, 3)))
    return (side * 3 + when[string]).astype(np.int32)


def _runs(word_marks: Ints, after: Ints, offsets: Ints, index: Ints) -> Ints:
    """Give 0, or 1 to 9: the place (first, second, later) in a run of 2, 3 or more abbreviated words."""
    short = (after & gaps.SHORT != 0) & (word_marks & (words.CAPITAL | words.SINGLE) == words.CAPITAL)
    begins = short.copy()
    begins[1:] &= ~short[:-1]
    begins[offsets[:-1]] = short[offsets[:-1]]
    number = np.cumsum(begins, dtype=np.int32) * short
    lengths = np.bincount(number)
    lengths[0] = 0
    starts = np.concatenate(([0], np.flatnonzero(begins)))
    length = np.minimum(lengths[number], 4)
    found = 1 + np.minimum(index - starts[number], 2) * 3 + length - 2
    return np.where(length > 1, found, 0).astype(np.int32)


def _segments(word_marks: Ints, first: Ints, segment: Ints, index: Ints) -> tuple[Ints, Ints]:
    capitals = np.add.reduceat(word_marks & words.CAPITAL, first)
    stops = np.append(first[1:], len(index))
    sizes = stops - first
    caps = np.where(capitals == sizes, 0, np.where(capitals * 2 > sizes, 1, 2))
    shape = np.minimum(sizes - 1, 9) * 3 + caps
    inside = np.minimum(index - first[segment], 3) * 4 + np.minimum(stops[segment] - 1 - index, 3)
    return shape[segment].astype(np.int32), inside.astype(np.int32)
