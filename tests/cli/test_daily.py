"""The daily commands on a small library: list, search, show, set, remove, annotate."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from click.testing import Result

from bibtrack.store import engine, rows, sources
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

Run = Callable[..., Result]

WORKS = {
    "boom2020climate": Reference(
        type=ItemType.ARTICLE_JOURNAL, title="Climate necropolitics", container_title="Annals", issued=PartialDate(2020),
        abstract="Cobalt and copper. " + "Filler words that say nothing. " * 20 + "At the end there is lithium.",
        creators=(Creator(Role.AUTHOR, Name(family="Boom", given="Meredith")),),
        identifiers=(Identifier(Scheme.DOI, "10.1000/a"),),
    ),
    "xi2019green": Reference(
        type=ItemType.BOOK, title="绿色发展", translated_title="Green development", issued=PartialDate(2019),
        creators=tuple(Creator(Role.AUTHOR, Name(family=name, given="A")) for name in ("习", "Li", "Wang")),
    ),
    "evil": Reference(title="=cmd|'/c calc'!A1 \x1b[31mred\x07", issued=PartialDate(1999)),
}  # fmt: skip


@pytest.fixture
def filled(library: engine.Library) -> engine.Library:
    with engine.change(library, engine.Run("add")) as session:
        for key, work in WORKS.items():
            sources.add(session, key, work, library.clock.stamp())
        insert = lambda table, **row: rows.insert(session, table, row)  # noqa: E731
        insert("report", slug="rep", apparatus="printed")
        insert(
            "note",
            report_id=1,
            kind="endnote",
            ordinal=1,
            label="1",
            text="See Boom.",
            grade="candidate",
            section="Intro",
        )
        insert(
            "callout", note_id=1, ordinal=1, label="1", paragraph=0, context="Nickel kills.", callout_offset=3
        )
        insert("citation", note_id=1, ordinal=1, text="Boom", prefix="See", form="full", confidence=1.0,
               grade="candidate", linked_by="rule", source_id=1)  # fmt: skip
        insert("theme", slug="minerals", label="Minerals", definition="", scope_note="", synonyms="[]", rules="[]",
               threshold=1.0, position=0)  # fmt: skip
        insert(
            "theme_assignment",
            source_id=1,
            theme_id=1,
            method="rule",
            polarity="assigned",
            score=1.0,
            assigned_at="x",
        )
        insert("theme_evidence", assignment_id=1, field="abstract", rule_id="r1", quote="Cobalt", context="", start=0,
               stop=6, weight=1.0)  # fmt: skip
    return library


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ([], ["boom2020climate", "evil", "xi2019green"]),
        (["--sort", "-year"], ["boom2020climate", "xi2019green", "evil"]),
        (["--sort", "year"], ["evil", "xi2019green", "boom2020climate"]),
        (["--sort", "year", "-n", "1", "--page", "2"], ["xi2019green"]),
        (["theme:minerals", "year:2020"], ["boom2020climate"]),
        (["绿色"], ["xi2019green"]),
        (["no:theme", "-key:evil"], ["xi2019green"]),
        (["nickel", "kills"], ["boom2020climate"]),
        (["section:Intro", "signal:see"], ["boom2020climate"]),
        (["-section:Intro", "-key:evil"], ["xi2019green"]),
        (["zebra"], []),
    ],
)
def test_list_gives_keys(bibtrack: Run, filled: engine.Library, words: list[str], keys: list[str]) -> None:
    assert bibtrack("list", *words, "--keys").stdout.split() == keys
    assert [row["key"] for row in json.loads(bibtrack("list", *words, "--json").stdout)] == keys


def test_list_as_table(bibtrack: Run, filled: engine.Library) -> None:
    result = bibtrack("list", "-c", "key,authors,title")
    assert result.stdout.splitlines()[0].split() == ["key", "authors", "title"]
    assert "习, A et al." in result.stdout
    assert "\x1b" not in result.stdout
    assert "3 sources" in result.stderr
    assert "no source matches zebra" in bibtrack("list", "zebra").stderr


def test_list_as_csv_is_safe(bibtrack: Run, filled: engine.Library) -> None:
    found = list(csv.DictReader(io.StringIO(bibtrack("list", "--csv", "-c", "key,title,doi").stdout)))
    assert [row["doi"] for row in found] == ["10.1000/a", "", ""]
    assert found[1]["title"].startswith("'=cmd")
    assert "\x1b" not in found[1]["title"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["titel:x"], "Did you mean title:"),
        (["theme:mineral"], "Did you mean theme:minerals"),
        (["-c", "titel"], "did you mean title?"),
        (["--sort", "zzz"], "the columns are key"),
        (["(a"], "not closed"),
        (["search:none"], "no saved search"),
    ],
)
def test_list_says_what_is_wrong(
    bibtrack: Run, filled: engine.Library, words: list[str], message: str
) -> None:
    result = bibtrack("list", *words, code=1)
    assert message in result.stderr
    assert result.stdout == ""


def test_fields_are_explained(bibtrack: Run, database: object) -> None:
    assert "signal:" in bibtrack("list", "--fields").stdout
    assert json.loads(bibtrack("list", "--fields", "--json").stdout)[0]["field"] == "text"


def test_search_shows_the_hit(bibtrack: Run, filled: engine.Library) -> None:
    result = bibtrack("search", "lithium")
    assert "boom2020climate  2020  Boom, Meredith" in result.stdout
    assert "abstract: …" in result.stdout
    assert result.stdout.rstrip().endswith("lithium.")
    assert "\x1b" not in result.stdout  # colours are for terminals
    found = json.loads(bibtrack("search", "lithium", "--json").stdout)
    piece = found["hits"][0]["excerpts"][0]
    assert [piece["text"][a:b] for a, b in piece["hits"]] == ["lithium"]
    assert found["total"] == 1


def test_searches_are_kept(bibtrack: Run, filled: engine.Library) -> None:
    bibtrack("search", "--save", "mine", "theme:minerals", "year:2018..")
    assert json.loads(bibtrack("search", "--saved", "--json").stdout) == {
        "mine": "theme:minerals year:2018.."
    }
    assert bibtrack("list", "search:mine", "--keys").stdout == "boom2020climate\n"
    assert "Did you mean search:mine" in bibtrack("list", "search:minee", code=1).stderr
    assert "no field" in bibtrack("search", "--save", "bad", "titel:x", code=1).stderr
    assert "small letters" in bibtrack("search", "--save", "Not good", "x", code=1).stderr
    bibtrack("search", "--forget", "mine")
    assert "no saved search" in bibtrack("list", "search:mine", code=1).stderr
    assert "no query is kept" in bibtrack("search", "--forget", "mine", code=1).stderr


def test_show_tells_everything(bibtrack: Run, filled: engine.Library) -> None:
    text = bibtrack("show", "boom2020").stdout
    for piece in ("article-journal · unresolved", "Climate necropolitics  [printed]", "rep note 1 · Intro · “See” · candidate",
                  "“Nickel kills.”", "minerals (by rule, 1)", "“Cobalt” in abstract (r1)", "History"):  # fmt: skip
        assert piece in text
    data = json.loads(bibtrack("show", "boom2020climate", "--json").stdout)
    assert data["citations"][0]["sentences"] == ["Nickel kills."]
    assert {field["field"]: field["origin"] for field in data["fields"]}["doi"] == "printed"
    assert len(json.loads(bibtrack("show", "evil", "xi2019green", "--json").stdout)) == 2
    assert "\x1b" not in bibtrack("show", "evil").stdout
    assert "no source has this key" in bibtrack("show", "nobody", code=1).stderr


def test_set_is_chosen_and_undone(bibtrack: Run, filled: engine.Library) -> None:
    bibtrack("set", "boom2020climate", "title=New title", "author=Boom, M.; {Bank}", "issued=2021-03")
    data = json.loads(bibtrack("show", "boom2020climate", "--json").stdout)
    fields = {field["field"]: field for field in data["fields"]}
    assert fields["title"]["value"] == "New title"
    assert (fields["title"]["origin"], fields["title"]["set_by"]) == ("chosen", "tester")
    assert fields["title"]["others"] == {"printed": "Climate necropolitics"}
    assert fields["author"]["value"] == ["Boom, M.", "{Bank}"]
    assert bibtrack("list", "year:2021", "author:bank", "--keys").stdout == "boom2020climate\n"
    assert bibtrack("list", "necropolitics", "--keys").stdout == ""
    assert "nothing to change" in bibtrack("set", "boom2020climate", "title=New title").stderr
    bibtrack("undo")
    assert bibtrack("list", "necropolitics", "--keys").stdout == "boom2020climate\n"


def test_an_emptied_field_stays_empty_until_forgotten(bibtrack: Run, filled: engine.Library) -> None:
    bibtrack("set", "boom2020climate", "abstract=", "doi=")
    assert bibtrack("list", "has:abstract", "--keys").stdout == ""
    assert bibtrack("list", "has:doi", "--keys").stdout == ""
    with engine.change(filled, engine.Run("resolve")) as session:
        sources.settle(session, 1, "2026-03-02T00:00:00Z")
    assert bibtrack("list", "has:doi", "--keys").stdout == ""
    bibtrack("set", "boom2020climate", "--forget", "doi")
    assert bibtrack("list", "has:doi", "--keys").stdout == "boom2020climate\n"
    assert bibtrack("list", "has:abstract", "--keys").stdout == ""


def test_set_many_with_preview(bibtrack: Run, filled: engine.Library) -> None:
    preview = bibtrack("set", "--filter", "year:2019..", "language=en", "--dry-run")
    assert preview.stdout.count("language: (empty) → en") == 2
    assert "2 changes in 2 sources; nothing was changed" in preview.stderr
    assert bibtrack("list", "has:language", "--keys").stdout == ""
    assert "--yes" in bibtrack("set", "--filter", "year:2019..", "language=en", code=2).stderr
    bibtrack("set", "--filter", "year:2019..", "language=en", "--yes")
    assert bibtrack("list", "language:en", "--keys").stdout.split() == ["boom2020climate", "xi2019green"]
    bibtrack("undo")
    assert bibtrack("list", "language:en", "--keys").stdout == ""


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["boom2020climate", "titel=x"], 1, "did you mean title?"),
        (["boom2020climate", "type=paper"], 1, "no item type"),
        (["boom2020climate", "doi=abc"], 1, "is not one"),
        (["boom2020climate", "status=solved"], 1, "is none of"),
        (["boom2020climate", "reason=x"], 1, "belongs to a status"),
        (["boom2020climate"], 2, "say what to set"),
        (["title=x"], 2, "name the sources"),
        (["nobody", "title=x"], 1, "no source has this key"),
        (["--filter", "year:1900", "title=x"], 1, "no source matches year:1900"),
    ],
)
def test_set_says_what_is_wrong(
    bibtrack: Run, filled: engine.Library, words: list[str], code: int, message: str
) -> None:
    assert message in bibtrack("set", *words, code=code).stderr


def test_status_is_set_with_its_reason(bibtrack: Run, filled: engine.Library) -> None:
    bibtrack("set", "xi2019green", "status=exempt", "reason=a speech")
    data = json.loads(bibtrack("show", "xi2019green", "--json").stdout)
    assert (data["status"], data["status_reason"]) == ("exempt", "a speech")


def test_remove_and_undo(bibtrack: Run, filled: engine.Library) -> None:
    assert (
        "cited, so not removed: boom2020climate (1)" in bibtrack("remove", "boom2020climate", code=1).stderr
    )
    bibtrack("remove", "boom2020climate", "--cited", "--dry-run")
    assert "boom2020climate" in bibtrack("list", "--keys").stdout
    bibtrack("remove", "boom2020climate", "--cited")
    assert "boom2020climate" not in bibtrack("list", "--keys").stdout
    assert bibtrack("search", "necropolitics").stdout == ""
    assert "was removed" in bibtrack("show", "boom2020climate", code=1).stderr
    bibtrack("undo")
    assert "boom2020climate" in bibtrack("search", "necropolitics").stdout
    assert json.loads(bibtrack("show", "boom2020climate", "--json").stdout)["citations"]


def test_annotations(bibtrack: Run, filled: engine.Library) -> None:
    bibtrack(
        "annotate", "boom2020climate", "The *central* claim", "-t", "minerals", "-l", "p. 12", "-a", "ann"
    )
    bibtrack("annotate", "boom2020climate", "-", "--report", "rep", "--note", "1", stdin="Line 1\nLine 2\n")
    listed = bibtrack("annotate", "boom2020climate").stdout
    assert "[1] ann · 2026-" in listed
    assert "minerals · p. 12" in listed
    assert "Line 1\n  Line 2" in listed
    found = json.loads(bibtrack("annotate", "boom2020climate", "--json").stdout)
    assert [(row["author"], row["report"], row["note"]) for row in found] == [
        ("ann", None, None),
        ("tester", "rep", 1),
    ]
    assert bibtrack("list", "annotation:central", "--keys").stdout == "boom2020climate\n"
    bibtrack("annotate", "boom2020climate", "Another word", "--edit", "1")
    assert bibtrack("list", "annotation:central", "--keys").stdout == ""
    bibtrack("annotate", "boom2020climate", "--delete", "1")
    assert "[1]" not in bibtrack("annotate", "boom2020climate").stdout
    bibtrack("undo")
    assert "[1]" in bibtrack("annotate", "boom2020climate").stdout


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["x", "-t", "mineral"], 1, "no theme of this name; there are minerals"),
        (["x", "--note", "1"], 1, "which report"),
        (["x", "--note", "2", "--report", "rep"], 1, "does not cite this source"),
        (["  "], 1, "is empty"),
        (["-t", "minerals"], 2, "give the text"),
        (["x", "--edit", "9"], 1, "no annotation number 9"),
        (["--delete", "9"], 1, "no annotation number 9"),
    ],
)
def test_annotate_says_what_is_wrong(
    bibtrack: Run, filled: engine.Library, words: list[str], code: int, message: str
) -> None:
    assert message in bibtrack("annotate", "boom2020climate", *words, code=code).stderr
