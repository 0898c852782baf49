"""What was answered before a run was cut short is read, not asked for again."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bibtrack import resolve
from bibtrack.clock import Clock
from bibtrack.errors import StoreUnwritable
from bibtrack.resolvers.crossref import batches, resumed
from bibtrack.resolvers.http import named
from bibtrack.resolvers.loopback import Loopback
from bibtrack.settings import Settings
from bibtrack.store import dump, undoing
from bibtrack.store.answers import Answers
from bibtrack.store.engine import Library, open_library
from bibtrack.store.reading import open_reader
from bibtrack.values.reference import Reference
from tests.resolving import references as refs

Add = Callable[[str, Reference], int]


class Cut(Exception):
    """Stands for the end of the process."""


def cut_short(library: Library, settings: Settings, place: str) -> None:
    """Let a run end where answers have come and nothing was done with them yet."""

    def end(*words: object, **named: object) -> None:
        raise Cut

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Cut):
        patch.setattr(resolve._Run, place, end)
        resolve.run(library, settings)


def left(library: Library) -> int:
    with closing(open_reader(library.path)) as connection:
        return int(connection.execute("SELECT count(*) FROM answer").fetchone()[0])


def asked_twice(server: Loopback) -> list[str]:
    return [key for key, times in server.meter.questions().items() if times > 1]


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        (refs.COMMONS, "after_dois"),
        (refs.INVENTED, "after_dois"),  # Crossref, doi.org: two answers on the way
        (replace(refs.COMMONS, identifiers=()), "settle"),
        (refs.UNKNOWN, "settle"),
    ],
)
def test_an_answer_that_came_is_not_asked_for_again(
    library: Library, settings: Settings, add: Add, server: Loopback, reference: Reference,
    place: str,
) -> None:  # fmt: skip
    add("a", reference)
    cut_short(library, settings, place)
    requests = server.meter.requests
    assert requests > 0
    assert left(library) == requests
    summary = resolve.run(library, settings)
    assert len(summary.outcomes) == 1
    assert asked_twice(server) == []
    assert left(library) == 0


def test_a_run_to_its_end_leaves_nothing(library: Library, settings: Settings, add: Add) -> None:
    for key, reference in (("a", refs.COMMONS), ("b", refs.UNKNOWN), ("c", refs.INVENTED)):
        add(key, reference)
    resolve.run(library, settings)
    assert left(library) == 0
    assert resolve.run(library, settings).answered == 0


def test_an_answer_that_was_left_keeps_its_day(
    library: Library, settings: Settings, add: Add, server: Loopback
) -> None:  # fmt: skip
    add("a", replace(refs.COMMONS, identifiers=()))
    cut_short(library, settings, "settle")
    now = library.clock.now
    later = Clock(now=lambda: now() + timedelta(days=3), actor=lambda: "tester")
    with closing(open_library(library.path, later)) as opened:
        assert resolve.run(opened, settings).answered == 0
    with closing(open_reader(library.path)) as connection:
        assert connection.execute("SELECT requested_at FROM lookup").fetchone()[0] == library.clock.stamp()


def test_one_that_is_too_old_is_asked_for_again(
    library: Library, settings: Settings, add: Add, server: Loopback
) -> None:  # fmt: skip
    add("a", refs.COMMONS)
    cut_short(library, settings, "after_dois")
    now = library.clock.now
    later = Clock(now=lambda: now() + timedelta(days=90), actor=lambda: "tester")
    with closing(open_library(library.path, later)) as opened:
        assert resolve.run(opened, settings).answered == 1
    assert left(library) == 0


def test_answers_are_no_part_of_history_undo_or_export(library: Library, tmp_path: Path) -> None:
    kept = Answers(library, "")
    kept.keep("https://example.org/works?a=1", json.dumps([200, {"ü": 1}, ""]))
    with closing(open_reader(library.path)) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone()[0] == 0
        connection.execute("BEGIN")
        dump.write(connection, tmp_path / "export")
    assert not (tmp_path / "export" / "answer.jsonl").exists()
    with pytest.raises(Exception, match="nothing to undo"):
        undoing.undo(library)
    again = Answers(library, "")
    assert again.requests() == ["https://example.org/works?a=1"]
    assert json.loads(again.recall("https://example.org/works?a=1") or "") == [200, {"ü": 1}, ""]
    assert again.recall("https://example.org/works?a=2") is None


def test_a_full_disk_is_said(library: Library) -> None:
    kept = Answers(library, "")
    with library.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(StoreUnwritable, match="full"):
        kept.keep("r", "x" * 10_000_000)


@pytest.mark.parametrize(
    ("dois", "earlier", "expected"),
    [
        ("abc", [], [("a", "b", "c")]),
        ("abc", ["ab"], [("a", "b"), ("c",)]),
        ("abc", ["a", "abx"], [("a", "b", "x"), ("c",)]),
        ("abc", ["xy"], [("a", "b", "c")]),
        ("", ["ab"], []),
    ],
)
def test_batches_of_an_earlier_run_come_again(
    dois: str, earlier: list[str], expected: list[tuple[str, ...]]
) -> None:
    requests = [
        named("http://x/works", {"filter": ",".join(f"doi:{doi}" for doi in batch), "mailto": "me@x"})
        for batch in earlier
    ]
    assert list(resumed(list(dois), requests)) == expected
    assert list(resumed(list(dois), [])) == list(batches(list(dois)))
