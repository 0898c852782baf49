"""Signals → score → verdict: weights, contradictions, the gap rule, and nothing hidden.

The score is a logistic sum of features with weights that are data (`weights.toml`), fitted by
`python -m benchmarks.matching_fit`; see docs/matching.md.  Thresholds are inclusive.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

from bibtrack.matching.evidence import Signal, signals
from bibtrack.matching.expected import registered
from bibtrack.matching.question import Question, question
from bibtrack.values.match import Candidate, Decision, Evidence, ScoredCandidate, Verdict
from bibtrack.values.reference import Reference

#: Stored with each decision: the rules' version; the weights carry their own.
VERSION = "bibtrack-matching/3"
_SAME_WORK = frozenset({"is-identical-to", "is-version-of", "has-version"})
_MOST_ODDS = 12.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What decides: log-odds per feature, and inclusive thresholds.

    `accept` and `review` are scores, 0 to 1; `margin` is the least lead over another work in
    log-odds; `support` the least number of fields that agree; `fitted` names the weights' version.
    """

    features: Mapping[str, float]
    bias: float
    accept: float
    review: float
    margin: float
    support: int
    fitted: str

    @property
    def algorithm(self) -> str:
        """The version string that is stored with each decision."""
        return f"{VERSION} weights/{self.fitted}"


@cache
def default_weights() -> Weights:
    """Read the weights that ship with the package."""
    table = tomllib.loads(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
    features = table.pop("features")
    return Weights(features=features, **table)


DEFAULT = default_weights()


def decide(
    reference: Reference,
    candidates: Sequence[Candidate],
    *,
    text: str | None = None,
    weights: Weights = DEFAULT,
) -> Verdict:
    """Judge all candidates of one reference: accept, review, reject or exempt, with evidence.

    `text` is the citation as printed; fields are used when they are known and the raw text in
    any case.  Ties go to review.  Never raises for odd candidates.
    """
    asked = question(reference, text)
    scored = sorted(
        (score(asked, candidate, weights) for candidate in _distinct(candidates)),
        key=lambda one: (-_odds(one.score), len(one.contradictions), one.candidate.rank),
    )
    decision, reason, gap = _decision(asked, scored, weights, reference, text)
    return Verdict(decision, reason, tuple(scored), gap, weights.algorithm)


def score(asked: Question, candidate: Candidate, weights: Weights = DEFAULT) -> ScoredCandidate:
    """Score one candidate: 0 to 1, with the evidence, strongest first."""
    found = signals(asked, candidate)
    shares = [_share(signal, weights) for signal in found]
    odds = weights.bias + sum(shares)
    told = (_evidence(signal, share) for signal, share in zip(found, shares, strict=True))
    evidence = sorted(told, key=lambda item: -item.weight)
    return ScoredCandidate(candidate, _logistic(odds), tuple(evidence))


def strength(value: float) -> str:
    """Name a score for people: strong, likely or weak; nothing is ever "100 %"."""
    return "strong" if value >= 0.9 else "likely" if value >= 0.5 else "weak"


def _decision(
    asked: Question, scored: list[ScoredCandidate], weights: Weights, reference: Reference, text: str | None
) -> tuple[Decision, str, float | None]:
    best = scored[0] if scored else None
    gap = _gap(best, scored[1:]) if best else None
    if best is None or best.score < weights.review:
        expected, why = registered(reference, text)
        if not expected:
            return Decision.EXEMPT, why, gap
        if best is None:
            return Decision.REJECT, "no candidates", None
        return Decision.REJECT, f"no candidate reaches the review threshold ({weights.review:g})", gap
    for test in (_contradicted, _too_weak, _unsupported, _tied):
        told = test(best, gap, weights)
        if told is not None:
            return Decision.REVIEW, told, gap
    if len(_agreeing(best)) <= weights.support:
        expected, why = registered(reference, text)
        if not expected:
            return Decision.REVIEW, f"{why}, yet a record agrees", gap
    return Decision.ACCEPT, f"score at or above {weights.accept:g}, no contradiction, a clear lead", gap


def _contradicted(best: ScoredCandidate, gap: float | None, weights: Weights) -> str | None:
    return next((f"contradiction: {item.explanation}" for item in best.contradictions), None)


def _too_weak(best: ScoredCandidate, gap: float | None, weights: Weights) -> str | None:
    return None if best.score >= weights.accept else f"score below the accept threshold ({weights.accept:g})"


def _unsupported(best: ScoredCandidate, gap: float | None, weights: Weights) -> str | None:
    agreeing = _agreeing(best)
    if len(agreeing) >= weights.support or "identifier" in agreeing:
        return None
    return f"fewer than {weights.support} fields agree"


def _agreeing(best: ScoredCandidate) -> set[str]:
    return {item.field for item in best.evidence if item.similarity >= 0.7 and item.field in _INDEPENDENT}


def _tied(best: ScoredCandidate, gap: float | None, weights: Weights) -> str | None:
    return "another work agrees as well" if gap is not None and gap < weights.margin else None


_INDEPENDENT = frozenset({"identifier", "title", "author", "issued", "container-title", "volume", "page"})


def _gap(best: ScoredCandidate, others: Sequence[ScoredCandidate]) -> float | None:
    """Give the lead in log-odds over the next candidate that is another work."""
    for other in others:
        if not _same_work(best.candidate, other.candidate):
            return round(_odds(best.score) - _odds(other.score), 9)
    return None


def _same_work(one: Candidate, other: Candidate) -> bool:
    told = {doi for name, doi in one.reference.extra if name in _SAME_WORK}
    told_back = {doi for name, doi in other.reference.extra if name in _SAME_WORK}
    return other.doi in told or one.doi in told_back


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    seen: set[str] = set()
    kept = []
    for candidate in candidates:
        if candidate.doi is None or candidate.doi not in seen:
            kept.append(candidate)
            seen.add(candidate.doi or "")
    return kept


def _share(signal: Signal, weights: Weights) -> float:
    return sum(weights.features.get(name, 0.0) * value for name, value in signal.features)


def _evidence(signal: Signal, share: float) -> Evidence:
    return Evidence(
        field=signal.field,
        ours=signal.ours,
        theirs=signal.theirs,
        similarity=round(signal.similarity, 4),
        weight=round(abs(share), 3),
        contradiction=signal.contradiction,
        explanation=signal.explanation,
    )


def _logistic(odds: float) -> float:
    return 1 / (1 + exp(-max(-_MOST_ODDS, min(_MOST_ODDS, odds))))


def _odds(value: float) -> float:
    return log(value / (1 - value))
