import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bibtrack import refresh, resolve
from bibtrack.matching.notices import Standing, standing_now, told
from bibtrack.resolvers.loopback import Loopback
from bibtrack.settings import Settings
from bibtrack.store import sources
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.rows import insert
from bibtrack.values.match import Update
from bibtrack.values.reference import Reference
from bibtrack.values.source import Origin, Source
from tests.resolvers.records import HARDIN, RECORDS
from tests.resolving import references as refs

Add = Callable[[str, Reference], int]
Get = Callable[[str], Source]
DOI = HARDIN["DOI"]


@pytest.fixture
def resolved(library: Library, settings: Settings, add: Add) -> str:
    add("commons", refs.COMMONS)
    resolve.run(library, settings)
    return "commons"


def _now(server: Loopback, **more: Any) -> None:
    """Let the registry's record of Hardin (1968) say something new."""
    at = server.index.by_doi[DOI]
    server.index.records[at] = {**deepcopy(HARDIN), **more}


def _notice(kind: str, date: list[int], doi: str = "10.1126/notice") -> dict[str, Any]:
    return {"DOI": doi, "type": kind, "source": "publisher", "updated": {"date-parts": [date]}}


def test_nothing_is_due_on_the_same_day(
    library: Library, settings: Settings, resolved: str, server: Loopback
) -> None:
    asked = server.meter.requests
    assert refresh.run(library, settings) == refresh.Summary()
    assert server.meter.requests == asked


def test_no_change_is_no_news_and_no_copy(library: Library, settings: Settings, resolved: str) -> None:
    summary = refresh.run(library, settings, everything=True)
    assert (summary.due, summary.asked, summary.news) == (1, 1, [])
    assert _count(library, "candidate") == 1


@pytest.mark.parametrize(
    ("more", "standing", "kinds"),
    [
        ({"updated-by": [_notice("retraction", [2020, 1, 2])]}, "retracted", ["retraction"]),
        ({"updated-by": [_notice("expression_of_concern", [2020])]}, "expression of concern", ["expression-of-concern"]),
        ({"updated-by": [_notice("correction", [2020, 5])]}, "corrected", ["correction"]),
        ({"updated-by": [_notice("erratum", [2020, 5])]}, "corrected", ["erratum"]),
        ({"updated-by": [_notice("new_version", [2020, 5])]}, "new version", ["new-version"]),
        ({"update-to": [_notice("retraction", [2020], DOI)]}, "retracted", ["retraction"]),
        ({"update-to": [_notice("retraction", [2020], "10.1126/another")]}, None, []),
        (
            {"updated-by": [_notice("retraction", [2020]), _notice("reinstatement", [2021], "10.1126/back")]},
            "reinstated", ["retraction", "reinstatement"],
        ),
    ],
)  # fmt: skip
def test_notices_are_told_apart(
    library: Library, settings: Settings, resolved: str, server: Loopback, more: Any, standing: str | None, kinds: list[str]
) -> None:  # fmt: skip
    _now(server, **more)
    summary = refresh.run(library, settings, everything=True)
    assert [notice.kind for news in summary.news for notice in news.notices] == kinds
    assert [news.standing for news in summary.news] == ([standing] if standing else [])
    assert refresh.run(library, settings, everything=True).news == []


def test_a_retraction_lists_who_relies_on_it(
    library: Library, settings: Settings, resolved: str, server: Loopback, bibtrack: Callable[..., Result]
) -> None:
    with change(library, Run("test")) as session:
        report = insert(session, "report", {"slug": "r1", "apparatus": "printed"})
        note = insert(session, "note", {
            "report_id": report, "ordinal": 3, "label": "3", "kind": "endnote", "text": "x", "grade": "verified-endnote",
        })  # fmt: skip
        insert(session, "callout", {
            "note_id": note, "ordinal": 1, "label": "3", "paragraph": 0, "context": "Pastures are overgrazed.",
            "callout_offset": 4,
        })  # fmt: skip
        insert(session, "citation", {
            "note_id": note, "ordinal": 1, "text": "x", "form": "full", "confidence": 1.0, "grade": "verified-endnote",
            "linked_by": "rule", "source_id": 1,
        })  # fmt: skip
    _now(server, **{"updated-by": [_notice("retraction", [2020, 1, 2])]})
    shown = bibtrack("refresh", "--all").stdout
    assert "commons  10.1126/science.162.3859.1243  RETRACTED" in shown
    assert "retraction, 2020-01-02, notice 10.1126/notice, reported by publisher" in shown
    assert "relied on in r1, note 3: Pastures are overgrazed." in shown


