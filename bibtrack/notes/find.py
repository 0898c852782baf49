"""Document → notes with their callouts: the file's own links first, the numbering where there are none."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bibtrack.notes.callouts import callouts
from bibtrack.notes.lists import items, notes_in, split_label
from bibtrack.notes.marks import Marks, choose, confirm
from bibtrack.text import words_of
from bibtrack.values.document import (
    Apparatus,
    Callout,
    Document,
    Note,
    NoteKind,
    Paragraph,
    RawNote,
    announced,
)  # fmt: skip
from bibtrack.values.issue import Issue, Severity

_LEAST_UNHEADED = 2
_MOST_LOOSE = 2
_DATED = re.compile(r"\b(?:1[5-9]|20)\d\d|https?://|\bforthcoming\b|\bn\.d\.")


def find(document: Document) -> Apparatus:
    """Give the notes in reading order, each tied to the sentences that call it.

    A document whose notes were cut off gives its callouts in `Apparatus.orphans`.  Gaps,
    repeats, marks without note and notes without mark are issues with their place.
    """
    if document.linked and (document.notes or any(paragraph.marks for paragraph in document.paragraphs)):
        return _tied(document.paragraphs, (*document.notes, *_works(document)), _linked(document))
    return _unlinked(document)


def _unlinked(document: Document) -> Apparatus:
    listed, body = _listed(document)
    notes = (*document.notes, *listed)
    marks: Marks = {}
    for group in _groups(notes):
        kept = [notes[place] for place in group]
        found = confirm(body, kept) or choose(body, kept)
        for index, row in found.items():
            marks.setdefault(index, []).extend(
                (mark, group[place]) for mark, place in row if place is not None
            )
    if not notes:
        marks = confirm(body, ()) or choose(body, ())
    return _tied(document.paragraphs, notes, marks)


def read_list(text: str) -> tuple[Note, ...]:
    """Read a plain list of notes: "1. …", "[1] …", "1 …", continuation lines; ordinals count from 1.

    Lines before the first label (a heading) are left out; a gap in the numbering is an issue of
    the note behind it.
    """
    words = words_of(text)
    rows = [RawNote(item.label, item.text(words)) for item in notes_in(text)]
    rows = [row for row in rows if row.label or announced(row.text) is None]
    return tuple(
        Note(ordinal, row.label, row.text, row.kind, issues=_numbering(row.label, before))
        for ordinal, (row, before) in enumerate(zip(rows, _before(rows), strict=True), start=1)
    )


def _linked(document: Document) -> Marks:
    places = {note.target: place for place, note in reversed(list(enumerate(document.notes))) if note.target}
    return {
        index: [(mark, places.get(mark.target)) for mark in paragraph.marks if mark.target]
        for index, paragraph in enumerate(document.paragraphs)
        if any(mark.target for mark in paragraph.marks)
    }


def _works(document: Document) -> list[RawNote]:
    # A list of references beside linked notes: short cites point there.
    if any(note.kind is NoteKind.REFERENCE for note in document.notes):
        return []
    zones = [zone for kind, zone in _zones(document.paragraphs) if kind is NoteKind.REFERENCE]
    found = [
        note
        for zone in zones
        for note in _zone_notes(NoteKind.REFERENCE, [document.paragraphs[i] for i in zone])
    ]
    dated = sum(_DATED.search(note.text) is not None for note in found)
    return found if found and dated >= 0.7 * len(found) else []


def _groups(notes: Sequence[RawNote]) -> list[list[int]]:
    # Footnotes, endnotes and references are numbered apart; what has no label is called by name.
    groups: dict[NoteKind, list[int]] = defaultdict(list)
    for place, note in enumerate(notes):
        if note.label:
            groups[note.kind].append(place)
    return list(groups.values())


def _listed(document: Document) -> tuple[list[RawNote], list[tuple[int, Paragraph]]]:
    # The notes that stand as lists under a heading, and the paragraphs that are left as body.
    notes: list[RawNote] = []
    used: set[int] = set()
    loose: list[RawNote] = []
    for kind, whole in _zones(document.paragraphs):
        zone = _cut(document.paragraphs, whole)
        found = list(_zone_notes(kind, [document.paragraphs[i] for i in zone]))
        (notes if any(note.label for note in found) else loose).extend(found)
        used |= set(zone)
    if not notes and not document.notes:
        start, unheaded = _unheaded(document.paragraphs, used)
        used |= set(range(start, len(document.paragraphs)))
        notes = unheaded
    body = [(i, paragraph) for i, paragraph in enumerate(document.paragraphs) if i not in used]
    return notes + loose, body


def _unheaded(paragraphs: Sequence[Paragraph], used: set[int]) -> tuple[int, list[RawNote]]:
    # A numbered list that ends the document without a heading, when marks in the text call it.
    for start in range(len(paragraphs) - 1, -1, -1):
        pair = split_label(paragraphs[start].text) if start not in used else None
        if pair is None or pair[0] != "1":
            continue
        rest = [replace(paragraph, heading_level=None) for paragraph in paragraphs[start:]]
        found = list(_zone_notes(NoteKind.ENDNOTE, rest))
        numbers = [int(note.label) for note in found if note.label.isdecimal()]
        counting = numbers == sorted(set(numbers)) and len(numbers) >= _LEAST_UNHEADED
        if not counting or numbers[-1] > 1.2 * len(numbers):
            continue
        # The list ends the document: what follows its last number is short, and holds no marks.
        if len(rest) > 3 * len(found) + 3 or choose(list(enumerate(rest)), ()):
            continue
        body = [(i, paragraphs[i]) for i in range(start) if i not in used]
        called = {mark.label for row in choose(body, found).values() for mark, _ in row}
        if len(called) >= 0.5 * len(found):
            return start, found
    return len(paragraphs), []


def _zones(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[NoteKind, list[int]]]:
    zone: list[int] = []
    kind: NoteKind | None = None
    for i, paragraph in enumerate(paragraphs):
        opens = announced(paragraph.text) if paragraph.heading_level else None
        if opens is None and kind is not None and not _leaves(paragraphs, i):
            zone.append(i)
            continue
        if kind is not None and zone[1:]:
            yield kind, zone
        kind, zone = opens, [i] if opens else []
    if kind is not None and zone[1:]:
        yield kind, zone


def _cut(paragraphs: Sequence[Paragraph], zone: list[int]) -> list[int]:
    # Text that follows the last number, paragraph after paragraph, is the next chapter.
    pairs = [split_label(paragraphs[i].text) for i in zone]
    last, number = 0, 0
    for place, pair in enumerate(pairs):
        if pair and pair[0].isdecimal() and int(pair[0]) in (number + 1, number + 2, 1):
            last, number = place, int(pair[0])
    return zone[: last + 1] if number and len(zone) - last > _MOST_LOOSE else zone


def _leaves(paragraphs: Sequence[Paragraph], at: int) -> bool:
    # A heading ends the list, unless it only names the chapter whose numbering starts anew.
    if not paragraphs[at].heading_level:
        return False
    following = split_label(paragraphs[at + 1].text) if at + 1 < len(paragraphs) else None
    return following is None or following[0] != "1"


def _zone_notes(kind: NoteKind, paragraphs: Sequence[Paragraph]) -> Iterator[RawNote]:
    words = words_of("\n".join(paragraph.text for paragraph in paragraphs))
    sections: list[tuple[tuple[str, ...], list[str]]] = []
    for paragraph in paragraphs:
        if paragraph.heading_level or not sections:
            sections.append((paragraph.section, []))
        if not paragraph.heading_level:
            sections[-1][1].append(paragraph.text)
    for section, texts in sections:
        for item in items(texts):
            yield RawNote(item.label, item.text(words), kind, section=section)


def _tied(paragraphs: Sequence[Paragraph], notes: Sequence[RawNote], marks: Marks) -> Apparatus:
    tied: dict[int, list[Callout]] = defaultdict(list)
    orphans: list[Callout] = []
    for index in sorted(marks):
        target = {id(mark): place for mark, place in marks[index]}
        for mark, callout in callouts(index, paragraphs[index], [mark for mark, _ in marks[index]]):
            place = target[id(mark)]
            (orphans if place is None else tied[place]).append(callout)
    built = tuple(
        _note(raw, place, before, tied[place])
        for place, (raw, before) in enumerate(zip(notes, _before(notes), strict=True))
    )
    return Apparatus(built, tuple(_about(built, orphans)), tuple(orphans))


def _note(raw: RawNote, place: int, before: str, calls: Sequence[Callout]) -> Note:
    section = calls[0].section if calls else raw.section
    issues = _numbering(raw.label, before)
    if not calls and raw.label:
        message = f"no mark in the text calls note {raw.label}"
        issues = (*issues, Issue("uncalled-note", message, place=f"note {raw.label}"))
    return Note(place + 1, raw.label, raw.text, raw.kind, section, tuple(calls), issues)


def _before(notes: Sequence[RawNote]) -> list[str]:
    # The label of the note of the same kind before each one, "" before the first.
    last: dict[NoteKind, str] = {}
    labels = []
    for note in notes:
        labels.append(last.get(note.kind, ""))
        last[note.kind] = note.label
    return labels


def _numbering(label: str, before: str) -> tuple[Issue, ...]:
    if not label.isdecimal() or not before.isdecimal():
        return ()
    low, high = int(before), int(label)
    if high == low:
        return (
            Issue("repeated-label", f"two notes in a row carry the number {label}", place=f"note {label}"),
        )
    if low + 1 < high:
        lost = str(low + 1) if high == low + 2 else f"{low + 1} to {high - 1}"
        return (Issue("note-gap", f"note {lost} is missing before note {label}", place=f"note {label}"),)
    if 1 < high < low:
        return (Issue("note-order", f"note {label} comes after note {before}", place=f"note {label}"),)
    return ()


def _about(notes: Sequence[Note], orphans: Sequence[Callout]) -> Iterator[Issue]:
    if notes:
        for callout in orphans:
            place = " › ".join(callout.section) or f"paragraph {callout.paragraph + 1}"
            yield Issue("orphan-callout", f"the mark {callout.label} has no note", place=place)
    elif orphans:
        message = f"{len(orphans)} marks call notes that the document does not hold"
        yield Issue("notes-cut-off", message, Severity.INFO)
        calls = Counter(callout.label for callout in orphans)
        numbers = sorted({int(label) for label in calls if label.isdecimal() and len(label) < _DIGITS})
        for low, high in pairwise((0, *numbers)):
            yield from _missing(low + 1, high - 1)


def _missing(first: int, last: int) -> Iterator[Issue]:
    # A mark in the thousands may be a slip: its gap is told once, not number by number.
    if last - first < _SINGLY:
        for number in range(first, last + 1):
            yield Issue("callout-gap", f"no mark {number} was found in the text", place=f"mark {number}")
    else:
        yield Issue(
            "callout-gap", f"no marks {first} to {last} were found in the text", place=f"mark {first}"
        )


#: No document has so many notes that their number has so many digits; gaps up to this length are told one by one.
_DIGITS, _SINGLY = 7, 20
