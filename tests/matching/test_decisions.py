"""From signals to a verdict: how they are weighed, ordered and told, each rule met at its edge."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from bibtrack.matching import score as scoring
from bibtrack.matching.evidence import Signal
from bibtrack.matching.score import Weights, decide, strength
from bibtrack.values.match import Candidate, Decision, Verdict
from bibtrack.values.reference import ItemType, Reference

WEIGHTS = Weights(
    {"for": 2.0, "against": -1.0}, 0.0, accept=0.5, review=0.1, margin=1.0, support=3, fitted="test"
)
FIELDS = ("title", "author", "issued")
ARTICLE = Reference(ItemType.ARTICLE_JOURNAL)
Told = Mapping[str, tuple[Signal, ...]]
Judge = Callable[..., Verdict]


def says(field: str, similarity: float = 1.0, value: float = 1.0, name: str = "for", against: bool = False) -> Signal:  # fmt: skip
    return Signal(field, ((name, value),), None, None, similarity, f"{field} says", contradiction=against)


def agree(*fields: str, value: float = 1.0) -> tuple[Signal, ...]:
    return tuple(says(field, value=value) for field in fields)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Give the verdict over candidates whose signals are given, by DOI."""

    def judge(
        told: Told, *, weights: Weights = WEIGHTS,
        reference: Reference = ARTICLE, extra: Mapping[str, tuple[tuple[str, str], ...]] = {},
    ) -> Verdict:  # fmt: skip
        monkeypatch.setattr(scoring, "signals", lambda _, candidate: told[candidate.doi or ""])
        offered = [
            Candidate(doi, Reference(extra=extra.get(doi, ())), {}, rank) for rank, doi in enumerate(told, 1)
        ]
        return decide(reference, offered, weights=weights)

    return judge


def order(verdict: Verdict) -> list[str | None]:
    return [one.candidate.doi for one in verdict.scored]


def test_the_score_is_the_logistic_sum_of_what_is_weighed(judged: Judge) -> None:
    found = judged(
        {"a": (says("title", value=0.5), says("author", name="against"), says("page", name="unknown"))}
    )
    assert found.best is not None
    assert found.best.score == pytest.approx(0.5)
    assert [(one.field, one.weight) for one in found.best.evidence] == [
        ("title", 1.0),
        ("author", 1.0),
        ("page", 0.0),
    ]
    biased = judged({"a": ()}, weights=replace(WEIGHTS, bias=1.0)).best
    assert biased is not None
    assert biased.score == pytest.approx(0.7310585786)


def test_evidence_is_told_strongest_first_and_in_few_digits(judged: Judge) -> None:
    weak, strong = says("title", 0.123456, 0.1), says("author", value=0.61728394, name="against")
    best = judged({"a": (weak, strong)}).best
    assert best is not None
    assert [(one.field, one.similarity, one.weight, one.explanation, one.contradiction) for one in best.evidence] == [
        ("author", 1.0, 0.617, "author says", False), ("title", 0.1235, 0.2, "title says", False),
    ]  # fmt: skip


def test_evidence_beyond_all_doubt_is_not_weighed_further(judged: Judge) -> None:
    found = judged({"a": agree(*FIELDS, value=50), "b": agree(*FIELDS, value=8)})
    assert (found.decision, found.gap) == (Decision.REVIEW, 0.0)
    assert found.best is not None
    assert 0.99999 < found.best.score < 1
    assert judged({"a": (says("title", value=50, name="against"),)}).scored[0].score > 0


def test_candidates_are_told_best_first_then_fewest_contradictions_then_by_rank(judged: Judge) -> None:
    clash = says("page", 0.0, 0.0, against=True)
    found = judged({
        "weak": agree("title"), "clashing": (*agree(*FIELDS), clash), "second": agree(*FIELDS), "third": agree(*FIELDS),
        "best": agree(*FIELDS, "page"),
    })  # fmt: skip
    assert order(found) == ["best", "second", "third", "clashing", "weak"]


def test_a_doi_offered_twice_is_judged_once_and_records_without_one_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scoring, "signals", lambda *_: agree(*FIELDS))
    offered = [Candidate(doi, Reference(), {}, rank) for rank, doi in enumerate(["a", None, "a", "b", None])]
    found = decide(Reference(), offered, weights=WEIGHTS)
    assert [one.candidate.rank for one in found.scored] == [0, 1, 3, 4]