def test_changed_metadata_shows_and_a_persons_value_stays(
    library: Library, settings: Settings, resolved: str, server: Loopback, source: Get
) -> None:
    with change(library, Run("test")) as session:
        sources.state(session, 1, Origin.CHOSEN, Reference(title="My title"), library.clock.stamp())
        sources.settle(session, 1, library.clock.stamp())
    _now(server, title=["The Tragedy of the Commons (reprint)"], volume="163")
    (news,) = refresh.run(library, settings, everything=True).news
    assert [(field.name, field.after, field.held) for field in news.fields] == [
        ("title", "The Tragedy of the Commons (reprint)", True), ("volume", "163", False),
    ]  # fmt: skip
    kept = source("commons")
    assert (kept.citekey, kept.reference.title, kept.reference.volume) == ("commons", "My title", "163")


def test_a_preprint_that_was_published(
    library: Library, settings: Settings, resolved: str, server: Loopback
) -> None:
    _now(
        server,
        relation={"is-preprint-of": [{"id-type": "doi", "id": "10.1000/final", "asserted-by": "subject"}]},
    )
    (news,) = refresh.run(library, settings, everything=True).news
    assert news.published_as == "10.1000/final"


def test_a_record_that_vanished_is_told_and_kept(
    library: Library, settings: Settings, resolved: str, server: Loopback, source: Get
) -> None:
    del server.index.by_doi[DOI]
    (news,) = refresh.run(library, settings, everything=True).news
    assert news.vanished
    assert source("commons").reference.volume == "162"


def test_no_network_changes_nothing(library: Library, nowhere: Settings, resolved: str) -> None:
    summary = refresh.run(library, nowhere, everything=True)
    assert (summary.asked, summary.could_not_ask) == (0, "127.0.0.1:9 cannot be reached")


def test_a_hundred_records_are_two_requests(
    library: Library, settings: Settings, add: Add, server: Loopback, tmp_path: Path
) -> None:
    for number in range(100):
        doi, title = f"10.5555/{number:04d}", f"On the growth of river number {number}"
        server.index.add({
            "DOI": doi, "type": "journal-article", "title": [title], "author": [{"family": "Author", "given": "A."}],
            "issued": {"date-parts": [[2000]]},
        })  # fmt: skip
        add(f"k{number}", refs.reference(title, "Author", 2000, doi))
    resolve.run(library, settings)
    asked = server.meter.requests
    assert refresh.run(library, settings, everything=True).asked == 100
    assert server.meter.requests - asked == 2


def test_json(bibtrack: Callable[..., Result], resolved: str, server: Loopback) -> None:
    _now(server, **{"updated-by": [_notice("withdrawal", [2020, 1, 2])]})
    data = json.loads(bibtrack("refresh", "--all", "--json").stdout)
    assert (data["asked"], data["news"][0]["standing"]) == (1, "retracted")
    assert (
        bibtrack("refresh", "--all", "--dry-run").stderr
        == "1 records would be asked for; nothing was changed\n"
    )


@pytest.mark.parametrize(
    ("updates", "standing"),
    [
        ([], None),
        ([Update("something-else")], None),
        ([Update("correction", date="2021"), Update("retraction", date="2020")], "retracted"),
        ([Update("retraction", date="2020"), Update("reinstatement", date="2022")], "reinstated"),
        ([Update("reinstatement", date="2020"), Update("retraction", date="2022")], "retracted"),
        ([Update("retraction"), Update("reinstatement")], "retracted"),
        ([Update("expression-of-concern"), Update("correction")], "expression of concern"),
        ([Update("new-version"), Update("erratum")], "corrected"),
    ],
)
def test_the_newest_of_its_kind_decides(updates: list[Update], standing: str | None) -> None:
    now = standing_now(updates)
    assert (now[0] if now else None) == standing
    assert Standing.RETRACTED == "retracted"


def test_a_notice_in_one_line() -> None:
    update = Update("expression-of-concern", "10.1/n", "2020-02", "retraction-watch")
    assert told(update) == "expression of concern, 2020-02, notice 10.1/n, reported by retraction-watch"


def test_the_records_of_the_tests_are_untouched() -> None:
    assert "updated-by" not in HARDIN
    assert len(RECORDS) == 6


def _count(library: Library, table: str) -> int:
    from contextlib import closing

    from bibtrack.store.reading import open_reader

    with closing(open_reader(library.path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
