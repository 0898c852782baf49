"""What a resolver offers, and what the matcher says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bibtrack.values.reference import Reference


class LookupStatus(StrEnum):
    """Three different answers: records came back, none exists, or we could not ask."""

    OK = "ok"
    EMPTY = "empty"
    FAILED = "failed"


class Strategy(StrEnum):
    """How a work was asked for."""

    DOI = "doi"
    BIBLIOGRAPHIC = "bibliographic"
    TITLE_AUTHOR = "title-author"


@dataclass(frozen=True, slots=True)
class Update:
    """A notice about a work: retraction, correction, new version… (Crossref `updated-by`).

    `kind` is the notice's type in lower case with hyphens; `date` is ISO or None.
    """

    kind: str
    doi: str | None = None
    date: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One record offered for one question.

    `record` is the service's own JSON as received; `reference` the same in our terms.
    `resolver_score` is kept and never compared with a threshold.
    """

    doi: str | None
    reference: Reference
    record: Mapping[str, Any]
    rank: int = 1
    resolver_score: float | None = None
    updates: tuple[Update, ...] = ()
    resolver: str = "crossref"


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question and its answer; `error` is set when, and only when, `status` is failed.

    `note` says what else is known of an empty answer ("no such DOI", another agency's name).
    """

    status: LookupStatus
    strategy: Strategy
    query: str
    candidates: tuple[Candidate, ...] = ()
    resolver: str = "crossref"
    http_status: int | None = None
    error: str | None = None
    duration_ms: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far one field agrees: `similarity` 0 to 1, `weight` >= 0.

    `contradiction` forbids automatic acceptance whatever else agrees; `explanation` is one
    sentence for people.
    """

    field: str
    ours: str | None
    theirs: str | None
    similarity: float
    weight: float
    contradiction: bool = False
    explanation: str = ""


class Decision(StrEnum):
    """What to do with a candidate; `exempt` means no registered record is to be expected."""

    ACCEPT = "accept"
    REVIEW = "review"
    REJECT = "reject"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class ScoredCandidate:
    """A candidate with its evidence and its score, 0 to 1."""

    candidate: Candidate
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def contradictions(self) -> tuple[Evidence, ...]:
        """The evidence that speaks against the candidate for good."""
        return tuple(item for item in self.evidence if item.contradiction)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision over all candidates of one reference, best first.

    `gap` is the lead over the runner-up (another work), None when there is none; `reason` one
    sentence that names the rule which decided; `algorithm` the matcher's version.
    """

    decision: Decision
    reason: str
    scored: tuple[ScoredCandidate, ...] = ()
    gap: float | None = None
    algorithm: str = ""

    @property
    def best(self) -> ScoredCandidate | None:
        """The first candidate, or None."""
        return self.scored[0] if self.scored else None
