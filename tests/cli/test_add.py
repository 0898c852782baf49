"""Adding by hand, against a Crossref on this machine, and without any."""

import json
from collections.abc import Callable, Iterator

import pytest
from click.testing import Result

from bibtrack.resolvers.limits import Rate
from bibtrack.resolvers.loopback import Loopback

Run = Callable[..., Result]

HARDIN = {
    "DOI": "10.1126/science.162.3859.1243", "type": "journal-article", "title": ["The Tragedy of the Commons"],
    "author": [{"given": "G.", "family": "Hardin", "sequence": "first"}], "issued": {"date-parts": [[1968]]},
    "container-title": ["Science"],
}  # fmt: skip


@pytest.fixture
def crossref(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    with Loopback.over([HARDIN]) as server:
        server.meter.rates = {"single": Rate(10_000, 1.0, 50), "list": Rate(10_000, 1.0, 50)}
        for name in ("CROSSREF", "DOI", "DATACITE"):
            monkeypatch.setenv(f"BIBTRACK_{name}_URL", server.url)
        yield server


def _shown(bibtrack: Run, key: str) -> dict[str, object]:
    data = json.loads(bibtrack("show", key, "--json").stdout)
    return data | {field["field"]: field["value"] for field in data["fields"]}


@pytest.mark.parametrize(
    "text", ["10.1126/science.162.3859.1243", "https://doi.org/10.1126/SCIENCE.162.3859.1243"]
)
def test_a_doi_comes_with_its_record(bibtrack: Run, crossref: Loopback, text: str) -> None:
    result = bibtrack("add", text)
    assert result.stdout == "hardin1968tragedy\n"
    data = _shown(bibtrack, "hardin1968tragedy")
    assert (data["status"], data["title"], data["container-title"]) == (
        "resolved", "The Tragedy of the Commons", "Science")  # fmt: skip
    again = bibtrack("add", text, "--json")
    assert json.loads(again.stdout)[0] == {
        "key": "hardin1968tragedy", "title": "The Tragedy of the Commons", "new": False,
        "remark": "the library has it already",
    }  # fmt: skip
    bibtrack("undo")
    assert bibtrack("list", "--keys").stdout == ""


def test_a_doi_without_a_record(bibtrack: Run, crossref: Loopback) -> None:
    result = bibtrack("add", "10.1234/none", "title=Something", "--key", "mine")
    assert "no record of this DOI" in result.stderr
    assert _shown(bibtrack, "mine")["status"] == "unresolved"


def test_without_network_the_doi_waits(bibtrack: Run) -> None:
    result = bibtrack("add", "10.1234/some.thing")
    assert result.stdout == "ndsomething\n"
    assert "could not be asked for; `bibtrack resolve` tries again" in result.stderr
    assert _shown(bibtrack, "ndsomething")["doi"] == "10.1234/some.thing"


@pytest.mark.parametrize(
    ("words", "key", "fields"),
    [
        (["0-306-40615-2", "title=A book"], "ndbook", {"type": "book", "isbn": "9780306406157"}),
        (
            ["https://example.org/a?b=c"],
            "examplendexampleorg",
            {"type": "webpage", "url": "https://example.org/a?b=c"},
        ),
        (["title=On sand", "author=Li, Wei", "issued=2020", "type=report"], "li2020sand", {"type": "report"}),
    ],
)
def test_what_is_known_is_added(bibtrack: Run, words: list[str], key: str, fields: dict[str, str]) -> None:
    assert bibtrack("add", *words).stdout == f"{key}\n"
    assert {name: _shown(bibtrack, key)[name] for name in fields} == fields


def test_bibtex_from_standard_input(bibtrack: Run) -> None:
    text = "@book{mine, title = {On {Sand}}, author = {Li, Wei}, year = 2020}\n@misc{other, title = {Other things here}}"
    assert bibtrack("add", "-", "language=en", stdin=text).stdout == "mine\nother\n"
    assert _shown(bibtrack, "mine")["title"] == "On Sand"
    assert bibtrack("list", "language:en", "--keys").stdout.split() == ["mine", "other"]
    assert (
        "taken by another work"
        in bibtrack("add", "-", stdin="@book{mine, title = {Quite another}}", code=1).stderr
    )


@pytest.mark.parametrize(
    ("words", "stdin", "code", "message"),
    [
        (["hello"], None, 1, "neither a DOI nor an ISBN"),
        (["9780306406158"], None, 1, "check digit"),
        (["-"], "@book{x, title = {", 1, "line 1"),
        (["-"], "nothing", 1, "no BibTeX entry"),
        (["titel=x"], None, 1, "did you mean title?"),
        (["10.1/a", "10.2/b", "--key", "k"], None, 1, "neither"),
        (["10.1234/a", "10.1234/b", "--key", "k"], None, 2, "there are several"),
    ],
)
def test_add_says_what_is_wrong(
    bibtrack: Run, words: list[str], stdin: str | None, code: int, message: str
) -> None:
    assert message in bibtrack("add", *words, stdin=stdin, code=code).stderr
    assert bibtrack("list", "--keys").stdout == ""
