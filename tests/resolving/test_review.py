import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest
from click.testing import Result

from bibtrack import resolve, review
from bibtrack.errors import InputError, NoSuchSource, ResolverUnavailable
from bibtrack.resolve import Options
from bibtrack.resolvers.loopback import Loopback
from bibtrack.settings import Settings
from bibtrack.store import sources
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.reading import open_reader
from bibtrack.values.identifier import Scheme
from bibtrack.values.match import Decision
from bibtrack.values.reference import PartialDate, Reference
from bibtrack.values.source import Origin, Source, SourceStatus
from tests.resolvers.records import HAAS, HARDIN, MBEMBE, WAKEFIELD
from tests.resolving import references as refs

Add = Callable[[str, Reference], int]
Get = Callable[[str], Source]
Cli = Callable[..., Result]
DOI = HARDIN["DOI"]

#: The right work with the wrong year: a contradiction, so a person has to look.
DOUBTFUL = replace(refs.COMMONS, issued=PartialDate(1986), identifiers=())


@pytest.fixture
def doubtful(library: Library, settings: Settings, add: Add, source: Get) -> str:
    """A source whose match waits for a person."""
    add("hardin1986", DOUBTFUL)
    resolve.run(library, settings)
    assert source("hardin1986").status is SourceStatus.AMBIGUOUS
    return "hardin1986"


def test_the_queue_holds_what_is_doubtful(library: Library, doubtful: str) -> None:
    (file,) = review.waiting(library)
    assert file.source.citekey == doubtful
    assert (file.offers[0].doi, file.offers[0].verdict) == (DOI, Decision.REVIEW)
    assert any(item.contradiction for item in file.offers[0].evidence)


def test_accepting_keeps_the_key_and_the_printed_values(
    library: Library, settings: Settings, doubtful: str, source: Get
) -> None:
    done = review.accept(library, settings, doubtful, f"https://doi.org/{DOI.upper()}")
    assert (done.status, done.doi, done.also) == (SourceStatus.RESOLVED, DOI, ())
    kept = source(doubtful)
    assert (kept.citekey, kept.reference.doi, kept.reference.year) == (doubtful, DOI, 1968)
    assert kept.status_reason == "accepted by tester"
    assert review.waiting(library) == []


def test_a_persons_value_wins_over_the_record(
    library: Library, settings: Settings, doubtful: str, source: Get
) -> None:
    with change(library, Run("test")) as session:
        sources.state(session, 1, Origin.CHOSEN, Reference(title="My own title"), library.clock.stamp())
        sources.settle(session, 1, library.clock.stamp())
    review.accept(library, settings, doubtful, DOI)
    assert source(doubtful).reference.title == "My own title"
    assert source(doubtful).reference.volume == "162"


def test_a_pasted_doi_is_fetched(library: Library, settings: Settings, doubtful: str, source: Get) -> None:
    review.accept(library, settings, doubtful, MBEMBE["DOI"])
    assert source(doubtful).reference.title == "Necropolitics"


@pytest.mark.parametrize(
    ("key", "doi", "error", "words"),
    [
        ("hardin1986", "not a doi", InputError, "is not a DOI"),
        ("hardin1986", "10.9999/none", InputError, "no such DOI"),
        ("nobody", DOI, NoSuchSource, "no source has this key"),
    ],
)
def test_what_cannot_be_accepted_changes_nothing(
    library: Library, settings: Settings, doubtful: str, source: Get, key: str, doi: str, error: type[Exception], words: str
) -> None:  # fmt: skip
    with pytest.raises(error, match=words):
        review.accept(library, settings, key, doi)
    assert source(doubtful).status is SourceStatus.AMBIGUOUS


def test_no_network_is_not_no_such_doi(
    library: Library, nowhere: Settings, doubtful: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ResolverUnavailable, match="could not be asked for"):
        review.accept(library, nowhere, doubtful, "10.9999/none")


@pytest.mark.parametrize(
    ("decide", "status"), [(review.reject, SourceStatus.UNMATCHED), (review.none, SourceStatus.EXEMPT)]
)
def test_a_no_holds_for_ever(
    library: Library, settings: Settings, doubtful: str, source: Get, server: Loopback,
    decide: Callable[..., object], status: SourceStatus,
) -> None:  # fmt: skip
    decide(library, doubtful)
    assert source(doubtful).status is status
    asked = server.meter.requests
    for options in (Options(), Options(again=True), Options(offline=True), Options(retry_failed=True)):
        resolve.run(library, settings, options=options)
    assert (source(doubtful).status, server.meter.requests) == (status, asked)


def test_a_wrong_rule_can_be_taken_back(library: Library, settings: Settings, add: Add, source: Get) -> None:
    add("commons", refs.COMMONS)
    resolve.run(library, settings)
    review.reject(library, "commons")
    assert source("commons").status is SourceStatus.UNMATCHED
    assert source("commons").reference == refs.COMMONS


def test_a_doi_that_was_set_since_is_asked_for(
    library: Library, settings: Settings, doubtful: str, source: Get
) -> None:
    review.reject(library, doubtful)
    with change(library, Run("test")) as session:
        sources.state(
            session, 1, Origin.CHOSEN, Reference().with_identifier(Scheme.DOI, DOI), library.clock.stamp()
        )
        sources.settle(session, 1, library.clock.stamp())
    assert [one.citekey for one in resolve.run(library, settings).outcomes] == [doubtful]


