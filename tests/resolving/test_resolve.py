import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bibtrack import resolve
from bibtrack.clock import Clock
from bibtrack.resolve import Options, Summary
from bibtrack.resolvers.loopback import Loopback
from bibtrack.settings import Settings
from bibtrack.store.engine import Library, open_library
from bibtrack.values.reference import Reference
from bibtrack.values.source import Source, SourceStatus
from tests.resolvers.records import HARDIN, MBEMBE, RECORDS
from tests.resolving import references as refs

Add = Callable[[str, Reference], int]
Get = Callable[[str], Source]


@pytest.mark.parametrize(
    ("reference", "status", "doi", "reason"),
    [
        (refs.COMMONS, "resolved", "10.1126/science.162.3859.1243", ""),
        (refs.NECROPOLITICS, "resolved", "10.1215/08992363-15-1-11", ""),
        (refs.UNKNOWN, "unmatched", None, "review threshold"),
        (refs.INVENTED, "unmatched", None, "10.9999/none: no such DOI; no "),
        (refs.STATUTE, "exempt", None, "not registered"),
    ],
)
def test_each_source_gets_its_status(
    library: Library, settings: Settings, add: Add, source: Get, reference: Reference, status: str, doi: str | None, reason: str
) -> None:  # fmt: skip
    add("key", reference)
    summary = resolve.run(library, settings)
    assert [(one.citekey, one.status, one.doi) for one in summary.outcomes] == [("key", status, doi)]
    kept = source("key")
    assert (kept.status, kept.citekey) == (status, "key")
    assert reason in (kept.status_reason or "")
    assert kept.reference.doi == (doi or reference.doi)


def test_a_second_run_asks_nothing_and_changes_nothing(
    library: Library, settings: Settings, add: Add, server: Loopback
) -> None:
    for key, reference in (
        ("a", refs.COMMONS),
        ("b", refs.UNKNOWN),
        ("c", refs.STATUTE),
        ("d", refs.INVENTED),
    ):
        add(key, reference)
    resolve.run(library, settings)
    asked, events = server.meter.requests, _count(library, "event")
    assert resolve.run(library, settings) == Summary()
    assert (server.meter.requests, _count(library, "event")) == (asked, events)


def test_no_network_is_said_once_and_fast(library: Library, nowhere: Settings, add: Add, source: Get) -> None:
    for number in range(5):
        add(f"k{number}", replace(refs.UNKNOWN, title=f"Zymurgy {number}"))
    add("law", refs.STATUTE)
    started = time.monotonic()
    summary = resolve.run(library, nowhere)
    assert time.monotonic() - started < 4
    assert (summary.could_not_ask, summary.not_asked) == ("127.0.0.1:9 cannot be reached", 5)
    assert source("k1").status_reason == "not asked: 127.0.0.1:9 cannot be reached"
    assert source("law").status is SourceStatus.EXEMPT
    events = _count(library, "event")
    assert resolve.run(library, nowhere).not_asked == 5
    assert _count(library, "event") == events


def test_failures_are_retried_and_negatives_are_not(
    library: Library, settings: Settings, add: Add, source: Get, server: Loopback
) -> None:
    add("lost", refs.UNKNOWN)
    add("commons", refs.COMMONS)
    server.faults.plan("500:1")
    resolve.run(library, settings)
    assert source("commons").status is SourceStatus.UNRESOLVED
    assert "requests in a row failed" in (source("commons").status_reason or "")
    server.faults.shares.clear()
    summary = resolve.run(library, settings, options=Options(retry_failed=True))
    assert {one.citekey: one.status for one in summary.outcomes} == {
        "lost": "unmatched",
        "commons": "resolved",
    }
    asked = server.meter.requests
    assert resolve.run(library, settings, options=Options(retry_failed=True)) == Summary()
    assert server.meter.requests == asked


def test_negatives_age(library: Library, settings: Settings, add: Add, server: Loopback) -> None:
    add("lost", refs.UNKNOWN)
    resolve.run(library, settings)
    asked = server.meter.requests
    for day, more in ((20, False), (31 + 20, True)):
        moment = datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp() + day * 86400
        late = open_library(library.path, Clock(lambda m=moment: datetime.fromtimestamp(m, UTC), lambda: "t"))  # type: ignore[misc]
        resolve.run(late, settings)
        late.close()
        assert (server.meter.requests > asked) is more


