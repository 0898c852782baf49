"""What stands between two words: the facts of the punctuation, and its marks as bits.

Blanks are folded to "_", full-width and typographic marks to plain ones.  The gap before the first
word of a string begins with "^", the one after the last with "$"; as keys these are `FIRST` and `LAST`.
"""

import re
from array import array

#: Bits 0 to 2 count the quotation marks (0 to 7); then: breaks a segment, breaks it unless after an initial,
#: is the point of an abbreviation; from bit 6 on the balance of brackets (opened less closed, plus 8).
QUOTES, BREAK, POINT, SHORT, BALANCE = 7, 8, 16, 32, 6
EVEN = 8
KEPT = 5000
FIRST, LAST = "\x02", "\x03"

_FOLD = str.maketrans(
    "“”„«»『』「」‟＂〝〞‘‚‹›（），。；：．［］、–—‐−【】", '"' * 13 + "''''" + "(),.;:.[],----[]"
) | {ord("^"): "~", ord("$"): "~", ord(FIRST): "^", ord(LAST): "$"}
_BREAKING = frozenset('.,;:()[]"?!《》')
_BLANKS = re.compile(r"\s+")


def folded(text: str) -> str:
    """Give the gap in at most six plain marks."""
    return _BLANKS.sub("_", text).translate(_FOLD)[:6]


def facts(gap: str) -> tuple[str, ...]:
    """Give the facts of a folded gap: the whole, its beginning, its end and each mark in it."""
    return (f"g={gap}", f"<{gap[:1]}", f">{gap[-1:]}", f"n{len(gap)}", *sorted({f"#{c}" for c in gap}))


def marks(gap: str) -> int:
    """Give the marks of a folded gap, as bits."""
    inner = gap.strip("^$")
    quotes = sum(c in '"《》' for c in inner) + (inner.count("'") if len(inner) > 1 else 0)
    opened = sum(c in "([" for c in inner) - sum(c in ")]" for c in inner)
    breaks = any(c in _BREAKING for c in inner)
    return (
        min(quotes, QUOTES)
        | (BREAK if breaks else 0)
        | (POINT if inner[:1] == "." else 0)
        | (SHORT if inner[:2] in ("._", ".", "_.") else 0)
        | (opened + EVEN) << BALANCE
    )


class Gaps(dict[str, int]):
    """Gap as printed → row; `texts[row]` (folded), `facts[row]` and `marks[row]` tell of a row."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.facts: list[tuple[str, ...]] = []
        self.marks = array("i")
        self._row_of: dict[str, int] = {}

    def __missing__(self, text: str) -> int:
        gap = folded(text)
        row = self._row_of.get(gap)
        if row is None:
            row = self._row_of[gap] = len(self.facts)
            self.texts.append(gap)
            self.facts.append(facts(gap))
            self.marks.append(marks(gap))
        if len(text) <= 20:
            self[text] = row
        return row

    def full(self) -> bool:
        """Tell whether so many gaps are known that it is time to forget them."""
        return len(self) > KEPT or len(self.facts) > KEPT

    def forget(self) -> None:
        """Start anew; rows given before no longer hold."""
        self.clear()
        self.texts.clear()
        self.facts.clear()
        self.marks = array("i")
        self._row_of.clear()
