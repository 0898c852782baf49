"""Several at once: nothing is lost, nobody is refused for a lock, an edit of an old value is.

A short, seeded part of benchmarks/reliability_together.py, whose recorded run stands in docs/reliability.md.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from benchmarks import reliability_together as together
from bibtrack import edit
from bibtrack.errors import EditConflict, StoreUnwritable
from bibtrack.store import engine, sources
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.reading import open_reader
from bibtrack.values.reference import Reference

STAMP = "2026-03-01T12:00:00Z"


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    before = Path.cwd()
    yield
    os.chdir(before)


def add(library: Library, key: str) -> int:
    with change(library, Run("add")) as session:
        return sources.add(session, key, Reference(title="A title", volume="1"), STAMP)


def test_four_processes_lose_nothing() -> None:
    result = together.run(4, 60, seed=3)
    assert result["faults"] == []
    assert result["operations"] == 60


def test_readers_do_not_wait_for_a_writer(
    library: Library, database: Path, bibtrack: Callable[..., Result]
) -> None:
    add(library, "a")
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert "A title" in bibtrack("list").stdout


def test_a_writer_waits_for_another(library: Library, database: Path) -> None:
    add(library, "a")
    holding = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    holding.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, lambda: holding.execute("ROLLBACK"))
    timer.start()
    add(library, "b")
    timer.join()
    holding.close()
    with closing(open_reader(database)) as connection:
        assert connection.execute("SELECT count(*) FROM source").fetchone()[0] == 2


def test_a_lock_held_too_long_is_said(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.1)
    with (
        closing(sqlite3.connect(database, isolation_level=None)) as holding,
        closing(engine.open_library(database)) as library,
    ):
        holding.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnwritable, match=r"another process has been writing .* nothing was changed"):
            add(library, "a")


def test_an_edit_of_an_old_value_is_refused_with_the_difference(library: Library, database: Path) -> None:
    number = add(library, "a")
    mine, theirs = edit.load(library, number), edit.load(library, number)
    edit.save(library, Run("edit"), theirs, replace(theirs.reference, title="Their title"))
    with pytest.raises(EditConflict) as caught:
        edit.save(library, Run("edit"), mine, replace(mine.reference, title="My title"))
    for part in ("title", "A title", "Their title", "My title", "nothing was saved"):
        assert part in str(caught.value)
    assert edit.load(library, number).reference.title == "Their title"


def test_edits_of_different_fields_both_hold(library: Library) -> None:
    number = add(library, "a")
    mine, theirs = edit.load(library, number), edit.load(library, number)
    edit.save(library, Run("edit"), theirs, replace(theirs.reference, title="Their title"))
    edit.save(library, Run("edit"), mine, replace(mine.reference, volume="2"))
    now = edit.load(library, number).reference
    assert (now.title, now.volume) == ("Their title", "2")


def test_the_same_edit_twice_is_no_conflict(library: Library) -> None:
    number = add(library, "a")
    mine, theirs = edit.load(library, number), edit.load(library, number)
    edit.save(library, Run("edit"), theirs, replace(theirs.reference, title="One title"))
    edit.save(library, Run("edit"), mine, replace(mine.reference, title="One title"))
    assert edit.load(library, number).reference.title == "One title"