# fields that agree, how far, → decision and the word of its reason
RULES = [
    (agree(*FIELDS), Decision.ACCEPT, "score at or above 0.5, no contradiction, a clear lead"),
    (agree("title", "author"), Decision.REVIEW, "fewer than 3 fields agree"),
    # what is not independent does not count: the issue goes with the volume, the rest with everything
    (agree("title", "author", "issue", "rest"), Decision.REVIEW, "fewer than 3 fields agree"),
    # one field that speaks twice is one field
    (agree("title", "author", "title"), Decision.REVIEW, "fewer than 3 fields agree"),
    *((agree("title", "author", field), Decision.ACCEPT, "score") for field in ("issued", "container-title", "volume", "page")),
    ((*agree("title", "author"), says("page", 0.7)), Decision.ACCEPT, "score"),
    ((*agree("title", "author"), says("page", 0.69)), Decision.REVIEW, "fewer than 3 fields agree"),
    # the printed DOI alone is enough
    (agree("identifier"), Decision.ACCEPT, "score"),
    ((*agree(*FIELDS), says("page", 0.0, 0.0, against=True)), Decision.REVIEW, "contradiction: page says"),
    ((says("title", name="against"), says("page", 0.0, 0.0, against=True)), Decision.REVIEW, "contradiction: page says"),
    ((says("title", name="against"),), Decision.REVIEW, "score below the accept threshold (0.5)"),
    ((says("title", name="against", value=3),), Decision.REJECT, "no candidate reaches the review threshold (0.1)"),
    ((says("title", name="against", value=3), says("page", 0.0, 0.0, against=True)), Decision.REJECT, "review threshold"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "decision", "reason"), RULES)
def test_the_rules(judged: Judge, told: tuple[Signal, ...], decision: Decision, reason: str) -> None:
    found = judged({"a": told})
    assert found.decision is decision
    assert reason in found.reason
    assert found.gap is None


# lead of the first over the second in log-odds → decision
@pytest.mark.parametrize(
    ("lead", "decision"),
    [(0.0, Decision.REVIEW), (0.98, Decision.REVIEW), (1.0, Decision.ACCEPT), (2.0, Decision.ACCEPT)],
)
def test_a_lead_is_asked_for(judged: Judge, lead: float, decision: Decision) -> None:
    found = judged({"a": (*agree(*FIELDS), says("page", 0.5, lead / 2)), "b": agree(*FIELDS)})
    assert (found.decision, found.gap) == (decision, pytest.approx(lead))


def test_the_lead_is_told_where_no_candidate_is_good_enough(judged: Judge) -> None:
    poor = {"a": (says("title", name="against", value=3),), "b": (says("title", name="against", value=5),)}
    assert judged(poor).gap == pytest.approx(2)


SAME_WORK = [
    ({"b": (("is-identical-to", "a"),)}, True),
    ({"a": (("is-identical-to", "b"),)}, True),
    ({"a": (("is-version-of", "b"),)}, True),
    ({"a": (("has-version", "b"),)}, True),
    ({"a": (("is-identical-to", "c"),)}, False),
    ({"a": (("is-review-of", "b"),)}, False),
    ({}, False),
]


@pytest.mark.parametrize(("extra", "same"), SAME_WORK)
def test_two_records_of_one_work_are_no_tie(
    judged: Judge, extra: dict[str, tuple[tuple[str, str], ...]], same: bool
) -> None:
    found = judged({"a": agree(*FIELDS), "b": agree(*FIELDS)}, extra=extra)
    assert found.decision is (Decision.ACCEPT if same else Decision.REVIEW)
    third = judged({"a": agree(*FIELDS), "b": agree(*FIELDS), "z": agree("title")}, extra=extra)
    assert third.gap == (pytest.approx(4) if same else 0.0)


PAGE = Reference(ItemType.WEBPAGE)


def test_a_kind_that_is_not_registered_needs_more_than_enough(judged: Judge) -> None:
    reason = "a web page is not registered with a DOI"
    none = judged({}, reference=PAGE)
    assert (none.decision, none.reason, none.gap) == (Decision.EXEMPT, reason, None)
    poor = judged(
        {"a": (says("title", name="against", value=3),), "b": (says("title", name="against", value=4),)},
        reference=PAGE,
    )
    assert (poor.decision, poor.reason, poor.gap) == (Decision.EXEMPT, reason, pytest.approx(1))
    found = judged({"a": agree(*FIELDS)}, reference=PAGE)
    assert (found.decision, found.reason) == (Decision.REVIEW, f"{reason}, yet a record agrees")
    assert judged({"a": agree(*FIELDS, "page")}, reference=PAGE).decision is Decision.ACCEPT


def test_no_candidates_at_all(judged: Judge) -> None:
    found = judged({})
    assert (found.decision, found.reason, found.best, found.gap) == (
        Decision.REJECT,
        "no candidates",
        None,
        None,
    )
    assert found.algorithm == "bibtrack-matching/3 weights/test"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (0.999, "strong"),
        (0.9, "strong"),
        (0.899, "likely"),
        (0.5, "likely"),
        (0.499, "weak"),
        (0.0, "weak"),
    ],
)
def test_a_score_in_a_word(value: float, name: str) -> None:
    assert strength(value) == name
