import json
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from bibtrack import duplicates, link, resolve
from bibtrack.errors import InputError, NoSuchSource, StoreError
from bibtrack.matching.duplicates import pairs
from bibtrack.settings import Settings
from bibtrack.store import sources, undoing
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.reading import open_reader
from bibtrack.store.reports import regrade
from bibtrack.store.rows import insert
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role
from bibtrack.values.source import Origin, Source
from tests.resolving import references as refs

Add = Callable[[str, Reference], int]
Get = Callable[[str], Source]

OSTROM = Reference(
    type=ItemType.BOOK, title="Governing the Commons: The Evolution of Institutions for Collective Action",
    creators=(Creator(Role.AUTHOR, Name(family="Ostrom", given="Elinor")),), issued=PartialDate(1990),
    publisher="Cambridge University Press",
)  # fmt: skip
CHAPTER = replace(
    OSTROM,
    type=ItemType.CHAPTER,
    title="Reflections on the commons",
    container_title=OSTROM.title,
    page="1-28",
)
BARE = replace(refs.COMMONS, identifiers=())


def _doi(reference: Reference, doi: str) -> Reference:
    return replace(reference, identifiers=(Identifier(Scheme.DOI, doi),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BARE, BARE),
        (BARE, replace(BARE, title="The tragedy of the commons", page="1243")),
        (BARE, replace(BARE, creators=(Creator(Role.AUTHOR, Name(family="Hardin", given="Garrett")),))),
        (BARE, refs.COMMONS),
        (OSTROM, replace(OSTROM, title="Governing the commons")),
        (OSTROM, replace(OSTROM, publisher="CUP", publisher_place="Cambridge")),
        (OSTROM, replace(OSTROM, edition="1st")),
        (_doi(BARE, "10.1/a"), _doi(replace(BARE, title="Tragedy of Commons", issued=None), "10.1/a")),
    ],
)
def test_the_same_work_in_other_words_is_proposed(one: Reference, other: Reference) -> None:
    assert len(pairs([Source("a", one), Source("b", other)])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BARE, refs.NECROPOLITICS),
        (BARE, replace(BARE, title="The struggle to govern the commons")),
        (BARE, replace(BARE, volume="200", page="1-9", issued=PartialDate(1990))),
        (OSTROM, replace(OSTROM, edition="2nd", issued=PartialDate(2015))),
        (OSTROM, replace(OSTROM, edition="2", issued=PartialDate(1990))),
        (OSTROM, CHAPTER),
        (CHAPTER, replace(CHAPTER, title="An institutional approach to the commons", page="29-57")),
        (CHAPTER, replace(CHAPTER, page="29-57")),
        (_doi(BARE, "10.1/a"), _doi(BARE, "10.1/b")),
        (replace(OSTROM, volume="1"), replace(OSTROM, volume="2")),
        (
            BARE,
            replace(BARE, creators=(Creator(Role.AUTHOR, Name(family="Feeny", given="David")),), page="1-19"),
        ),
        (
            OSTROM,
            replace(
                OSTROM, type=ItemType.REVIEW_BOOK, creators=(Creator(Role.AUTHOR, Name(family="Runge")),)
            ),
        ),
    ],
)
def test_other_works_are_not_proposed(one: Reference, other: Reference) -> None:
    assert pairs([Source("a", one), Source("b", other)]) == []


def test_many_sources_are_compared_by_what_they_share() -> None:
    many = [
        Source(f"k{n}", replace(BARE, title=f"River {n} of region {n % 97}", volume=str(n), page=str(n)))
        for n in range(2000)
    ]
    started = time.process_time()
    found = pairs([*many, Source("x", OSTROM), Source("y", replace(OSTROM, title="Governing the commons"))])
    assert [(pair.keep.citekey, pair.lose.citekey) for pair in found] == [("x", "y")]
    assert time.process_time() - started < 30


