"""Marks in running text: digits glued to words, [12], ¹², ① and symbols; which of them call notes.

A digit at the end of a word may be a mark, "G20", "CO2" or the last digit of a year.  Each
candidate gets a weight from its surroundings, and the notes' own order decides: the chosen
marks are the heaviest way through the candidates that follows the numbering.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bibtrack.values.document import Mark, NoteKind, Paragraph, RawNote

_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CIRCLED = {char: str(number) for number, char in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", start=1)}
_LIST = r"\d{1,4}(?:\s?[,;–—-]\s?\d{1,4})*"
#: style → the pattern of a mark; group 1 holds its numbers.
_STYLES = {
    "bracket": re.compile(rf"[\[［〔]\s?({_LIST})\s?[\]］〕]"),
    "caret": re.compile(rf"\^\{{?({_LIST})\}}?\^?"),
    "super": re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⸴˒،‚'’–⁻][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*)"),
    "circled": re.compile(r"([①-⑳])"),
    "glued": re.compile(
        r"(?<=[^\s\d$€£¥#_/=+<>×\\-])(?<![A-Za-z]\.[A-Za-z])(\d{1,3}(?:[,–-]\d{1,3}(?!\d))*)(?![\d%°])"
    ),
    "symbol": re.compile(r"(?<=\S)([*†‡§¶]{1,3})(?=[\s,.;:)]|$)"),
}
# "… Anthropology, 19801": a year with its mark, at the end of a sentence.
_YEAR_GLUED = re.compile(r"(?<=\b1[5-9]\d\d|\b20\d\d)(\d{1,2})(?=\s|$|[.;)])")
_SYMBOLS = ("*", "†", "‡", "§", "¶")
_WINDOW = 12
# No report has a hundred thousand notes; a longer number that is raised is no label.
_DIGITS = 5


_REACH = 26
_CLEAR = 1.8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may call notes: `labels` in order, `weight` above 0, higher is likelier."""

    paragraph: int
    start: int
    stop: int
    labels: tuple[str, ...]
    weight: float
    page: int | None = None


#: A chosen candidate and the places of its notes in the list of notes.
Way = tuple[Candidate, tuple[int, ...]]
#: paragraph index → its marks, each with the place of its note, None when the notes are not known.
Marks = dict[int, list[tuple[Mark, int | None]]]


def choose(paragraphs: Sequence[tuple[int, Paragraph]], notes: Sequence[RawNote]) -> Marks:
    """Give the marks of the (index, paragraph) pairs, for text whose reader found none.

    `notes` are the known notes in order, () when they were cut off.  Marks of one style only
    are chosen: that whose numbering explains most.
    """
    best: tuple[float, list[Way]] = (0.0, [])
    symbols = any(note.label[:1] in _SYMBOLS for note in notes)
    for style in _STYLES:
        if style == "symbol" and not symbols:
            continue
        outcome = follow(list(_candidates(paragraphs, style)), notes, anywhere=style == "bracket")
        best = max(best, outcome, key=lambda pair: pair[0])
    return _by_paragraph(best[1], notes) if _enough(best[1], notes) else {}


def confirm(paragraphs: Sequence[tuple[int, Paragraph]], notes: Sequence[RawNote]) -> Marks:
    """Give the marks that the reader saw (raised digits) and that the notes' numbering confirms."""
    found = [
        Candidate(i, mark.start, mark.stop, labels, 2.0, paragraph.page)
        for i, paragraph in paragraphs
        for mark in paragraph.marks
        if (labels := expand(mark.label))
    ]
    return _by_paragraph(follow(found, notes)[1], notes)


def expand(printed: str) -> tuple[str, ...]:
    """Give the labels of a printed mark: "1,3–5" → 1 3 4 5; a symbol or "12a" as it is; "" → ()."""
    text = printed.translate(_SUPER)
    if text in _CIRCLED:
        return (_CIRCLED[text],)
    if not text[:1].isdecimal():
        return (text,) if text else ()
    labels: list[str] = []
    for part in re.split(r"\s*[,;⸴˒،‚'’]\s*", text):
        low, _, high = (piece.strip() for piece in re.sub("[–—⁻]", "-", part).partition("-"))
        if high.isdecimal() and low.isdecimal() and 0 < int(high) - int(low) < 40:
            labels += [str(number) for number in range(int(low), int(high) + 1)]
        elif low:
            labels += [low, high] if high else [low]
    return tuple(labels)


