"""What a word tells by itself: the facts from which its vector is summed, and a few marks of its form.

The facts of a distinct word are computed once; words with the same facts (numbers, mostly) share a row.
"""

import re
from array import array
from collections.abc import Mapping, Sequence

from bibtrack.references.keywords import CLASS_OF

#: Marks of a word's form, as bits: begins with a capital, is a year, is one character.
CAPITAL, YEAR, SINGLE = 1, 2, 4
#: Words kept; then the table starts anew.  Longer words than this are never kept.
KEPT, LONGEST_KEPT = 100_000, 40

_YEAR = re.compile(r"(?:1[4-9]|20)\d\d[a-z]?$")
_RANGE = re.compile(r"([A-Za-z]{0,2})(\d+)[-‐‑–]([A-Za-z]{0,2}\d+)$")
_ROMAN = re.compile(r"[IVXLCDM]+$|[ivxlcdm]+$")
_DIGIT = re.compile(r"[\d¹²³⁰⁴-⁹₀-₉①-⑨⓪]").search
_REPEATED = re.compile(r"(.)\1+")
#: The form in full of the usual shapes.
_FULL = {"Xx": "f=Xx", "xx": "f=x", "X": "f=X", "x": "f=x"}
_SIZE = tuple(f"n={size}" for size in range(13))
_CUE = {word: f"c={cue}" for word, cue in CLASS_OF.items()}


class _Form(dict[int, str]):
    """Any character → "X", "x", "0" or itself."""

    def __missing__(self, code: int) -> str:
        c = chr(code)
        found = "0" if c.isdigit() else c if not c.isalpha() else "X" if c.isupper() else "x"
        if len(self) < KEPT:
            self[code] = found
        return found


_FORM = _Form()


def shape(text: str) -> str:
    """Give the kind of a word: year, page range, digits by length, initial, Caps, CAPS, lower…"""
    if text.isalpha():
        if len(text) > 1 and text.isascii():
            # Most words, for speed.
            if text.islower():
                return "xx"
            if text.istitle():
                return "Xx"
        return _letter_shape(text)
    if text.isdigit():
        return "Y" if _YEAR.match(text) else f"d{min(len(text), 5)}"
    if _DIGIT(text):
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

    `s` its shape, `c` its class of cue, `w` the word in lower case (none for numbers), `f` its form in full,
    `l` the classes of the lexicon, `2` and `3` its beginning, `-2`…`-4` its end, `n` its size, `v` the size of
    its number.
    """
    return (f"k={kind}",) if kind else _facts(text, shape(text), lexicon)


def _facts(text: str, form: str, lexicon: Mapping[str, str]) -> tuple[str, ...]:
    word = text.lower()
    if form[0] in "drYm":
        found = [f"s={form}", _CUE.get(word, "c=-"), *_of_number(text, form)]
        if form != "mix":
            return tuple(found)
        found.append(f"w={word[:30]}")
        found += _of_letters(text, word, form)
    elif form == "cjk":
        found = [f"s={form}", _CUE.get(word, "c=-"), f"w={word}"]
    else:
        found = [f"s={form}", _CUE.get(word, "c=-"), f"w={word[:30]}"]
        found += _of_letters(text, word, form)
    known_as = lexicon.get(word)
    if known_as:
        found.append(f"l={known_as}")
        found += [f"l:{part}" for part in known_as]
    return tuple(found)


def _of_letters(text: str, word: str, form: str) -> tuple[str, ...]:
    full = _FULL.get(form) if text.isalpha() else None
    if full is None:
        full = f"f={full_form(text)}"
    size = len(word)
    if size > 4 and form == "Xx":
        return (
            full, _SIZE[size] if size < 12 else "n=12", f"2={word[:2]}", f"3={word[:3]}",
            f"-2={word[-2:]}", f"-3={word[-3:]}", f"-4={word[-4:]}",
        )  # fmt: skip
    found: tuple[str, ...] = (full, _SIZE[min(size, 12)])
    if size > 2:
        ends = (f"-2={word[-2:]}", f"-3={word[-3:]}", f"-4={word[-4:]}")
        found = (*found, f"2={word[:2]}", f"3={word[:3]}", *ends[: size - 2])
    return (*found, "roman") if form != "Xx" and is_roman(text) else found


def is_roman(text: str) -> bool:
    """Tell whether a word may be a Roman number."""
    return _ROMAN.match(text) is not None


def full_form(text: str) -> str:
    """Give the form of a word in at most eight marks: letters and digits as "X", "x", "0", each run as one."""
    return _REPEATED.sub(_twice, text[:30].translate(_FORM))[:8]


def _twice(match: re.Match[str]) -> str:
    return match.group(1)


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


class Words(dict[str, int]):
    """Word → row; a claimed stretch stands under "\\0" and its kind.

    `texts[row]`, `forms[row]` (its `shape`) and `marks[row]` tell of a row, `facts[row]` tells all; they only
    grow until `forget`.  Numbers with the same facts share a row, and those that hardly come twice are not kept.
    """

    def __init__(self, lexicon: Mapping[str, str]) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.texts: list[str] = []
        self.forms: list[str] = []
        self.marks = array("i")
        self._facts: list[tuple[str, ...]] = []
        self._row_of: dict[tuple[str, ...], int] = {}
        self._settled = 0

    @property
    def facts(self) -> Sequence[tuple[str, ...]]:
        """The facts of each row, made when they are asked for; none of a row that is settled."""
        made = self._facts
        for row in range(len(made), len(self.texts)):
            made.append(self.facts_of(row))
        return made

    def facts_of(self, row: int) -> tuple[str, ...]:
        """Give the facts of a row; none of a row that is settled."""
        text = self.texts[row]
        if text[:1] == "\0":
            return (f"k={text[1:]}",)
        return _facts(text, self.forms[row], self.lexicon) if text else ()

    def __missing__(self, key: str) -> int:
        if key[0] == "\0":
            row = self[key] = self._new(key, "k", 0)
            return row
        form = shape(key)
        if form[0] in "drY":
            row = self._shared(key, form)
            if len(key) > 4:
                return row
        else:
            row = len(self.texts)
            self.texts.append(key)
            self.forms.append(form)
            self.marks.append((form[0] == "X") | (SINGLE if len(key) == 1 else 0))
            if len(key) > LONGEST_KEPT:
                return row
        self[key] = row
        return row

    def _shared(self, key: str, form: str) -> int:
        found = _facts(key, form, self.lexicon)
        row = self._row_of.get(found)
        if row is None:
            marks = YEAR if form == "Y" else SINGLE if len(key) == 1 else 0
            row = self._row_of[found] = self._new(key, form, marks)
        return row

    def _new(self, text: str, form: str, marks: int) -> int:
        self.texts.append(text)
        self.forms.append(form)
        self.marks.append(marks)
        return len(self.texts) - 1

    def full(self) -> bool:
        """Tell whether so many words are known that it is time to forget them."""
        return len(self) > KEPT or len(self.texts) > KEPT

    def settle(self) -> None:
        """Let go of the texts of the rows, which may be long, when nobody asks for their facts any more."""
        fresh = len(self.texts) - self._settled
        self.texts[self._settled :] = [""] * fresh
        self._settled += fresh

    def forget(self) -> None:
        """Start anew; rows given before no longer hold."""
        self.clear()
        for known in (self.texts, self.forms, self._facts):
            known.clear()
        self.marks = array("i")
        self._row_of.clear()
        self._settled = 0
