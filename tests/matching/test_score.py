"""Verdicts: inclusive thresholds, ties, contradictions, the version, and no surprises."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtrack.matching.score import DEFAULT, VERSION, decide, strength
from bibtrack.resolvers.crossref_record import candidate
from bibtrack.values.match import Decision
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

TEXT = "Schwyn B, Neilands JB (1987) Universal chemical assay for siderophores. Anal Biochem 160:47–56"
RECORD = {
    "DOI": "10.5555/a", "type": "journal-article", "title": ["Universal chemical assay for siderophores"],
    "author": [{"family": "Schwyn", "given": "Bernhard"}, {"family": "Neilands", "given": "J. B."}],
    "container-title": ["Analytical Biochemistry"], "volume": "160", "page": "47-56",
    "issued": {"date-parts": [[1987]]},
}  # fmt: skip


def verdict(*records, text=TEXT, weights=DEFAULT, reference=None):
    offered = [candidate({**record, "DOI": f"10.5555/{i}"}, i) for i, record in enumerate(records, start=1)]
    return decide(reference or Reference(), offered, text=text, weights=weights)


def test_a_good_match_is_accepted_and_says_why():
    found = verdict(RECORD)
    assert found.decision is Decision.ACCEPT
    assert found.best.score > 0.95
    assert found.gap is None
    assert found.algorithm == f"{VERSION} weights/{DEFAULT.fitted}"
    assert {item.field for item in found.best.evidence} >= {"title", "author", "issued", "volume", "page"}
    assert all(
        0 <= item.similarity <= 1 and item.weight >= 0 and item.explanation for item in found.best.evidence
    )


@pytest.mark.parametrize(("shift", "decision"), [(0.0, Decision.ACCEPT), (1e-9, Decision.REVIEW)])
def test_the_accept_threshold_is_inclusive(shift, decision):
    score = verdict(RECORD).best.score
    assert verdict(RECORD, weights=replace(DEFAULT, accept=score + shift)).decision is decision


@pytest.mark.parametrize(("shift", "decision"), [(0.0, Decision.REVIEW), (1e-9, Decision.REJECT)])
def test_the_review_threshold_is_inclusive(shift, decision):
    weak = {**RECORD, "issued": {"date-parts": [[1950]]}, "page": "900-910", "volume": "7"}
    score = verdict(weak).best.score
    assert verdict(weak, weights=replace(DEFAULT, review=score + shift)).decision is decision


@pytest.mark.parametrize(("shift", "decision"), [(0.0, Decision.ACCEPT), (1e-6, Decision.REVIEW)])
def test_the_margin_is_inclusive(shift, decision):
    other = {**RECORD, "page": "48-49"}
    gap = verdict(RECORD, other).gap
    assert gap > 0
    assert verdict(RECORD, other, weights=replace(DEFAULT, margin=gap + shift)).decision is decision


def test_a_tie_goes_to_review():
    found = verdict(RECORD, RECORD)
    assert (found.decision, found.gap) == (Decision.REVIEW, 0.0)
    assert "another work" in found.reason


def test_two_deposits_that_say_they_are_one_work_are_no_tie():
    twin = {**RECORD, "relation": {"is-identical-to": [{"id-type": "doi", "id": "10.5555/1"}]}}
    assert verdict(RECORD, twin).decision is Decision.ACCEPT


def test_the_support_rule_asks_for_three_fields():
    thin = {"type": "journal-article", "title": RECORD["title"], "author": RECORD["author"]}
    found = verdict(thin, weights=replace(DEFAULT, accept=0.0))
    assert found.decision is Decision.REVIEW
    assert verdict(thin, weights=replace(DEFAULT, accept=0.0, support=2)).decision is Decision.ACCEPT


CLASHES = [
    ("year", {"issued": {"date-parts": [[1990]]}}, "years differ"),
    ("author", {"author": [{"family": "Miller"}], "page": "1-2"}, "no creator"),
    ("volume and page", {"volume": "12", "page": "900-999"}, "page"),
    ("pages", {"page": "147-156"}, "page ranges"),
    ("kind", {"title": ["Erratum: Universal chemical assay for siderophores"]}, "correction"),
]


@pytest.mark.parametrize(
    ("change", "told"), [case[1:] for case in CLASHES], ids=[case[0] for case in CLASHES]
)
def test_a_contradiction_forbids_acceptance_whatever_else_agrees(change, told):
    found = verdict({**RECORD, **change}, weights=replace(DEFAULT, accept=0.0, review=0.0))
    assert found.decision is Decision.REVIEW
    assert told in " ".join(item.explanation for item in found.best.contradictions)


def test_a_year_beside_is_no_contradiction():
    assert verdict({**RECORD, "issued": {"date-parts": [[1988]]}}).decision is Decision.ACCEPT


def test_no_candidates_is_reject_or_exempt():
    assert verdict().decision is Decision.REJECT
    assert verdict(text="Interview with the minister, Accra, 2010").decision is Decision.EXEMPT
    assert verdict(text="", reference=Reference(type=ItemType.LEGISLATION)).decision is Decision.EXEMPT


def test_the_wrong_doi_of_a_printed_one_is_seen():
    right = decide(Reference(), [candidate(RECORD)], text=TEXT + " doi:10.5555/a")
    wrong = decide(Reference(), [candidate(RECORD)], text=TEXT + " doi:10.5555/other")
    assert (right.decision, wrong.decision) == (Decision.ACCEPT, Decision.REVIEW)


BARE = ["https://doi.org/10.5555/A", "doi:10.5555/a.", "10.5555/a", "See 10.5555/a"]


@pytest.mark.parametrize("text", BARE)
def test_a_bare_doi_is_enough(text):
    assert decide(Reference(), [candidate(RECORD)], text=text).decision is Decision.ACCEPT


def test_a_printed_doi_is_no_proof():
    text = "Miller, R. (2004). Land reform and its discontents in Ghana. Water Policy, 3, 1–9. doi:10.5555/a"
    found = decide(Reference(), [candidate(RECORD)], text=text)
    assert found.decision is not Decision.ACCEPT
    assert found.best.contradictions


def test_fields_alone_are_enough():
    reference = Reference(
        title="Universal chemical assay for siderophores", container_title="Anal. Biochem.", volume="160", page="47",
        issued=PartialDate(1987), creators=(Creator(Role.AUTHOR, Name(family="Schwyn", given="B.")),),
    )  # fmt: skip
    assert verdict(RECORD, text=None, reference=reference).decision is Decision.ACCEPT


def test_the_order_of_candidates_does_not_matter():
    records = [RECORD, {**RECORD, "page": "200-210"}, {**RECORD, "title": ["Something else"]}]
    offered = [candidate({**record, "DOI": f"10.5555/{i}"}, 1) for i, record in enumerate(records)]
    one, other = decide(Reference(), offered, text=TEXT), decide(Reference(), offered[::-1], text=TEXT)
    assert next(item.candidate.doi for item in one.scored) == next(
        item.candidate.doi for item in other.scored
    )
    assert one.decision is other.decision


def test_nothing_is_a_hundred_per_cent():
    assert [strength(value) for value in (0.95, 0.9, 0.6, 0.5, 0.2)] == [
        "strong",
        "strong",
        "likely",
        "likely",
        "weak",
    ]
    assert verdict(RECORD).best.score < 1


TEXTS = st.text(max_size=200)
RECORDS = st.dictionaries(
    st.sampled_from(["DOI", "title", "author", "issued", "page", "volume", "container-title", "type", "relation"]),
    st.one_of(TEXTS, st.none(), st.integers(), st.lists(st.one_of(TEXTS, st.none()), max_size=3),
              st.just({"date-parts": [[None]]}), st.lists(st.fixed_dictionaries({"family": TEXTS, "given": TEXTS}), max_size=3)),
)  # fmt: skip


@given(TEXTS, st.lists(RECORDS, max_size=3))
@settings(max_examples=80, deadline=None)
def test_odd_input_is_judged_and_never_raises(text, records):
    found = decide(Reference(), [candidate(record) for record in records], text=text)
    assert len(found.scored) <= len(records)
    assert all(0 < item.score < 1 for item in found.scored)
    assert found.reason


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_judging_is_repeatable(text):
    offered = [candidate(RECORD)]
    assert decide(Reference(), offered, text=text) == decide(Reference(), offered, text=text)