def test_replay_needs_no_network(
    library: Library, settings: Settings, nowhere: Settings, add: Add, source: Get
) -> None:
    add("necro", refs.NECROPOLITICS)
    add("lost", refs.UNKNOWN)
    resolve.run(library, settings)
    before = source("necro")
    _forget(library, "necro")
    assert source("necro").status is SourceStatus.UNRESOLVED
    summary = resolve.run(library, nowhere, options=Options(offline=True))
    assert {one.citekey: one.status for one in summary.outcomes} == {"necro": "resolved", "lost": "unmatched"}
    assert source("necro").reference == before.reference


def test_the_same_question_of_two_sources_is_asked_once(
    library: Library, settings: Settings, add: Add, server: Loopback
) -> None:
    add("one", refs.COMMONS)
    add("two", refs.COMMONS)
    assert resolve.run(library, settings).count(SourceStatus.RESOLVED) == 2
    assert server.meter.requests == 1


def test_replaying_copies_no_answer(library: Library, settings: Settings, add: Add) -> None:
    lost = replace(refs.UNKNOWN, title="Zymurgy of the commons")
    add("one", lost)
    add("two", lost)
    resolve.run(library, settings)
    counts = []
    for _ in range(3):
        resolve.run(library, settings, options=Options(offline=True))
        counts.append((_count(library, "lookup"), _count(library, "event")))
    assert len(set(counts)) == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"title": []}, {"author": []}, {"issued": {"date-parts": [[None]]}}, {"container-title": None},
        {"title": ["<jats:p>The <i>Tragedy</i> of the Commons &amp; more</jats:p>"]},
        {"author": [{"family": f"F{number}", "given": "G"} for number in range(3000)]},
        {"updated-by": [{"type": None}, {"DOI": 5}]}, {"reference": [{"DOI": None}, "x", {"unstructured": "y"}]},
        {"relation": []}, {"ISBN": "none", "ISSN": [None]}, {"abstract": "<" * 10_000},
    ],
)  # fmt: skip
def test_odd_records_are_contained(
    library: Library, settings: Settings, add: Add, server: Loopback, source: Get, odd: dict[str, object]
) -> None:
    server.index.records[server.index.by_doi[refs.COMMONS.doi or ""]] = {**HARDIN, **odd}
    add("commons", refs.COMMONS)
    (outcome,) = resolve.run(library, settings).outcomes
    assert outcome.status in (SourceStatus.RESOLVED, SourceStatus.AMBIGUOUS)
    assert source("commons").citekey == "commons"


def test_many_dois_are_few_requests(library: Library, settings: Settings, add: Add, server: Loopback) -> None:
    for number in range(120):
        doi = f"10.5555/{number:06d}"
        server.index.add({**_record(doi, number)})
        add(f"k{number:03d}", refs.reference(f"On the growth of river number {number}", "Author", 2000, doi))
    summary = resolve.run(library, settings)
    assert summary.count(SourceStatus.RESOLVED) == 120
    assert server.meter.requests == 3


def _record(doi: str, number: int) -> dict[str, object]:
    title = f"On the growth of river number {number}"
    return {
        "DOI": doi, "type": "journal-article", "title": [title], "author": [{"family": "Author", "given": "A."}],
        "issued": {"date-parts": [[2000]]},
    }  # fmt: skip


def test_a_refusal_ends_the_run_and_keeps_what_is_done(
    library: Library, settings: Settings, add: Add, source: Get, server: Loopback
) -> None:
    add("commons", refs.COMMONS)
    add("necro", refs.NECROPOLITICS)
    add("lost", refs.UNKNOWN)
    # Who is refused stays refused: up to three questions are on their way at once.
    server.faults.queue.extend(["pass", *["403"] * 12])
    summary = resolve.run(library, settings)
    assert source("commons").status is SourceStatus.RESOLVED
    assert "refuses us (HTTP 403)" in (summary.could_not_ask or "")
    assert {source("necro").status, source("lost").status} == {SourceStatus.UNRESOLVED}


def test_a_dry_run_asks_and_changes_nothing(
    library: Library, settings: Settings, add: Add, server: Loopback
) -> None:
    add("commons", refs.COMMONS)
    add("law", refs.STATUTE)
    events = _count(library, "event")
    summary = resolve.run(library, settings, options=Options(dry_run=True))
    assert [key for key, _ in summary.planned] == ["commons"] * 3
    assert (server.meter.requests, _count(library, "event")) == (0, events)


