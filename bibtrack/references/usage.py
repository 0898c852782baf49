"""How usual words are in titles, containers, publishers, names and places, and which whole names are known.

Counted from bibliographic records (`tallies`), never from labelled strings; shipped with the model.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

#: Classes: title, container, publisher, name, place.
CLASSES = "tjpnc"
#: Classes whose whole names are known, as bits in this order.
WHOLE = "jpc"
#: Logarithms of odds are kept in so many parts of one.
PARTS = 16
_KEPT, _LONGEST = 50_000, 14
_LETTERS = re.compile(r"[^\W\d_]+")
Odds = tuple[float, ...]


class Verdict(NamedTuple):
    """What words look like most, how far that is ahead (0 to 5), and the next where it is near."""

    kind: str
    ahead: int


UNKNOWN = Verdict("-", 0)
_NONE = (0.0,) * len(CLASSES)
#: What sums over so many words are divided by: a little less than their number, as many agree more clearly.
_SHARES = [max(count, 2) ** 0.7 for count in range(100)]


def key(text: str) -> int:
    """Give the number by which a word or a whole name is known."""
    return crc32(text.encode())


def parts(text: str) -> list[str]:
    """Give the runs of letters of a text, in lower case."""
    return _LETTERS.findall(text.lower())


class Usage:
    """The tables of a model; words that are not in them have no odds."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        none = np.zeros(0, np.uint32)
        self._keys = _searched(arrays.get("usage_keys", none))
        self._odds = arrays.get("usage_odds", np.zeros((0, len(CLASSES)), np.int8))
        self._names = _searched(arrays.get("usage_names", none))
        self._whole = arrays.get("usage_whole", np.zeros(0, np.uint8))
        self._known: dict[str, Odds | None] = {}

    def odds(self, word: str) -> Odds | None:
        """Give for each class the logarithm of how much more usual the word is there than elsewhere; None if unknown."""
        if word in self._known:
            return self._known[word]
        places = [_place(self._keys, key(part)) for part in _spelled(word).split()]
        rows = [self._odds[place].tolist() for place in places if place is not None]
        found = (
            tuple([sum(column) / (len(rows) * PARTS) for column in zip(*rows, strict=True)]) if rows else None
        )
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[word] = found
        return found

    def whole(self, words: Sequence[str]) -> str:
        """Give the classes in which the words together are a known name."""
        if not len(self._names) or len(words) > _LONGEST:
            return ""
        place = _place(self._names, key(" ".join(filter(None, map(_spelled, words)))))
        return "" if place is None else _classes(int(self._whole[place]))


@lru_cache(maxsize=8)
def _classes(bits: int) -> str:
    return "".join([kind for n, kind in enumerate(WHOLE) if bits >> n & 1])


@lru_cache(maxsize=1 << 15)
def _spelled(word: str) -> str:
    return " ".join(parts(word))


def _searched(keys: NDArray[Any]) -> "array[int]":
    """Give sorted numbers of 32 bits as Python looks through them: for one at a time numpy takes three times as long."""
    return array("I", keys.astype("=u4").tobytes())


def _place(keys: "array[int]", wanted: int) -> int | None:
    place = bisect_left(keys, wanted)
    return place if place < len(keys) and keys[place] == wanted else None


class Sums:
    """The odds of the words of a string, summed from its start."""

    def __init__(self, found: Sequence[Odds | None]) -> None:
        self.found = found
        self._counts = list(accumulate([odds is not None for odds in found], initial=0))
        columns = zip(*[odds or _NONE for odds in found], strict=True) if found else [()] * len(CLASSES)
        self._totals = [list(accumulate(column, initial=0.0)) for column in columns]
        self._verdicts: dict[tuple[int, int], Verdict] = {}

    def verdict(self, first: int, last: int) -> Verdict:
        """Tell what the words from `first` to `last` look like."""
        known = self._verdicts.get((first, last))
        if known is None:
            known = self._verdicts[first, last] = self._verdict(first, last + 1)
        return known

    def _verdict(self, first: int, stop: int) -> Verdict:
        count = self._counts[stop] - self._counts[first]
        if not count:
            return UNKNOWN
        scores = [total[stop] - total[first] for total in self._totals]
        second, best = sorted(scores)[-2:]
        ahead = (best - second) / _SHARES[min(count, 99)]
        return Verdict(CLASSES[scores.index(best)], min(int(ahead * 2), 5))

    def mean(self, kind: int, first: int, last: int) -> float | None:
        """Give the mean odds of one class, of the words that have any."""
        count = self._counts[last + 1] - self._counts[first]
        total = self._totals[kind]
        return (total[last + 1] - total[first]) / count if count else None
