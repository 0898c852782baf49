"""A read document: paragraphs, notes, and the callouts that tie them together.

Offsets are Python code points, half-open.  Text is kept verbatim but for white space, which a
reader folds to single blanks inside a paragraph.
"""

from dataclasses import dataclass
from enum import StrEnum

from bibtrack.values.issue import Issue


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: `start` <= `stop`, code points, half-open."""

    start: int
    stop: int


class NoteKind(StrEnum):
    """Where a note is printed; a `reference` is an item of a list of references without a note."""

    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a paragraph that calls a note, as the reader saw it.

    `start`:`stop` cover the printed mark when it is part of the text, and are equal when the
    format keeps it apart (a Word footnote reference).  `target` is the note's identity when the
    file itself links the two, else None and `label` has to be tied to a note by number.
    """

    label: str
    start: int
    stop: int
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body: `section` is the path of headings above it, outermost first.

    `heading_level` is 1 to 9 for a heading, else None.  `page` is 1-based, None if not paged.
    """

    text: str
    section: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    heading_level: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class RawNote:
    """A note as the file holds it: `target` is what `Mark.target` names, None when not linked."""

    label: str
    text: str
    kind: NoteKind = NoteKind.ENDNOTE
    target: str | None = None
    section: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader returns: body paragraphs in order, notes in order, findings.

    `linked` is true when the format itself ties marks to notes (DOCX, HTML, Markdown, JATS):
    then nothing is guessed afterwards.
    """

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[RawNote, ...] = ()
    linked: bool = False
    media_type: str = "text/plain"
    reader: str = "text"
    title: str | None = None
    language: str | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Callout:
    """The mark in the body that calls a note, with the sentence that cites it.

    `context` is that sentence without any callout marks; `offset` is the place of this mark
    in `context`; `paragraph` is the 0-based index of the body paragraph; `label` the printed mark.
    """

    label: str
    context: str
    offset: int
    paragraph: int
    section: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One note of a report: `ordinal` counts from 1 in reading order over the whole report.

    `text` is verbatim; `label` is the printed mark ("12", "12a", "*"); `section` is where the
    note belongs (its first callout's section, or the chapter whose list holds it).
    """

    ordinal: int
    label: str
    text: str
    kind: NoteKind
    section: tuple[str, ...] = ()
    callouts: tuple[Callout, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The notes of a document with their callouts, and the findings about the whole."""

    notes: tuple[Note, ...]
    issues: tuple[Issue, ...] = ()
    orphans: tuple[Callout, ...] = ()
