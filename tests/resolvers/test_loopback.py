import gzip
import json
from pathlib import Path

import httpx
import pytest

from bibtrack.errors import InputError
from bibtrack.resolvers.limits import Rate
from bibtrack.resolvers.loopback import Loopback
from bibtrack.resolvers.loopback_faults import FAULTS, Faults, Meter
from bibtrack.resolvers.loopback_index import read_records
from tests.resolvers.records import HARDIN, RECORDS


@pytest.mark.parametrize(
    ("path", "status", "expected"),
    [
        ("/works/10.1126/science.162.3859.1243", 200, "work"),
        ("/v1/works/10.1126%2FSCIENCE.162.3859.1243", 200, "work"),
        ("/works/10.1126/science.162.3859.1243/agency", 200, "work-agency"),
        ("/works/10.9999/none", 404, "Resource not found."),
        ("/works/10.9999/none/agency", 404, "Resource not found."),
        ("/works?query.bibliographic=tragedy+commons&rows=2", 200, "work-list"),
        ("/works?filter=doi:10.1126/science.162.3859.1243&select=DOI,title", 200, "work-list"),
        ("/works?filter=type:book&rows=1", 200, "work-list"),
        ("/works?filter=has-funder:true", 400, "filter-not-available"),
        ("/works?select=DOI,nonsense", 400, "select-not-available"),
        ("/works?rows=things", 400, "integer-not-valid"),
        ("/works?rows=1001", 400, "integer-not-valid"),
        ("/works?offset=10001", 400, "integer-not-valid"),
        ("/works?nonsense=1", 400, "parameter-not-allowed"),
        ("/works?cursor=5", 500, "exception"),
        ("/works?query=" + "x" * 4100, 414, "414"),
        ("/nothing", 404, "Resource not found."),
        ("/doiRA/10.1126/science.162.3859.1243,10.9999/none", 200, "DOI does not exist"),
        ("/dois/10.9999/none", 404, "errors"),
    ],
)
def test_answers_in_the_services_words(server: Loopback, path: str, status: int, expected: str) -> None:
    answer = httpx.get(server.url + path)
    assert answer.status_code == status
    assert expected in answer.text


def test_pages_by_offset_and_by_cursor(server: Loopback) -> None:
    def items(path: str) -> tuple[list[str], str | None]:
        message = httpx.get(server.url + path).json()["message"]
        assert message["total-results"] == len(RECORDS)
        return [item["DOI"] for item in message["items"]], message.get("next-cursor")

    first, cursor = items("/works?rows=4&cursor=*")
    second, cursor = items(f"/works?rows=4&cursor={cursor}")
    assert items(f"/works?rows=4&cursor={cursor}")[0] == []
    assert first + second == [record["DOI"] for record in RECORDS]
    assert items("/works?rows=2&offset=4")[0] == second


def test_over_the_limit_is_429_and_counted() -> None:
    with Loopback.over(RECORDS, meter=Meter({"single": Rate(2, 60.0, 3)})) as server:
        codes = [httpx.get(f"{server.url}/works/{HARDIN['DOI']}") for _ in range(4)]
        assert [answer.status_code for answer in codes] == [200, 200, 429, 429]
        assert codes[0].headers["x-rate-limit-limit"] == "2"
        assert codes[0].headers["x-rate-limit-interval"] == "60s"
        stats = httpx.get(f"{server.url}/loopback/stats").json()
        assert (stats["requests"], stats["over-limit"]) == (4, 2)


def test_faults_are_ordered_over_http(server: Loopback) -> None:
    httpx.post(server.url + "/loopback/faults", content="503*2\n429-retry-after")
    answers = [httpx.get(f"{server.url}/works/{HARDIN['DOI']}") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [503, 503, 429, 200]
    assert answers[2].headers["retry-after"] == "1"


@pytest.mark.parametrize("order", ["501", "500*x", "500:often"])
def test_an_unknown_fault_is_refused(order: str) -> None:
    with pytest.raises(InputError):
        Faults().plan(order)


def test_every_fault_can_be_ordered() -> None:
    faults = Faults()
    for kind in FAULTS:
        faults.plan(kind)
    assert [faults.next() for _ in FAULTS] == list(FAULTS)
    assert faults.next() is None


def test_reads_lines_gzip_and_folders(tmp_path: Path) -> None:
    lines = "".join(json.dumps(record) + "\n" for record in RECORDS)
    (tmp_path / "a.jsonl").write_text(lines)
    with gzip.open(tmp_path / "b.jsonl.gz", "wt") as file:
        file.write(lines)
    assert list(read_records(tmp_path / "a.jsonl")) == list(RECORDS)
    assert list(read_records(tmp_path / "b.jsonl.gz")) == list(RECORDS)
    assert len(list(read_records(tmp_path))) == 2 * len(RECORDS)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"DOI": "10.1/a"}\n{"DOI": \n')
    with pytest.raises(InputError, match=r"a\.jsonl, line 2: not JSON"):
        list(read_records(tmp_path / "a.jsonl"))
    with pytest.raises(InputError, match="no file of records"):
        list(read_records(tmp_path / "missing.jsonl"))
