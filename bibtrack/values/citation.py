"""One cite of one work inside a note."""

from dataclasses import dataclass
from enum import StrEnum

from bibtrack.values.issue import Issue


class CitationForm(StrEnum):
    """How a citation names its work (CSL 1.0.2, `position`; Chicago 17, 14.29 to 14.36)."""

    FULL = "full"
    SHORT = "short"
    IBID = "ibid"
    OP_CIT = "op-cit"
    SUPRA = "supra"
    UNPARSED = "unparsed"


@dataclass(frozen=True, slots=True)
class Locator:
    """A place within the work: `label` is a CSL 1.0.2 locator term ("page", "paragraph", …)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One cite: `text` is `note.text[start:stop]`, verbatim.

    `prefix` is the signal before it ("see also", "but see", "cf."), as printed; `suffix` a remark
    behind it ("emphasis added"); `commentary` the prose of the note that belongs to it.
    `antecedent` is (note ordinal, citation ordinal) of the citation a back-reference points to,
    None when it has none or stays open; `chain` is every hop, nearest first.
    """

    ordinal: int
    text: str
    start: int
    stop: int
    form: CitationForm = CitationForm.FULL
    prefix: str | None = None
    suffix: str | None = None
    locator: Locator | None = None
    antecedent: tuple[int, int] | None = None
    chain: tuple[tuple[int, int], ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitNote:
    """A note taken apart: its citations in order, and the prose that is not part of any.

    `commentary` holds (start, stop) spans into the note's text.
    """

    ordinal: int
    citations: tuple[Citation, ...]
    commentary: tuple[tuple[int, int], ...] = ()
    issues: tuple[Issue, ...] = ()
