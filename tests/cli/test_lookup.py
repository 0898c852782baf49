"""`bibtrack lookup --from`: one question a line, one answer a line, no library, no network."""

import gzip
import json

import pytest

RECORDS = [
    {"DOI": "10.5555/PROT", "type": "journal-article", "title": ["Universal chemical assay for siderophores"],
     "author": [{"family": "Schwyn", "given": "Bernhard"}, {"family": "Neilands", "given": "J. B."}],
     "container-title": ["Analytical Biochemistry"], "volume": "160", "page": "47-56",
     "issued": {"date-parts": [[1987]]}},
    {"DOI": "10.5555/none", "title": [], "issued": {"date-parts": [[None]]}},
    {"type": "journal-article", "title": ["A record without a DOI"]},
]  # fmt: skip
TEXT = "Schwyn B, Neilands JB (1987) Universal chemical assay for siderophores. Anal Biochem 160:47–56"


@pytest.fixture
def works(tmp_path):
    path = tmp_path / "works.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write("".join(json.dumps(record) + "\n" for record in RECORDS) + "not json\n\n")
    return path


def answers(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_line_an_answer(bibtrack, works):
    structured = json.dumps({"author": "Schwyn", "year": "1987", "volume": "160", "first-page": "47",
                             "journal-title": "Anal. Biochem."})  # fmt: skip
    csl = json.dumps({"title": "Universal chemical assay for siderophores", "author": [{"family": "Schwyn"}],
                      "issued": {"date-parts": [[1987]]}})  # fmt: skip
    stdin = "\n".join(
        [TEXT, structured, csl, "", "Interview with the author, Accra, 2010", "Nothing like it, 1901"]
    )
    found = answers(bibtrack("lookup", "-", "--from", str(works), "--json", stdin=stdin))
    assert [(a["line"], a["decision"], a["doi"]) for a in found] == [
        (1, "accept", "10.5555/prot"), (2, "accept", "10.5555/prot"), (3, "accept", "10.5555/prot"),
        (5, "exempt", None), (6, "reject", None),
    ]  # fmt: skip
    assert {item["field"] for item in found[0]["candidates"][0]["evidence"]} >= {
        "title",
        "author",
        "issued",
        "page",
    }


def test_people_see_the_evidence(bibtrack, works):
    result = bibtrack("lookup", TEXT, "--from", str(works))
    assert "match: 10.5555/prot" in result.stdout
    assert "+ title: the title agrees" in result.stdout


def test_two_processes_give_the_same_answers_in_order(bibtrack, works):
    stdin = "\n".join([TEXT, "Nothing like it, 1901"] * 60)
    one = bibtrack("lookup", "-", "--from", str(works), "--json", stdin=stdin)
    two = bibtrack("lookup", "-", "--from", str(works), "--json", "--jobs", "2", stdin=stdin)
    assert one.stdout == two.stdout
    assert len(answers(one)) == 120


def test_a_document_cannot_drive_the_terminal(bibtrack, works):
    result = bibtrack("lookup", "Schwyn \x1b[31m red \x07", "--from", str(works))
    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout


BAD = [
    ("{not json", "line 1: not sound JSON"),
    ('{"a": ' * 5 + "1", "line 1: not sound JSON"),
]


@pytest.mark.parametrize(("line", "message"), BAD)
def test_broken_json_names_its_line(bibtrack, works, line, message):
    result = bibtrack("lookup", "-", "--from", str(works), stdin=line, code=1)
    assert message in result.stderr


def test_no_network_is_not_no_match(bibtrack):
    result = bibtrack("lookup", TEXT, "--json", code=1)
    (answer,) = answers(result)
    assert (answer["status"], answer["decision"], answer["doi"]) == ("failed", None, None)
