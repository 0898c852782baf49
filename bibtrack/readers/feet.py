"""Notes at the foot of a page or column: told by their size, their place and their labels."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bibtrack.readers.columns import Row
from bibtrack.readers.glyphs import lower_digits, raise_digits
from bibtrack.text import join_lines
from bibtrack.values.document import NoteKind, RawNote, announced

_SMALLER = 0.96
_LABEL = re.compile(
    r"(?:(?P<up>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})|(?P<plain>\d{1,4})[.)]?(?=\s)|(?P<sign>[*†‡§¶]{1,3}))\s*(?=\S)"
)


@dataclass(slots=True)
class _Foot:
    label: str
    lines: list[str] = field(default_factory=list)
    page: int = 0


def body_size(rows: Sequence[Row]) -> float:
    """Give the height of most of the text, by characters; 0.0 when there is none."""
    counts: Counter[float] = Counter()
    for row in rows:
        counts[round(row.size * 2) / 2] += len(row.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def take_feet(pages: Sequence[Sequence[Row]], words: frozenset[str]) -> tuple[list[list[Row]], list[RawNote]]:
    """Split the notes off the feet of pages; gives the pages without them, and the notes in order.

    A note that goes on at the foot of the next page is joined.
    """
    size = body_size([row for page in pages for row in page])
    bodies: list[list[Row]] = []
    feet: list[_Foot] = []
    for page in pages:
        body: list[Row] = []
        foot: list[Row] = []
        for column in _columns(page):
            start = _foot(
                column, size, feet[-1].label if feet else "", across=bool(body) and column[0].column < 0
            )
            body += column[:start]
            foot += column[start:]
        if foot and not _called(foot, [*(bodies[-1] if bodies else []), *body], bool(feet)):
            body, foot = list(page), []
        _gather(feet, foot)
        bodies.append(body)
    if not _believable(feet):
        return [list(page) for page in pages], []
    return bodies, [
        RawNote(f.label, join_lines(f.lines, words), NoteKind.FOOTNOTE, page=f.page) for f in feet
    ]


def _called(foot: Sequence[Row], body: Sequence[Row], going_on: bool) -> bool:
    # Notes at the foot of a page are called on it; a list that only ends there is not.
    labels = [_label(found) for row in foot if (found := _LABEL.match(row.text))]
    if not labels:
        return going_on
    text = lower_digits("\n".join(row.text for row in body))
    hits = sum(re.search(rf"(?<!\d){re.escape(label)}(?!\d)", text) is not None for label in labels)
    raised = any(char in "¹²³⁴⁵⁶⁷⁸⁹" for row in body for char in row.text)
    marks = set(re.findall(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", "\n".join(row.text for row in body)))
    if raised:
        hits = sum(raise_digits(label) in marks for label in labels)
    return hits > 0 and (hits >= 0.4 * len(labels) or going_on)


def _columns(page: Sequence[Row]) -> list[list[Row]]:
    # Runs of lines of one column, in reading order.
    runs: list[list[Row]] = []
    for row in page:
        if runs and runs[-1][-1].column == row.column:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _foot(column: Sequence[Row], size: float, last: str, *, across: bool) -> int:
    # From the bottom up: small lines; the highest that starts with a label, or goes on a note.
    start = len(column)
    while start > 0 and column[start - 1].size < _SMALLER * size:
        start -= 1
    if start == len(column) or (start == 0 and len(column) > 3 and not across):
        return len(column)
    if start > 0 and announced(column[start - 1].text):
        return len(column)
    for i in range(start, len(column)):
        if _LABEL.match(column[i].text):
            return start if last and i - start <= 12 and _plausible(column[start:i]) else i
    return start if last and start > 0 and _plausible(column[start:]) else len(column)


def _plausible(rows: Sequence[Row]) -> bool:
    # Lines before the first label of a page may be the end of the last note, not a caption.
    return not rows or not re.match(r"(?:Table|Figure|Fig\.|Source|Abb|Tab|Quelle)\b", rows[0].text)


def _gather(feet: list[_Foot], rows: Sequence[Row]) -> None:
    edge = min((row.left for row in rows), default=0.0)
    for row in rows:
        found = _LABEL.match(row.text)
        label = _label(found) if found else ""
        if found and _starts(feet, label, found, row, edge):
            feet.append(_Foot(label, [row.text[found.end() :]], row.page))
        elif feet:
            feet[-1].lines.append(row.text)


def _label(found: re.Match[str]) -> str:
    return lower_digits(found["up"] or found["plain"] or found["sign"])


def _starts(feet: Sequence[_Foot], label: str, found: re.Match[str], row: Row, edge: float) -> bool:
    if found["up"]:
        return True
    if found["sign"]:
        # An asterisk within the notes may be anything; with numbers it starts a note at most once a page.
        return not feet or not feet[-1].label.isdecimal() or feet[-1].page != row.page
    if not feet:
        return int(label) <= 3 or row.left - edge < row.size
    last = feet[-1].label
    # A line of a note may start with a number too: the numbering must go on, or start anew on its page.
    return (last.isdecimal() and int(label) in range(int(last) + 1, int(last) + 3)) or (
        label == "1" and feet[-1].page != row.page
    )


def _believable(feet: Sequence[_Foot]) -> bool:
    # Small print without counting numbers is no set of notes.
    numbers = [int(foot.label) for foot in feet if foot.label.isdecimal()]
    steps = sum(high in (low + 1, 1) for low, high in pairwise(numbers))
    return bool(feet) and (len(numbers) < 2 or steps >= 0.6 * (len(numbers) - 1))