def test_another_record_brings_its_own_notices(
    library: Library, settings: Settings, add: Add, server: Loopback
) -> None:
    server.index.records[server.index.by_doi[WAKEFIELD["DOI"]]] = {
        **WAKEFIELD, "reference": [{"DOI": "10.1/a"}, {"unstructured": "b"}],
    }  # fmt: skip
    add("wakefield", refs.WAKEFIELD)
    resolve.run(library, settings)
    assert _counts(library) == (1, 2)
    review.accept(library, settings, "wakefield", DOI)
    assert _counts(library) == (0, 0)


def _counts(library: Library) -> tuple[int, int]:
    with closing(open_reader(library.path)) as connection:
        one, other = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("source_update", "cited_work")
        )
    return one, other


def test_searching_again_offers_more(library: Library, settings: Settings, doubtful: str) -> None:
    file = review.search(library, settings, doubtful, "epistemic communities policy coordination Haas")
    assert HAAS["DOI"] in {offer.doi for offer in file.offers}
    assert review.waiting(library)[0].source.citekey == doubtful


def test_two_sources_with_one_doi_are_told(
    library: Library, settings: Settings, doubtful: str, add: Add
) -> None:
    add("commons", refs.COMMONS)
    assert review.accept(library, settings, doubtful, DOI).also == ("commons",)


def test_scripts_can_decide(bibtrack: Cli, doubtful: str, source: Get) -> None:
    (entry,) = json.loads(bibtrack("review", "list", "--json").stdout)
    assert entry["candidates"][0]["doi"] == DOI
    assert json.loads(bibtrack("review", "accept", doubtful, DOI, "--json").stdout)["status"] == "resolved"
    bibtrack("undo")
    assert source(doubtful).status is SourceStatus.AMBIGUOUS
    bibtrack("review", "none", doubtful, "--reason", "a leaflet")
    assert (source(doubtful).status, source(doubtful).status_reason) == (SourceStatus.EXEMPT, "a leaflet")
    assert "no source has this key" in bibtrack("review", "reject", "nobody", code=1).stderr


def test_the_card_shows_agreement_and_clash(
    bibtrack: Cli, doubtful: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    shown = bibtrack("review", "show", doubtful).stdout
    assert "= The Tragedy of the Commons" in shown
    assert "≠ 1968" in shown
    assert "clash: " in shown


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        ("1\n", "resolved"),
        ("?\nn\n1\n", "resolved"),
        (f"d\n{DOI}\n", "resolved"),
        ("d\nnonsense\n1\n", "resolved"),
        ("w\nepistemic communities\nr\n", "unmatched"),
        ("x\n", "exempt"),
        ("r\n", "unmatched"),
        ("s\n", "ambiguous"),
        ("q\n", "ambiguous"),
        ("9\nblah\nq\n", "ambiguous"),
        ("u\nq\n", "ambiguous"),
        ("", "ambiguous"),
    ],
)
def test_walking_through_the_queue(bibtrack: Cli, doubtful: str, source: Get, keys: str, status: str) -> None:
    bibtrack("review", stdin=keys)
    assert source(doubtful).status == status


def test_undo_in_the_walk_goes_back(
    bibtrack: Cli, doubtful: str, library: Library, settings: Settings, add: Add, source: Get
) -> None:
    add("later1986", replace(DOUBTFUL, volume=None))
    resolve.run(library, settings)
    waiting = [file.source.citekey for file in review.waiting(library)]
    assert len(waiting) == 2
    done = bibtrack("review", stdin="x\nu\ns\nr\n")
    assert [source(key).status for key in waiting] == [SourceStatus.AMBIGUOUS, SourceStatus.UNMATCHED]
    assert "1 decided, 1 still wait" in done.stderr


def test_undo_takes_a_decision_back_and_not_a_search_made_since(
    bibtrack: Cli, doubtful: str, library: Library, settings: Settings, add: Add, source: Get
) -> None:
    add("later1986", replace(DOUBTFUL, volume=None))
    resolve.run(library, settings)
    waiting = [file.source.citekey for file in review.waiting(library)]
    # Decided, then searched for the next one, decided that, and both taken back.
    done = bibtrack("review", stdin="x\nw\ncommons\nr\n")
    assert "2 decided, 0 still wait; `bibtrack undo`" in done.stderr
    for _ in range(3):
        bibtrack("undo")
    done = bibtrack("review", stdin="x\nw\nepistemic communities\nu\nq\n")
    assert f"{waiting[0]}: taken back" in done.stderr
    assert [source(key).status for key in waiting] == [SourceStatus.AMBIGUOUS, SourceStatus.AMBIGUOUS]
    assert "0 decided, 2 still wait" in done.stderr


def test_a_number_without_a_record_is_told(bibtrack: Cli, doubtful: str) -> None:
    told = bibtrack("review", stdin="77\nq\n").stderr
    assert "there is no record 77, they go from 1 to" in told
    assert "n  more records" in told


def test_nothing_waits(bibtrack: Cli, library: Library, server: Loopback) -> None:
    assert "nothing waits for you" in bibtrack("review").stderr