def _candidates(paragraphs: Sequence[tuple[int, Paragraph]], style: str) -> Iterator[Candidate]:
    for i, paragraph in paragraphs:
        if style == "glued" and paragraph.heading_level and not paragraph.text[-1:].isdecimal():
            continue
        for found in _found(style, paragraph.text):
            labels = expand(found[1])
            if any(label.startswith("0") for label in labels):
                continue
            weight = (
                2.0
                if style != "glued"
                else 0.5
                if found.re is _YEAR_GLUED
                else _weight(paragraph.text, found)
            )
            for reading in (labels, *_run_together(labels, style)) if weight > 0 else ():
                yield Candidate(i, found.start(), found.end(), reading, weight, paragraph.page)


def _found(style: str, text: str) -> Iterator[re.Match[str]]:
    found = list(_STYLES[style].finditer(text))
    if style == "glued":
        found = sorted([*found, *_YEAR_GLUED.finditer(text)], key=lambda match: match.start())
    yield from found


def _run_together(labels: tuple[str, ...], style: str) -> Iterator[tuple[str, ...]]:
    # Two raised marks side by side, 18 and 19, come out as 1819.
    if len(labels) != 1 or style not in ("super", "glued") or not labels[0].isdecimal():
        return
    printed = labels[0]
    for cut in range(1, len(printed)):
        number, text = int(printed[:cut]), printed[:cut]
        while len(text) < len(printed):
            number += 1
            text += str(number)
        if text == printed:
            yield tuple(str(n) for n in range(int(printed[:cut]), number + 1))


def _weight(text: str, found: re.Match[str]) -> float:
    # What stands around glued digits: a stop or a closing quote before them speaks for a mark.
    before, after = text[max(0, found.start() - _WINDOW) : found.start()], text[found.end() : found.end() + 2]
    last = before[-1]
    if after[:1].isalpha() and not after[:1] > "⺀":
        return 1.0 if last in ".!?”’" and after[0].isupper() and not before[-2:-1].isupper() else 0.0
    if after[:1] in ".,:" and after[1:2].isdecimal():
        return 0.0
    if last in ".,:;!?。，；：！？、":
        return _behind_stop(before, after, last)
    if last in "”’\"'»)）」』】》]":
        return 0.4 if re.search(r"\([a-z]?\)$", before) else 1.8
    word = re.search(r"[^\s(“\"]*$", before)
    stem = word[0] if word else ""
    if any(char.isupper() or char.isdecimal() for char in stem[1:]) or len(stem) < 2:
        return 0.1 if last.isascii() else 1.2
    return 1.5 if last.islower() or last > "⺀" else 0.8


def _behind_stop(before: str, after: str, last: str) -> float:
    if last in ".,:" and before[-2:-1].isdecimal():
        # "in 2024.34 The" may be a mark, "2.0" and "1,000" are numbers.
        year = re.search(r"(?<![\d.,])(?:1[5-9]|20)\d\d[.,]$", before)
        return 1.0 if year and (not after or after[0].isspace()) else 0.0
    if re.search(r"(?:^|[\s(])(?:no|nos|vol|p|pp|art|ch|fig|tab|nr|bd|s|n)\.$", before, re.I):
        return 0.05
    if last == ":" and re.search(r"\d\s?$|[A-Z]:$", before[:-1] + ":"):
        return 0.2
    return 2.0


def follow(
    found: Sequence[Candidate], notes: Sequence[RawNote], *, anywhere: bool = False
) -> tuple[float, list[Way]]:
    """Give the heaviest way through the candidates that follows the numbering, and its weight.

    Steps to the next note are free; skipped notes cost; a second call of an earlier note is
    taken when it stands as clearly as the others.  With `anywhere` order does not matter.
    """
    if anywhere and notes and _unique(notes):
        index = {note.label: place for place, note in enumerate(notes)}
        ways = [(c, tuple(index[label] for label in c.labels)) for c in found if set(c.labels) <= set(index)]
        return sum(c.weight for c, _ in ways), ways
    labels = [note.label for note in notes] or [str(n) for n in range(1, _highest(found) + 1)]
    places: dict[str, list[int]] = {}
    for place, label in enumerate(labels):
        places.setdefault(label, []).append(place)
    weight, ways = _heaviest(found, places, notes)
    return weight, _with_repeats(found, ways) if notes else ways


def _unique(notes: Sequence[RawNote]) -> bool:
    return len({note.label for note in notes}) == len(notes)