def test_faults_in_between_lose_no_source(
    library: Library, settings: Settings, add: Add, server: Loopback
) -> None:
    for number in range(60):
        server.index.add(_record(f"10.5555/{number:06d}", number))
        add(f"k{number:03d}", refs.reference(f"On the growth of river number {number}", "Author", 2000))
    faults = ["429", "500", "cut", "garbage", "content-type"]
    server.faults.queue.extend(["pass"] * 40 + [kind for fault in faults for kind in (fault, *["pass"] * 3)])
    summary = resolve.run(library, settings)
    assert (len(summary.outcomes), summary.failed, summary.could_not_ask) == (60, 0, None)
    assert not set(server.faults.queue) & set(faults)


def test_limit_and_choice(library: Library, settings: Settings, add: Add) -> None:
    ids = [add(f"k{number}", refs.COMMONS) for number in range(4)]
    assert [one.citekey for one in resolve.run(library, settings, ids=ids[2:]).outcomes] == ["k2", "k3"]
    assert len(resolve.run(library, settings, options=Options(limit=1)).outcomes) == 1


def test_notices_and_evidence_are_kept(library: Library, settings: Settings, add: Add) -> None:
    add("wakefield", refs.WAKEFIELD)
    resolve.run(library, settings)
    with _reading(library) as connection:
        kind, doi, date = connection.execute("SELECT kind, doi, date FROM source_update").fetchone()
        assert (kind, doi, date) == ("retraction", "10.1016/s0140-6736(10)60175-4", "2010-02-06")
        fields = {row[0] for row in connection.execute("SELECT field FROM match_evidence")}
        assert {"title", "author"} <= fields
        algorithm = connection.execute("SELECT algorithm FROM candidate WHERE verdict = 'accept'").fetchone()[
            0
        ]
        assert algorithm


def test_command_line(library: Library, add: Add, server: Loopback, bibtrack: Callable[..., object]) -> None:
    add("commons", refs.COMMONS)
    add("lost", refs.UNKNOWN)
    done = bibtrack("resolve", "--json", "key:commons")
    assert json.loads(done.stdout)["sources"] == [  # type: ignore[attr-defined]
        {
            "citekey": "commons", "status": "resolved", "doi": "10.1126/science.162.3859.1243",
            "reason": json.loads(done.stdout)["sources"][0]["reason"], "notices": [],  # type: ignore[attr-defined]
        }
    ]  # fmt: skip
    done = bibtrack("resolve")
    assert "lost  unmatched" in done.stdout  # type: ignore[attr-defined]
    assert "no source answers to 'nobody'" in bibtrack("resolve", "nobody", code=1).stderr  # type: ignore[attr-defined]


def test_a_file_answers_without_network(
    library: Library, nowhere: Settings, settings: Settings, add: Add, tmp_path: Path, server: Loopback
) -> None:
    file = tmp_path / "works.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in RECORDS if record is not MBEMBE))
    add("commons", refs.COMMONS)
    add("necro", refs.NECROPOLITICS)
    summary = resolve.run(library, nowhere, records=str(file))
    assert {one.citekey: one.status for one in summary.outcomes} == {
        "commons": "resolved",
        "necro": "unmatched",
    }
    # What a file lacks is asked of the registries as soon as they can be reached.
    assert [one.doi for one in resolve.run(library, settings).outcomes] == [MBEMBE["DOI"]]
    assert server.meter.requests > 0


def _reading(library: Library):  # type: ignore[no-untyped-def]
    from contextlib import closing

    from bibtrack.store.reading import open_reader

    return closing(open_reader(library.path))


def _count(library: Library, table: str) -> int:
    with _reading(library) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _forget(library: Library, key: str) -> None:
    """Put a source back to where it was before the run, its answers kept."""
    from bibtrack.store.accepting import withdraw
    from bibtrack.store.engine import Run, change
    from bibtrack.store.loading import source_id
    from bibtrack.store.sources import set_status

    with _reading(library) as connection:
        number = source_id(connection, key)
    with change(library, Run("test")) as session:
        withdraw(session, number, library.clock.stamp())
        set_status(session, number, SourceStatus.UNRESOLVED, None, library.clock.stamp())
