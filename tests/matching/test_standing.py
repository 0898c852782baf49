"""The verdict and the answers in one word: no match, not expected, and could not ask stay apart."""

import pytest

from bibtrack.matching.standing import standing
from bibtrack.values.match import (
    Candidate,
    Decision,
    Lookup,
    LookupStatus,
    ScoredCandidate,
    Strategy,
    Verdict,
)
from bibtrack.values.reference import Reference
from bibtrack.values.source import SourceStatus

OK = Lookup(LookupStatus.OK, Strategy.BIBLIOGRAPHIC, "q")
EMPTY = Lookup(LookupStatus.EMPTY, Strategy.DOI, "10.5555/a", note="no such DOI")
FAILED = Lookup(LookupStatus.FAILED, Strategy.BIBLIOGRAPHIC, "r", error="timed out")
SCORED = (ScoredCandidate(Candidate("10.5555/b", Reference(), {}), 0.1, ()),)

CASES = [
    (Decision.ACCEPT, "why", (), [OK], SourceStatus.RESOLVED, "why"),
    (Decision.ACCEPT, "why", (), [OK, FAILED], SourceStatus.RESOLVED, "why"),
    (Decision.REVIEW, "why", SCORED, [OK], SourceStatus.AMBIGUOUS, "why"),
    (Decision.REVIEW, "why", SCORED, [OK, FAILED], SourceStatus.UNRESOLVED, "could not ask: timed out"),
    (Decision.EXEMPT, "why", (), [], SourceStatus.EXEMPT, "why"),
    (Decision.EXEMPT, "why", (), [FAILED], SourceStatus.UNRESOLVED, "could not ask: timed out"),
    (Decision.REJECT, "why", SCORED, [OK], SourceStatus.UNMATCHED, "why"),
    (Decision.REJECT, "why", (), [OK], SourceStatus.UNMATCHED, "no record answers to this reference"),
    (Decision.REJECT, "why", (), [EMPTY], SourceStatus.UNMATCHED, "10.5555/a: no such DOI; no record answers to this reference"),
    (Decision.REJECT, "why", (), [FAILED], SourceStatus.UNRESOLVED, "could not ask: timed out"),
]  # fmt: skip


@pytest.mark.parametrize(("decision", "why", "scored", "answers", "status", "reason"), CASES)
def test_standing(
    decision: Decision, why: str, scored: tuple[ScoredCandidate, ...], answers: list[Lookup], status: SourceStatus, reason: str
) -> None:  # fmt: skip
    verdict = Verdict(decision, why, scored)
    assert standing(verdict, {answer.query: answer for answer in answers}) == (status, reason)
