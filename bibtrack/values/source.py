"""A distinct work in the library: a reference with identity."""

from dataclasses import dataclass
from enum import StrEnum

from bibtrack.values.reference import Reference


class SourceStatus(StrEnum):
    """Where a source stands between the page and the registries.

    `unresolved` not asked yet or could not be asked; `ambiguous` waits for a person;
    `resolved` has a confirmed record; `unmatched` asked, nothing good; `exempt` not the kind
    of thing that is registered, with a reason.
    """

    UNRESOLVED = "unresolved"
    AMBIGUOUS = "ambiguous"
    RESOLVED = "resolved"
    UNMATCHED = "unmatched"
    EXEMPT = "exempt"


class Grade(StrEnum):
    """How sure it is that a report cites a work.

    `verified-endnote` the report's own note was read; `verified-work` the sentence names the
    work; `candidate` a real work on that claim, nothing shows that it is cited; `unknown` the
    note could not be recovered.
    """

    VERIFIED_ENDNOTE = "verified-endnote"
    VERIFIED_WORK = "verified-work"
    CANDIDATE = "candidate"
    UNKNOWN = "unknown"


class Origin(StrEnum):
    """Where a field's value comes from; later ones win: printed < fetched < chosen."""

    PRINTED = "printed"
    FETCHED = "fetched"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Source:
    """A reference with a citekey that never changes once assigned."""

    citekey: str
    reference: Reference
    status: SourceStatus = SourceStatus.UNRESOLVED
    status_reason: str | None = None
    themes: tuple[str, ...] = ()
    annotations: tuple[str, ...] = ()
    id: int | None = None