@pytest.fixture
def cited(library: Library, add: Add) -> None:
    """Two sources that are one work, each cited once, the second annotated and tagged by hand."""
    add("hardin", BARE)
    add("hardin2", replace(BARE, title="Tragedy of the commons", abstract="Pastures."))
    with change(library, Run("test")) as session:
        report = insert(session, "report", {"slug": "r1", "apparatus": "printed"})
        for number in (1, 2):
            note = insert(session, "note", {
                "report_id": report, "ordinal": number, "label": str(number), "kind": "endnote", "text": f"text {number}",
                "grade": "verified-endnote",
            })  # fmt: skip
            insert(session, "citation", {
                "note_id": note, "ordinal": 1, "text": f"text {number}", "form": "full", "confidence": 1.0,
                "grade": "verified-endnote", "linked_by": "rule", "source_id": number,
            })  # fmt: skip
        insert(session, "annotation", {
            "source_id": 2, "author": "me", "body": "read it", "created_at": "2026", "updated_at": "2026",
        })  # fmt: skip
        theme = insert(session, "theme", {
            "slug": "t", "label": "T", "definition": "", "scope_note": "", "synonyms": "[]", "rules": "[]",
            "threshold": 1.0, "position": 0,
        })  # fmt: skip
        insert(session, "theme_assignment", {
            "source_id": 2, "theme_id": theme, "method": "manual", "polarity": "assigned", "score": 0.0,
            "assigned_at": "2026",
        })  # fmt: skip
        regrade(session, library.clock.stamp())


def _state(library: Library) -> dict[str, list[tuple[object, ...]]]:
    with closing(open_reader(library.path)) as connection:
        return {
            table: [
                tuple(value for name, value in zip(row.keys(), row, strict=True) if name not in ("updated_at", "stated_at"))
                for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")
            ]
            for table in ("source", "citation", "annotation", "theme_assignment", "statement", "identifier", "creator")
        }  # fmt: skip


@pytest.mark.usefixtures("cited")
def test_merge_moves_and_unmerge_brings_home(library: Library, source: Get) -> None:
    before = _state(library)
    done = duplicates.merge(library, "hardin", "hardin2")
    assert (done.keep, done.lose, done.citations, done.annotations) == ("hardin", "hardin2", 1, 1)
    kept = source("hardin")
    assert (kept.reference.title, kept.reference.abstract) == (BARE.title, "Pastures.")
    assert (kept.themes, kept.annotations) == (("t",), ("read it",))
    assert duplicates.unmerge(library, "hardin2").citations == 2
    after = _state(library)
    assert {name: sorted(map(str, rows)) for name, rows in after.items() if name != "creator"} == {
        name: sorted(map(str, rows)) for name, rows in before.items() if name != "creator"
    }
    assert source("hardin").reference == BARE


@pytest.mark.usefixtures("cited")
def test_the_old_key_leads_to_the_new_one(library: Library, bibtrack: Callable[..., Result]) -> None:
    bibtrack("merge", "hardin", "hardin2")
    with pytest.raises(InputError, match="the same source already"):
        duplicates.merge(library, "hardin", "hardin2")
    bibtrack("undo")
    assert json.loads(bibtrack("merge", "hardin", "hardin2", "--json").stdout)["citations"] == 1
    assert "hardin2 stands for itself again" in bibtrack("unmerge", "hardin2").stderr


@pytest.mark.usefixtures("cited")
def test_work_after_the_join_survives_its_end(library: Library, source: Get) -> None:
    duplicates.merge(library, "hardin", "hardin2")
    with change(library, Run("test")) as session:
        sources.state(session, 1, Origin.CHOSEN, Reference(title="Mine"), library.clock.stamp())
        sources.settle(session, 1, library.clock.stamp())
    link.link(library, "2.1", "hardin")
    duplicates.unmerge(library, "hardin2")
    assert source("hardin").reference.title == "Mine"
    assert source("hardin2").annotations == ("read it",)


@pytest.mark.usefixtures("cited")
def test_a_resolved_record_is_not_lost_in_a_join(
    library: Library, settings: Settings, source: Get, add: Add
) -> None:
    add("found", refs.COMMONS)
    resolve.run(library, settings, ids=[3])
    duplicates.merge(library, "hardin", "found")
    assert (source("hardin").status, source("hardin").reference.doi) == ("resolved", refs.COMMONS.doi)
    duplicates.unmerge(library, "found")
    assert (source("hardin").status, source("hardin").reference) == ("unresolved", BARE)
    undoing.undo(library, 2)
    assert source("hardin").status == "unresolved"


def test_two_records_are_two_works(library: Library, settings: Settings, add: Add) -> None:
    add("commons", refs.COMMONS)
    add("necro", refs.NECROPOLITICS)
    resolve.run(library, settings)
    with pytest.raises(InputError, match="--force"):
        duplicates.merge(library, "commons", "necro")
    assert duplicates.merge(library, "commons", "necro", force=True).keep == "commons"


def test_what_is_not_joined_cannot_be_parted(library: Library, add: Add) -> None:
    add("commons", refs.COMMONS)
    with pytest.raises(StoreError, match="not joined"):
        duplicates.unmerge(library, "commons")
    with pytest.raises(NoSuchSource):
        duplicates.unmerge(library, "nobody")