def _highest(found: Sequence[Candidate]) -> int:
    numbers = (int(label) for c in found for label in c.labels if label.isdecimal() and len(label) <= _DIGITS)
    return max(numbers, default=0)


@dataclass(frozen=True, slots=True)
class _Step:
    # The best way so far whose last called note is `places[-1]`.
    weight: float
    candidate: Candidate
    places: tuple[int, ...]
    before: "_Step | None"


def _heaviest(
    found: Sequence[Candidate], places: dict[str, list[int]], notes: Sequence[RawNote]
) -> tuple[float, list[Way]]:
    best: dict[int, _Step] = {}
    top: _Step | None = None
    for candidate in found:
        fresh = [step for first in places.get(candidate.labels[0], ())
                 if (step := _step(candidate, first, places, best, notes)) is not None]  # fmt: skip
        for step in fresh:
            best[step.places[-1]] = step
            top = step if top is None or step.weight > top.weight else top
    return (top.weight, _unrolled(top)) if top else (0.0, [])


def _step(
    candidate: Candidate,
    first: int,
    places: dict[str, list[int]],
    best: dict[int, _Step],
    notes: Sequence[RawNote],
) -> _Step | None:
    called = _called(candidate.labels, first, places)
    if called is None or (notes and _elsewhere(candidate, notes[first])):
        return None
    before = _before(best, first)
    weight = candidate.weight + (before[0] if before else -0.4 * min(first, 12))
    held = best.get(called[-1])
    if weight <= 0 or (held is not None and held.weight >= weight):
        return None
    return _Step(weight, candidate, called, before[1] if before else None)


def _elsewhere(candidate: Candidate, note: RawNote) -> bool:
    # A note at the foot of a page is called on that page.
    return (
        note.kind is NoteKind.FOOTNOTE
        and note.page is not None
        and candidate.page is not None
        and not candidate.page <= note.page <= candidate.page + 1
    )


def _called(labels: tuple[str, ...], first: int, places: dict[str, list[int]]) -> tuple[int, ...] | None:
    # Several labels at one mark must be notes that follow each other closely.
    row = [first]
    for label in labels[1:]:
        later = places.get(label, [])
        at = bisect_left(later, row[-1] + 1)
        if at == len(later) or later[at] > row[-1] + 40:
            return None
        row.append(later[at])
    return tuple(row)


def _before(best: dict[int, _Step], first: int) -> tuple[float, _Step] | None:
    steps = [(step.weight - 0.5 * (back - 1), step)
             for back in range(1, _REACH) if (step := best.get(first - back)) is not None]  # fmt: skip
    return max(steps, key=lambda pair: pair[0]) if steps else None


def _unrolled(step: _Step | None) -> list[Way]:
    way: list[Way] = []
    while step is not None:
        way.append((step.candidate, step.places))
        step = step.before
    return way[::-1]


def _with_repeats(found: Sequence[Candidate], ways: list[Way]) -> list[Way]:
    # One note called twice: an unchosen, clear candidate whose note was already called.
    chosen = {id(candidate): places for candidate, places in ways}
    taken = {(candidate.paragraph, candidate.start) for candidate, _ in ways}
    called: dict[str, int] = {}
    result: list[Way] = []
    for candidate in found:
        places = chosen.get(id(candidate))
        free = places is None and (candidate.paragraph, candidate.start) not in taken
        if free and candidate.weight >= _CLEAR and set(candidate.labels) <= set(called):
            places = tuple(called[label] for label in candidate.labels)
        if places is not None:
            called |= dict(zip(candidate.labels, places, strict=True))
            result.append((candidate, places))
    return result


def _enough(ways: Sequence[Way], notes: Sequence[RawNote]) -> bool:
    # One lone digit is no apparatus, unless the notes at the end say so.
    calls = {label for candidate, _ in ways for label in candidate.labels}
    if notes:
        return len(calls) >= max(1, len({note.label for note in notes}) // 4)
    return len(calls) >= 3 and calls >= {"1", "2"} and sum(c.weight for c, _ in ways) >= len(ways)


def _by_paragraph(ways: Sequence[Way], notes: Sequence[RawNote]) -> Marks:
    marks: Marks = {}
    for candidate, places in ways:
        row = marks.setdefault(candidate.paragraph, [])
        row += [
            (Mark(label, candidate.start, candidate.stop), place if notes else None)
            for label, place in zip(candidate.labels, places, strict=True)
        ]
    return marks
