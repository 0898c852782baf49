"""Where a source stands after its questions: the verdict and the answers in one word and one sentence."""

from collections.abc import Mapping

from bibtrack.values.match import Decision, Lookup, LookupStatus, Verdict
from bibtrack.values.source import SourceStatus


def standing(verdict: Verdict, answers: Mapping[str, Lookup]) -> tuple[SourceStatus, str]:
    """Give the status that a verdict means for a source, and the reason for people.

    "No good match", "not expected to be registered" and "could not ask" stay three things.
    """
    failed = [a for a in answers.values() if a.status is LookupStatus.FAILED]
    if verdict.decision is Decision.ACCEPT:
        return SourceStatus.RESOLVED, verdict.reason
    if failed:
        return SourceStatus.UNRESOLVED, f"could not ask: {failed[0].error}"
    if verdict.decision is Decision.REVIEW:
        return SourceStatus.AMBIGUOUS, verdict.reason
    if verdict.decision is Decision.EXEMPT:
        return SourceStatus.EXEMPT, verdict.reason
    notes = [f"{q}: {a.note}" for q, a in answers.items() if a.note]
    found = verdict.reason if verdict.scored else "no record answers to this reference"
    return SourceStatus.UNMATCHED, "; ".join([*notes, found])
