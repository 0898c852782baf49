"""Marks → callouts: the sentence that cites, without the marks, and the place of the mark in it."""

from collections.abc import Iterator, Sequence

from bibtrack.notes.sentences import sentences
from bibtrack.values.document import Callout, Mark, Paragraph, Span

_ENDS = tuple(".!?”")
_LEFT_ALONE = ".,;:!?)]}»”’。，；：！？）"


def callouts(index: int, paragraph: Paragraph, marks: Sequence[Mark]) -> list[tuple[Mark, Callout]]:
    """Give each mark of a paragraph with its callout, in reading order."""
    text, places = without_marks(paragraph.text, marks)
    spans = sentences(text, breaks=frozenset(places.values()))
    return [
        (mark, _callout(index, paragraph, mark, text, place, spans))
        for mark in sorted(marks, key=lambda mark: (mark.start, mark.stop))
        for place in [places[mark.start]]
    ]


def _callout(
    index: int, paragraph: Paragraph, mark: Mark, text: str, place: int, spans: Sequence[Span]
) -> Callout:
    span = _sentence(place, spans)
    offset = min(max(place - span.start, 0), span.stop - span.start)
    context = text[span.start : span.stop]
    return Callout(mark.label, context, offset, index, paragraph.section, paragraph.page)


def _sentence(place: int, spans: Sequence[Span]) -> Span:
    # A mark stands behind what it supports: at a border it belongs to the sentence before.
    held = Span(0, 0)
    for span in spans:
        if span.start >= place and held.stop > held.start:
            break
        held = span
        if place <= span.stop:
            break
    return held


def without_marks(text: str, marks: Sequence[Mark]) -> tuple[str, dict[int, int]]:
    """Give the text without its printed marks, and for each mark's start its place there."""
    pieces: list[str] = []
    places: dict[int, int] = {}
    done, length = 0, 0
    for start, stop in _merged(marks):
        piece = text[done:start]
        if stop > start and _stands_apart(text, start, stop):
            piece = piece.rstrip()
        pieces.append(piece)
        length += len(piece)
        places[start] = length
        if piece[-1:] in _ENDS and text[stop : stop + 1].isupper():
            # "in Japan.25The": the mark was all that parted the sentences.
            pieces.append(" ")
            length += 1
        done = stop
    pieces.append(text[done:])
    return "".join(pieces), places


def _merged(marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    done = -1
    for start, stop in sorted({(mark.start, mark.stop) for mark in marks}):
        if start >= done:
            yield start, stop
            done = max(stop, done)


def _stands_apart(text: str, start: int, stop: int) -> bool:
    # "harm [3]." and "harm [3] and": the blank before the mark goes with it.
    return text[start - 1 : start].isspace() and (
        stop == len(text) or text[stop].isspace() or text[stop] in _LEFT_ALONE
    )
