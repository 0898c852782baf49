"""What stands together: pairs and triples of facts of neighbouring words and gaps, as hashed numbers.

A linear model over such conjunctions is what reference parsers have long used (Peng and McCallum
2004); here each is a number, hashed.  Hashing after Weinberger et al. 2009.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bibtrack.references.places import COLUMNS, Ints
from bibtrack.references.sight import Eyes, Sight

Hashes = NDArray[np.uint32]
_COLUMN = {name: number for number, name in enumerate(COLUMNS)}


def word_codes(facts: tuple[str, ...]) -> tuple[int, int, int]:
    """Give the codes of a word's shape, of its class (0 for none) and of the word itself."""
    if facts[0][0] == "k":
        kind = facts[0][2:]
        return _code(f"s{kind}"), _code(f"c{kind}"), crc32(f"w#{kind}".encode())
    shape, cue = facts[0][2:], facts[1][2:]
    if len(facts) > 2 and facts[2][0] == "w":
        word = facts[2][2:]
    else:
        word = next((fact[2:] for fact in facts[2:] if fact[:2] == "w="), f"#{shape}")
    return _code(f"s{shape}"), 0 if cue == "-" else _code(f"c{cue}"), crc32(f"w{word}".encode())


def gap_codes(facts: Sequence[tuple[str, ...]]) -> Hashes:
    """Give the codes of gaps, of the whole of each."""
    return np.array([crc32(row[0].encode()) for row in facts], np.uint32)


@cache
def _code(text: str) -> int:
    return crc32(text.encode())


class Codes:
    """The codes of the rows of the tables, computed once for each row."""

    def __init__(self) -> None:
        self.words = np.zeros((3, 0), np.uint32)
        self.gaps = np.zeros(0, np.uint32)
        self._words = self._gaps = 0

    def known(self, eyes: Eyes) -> tuple[Hashes, Hashes]:
        """Give (3, rows of words) and (rows of gaps)."""
        facts = eyes.words.facts
        if len(facts) > self._words:
            if self.words.shape[1] < len(facts):
                grown = np.zeros((3, 2 * len(facts) + 1000), np.uint32)
                grown[:, : self._words] = self.words[:, : self._words]
                self.words = grown
            fresh = [word_codes(row) for row in facts[self._words :]]
            self.words[:, self._words : len(facts)] = np.array(fresh, np.uint32).T
            self._words = len(facts)
        if len(eyes.gaps.facts) > self._gaps:
            self.gaps = gap_codes(eyes.gaps.facts)
            self._gaps = len(self.gaps)
        return self.words, self.gaps

    def forget(self) -> None:
        """Start anew, with the tables of rows."""
        self._words = self._gaps = 0


def _mix(*parts: NDArray[np.integer[Any]] | int) -> Hashes:
    found: Hashes | np.uint32 = np.uint32(0x9E3779B1)
    with np.errstate(over="ignore"):
        for part in parts:
            found = (found ^ np.asarray(part, np.uint32)) * np.uint32(0x85EBCA6B)
            found = found ^ (found >> np.uint32(15))
        return np.asarray(found * np.uint32(0xC2B2AE35))


def _around(codes: Hashes, distance: int, offsets: Ints) -> Hashes:
    """Give the codes so many tokens later (earlier, when negative) in the same string, 0 beyond its ends."""
    size = len(codes)
    found = np.zeros_like(codes)
    if distance > 0:
        found[:-distance] = codes[distance:]
    else:
        found[-distance:] = codes[:distance]
    for n in range(abs(distance)):
        edge = offsets[1:] - 1 - n if distance > 0 else offsets[:-1] + n
        found[np.clip(edge, 0, size - 1)] = 0
    return found


def pairs(sight: Sight, codes: tuple[Hashes, Hashes]) -> list[Hashes]:
    """Give for each kind of conjunction the number of every token, 0 where there is nothing to tell.

    `codes` are those of the words and of the gaps.
    """
    shape, cue, word = (row[sight.words] for row in codes[0])
    before, after = codes[1][sight.before], codes[1][sight.after]
    return [
        *_beside(sight, shape, word, before, after),
        *_cues(sight, cue),
        *_of_segments(sight, shape, cue, word, before, after),
    ]


def _beside(sight: Sight, shape: Hashes, word: Hashes, before: Hashes, after: Hashes) -> list[Hashes]:
    offsets = sight.offsets
    last, following = _around(shape, -1, offsets), _around(shape, 1, offsets)
    return [
        _mix(1, before, shape, after),
        _mix(2, last, before, shape),
        _mix(3, shape, after, following),
        _mix(6, _around(before, -1, offsets), last, before),
        _mix(7, after, following, _around(after, 1, offsets)),
        _mix(8, _around(shape, -2, offsets), last, shape),
        _mix(9, shape, following, _around(shape, 2, offsets)),
        _mix(10, _around(word, -1, offsets)),
        _mix(11, _around(word, 1, offsets)),
    ]


def _cues(sight: Sight, cue: Hashes) -> list[Hashes]:
    """Give the classes of cues beside each other, where there are any."""
    last, following, second, later = (_around(cue, n, sight.offsets) for n in (-1, 1, -2, 2))
    none = np.uint32(0)
    return [
        np.where(last | cue, _mix(4, last, cue), none),
        np.where(following | cue, _mix(5, cue, following), none),
        np.where(second, _mix(12, second), none),
        np.where(later, _mix(13, later), none),
    ]


def _of_segments(
    sight: Sight, shape: Hashes, cue: Hashes, word: Hashes, before: Hashes, after: Hashes
) -> list[Hashes]:
    places = sight.places
    first, segment = places.edges, places.segment
    last = np.append(first[1:], len(shape)) - 1
    start, stop = before[first], after[last]
    following = np.zeros(len(first), np.uint32)
    following[:-1] = _mix(17, shape[first[1:]], cue[first[1:]])
    earlier = np.zeros(len(first), np.uint32)
    earlier[1:] = _mix(18, shape[last[:-1]], cue[last[:-1]])
    fresh = np.flatnonzero(np.diff(places.owner, prepend=-1))
    earlier[fresh] = 0
    following[fresh[1:] - 1] = 0
    size, year, quote = (places.columns[:, _COLUMN[name]] for name in ("segment", "year", "quote"))
    return [
        _mix(14, word[first])[segment],
        _mix(15, word[last])[segment],
        _mix(16, start, stop)[segment],
        following[segment],
        earlier[segment],
        _mix(19, size, start[segment], stop[segment]),
        _mix(20, year, quote, shape),
    ]
