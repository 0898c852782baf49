"""What the labeller sees of a batch of strings: integer arrays, the same for training and for use.

Rows of words and gaps (each row a bag of facts), places as small integers, segments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from bibtrack.references.gaps import FIRST, LAST, Gaps
from bibtrack.references.places import Ints, Places, places
from bibtrack.references.tokens import Claim, pieces
from bibtrack.references.words import Words


@dataclass(frozen=True, slots=True)
class Sight:
    """A batch: the tokens of all its strings, one after the other.

    `offsets` (strings + 1) are the first tokens of the strings, which may have none; `words` the rows
    of the words, `before` and `after` those of the gaps beside them; `starts` and `stops` are code
    points in the string; `texts` are the words as printed.  `places` counts only strings with tokens.
    """

    offsets: Ints
    words: Ints
    before: Ints
    after: Ints
    starts: Ints
    stops: Ints
    texts: list[str]
    places: Places


class Eyes:
    """The tables of known words and gaps, and how strings are looked at with them; not for two threads at once."""

    def __init__(self, lexicon: Mapping[str, str]) -> None:
        self.words = Words(lexicon)
        self.gaps = Gaps()

    def see(self, strings: Sequence[str], claims: Sequence[tuple[Claim, ...]]) -> Sight:
        """Give the batch; `claims[s]` are those of string s.  Linear in the length."""
        parts, tails, counts = _pieces(strings, claims)
        texts = parts[1::2]
        offsets = np.fromiter(accumulate(counts, initial=0), np.int32, len(counts) + 1)
        full = np.flatnonzero(np.diff(offsets))
        edges = np.append(offsets[full], offsets[-1:])
        starts, stops = _spans(parts, edges)
        keys = _keys(texts, starts, offsets, claims)
        words = np.fromiter(map(self.words.__getitem__, keys), np.int32, len(keys))
        before = np.fromiter(map(self.gaps.__getitem__, parts[::2]), np.int32, len(texts))
        after = np.empty_like(before)
        after[:-1] = before[1:]
        after[edges[1:] - 1] = np.fromiter(map(self.gaps.__getitem__, tails), np.int32, len(tails))
        word_marks = np.frombuffer(self.words.marks, np.int32)[words]
        gap_marks = np.frombuffer(self.gaps.marks, np.int32)
        placed = places(word_marks, gap_marks[before], gap_marks[after], edges)
        return Sight(offsets, words, before, after, starts, stops, texts, placed)

    def rest(self) -> bool:
        """Forget all words and gaps when there are too many; tells whether it did."""
        if not (self.words.full() or self.gaps.full()):
            return False
        self.words.forget()
        self.gaps.forget()
        return True


def _pieces(
    strings: Sequence[str], claims: Sequence[tuple[Claim, ...]]
) -> tuple[list[str], list[str], list[int]]:
    """Give gap, word, gap, word … of all strings, the last gap of those with words, and their words' number.

    The first gap of each string begins with FIRST.
    """
    parts: list[str] = []
    tails: list[str] = []
    counts: list[int] = []
    for string, claimed in zip(strings, claims, strict=True):
        found = pieces(string, claimed)
        counts.append(len(found) >> 1)
        if len(found) > 1:
            found[0] = FIRST + found[0]
            tails.append(LAST + found.pop())
            parts += found
    return parts, tails, counts


def _spans(parts: Sequence[str], edges: Ints) -> tuple[Ints, Ints]:
    """Give where each word starts and stops in its string; `edges` are the first tokens, and their total."""
    ends = np.cumsum(np.fromiter(map(len, parts), np.int32, len(parts)), dtype=np.int32)
    sizes = np.diff(edges)
    base = np.zeros(len(sizes), np.int32)
    base[1:] = ends[2 * edges[1:-1] - 1]
    shift = np.repeat(base + len(FIRST), sizes)
    return ends[::2] - shift, ends[1::2] - shift


def _keys(texts: list[str], starts: Ints, offsets: Ints, claims: Sequence[tuple[Claim, ...]]) -> list[str]:
    """Give what each word is known by: itself, or the kind of its claim."""
    if not any(claims):
        return texts
    keys = texts.copy()
    for number, claimed in enumerate(claims):
        if claimed:
            first, stop = offsets[number], offsets[number + 1]
            at = first + np.searchsorted(starts[first:stop], [claim.start for claim in claimed])
            for place, claim in zip(at.tolist(), claimed, strict=True):
                keys[place] = "\0" + claim.kind
    return keys
