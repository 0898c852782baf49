"""Themes on the command line: the tour a researcher takes with them, and what goes wrong on the way."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bibtrack.store import sources
from bibtrack.store.engine import Library, Run, change
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

Command = Callable[..., Result]
TITLES = (
    "Water in the desert",
    "Aquifers and law",
    "Gardens",
    "Desert gardens and their water",
    "Rivers of the desert",
)


@pytest.fixture
def works(library: Library, tmp_path: Path) -> Path:
    """Five works in the library, and a file of two themes; gives the file."""
    with change(library, Run("test")) as session:
        for at, title in enumerate(TITLES):
            author = (Creator(Role.AUTHOR, Name(family="Adams")),)
            reference = Reference(ItemType.BOOK, title=title, issued=PartialDate(2000 + at), creators=author)
            sources.add(session, f"work{at}", reference, "2026-03-01T12:00:00Z")
    path = tmp_path / "themes.toml"
    path.write_text(
        '[[theme]]\nslug = "water"\nlabel = "Water"\nsynonyms = ["water"]\nwanted = 3\n'
        '[[theme]]\nslug = "law"\nlabel = "Law"\nsynonyms = ["law"]\n',
        encoding="utf-8",
    )
    return path


def data(result: Result) -> object:
    return json.loads(result.stdout)


def test_load_tag_explain_and_cover(works: Path, bibtrack: Command) -> None:
    assert "2 themes" in bibtrack("themes", "load", str(works)).stdout
    assert "nothing changed" in bibtrack("themes", "load", str(works)).stdout
    dry = data(bibtrack("tag", "--dry-run", "--json"))
    done = data(bibtrack("tag", "--json"))
    assert dry["added"] == done["added"]  # type: ignore[index]
    assert [item["citekey"] for item in done["added"]] == ["work0", "work1", "work3"]  # type: ignore[index]
    assert "Nothing changes; 3 as before" in bibtrack("tag").stderr
    told = data(bibtrack("tag", "--explain", "--json", "key:work1"))
    assert told[0]["evidence"][0] | {"context": ""} == {  # type: ignore[index]
        "rule_id": "synonyms", "field": "title", "quote": "law", "start": 13, "stop": 16, "context": "", "weight": 1.0,
    }  # fmt: skip
    assert "rule synonyms, title: “law” +1" in bibtrack("tag", "--explain").stdout
    covered = data(bibtrack("coverage", "--json", "--by", "year"))
    assert [(theme["slug"], theme["sources"]) for theme in covered["themes"]] == [("water", 2), ("law", 1)]  # type: ignore[index]
    assert "Water" in bibtrack("coverage", "theme:water").stdout


def test_a_word_by_hand_is_kept_with_who_and_why(works: Path, bibtrack: Command) -> None:
    bibtrack("themes", "load", str(works))
    assert "work2 now has water." in bibtrack("tag", "add", "work2", "water", "--reason", "read it").stdout
    assert "work0 is now kept out of water." in bibtrack("tag", "remove", "work0", "Water").stdout
    bibtrack("tag")
    names = [
        row["citekey"]
        for row in data(bibtrack("tag", "--explain", "--json"))
        if row["polarity"] == "excluded"
    ]  # type: ignore[union-attr]
    assert names == ["work0"]
    assert "yes by tester" in bibtrack("tag", "--explain", "key:work2").stdout
    assert "is left to the rules" in bibtrack("tag", "clear", "work0", "water").stdout


def test_a_rule_is_tried_and_a_file_compared_before_anything_changes(works: Path, bibtrack: Command) -> None:
    bibtrack("themes", "load", str(works))
    bibtrack("tag")
    tried = data(bibtrack("themes", "test", "desert near/3 garden*", "--theme", "water", "--json"))
    assert tried == [
        {"citekey": "work3", "has": True, "field": "title", "quote": "Desert gardens", "context": TITLES[3]}
    ]
    works.write_text(works.read_text(encoding="utf-8").replace('["water"]', '["gardens"]'), encoding="utf-8")
    compared = data(bibtrack("themes", "diff", str(works), "--json"))
    assert (len(compared["added"]), len(compared["removed"]), len(compared["changed"])) == (1, 1, 1)  # type: ignore[index]
    assert "Nothing changes" in bibtrack("tag", "--dry-run").stderr


def test_a_theme_is_made_changed_and_set_aside_by_command(bibtrack: Command, works: Path) -> None:
    bibtrack("themes", "load", str(works))
    bibtrack(
        "themes",
        "add",
        "deserts",
        "--label",
        "Deserts",
        "--rule",
        "desert*",
        "--parent",
        "water",
        "--wanted",
        "9",
    )
    assert "nothing changed" in bibtrack("themes", "add", "deserts", "--wanted", "9").stdout
    bibtrack("themes", "add", "deserts", "--synonym", "沙漠")
    shown = data(bibtrack("themes", "show", "Deserts", "--json"))
    assert (shown["wanted"], shown["parents"], shown["synonyms"]) == (9, ["water"], ["沙漠"])  # type: ignore[index]
    assert [rule["terms"] for rule in shown["rules"]] == [["沙漠"], ["desert*"]]  # type: ignore[index]
    bibtrack("tag")
    assert data(bibtrack("coverage", "--json"))["themes"][2]["sources"] == 3  # type: ignore[index]
    assert "set aside" in bibtrack("themes", "retire", "deserts").stdout
    assert [theme["slug"] for theme in data(bibtrack("themes", "--json"))] == ["water", "law"]  # type: ignore[union-attr]
    bibtrack("themes", "load", str(works))
    assert "own ancestor" in bibtrack("themes", "add", "water", "--parent", "water", code=1).stderr


def test_a_changed_file_is_told_apart_before_it_counts(works: Path, bibtrack: Command) -> None:
    bibtrack("themes", "load", str(works))
    bibtrack("tag")
    changed = (
        works.read_text(encoding="utf-8")
        .replace("wanted = 3", "wanted = 5")
        .replace('["law"]', '["laws of nature"]')
    )
    works.write_text(changed + '[[theme]]\nslug = "gardens"\nsynonyms = ["garden"]\n', encoding="utf-8")
    told = bibtrack("themes", "diff", str(works))
    for said in (
        "gardens: new",
        "water: other wanted (3 → 5)",
        "law: other synonyms, rule synonyms",
        "Aquifers and law",
    ):
        assert said in told.stdout
    assert "Would be: 2 added, 1 removed" in told.stderr
    assert len(data(bibtrack("themes", "diff", str(works), "--json"))["vocabulary"]) == 3  # type: ignore[index]


def test_a_tried_rule_says_what_is_new(works: Path, bibtrack: Command) -> None:
    bibtrack("themes", "load", str(works))
    bibtrack("tag")
    told = bibtrack("themes", "test", "desert, water", "--theme", "water")
    assert "matches 3 sources, 1 of them new to water; nothing was changed" in told.stderr
    assert "has it" not in bibtrack("themes", "test", "desert").stdout


def test_countries_and_the_same_report_twice(works: Path, bibtrack: Command) -> None:
    assert "Countries of 0 of 5 sources" in bibtrack("coverage", "--by", "country").stdout
    told = data(bibtrack("coverage", "--by", "country", "--json"))
    assert told["by"]["country"]["known_from"] == {}  # type: ignore[index]
    assert "named twice" in bibtrack("coverage", "--report", "a", "--report", "a", code=2).stderr


def test_suggestions_are_answered_once(works: Path, bibtrack: Command) -> None:
    bibtrack("themes", "load", str(works))
    bibtrack("tag")
    found = data(bibtrack("suggest", "--sources", "--theme", "water", "--json"))
    assert [item["citekey"] for item in found] == ["work4"]  # type: ignore[union-attr]
    assert "desert" in found[0]["alike"]  # type: ignore[index]
    assert "will not be suggested again" in bibtrack("tag", "review", stdin="n\n").stderr
    assert data(bibtrack("tag", "review", "--json")) == []
    bibtrack("tag", "accept", "work2", "water")
    assert "yes by tester" in bibtrack("tag", "--explain", "key:work2").stdout
    assert {row["term"] for row in data(bibtrack("suggest", "--terms", "water", "--json"))} >= {"desert"}  # type: ignore[union-attr]


def test_works_that_several_sources_cite_are_gaps(works: Path, bibtrack: Command, library: Library) -> None:
    from bibtrack.store.rows import insert

    with change(library, Run("test")) as session:
        for source, doi, title in ((1, "10.5555/A", "Wells"), (4, "10.5555/a", "Wells"), (1, "10.5555/b", "Once"),
                                   (1, None, "Gardens"), (4, None, "Gardens")):  # fmt: skip
            insert(session, "cited_work", {"source_id": source, "ordinal": 1, "doi": doi, "title": title})
    bibtrack("themes", "load", str(works))
    bibtrack("tag")
    (gap,) = data(bibtrack("suggest", "--theme", "water", "--json"))  # type: ignore[misc]
    assert (gap["doi"], gap["cited_by"]) == ("10.5555/a", ["work0", "work3"])
    assert data(bibtrack("suggest", "--theme", "law", "--json")) == []


def test_the_check_ends_with_exit_code_three(works: Path, bibtrack: Command) -> None:
    bibtrack("themes", "load", str(works))
    bibtrack("tag")
    assert "water has 2 of 3" in bibtrack("coverage", "--fail-under", "wanted", code=3).stderr
    bibtrack("coverage", "--fail-under", "1")
    assert "law has 1 of 2" in bibtrack("coverage", "--fail-under", "2", code=3).stderr
    assert "number of sources" in bibtrack("coverage", "--fail-under", "many", code=2).stderr


def test_the_page_is_written_by_its_ending(works: Path, bibtrack: Command, tmp_path: Path) -> None:
    bibtrack("themes", "load", str(works))
    bibtrack("tag")
    bibtrack("report", "-o", str(tmp_path / "a.html"))
    bibtrack("report", "-o", str(tmp_path / "a.md"))
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# Coverage of the review")
    assert "No such file" in bibtrack("report", "-o", str(tmp_path / "none" / "a.html"), code=1).stderr


WRONG = [
    (("themes", "load", "nowhere.toml"), "cannot be read"),
    (("themes", "show", "watre"), "no theme of this name"),
    (("themes", "test", "/(a+)+/"), "for ever"),
    (("themes", "test", "--"), "Missing argument"),
    (("coverage", "--report", "none"), "no report of this name"),
    (("coverage", "colour:red"), "colour"),
    (("suggest", "--theme", "none"), "no theme of this name"),
    (("tag", "add", "nobody", "water"), "no source has this key"),
]


@pytest.mark.parametrize(("words", "message"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_what_goes_wrong_is_one_sentence(bibtrack: Command, words: tuple[str, ...], message: str) -> None:
    result = bibtrack(*words, code=None)
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "words", [("tag",), ("coverage",), ("themes",), ("suggest",), ("report", "-o", "x.html")]
)
def test_an_empty_library_is_no_trouble(
    bibtrack: Command, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bibtrack(*words)


def test_serve_is_read_only_on_this_machine(bibtrack: Command, database: Path) -> None:
    from bibtrack.serve import command, metadata

    line = command(database, Path("m.json"), 8001)
    assert line[line.index("--host") + 1] == "127.0.0.1"
    settings = data(bibtrack("serve", "--metadata"))
    assert settings == json.loads(json.dumps(metadata()))


def test_ready_queries_run(works: Path, bibtrack: Command, database: Path) -> None:
    from contextlib import closing

    from bibtrack.serve import metadata
    from bibtrack.store.reading import open_reader

    bibtrack("themes", "load", str(works))
    bibtrack("tag")
    with closing(open_reader(database)) as connection:
        for query in metadata()["databases"]["bibtrack"]["queries"].values():
            connection.execute(query["sql"], {"words": "water", "theme": "water"}).fetchall()
        views = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert set(metadata()["databases"]["bibtrack"]["tables"]) <= views


def draft(path: Path, body: str, notes: list[str]) -> str:
    listed = "\n".join(f"[^{at}]: {note}" for at, note in enumerate(notes, 1))
    path.write_text(f"# A draft\n\n{body}\n\n{listed}\n", encoding="utf-8")
    return str(path)


def test_two_drafts_say_what_came_went_and_moved(library: Library, tmp_path: Path, bibtrack: Command) -> None:
    first, second, third, fourth = (
        f'Ann Adams, "{title}," *Journal of Water* {at} (2020): 1–9, https://doi.org/10.5555/work{at}.'
        for at, title in enumerate(("Water in the desert", "Aquifers and law", "Gardens of rain", "Rivers and dams"), 1)
    )  # fmt: skip
    one = "## Start\n\nIt rains.[^1] It pours.[^2]\n\n## End\n\nIt dries.[^3]"
    two = "## Start\n\nIt pours.[^1] It snows.[^2]\n\n## End\n\nIt rains.[^3] It rains on.[^4]"
    bibtrack("ingest", draft(tmp_path / "1.md", one, [first, second, third]), "--report", "draft-1")
    bibtrack("ingest", draft(tmp_path / "2.md", two, [second, fourth, first, first]), "--report", "draft-2")
    told = bibtrack("coverage", "--report", "draft-1", "--report", "draft-2").stdout
    keys = {work: bibtrack("list", f"doi:10.5555/{work}", "--keys").stdout.strip() for work in ("work1", "work2", "work3", "work4")}  # fmt: skip
    assert f"Only in draft-1: {keys['work3']}\n" in told
    assert f"Only in draft-2: {keys['work4']}\n" in told
    # The second work has another number in the same section: no news.
    assert told.split("as often:\n")[1] == f"- {keys['work1']}: Start (1) → End (3, 4)\n"
    narrowed = bibtrack(
        "coverage", "--report", "draft-1", "--report", "draft-2", f"key:{keys['work2']}"
    ).stdout
    assert "as often" not in narrowed
    assert "Only in draft-1: nothing" in narrowed
    moved = data(bibtrack("coverage", "--report", "draft-1", "--report", "draft-2", "--json"))["(moved)"]  # type: ignore[index]
    assert moved == {
        keys["work1"]: {
            "draft-1": [{"section": "Start", "note": "1"}],
            "draft-2": [{"section": "End", "note": "3"}, {"section": "End", "note": "4"}],
        }
    }
    refused = bibtrack("coverage", "--report", "draft-1", "--report", "draft-2", "--by", "year", code=2)
    assert "--by, --gaps and --fail-under go with one" in refused.stderr
