"""A read document: paragraphs, notes, and the callouts that tie them together.

Offsets are Python code points, half-open.  Text is kept verbatim but for white space, which a
reader folds to single blanks inside a paragraph.
"""

import re
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


# Headings that announce notes or references: kind → whole headings, lower case.
_HEADINGS = {
    NoteKind.FOOTNOTE: r"foot\s?-?notes?|fu(?:ß|ss)noten|notes de bas de page|notas al pie(?: de página)?|脚注|腳註",
    NoteKind.ENDNOTE: (
        r"(?:end\s?-?)?notes?(?: to (?:the )?(?:text|chapters?(?: [\divxlc]+)?|pages? \d+[–-]\d+))?|notes and references"
        r"|references and notes|anmerkungen|endnoten|notas|note|注释|註釋|注釋|注解|註解|附注|附註|尾注|尾註|註|注"
    ),
    NoteKind.REFERENCE: (
        r"references?(?: list| cited)?|list of references|works cited|literature(?: cited)?|(?:select(?:ed)? )?bibliography"
        r"|sources|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|einzelnachweise|r[ée]f[ée]rences(?: bibliographiques)?"
        r"|bibliographie|referencias(?: bibliográficas)?|bibliograf[íi]a|refer[êe]ncias(?: bibliográficas)?|bibliografia"
        r"|参考文献|參考文獻|參考資料|参考资料|引用文献|参考书目|參考書目"
    ),
}
_LEAD = r"\W*(?:(?:chapter|kapitel|chapitre|capítulo)\s+[\divxlc]+\W+|[\divxlc]{1,4}\.\W*)?"
_ANNOUNCES = {kind: re.compile(f"{_LEAD}(?:{words})\\W*", re.IGNORECASE) for kind, words in _HEADINGS.items()}


def announced(heading: str) -> NoteKind | None:
    """Give the kind of notes that a heading announces ("Notes", "Bibliography", "注释"), or None."""
    if not 0 < len(heading) < 60:
        return None
    return next((kind for kind, pattern in _ANNOUNCES.items() if pattern.fullmatch(heading)), None)


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
