"""What a word tells by itself: the facts from which its vector is summed, and a few marks of its form.

The facts of a distinct word are computed once; words with the same facts (numbers, mostly) share a row.
"""

import re
from array import array
from collections.abc import Mapping

from bibtrack.references.keywords import CLASS_OF

#: Marks of a word's form, as bits: begins with a capital, is a year, is one character.
CAPITAL, YEAR, SINGLE = 1, 2, 4
#: Words kept; then the table starts anew.  Longer words than this are never kept.
KEPT, LONGEST_KEPT = 40_000, 40

_YEAR = re.compile(r"(?:1[4-9]|20)\d\d[a-z]?$")
_RANGE = re.compile(r"([A-Za-z]{0,2})(\d+)[-‐‑–]([A-Za-z]{0,2}\d+)$")
_ROMAN = re.compile(r"[IVXLCDM]+$|[ivxlcdm]+$")
_REPEATED = re.compile(r"(.)\1+")


class _Form(dict[int, str]):
    """Any character → "X", "x", "0" or itself."""

    def __missing__(self, code: int) -> str:
        c = chr(code)
        return "0" if c.isdigit() else c if not c.isalpha() else "X" if c.isupper() else "x"


_FORM = _Form()


def shape(text: str) -> str:
    """Give the kind of a word: year, page range, digits by length, initial, Caps, CAPS, lower…"""
    if text.isdigit():
        return "Y" if _YEAR.match(text) else f"d{min(len(text), 5)}"
    if any(c.isdigit() for c in text):
        if _YEAR.match(text):
            return "Y"
        return "rng" if _RANGE.match(text) else "mix"
    return _letter_shape(text)


def _letter_shape(text: str) -> str:
    first = text[0]
    if first > "⺀" and first.isalpha():
        return "cjk"
    if not first.isalpha():
        return "pun"
    if len(text) == 1:
        return "X" if first.isupper() else "x"
    if text.isupper():
        if "." in text or "-" in text:
            return "X.X"
        return f"XX{min(len(text), 4)}"
    if first.isupper():
        return "Xx" if text[1:].islower() else "XxX"
    return "xx" if text.islower() else "xX"


def facts(text: str, kind: str, lexicon: Mapping[str, str]) -> tuple[str, ...]:
    """Give the facts of a word, each `name=value`; `kind` is "" or the claim that made it.

    `w` the word in lower case (none for numbers), `s` its shape, `f` its form in full, `c` its class of
    cue, `l` the classes of the lexicon, `1`…`3` its beginning, `-1`…`-4` its end, `n` its size, `v` the size of its
    number.
    """
    if kind:
        return (f"k={kind}",)
    form = shape(text)
    word = text.lower()
    found = [f"s={form}", f"c={CLASS_OF.get(word, '-')}"]
    if form[0] in "drYm":
        found += _of_number(text, form)
        if form != "mix":
            return tuple(found)
    found.append(f"w={word[:30]}")
    if form == "cjk":
        return (*found, *_of_lexicon(word, lexicon))
    found.append(f"f={_REPEATED.sub(_twice, text[:30].translate(_FORM))[:8]}")
    found.append(f"n={min(len(word), 12)}")
    if len(word) > 2:
        found += [f"{n}={word[:n]}" for n in (2, 3)]
        found += [f"-{n}={word[-n:]}" for n in (2, 3, 4) if n < len(word)]
    if _ROMAN.match(text):
        found.append("roman")
    return (*found, *_of_lexicon(word, lexicon))


def _twice(match: re.Match[str]) -> str:
    return match.group(1)


def _of_lexicon(word: str, lexicon: Mapping[str, str]) -> list[str]:
    known_as = lexicon.get(word)
    if not known_as:
        return []
    return [f"l={known_as}", *(f"l:{part}" for part in known_as)]


def _of_number(text: str, form: str) -> list[str]:
    if form == "Y":
        return [f"v={text[:3]}", *(["letter"] if not text.isdigit() else [])]
    if form[0] == "d":
        number = int(text[:5]) if text.isdecimal() else 0
        size = next((top for top in (12, 31, 60, 150, 400, 1300) if number <= top), 9999)
        return [f"v={size}", f"0={text[0] == '0'}"]
    match = _RANGE.match(text)
    if match is None:
        return []
    letters, first, last = match.groups()
    years = bool(_YEAR.match(first) and (len(last) == 2 or _YEAR.match(last)))
    rises = last.isdecimal() and (len(last) < len(first) or int(last[:9]) > int(first[:9]))
    return [f"r={min(len(first), 5)}{min(len(last), 5)}{letters != ''}{years}{rises}"]


def marks(text: str, kind: str) -> int:
    """Give the marks of a word's form, as bits."""
    if kind:
        return 0
    form = shape(text)
    return (
        (CAPITAL if form[0] == "X" else 0) | (YEAR if form == "Y" else 0) | (SINGLE if len(text) == 1 else 0)
    )


class Words(dict[str, int]):
    """Word → row; a claimed stretch stands under "\\0" and its kind.

    `facts[row]` and `marks[row]` tell of a row; both only grow until `forget`.
    """

    def __init__(self, lexicon: Mapping[str, str]) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.facts: list[tuple[str, ...]] = []
        self.marks = array("i")
        self._row_of: dict[tuple[str, ...], int] = {}

    def __missing__(self, key: str) -> int:
        kind = key[1:] if key[0] == "\0" else ""
        found = facts(key, kind, self.lexicon)
        row = self._row_of.get(found)
        if row is None:
            row = self._row_of[found] = len(self.facts)
            self.facts.append(found)
            self.marks.append(marks(key, kind))
        if len(key) <= LONGEST_KEPT:
            self[key] = row
        return row

    def full(self) -> bool:
        """Tell whether so many words are known that it is time to forget them."""
        return len(self) > KEPT or len(self.facts) > KEPT

    def forget(self) -> None:
        """Start anew; rows given before no longer hold."""
        self.clear()
        self.facts.clear()
        self.marks = array("i")
        self._row_of.clear()