@pytest.mark.usefixtures("cited")
def test_proposals_on_the_command_line(bibtrack: Callable[..., Result]) -> None:
    (pair,) = json.loads(bibtrack("duplicates", "--json").stdout)
    assert (pair["keep"], pair["lose"]) == ("hardin", "hardin2")
    assert "bibtrack merge hardin hardin2" in bibtrack("duplicates").stdout


@pytest.mark.usefixtures("cited")
def test_link_says_which_source_a_citation_means(library: Library, bibtrack: Callable[..., Result]) -> None:
    with change(library, Run("test")) as session:
        insert(session, "finding", {
            "citation_id": 2, "code": "back-reference-open", "severity": "warning", "message": "which?",
        })  # fmt: skip
    assert json.loads(bibtrack("link", "2.1", "hardin", "--json").stdout) == {
        "citation": "r1:2.1", "text": "text 2", "before": "hardin2", "source": "hardin",
    }  # fmt: skip
    with closing(open_reader(library.path)) as connection:
        row = connection.execute("SELECT source_id, linked_by FROM citation WHERE id = 2").fetchone()
        assert tuple(row) == (1, "person")
        assert connection.execute("SELECT count(*) FROM finding").fetchone()[0] == 0
    assert "r1:2.1 means no source (hardin before)" in bibtrack("link", "r1:2.1", "--none").stderr


@pytest.mark.usefixtures("cited")
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("9.1", "hardin"), 1, "no such citation"),
        (("x.y", "hardin"), 1, "write NOTE.NUMBER"),
        (("1.1", "nobody"), 1, "no source has this key"),
        (("1.1",), 2, "name a KEY, or say --none"),
        (("1.1", "hardin", "--none"), 2, "name a KEY, or say --none"),
        (("r9:1.1", "hardin"), 1, "no such citation"),
    ],
)
def test_link_refuses_in_one_sentence(
    bibtrack: Callable[..., Result], words: tuple[str, ...], code: int, told: str
) -> None:
    assert told in bibtrack("link", *words, code=code).stderr


@pytest.mark.usefixtures("cited")
def test_a_dismissed_pair_is_not_proposed_again(library: Library, bibtrack: Callable[..., Result]) -> None:
    # In whichever order it is named, and after every further run.
    told = bibtrack("duplicates", "dismiss", "hardin2", "hardin", "--reason", "a reprint", "--json").stdout
    assert json.loads(told) == {"one": "hardin2", "other": "hardin", "dismissed": True}
    for _ in range(2):
        assert json.loads(bibtrack("duplicates", "--json").stdout) == []
    assert "no two sources" in bibtrack("duplicates").stderr
    (pair,) = json.loads(bibtrack("duplicates", "dismissed", "--json").stdout)
    assert (pair["one"], pair["other"], pair["reason"]) == ("hardin2", "hardin", "a reprint")
    assert "a reprint" in bibtrack("duplicates", "dismissed").stdout
    assert "dismissed already" in bibtrack("duplicates", "dismiss", "hardin", "hardin2", code=1).stderr
    assert "duplicates dismiss" in bibtrack("history", "hardin").stdout


@pytest.mark.usefixtures("cited")
@pytest.mark.parametrize("back", [("undo",), ("duplicates", "reopen", "hardin", "hardin2")])
def test_a_dismissal_is_taken_back(bibtrack: Callable[..., Result], back: tuple[str, ...]) -> None:
    bibtrack("duplicates", "dismiss", "hardin2", "hardin")
    bibtrack(*back)
    assert len(json.loads(bibtrack("duplicates", "--json").stdout)) == 1
    assert "no pair was dismissed" in bibtrack("duplicates", "dismissed").stderr


@pytest.mark.usefixtures("cited")
def test_a_dismissal_travels_with_the_export(bibtrack: Callable[..., Result], tmp_path: Path) -> None:
    bibtrack("duplicates", "dismiss", "hardin", "hardin2")
    bibtrack("db", "export", str(tmp_path / "text"))
    bibtrack("undo")
    bibtrack("db", "import", str(tmp_path / "text"))
    assert json.loads(bibtrack("duplicates", "--json").stdout) == []


@pytest.mark.usefixtures("cited")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("dismiss", "hardin", "hardin"), "the same source"),
        (("dismiss", "hardin", "nobody"), "no source has this key"),
        (("reopen", "hardin", "hardin2"), "are not dismissed"),
    ],
)
def test_what_cannot_be_dismissed(bibtrack: Callable[..., Result], words: tuple[str, ...], told: str) -> None:
    assert told in bibtrack("duplicates", *words, code=1).stderr
