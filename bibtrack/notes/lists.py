"""Lists of notes: where they start in a document, and which lines or paragraphs make one note."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bibtrack.text import join_lines, words_of

_LABEL = re.compile(
    r"\s*(?:\[(?P<b>\d{1,4}[a-z]?)\]|［(?P<w>\d{1,4})］|〔(?P<t>\d{1,4})〕|\((?P<p>\d{1,4})\)"
    r"|\^(?P<c>\d{1,4})\^?|(?P<s>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?P<o>[①-⑳])|\[\^(?P<m>[^\]\s]+)\]:"
    r"|(?P<d>\d{1,4}[a-z]?)(?P<dot>[.)、．:]?)|(?P<x>[*†‡§¶]{1,3}))(?P<gap>\s*)(?=\S)"
)
_AHEAD = 200
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(slots=True)
class Item:
    """One note being gathered: its label ("" when the list has none) and its lines."""

    label: str
    lines: list[str] = field(default_factory=list)

    def text(self, words: frozenset[str]) -> str:
        """Give the lines joined, hyphenation mended."""
        return join_lines(self.lines, words)


def split_label(text: str) -> tuple[str, str] | None:
    """Give (label, rest) when a line starts with a note's label, else None.

    A bare number needs a blank, or a letter that starts a sentence, behind it.
    """
    found = _LABEL.match(text)
    if found is None:
        return None
    groups = found.groupdict()
    label = next(value for key, value in groups.items() if key not in ("gap", "dot") and value)
    rest = text[found.end() :]
    if groups["d"] and not groups["dot"] and not groups["gap"] and not rest[:1].isupper():
        return None
    if groups["dot"] == "." and rest[:1].isdecimal() and not groups["gap"]:
        return None
    label = str(ord(label) - 0x245F) if groups["o"] else label.translate(_DIGITS)
    return label, rest


def items(lines: Iterable[str]) -> list[Item]:
    """Group lines or paragraphs into notes: a label in sequence starts one, the rest goes on.

    Without any label in the list each line that came alone is one item, label "".
    """
    rows = [line for line in lines if line.strip()]
    labelled = _labelled(rows)
    if not labelled:
        return [Item("", [row]) for row in rows]
    gathered: list[Item] = []
    for i, row in enumerate(rows):
        if i in labelled:
            label, rest = labelled[i]
            gathered.append(Item(label, [rest]))
        elif gathered:
            gathered[-1].lines.append(row)
    return gathered


def notes_in(text: str) -> tuple[Item, ...]:
    """Give the notes of a plain list; blank lines part the items of a list without labels."""
    rows = text.splitlines()
    if _labelled([row for row in rows if row.strip()]):
        return tuple(items(rows))
    words = words_of(text)
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", text) if block.strip()]
    if len(blocks) == 1:
        blocks = [[row] for row in blocks[0]]
    return tuple(Item("", [join_lines(block, words)]) for block in blocks)


def _labelled(rows: Sequence[str]) -> dict[int, tuple[str, str]]:
    # The rows that start a note: labels must count upwards, so "2019. Rev. ed." starts none.
    found = {i: pair for i, row in enumerate(rows) if (pair := split_label(row)) is not None}
    chosen = _out_of_order(found, rows)
    if chosen:
        return chosen
    last, style = 0, None
    order = list(found)
    for rank, i in enumerate(order):
        label, rest = found[i]
        form = _form(rows[i])
        if not label.rstrip("abcdefghijklmnopqrstuvwxyz").isdecimal():
            chosen[i] = (label, rest)
            continue
        number = int(re.match(r"\d+", label)[0])  # type: ignore[index]
        fits = number in (last, last + 1) if last else number <= 400 or len(found) == 1
        skips = last < number <= last + 5 and form == style and _likely(found, order, rank, number)
        again = number == 1 and last > 1 and form == style and _goes_on_from(found, order, rank, 1)
        if (fits and (style in (None, form))) or skips or again or (fits and not last):
            chosen[i] = (label, rest)
            last, style = number, form
    return chosen


def _out_of_order(found: dict[int, tuple[str, str]], rows: Sequence[str]) -> dict[int, tuple[str, str]]:
    # A list that holds every number once, in whatever order, is one list.
    forms = Counter(_form(rows[i]) for i in found)
    usual = forms.most_common(1)[0][0] if forms else ""
    same = {i: pair for i, pair in found.items() if _form(rows[i]) == usual and pair[0].isdecimal()}
    numbers = [int(label) for label, _ in same.values()]
    counting = list(range(1, len(numbers) + 1))
    return same if len(numbers) > 2 and numbers != counting and sorted(numbers) == counting else {}


def _likely(found: dict[int, tuple[str, str]], order: Sequence[int], rank: int, number: int) -> bool:
    # A gap is believed when the numbering goes on behind it and the missing label does not come soon.
    ahead = [found[i][0] for i in order[rank + 1 : rank + 1 + _AHEAD]]
    return _goes_on_from(found, order, rank, number) and str(number - 1) not in ahead


def _goes_on_from(found: dict[int, tuple[str, str]], order: Sequence[int], rank: int, number: int) -> bool:
    following = [found[i][0] for i in order[rank + 1 : rank + 7]]
    return str(number + 1) in following or not following


def _form(row: str) -> str:
    # "[1]", "1." and "1" are three forms of label; one list keeps to one.
    return re.sub(r"\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+", "#", row.strip()[:5].split(" ")[0].split("\t")[0])[:2]
