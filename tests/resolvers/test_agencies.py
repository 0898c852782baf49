import pytest

from bibtrack.errors import UnexpectedResponse
from bibtrack.resolvers import loopback_works
from bibtrack.resolvers.datacite import DataCite, candidate
from bibtrack.resolvers.doi import DoiOrg
from bibtrack.resolvers.http import Client
from bibtrack.resolvers.loopback import Loopback
from bibtrack.resolvers.reach import reachable
from bibtrack.values.match import LookupStatus
from bibtrack.values.reference import ItemType, PartialDate, Role
from tests.resolvers.records import HARDIN

ZENODO = {
    "doi": "10.5281/zenodo.6239373", "publicationYear": 2022, "publisher": "Zenodo", "version": "1.2",
    "titles": [{"title": "River flows"}, {"title": "A dataset", "titleType": "Subtitle"}],
    "creators": [
        {"name": "Ibsen, Nora", "nameType": "Personal", "givenName": "Nora", "familyName": "Ibsen"},
        {"name": "Group, The"}, {"name": "Lee, Ann", "nameType": "Personal"},
    ],
    "contributors": [{"name": "Edit, Or", "contributorType": "Editor", "nameType": "Personal"}],
    "types": {"resourceTypeGeneral": "Dataset", "citeproc": "dataset"},
    "dates": [{"date": "2022-02-23", "dateType": "Issued"}],
}  # fmt: skip


def test_doi_org_names_the_agency_or_says_no(server: Loopback, client: Client) -> None:
    server.agencies = {"10.5281/zenodo.6239373": "DataCite"}
    found = DoiOrg(client, server.url).agencies([HARDIN["DOI"], "10.5281/zenodo.6239373", "10.9999/none"])
    assert found == {HARDIN["DOI"]: "Crossref", "10.5281/zenodo.6239373": "DataCite", "10.9999/none": None}
    assert server.meter.requests == 1


def test_silence_about_a_doi_is_no_answer(
    server: Loopback, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loopback_works, "agencies", lambda *_: loopback_works.Reply(200, []))
    with pytest.raises(UnexpectedResponse, match=r"says nothing of 10\.9999/none"):
        DoiOrg(client, server.url).agencies(["10.9999/none"])


def test_datacite_records_become_candidates(server: Loopback, client: Client) -> None:
    server.datacite = {"10.5281/zenodo.6239373": ZENODO}
    lookup = DataCite(client, server.url).by_doi("10.5281/zenodo.6239373")
    reference = lookup.candidates[0].reference
    assert (lookup.resolver, reference.type) == ("datacite", ItemType.DATASET)
    assert reference.title == "River flows: A dataset"
    assert reference.issued == PartialDate(2022, 2, 23)
    assert [name.display() for name in reference.names(Role.AUTHOR)] == [
        "Nora Ibsen",
        "Group, The",
        "Ann Lee",
    ]
    assert [name.display() for name in reference.names(Role.EDITOR)] == ["Or Edit"]
    assert DataCite(client, server.url).by_doi("10.9999/none").status is LookupStatus.EMPTY


@pytest.mark.parametrize(
    "odd",
    [{}, {"titles": None}, {"titles": []}, {"creators": [None, {}]}, {"types": None}, {"publicationYear": "MMXX"},
     {"dates": [{"dateType": "Issued", "date": "soon"}]}, {"publisher": {"name": "Zenodo"}}, {"container": []}],
)  # fmt: skip
def test_odd_datacite_records_are_contained(odd: dict[str, object]) -> None:
    assert candidate({"doi": "10.5281/a", **odd}).doi == "10.5281/a"


def test_reach_says_fast_whether_there_is_a_network(server: Loopback) -> None:
    assert reachable(server.url, environ={})
    assert not reachable("http://127.0.0.1:9", environ={})
    assert not reachable(server.url, environ={"http_proxy": "http://127.0.0.1:9"})
    assert reachable(server.url, environ={"http_proxy": "http://127.0.0.1:9", "no_proxy": "127.0.0.1"})
    assert not reachable("http://name.invalid", environ={})
