import pytest

from bibtrack.resolvers.crossref import SELECT_BY_DOI, Crossref, batches, in_filter
from bibtrack.resolvers.http import Client
from bibtrack.resolvers.limits import Rate
from bibtrack.resolvers.loopback import Loopback
from bibtrack.resolvers.loopback_works import SELECTS
from bibtrack.values.match import LookupStatus
from tests.resolvers.conftest import Clock
from tests.resolvers.records import HARDIN, MBEMBE, OSTROM, RECORDS, SICI, work

SCIENCE, BOOK, CULTURE = HARDIN["DOI"], OSTROM["DOI"], MBEMBE["DOI"]


@pytest.fixture
def crossref(server: Loopback, client: Client) -> Crossref:
    return Crossref(client, server.url)


def test_many_dois_are_one_request(server: Loopback, crossref: Crossref) -> None:
    answered = crossref.by_doi([SCIENCE, BOOK, "10.9999/none", CULTURE])
    assert {doi: lookup.candidates[0].doi for doi, lookup in answered.lookups.items()} == {
        doi: doi for doi in (SCIENCE, BOOK, CULTURE)
    }
    assert answered.missing == ("10.9999/none",)
    assert server.meter.requests == 1


def test_a_sici_is_asked_singly(server: Loopback, crossref: Crossref) -> None:
    assert not in_filter(SICI["DOI"])
    answered = crossref.by_doi([SICI["DOI"]])
    assert answered.lookups[SICI["DOI"]].status is LookupStatus.OK
    assert server.meter.by_route == {"/works/{doi}": 1}


def test_one_bad_doi_does_not_kill_the_batch(
    server: Loopback, crossref: Crossref, monkeypatch: object
) -> None:
    # A filter that the service refuses: the batch is split until the bad one stands alone.
    bad = "10.1/\x7fx"
    asked = [SCIENCE, BOOK, bad, CULTURE]
    original = crossref._works

    def works(params: dict[str, str], *select: object) -> object:
        if bad in params["filter"]:
            params = {**params, "filter": "nonsense:1"}
        return original(params)

    monkeypatch.setattr(crossref.__class__, "_works", staticmethod(works))  # type: ignore[attr-defined]
    answered = crossref.by_doi(asked)
    assert set(answered.lookups) == {SCIENCE, BOOK, CULTURE}
    assert answered.missing == (bad,)


def test_a_batch_that_is_too_large_is_asked_for_in_halves(server: Loopback, crossref: Crossref) -> None:
    server.index.add({**HARDIN, "DOI": "10.5555/huge", "abstract": "x" * 40_000})
    crossref.client.body_cap = 20_000
    answered = crossref.by_doi([SCIENCE, "10.5555/huge", BOOK, CULTURE])
    assert {doi for doi, lookup in answered.lookups.items() if lookup.status is LookupStatus.OK} == {
        SCIENCE, BOOK, CULTURE,
    }  # fmt: skip
    assert "larger than" in (answered.lookups["10.5555/huge"].error or "")


def test_an_answer_for_another_doi_is_not_used(server: Loopback, crossref: Crossref) -> None:
    server.faults.plan("other-doi*2")
    single = crossref.by_doi([SICI["DOI"]]).lookups[SICI["DOI"]]
    assert (single.status, single.candidates) == (LookupStatus.FAILED, ())
    assert single.error == f"asked for {SICI['DOI']}, the service answered with {SCIENCE}; not used"
    assert crossref.by_doi([BOOK]).lookups == {}


def test_a_printed_reference_finds_its_work(crossref: Crossref) -> None:
    lookup = crossref.by_text("Hardin, G. 1968. The tragedy of the commons. Science 162: 1243-1248")
    assert lookup.status is LookupStatus.OK
    assert lookup.candidates[0].doi == SCIENCE
    assert [found.rank for found in lookup.candidates] == list(range(1, len(lookup.candidates) + 1))


def test_three_answers_are_three_things(server: Loopback, crossref: Crossref) -> None:
    assert crossref.by_text("zzzz qqqq").status is LookupStatus.EMPTY
    assert crossref.by_text("tragedy commons").status is LookupStatus.OK
    server.faults.plan("500:1")
    failed = crossref.by_text("tragedy commons")
    assert (failed.status, failed.candidates) == (LookupStatus.FAILED, ())
    assert "HTTP 500" in (failed.error or "")


def test_five_hundred_dois_are_ten_requests(server: Loopback, client: Client, clock: Clock) -> None:
    dois = [f"10.5555/{number:08d}" for number in range(500)]
    for doi in dois:
        server.index.add(work(doi, "A title", "Author", 2000))
    server.meter.rates, server.meter.now = {"list": Rate(3, 1.0, 3)}, clock.now
    crossref = Crossref(client, server.url)
    found = [doi for batch in batches(dois) for doi in crossref.by_doi(batch).lookups]
    assert found == dois
    assert (server.meter.requests, server.meter.over_limit) == (10, 0)
    assert clock.moment < 4.0


@pytest.mark.parametrize(
    ("dois", "sizes"),
    [
        ([], []),
        (["10.1/a"] * 3, [1]),
        ([f"10.1/{n}" for n in range(120)], [50, 50, 20]),
        (["10.1/a", SICI["DOI"], "10.1/b"], [1, 2]),
        (["10.1/" + "x" * 300, "10.1/b"], [1, 1]),
        (["10.1/a,b", "10.1/b"], [1, 1]),
        ([f"10.1234/{n:03d}" + "é" * 90 for n in range(20)], [4, 4, 4, 4, 4]),
    ],
)
def test_batches(dois: list[str], sizes: list[int]) -> None:
    cut = list(batches(dois))
    assert [len(batch) for batch in cut] == sizes
    assert sorted(doi for batch in cut for doi in batch) == sorted(set(dois))


def test_every_selected_name_is_one_the_service_lists() -> None:
    assert set(SELECT_BY_DOI) <= set(SELECTS)


@pytest.mark.parametrize(
    "odd",
    [
        {"title": []}, {"title": None}, {"author": []}, {"author": None}, {"issued": {"date-parts": [[None]]}},
        {"title": ["<jats:p>A &amp; <i>B</i></jats:p>"]}, {"container-title": []}, {"author": [{}]},
        {"author": [{"family": f"F{n}", "given": "G"} for n in range(3000)]},
    ],
)  # fmt: skip
def test_odd_records_are_contained(odd: dict[str, object], server: Loopback, crossref: Crossref) -> None:
    server.index.add({**work("10.5555/odd", "Odd", "Nobody", 2001), **odd})
    lookup = crossref.by_doi(["10.5555/odd"]).lookups["10.5555/odd"]
    assert lookup.candidates[0].doi == "10.5555/odd"


def test_the_records_are_what_the_loopback_serves(server: Loopback) -> None:
    assert len(server.index.records) == len(RECORDS)
