"""The local index: found by words, by numbers, by DOI; made once, again when the file changes."""

import gzip
import json
import os

import pytest

from bibtrack.errors import InputError
from bibtrack.resolvers.localindex import open_index
from bibtrack.values.match import LookupStatus, Strategy
from bibtrack.values.reference import Reference


def record(doi, title, family="Ostrom", year=1990, volume="5", page="10-20", **more):
    return {"DOI": doi, "type": "journal-article", "title": [title], "author": [{"family": family}],
            "container-title": ["Science"], "volume": volume, "page": page,
            "issued": {"date-parts": [[year]]}, **more}  # fmt: skip


RECORDS = [
    record("10.5555/A", "Governing the commons of water"),
    record("10.5555/b", "Another thing altogether", family="Smith", year=2001, volume="77", page="E123"),
    record("10.5555/c", "治理公共池塘资源", family="王", year=2005),
    record("10.5555/or", "Or near not and", family="Near", year=1999),
]


def write(path, records, opener=gzip.open):
    with opener(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in records)
    return path


@pytest.fixture
def index(tmp_path):
    opened = open_index(write(tmp_path / "works.jsonl.gz", RECORDS))
    yield opened
    opened.close()


QUESTIONS = [
    ("Ostrom E., Governing the commons of water, 1990", "10.5555/a"),
    ("1 A. Smith, Science 77, E123 (2001).", "10.5555/b"),
    ("Smith 2001", "10.5555/b"),
    ("王，治理公共池塘资源，2005", "10.5555/c"),
    ('Near: "Or near not and"; 1999 ** OR (NEAR', "10.5555/or"),
]


@pytest.mark.parametrize(("text", "doi"), QUESTIONS)
def test_found_first(index, text, doi):
    assert index.search(text)[0].doi == doi


@pytest.mark.parametrize("text", ["", "zzzz qqqq", "***", '"' * 50, "1 2 3", "x" * 100_000])
def test_nothing_is_found_without_trouble(index, text):
    assert index.search(text) == []
    assert index.lookup(Reference(), text).status is LookupStatus.EMPTY


def test_a_printed_doi_is_asked_first(index):
    found = index.lookup(Reference(), "Governing the commons of water. doi:10.5555/B")
    assert found.strategy is Strategy.DOI
    assert [one.doi for one in found.candidates][:2] == ["10.5555/b", "10.5555/a"]
    assert index.by_doi("https://doi.org/10.5555/A").reference.title == "Governing the commons of water"
    assert index.by_doi("10.5555/unknown") is None


def test_made_once_and_again_when_the_file_changes(tmp_path):
    path = write(tmp_path / "works.jsonl.gz", RECORDS[:1])
    first = open_index(path)
    stamp = first.place.stat().st_mtime_ns
    assert open_index(path).place.stat().st_mtime_ns == stamp
    write(path, RECORDS)
    os.utime(path, ns=(1, 1))
    assert open_index(path).works == 4
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith(".part")] == []


def test_a_folder_of_files_and_plain_lines(tmp_path):
    write(tmp_path / "0.jsonl.gz", RECORDS[:2])
    write(tmp_path / "1.jsonl", RECORDS[2:], open)
    (tmp_path / "2.json").write_text(
        json.dumps({"items": [record("10.5555/z", "Last of all")]}), encoding="utf-8"
    )
    assert open_index(tmp_path).works == 5


def test_a_folder_that_cannot_be_written_uses_the_cache(tmp_path, monkeypatch):
    path = write(tmp_path / "works.jsonl.gz", RECORDS)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("bibtrack.resolvers.localindex._writable", lambda folder: folder != tmp_path)
    (tmp_path / "cache" / "bibtrack").mkdir(parents=True)
    assert open_index(path).place.parent == tmp_path / "cache" / "bibtrack"


def test_a_spoilt_index_is_made_again(tmp_path):
    path = write(tmp_path / "works.jsonl.gz", RECORDS)
    (tmp_path / "works.jsonl.gz.index.sqlite3").write_bytes(b"not a database at all" * 100)
    assert open_index(path).works == 4


def test_what_is_not_a_file_of_records_is_refused(tmp_path):
    cut = write(tmp_path / "cut.jsonl.gz", RECORDS * 200)
    cut.write_bytes(cut.read_bytes()[:-40])
    (tmp_path / "plain.jsonl.gz").write_text("{}\n")
    (tmp_path / "empty.jsonl").write_text('{"title": "no DOI"}\n[1]\n"x"\nnull\n')
    (tmp_path / "empty").mkdir()
    table = {"cut.jsonl.gz": "ends in the middle", "plain.jsonl.gz": "not a gzip file",
             "empty.jsonl": "no record with a DOI", "empty": "no .jsonl.gz", "missing": "no such file"}  # fmt: skip
    for name, message in table.items():
        with pytest.raises(InputError, match=message):
            open_index(tmp_path / name)
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob("*.sqlite3"))


def test_odd_records_are_filed_or_left_out(tmp_path):
    odd = [{"DOI": "10.5555/1", "title": None, "author": [None, {"family": None}, "x"], "page": 7, "volume": ["1"]},
           {"DOI": "10.5555/2", "issued": {"date-parts": [[None]]}, "author": [{"name": "Body"}] * 3000},
           {"DOI": 5}, {"message": {"DOI": "10.5555/3", "title": ["<i>In</i> a message"]}}]  # fmt: skip
    index = open_index(write(tmp_path / "odd.jsonl.gz", odd))
    assert index.works == 3
    assert index.by_doi("10.5555/3").reference.title == "In a message"
