"""Undo, redo and history: what they give back, what they refuse, and that they do not read everything."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from bibtrack.errors import EditConflict, StoreError
from bibtrack.store import sources, trail, undoing
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.reading import open_reader
from bibtrack.store.rows import raw
from bibtrack.values.reference import Reference

STAMP = "2026-03-01T12:00:00Z"


def add(library: Library, key: str, title: str = "A title", run: Run | None = None) -> None:
    with change(library, run or Run("add", f"bibtrack add {key}")) as session:
        sources.add(session, key, Reference(title=title), STAMP)


def retitle(library: Library, key: str, title: str, run: Run | None = None) -> None:
    with change(library, run or Run("set", f"bibtrack set {key} title={title}")) as session:
        raw(session).execute("UPDATE source SET title = ? WHERE citekey = ?", (title, key))


def titles(path: Path) -> dict[str, str]:
    with closing(open_reader(path)) as connection:
        return dict(connection.execute("SELECT citekey, title FROM source ORDER BY id").fetchall())


def test_undo_and_redo_walk_the_same_way(library: Library, database: Path) -> None:
    states = [titles(database)]
    for act in (lambda: add(library, "a"), lambda: retitle(library, "a", "B"), lambda: add(library, "b")):
        act()
        states.append(titles(database))
    for state in reversed(states[:-1]):
        undoing.undo(library)
        assert titles(database) == state
    for state in states[1:]:
        undoing.redo(library)
        assert titles(database) == state


def test_a_run_of_several_events_is_one_step(library: Library, database: Path) -> None:
    run = Run("resolve", "bibtrack resolve")
    for key in "abc":
        add(library, key, run=run)
    assert [step.changes for step in undoing.undo(library)] == [6]
    assert titles(database) == {}


@pytest.mark.parametrize("count", [1, 2, 99])
def test_undo_takes_at_most_what_there_is(library: Library, count: int) -> None:
    add(library, "a")
    add(library, "b")
    assert len(undoing.undo(library, count)) == min(count, 2)


def test_nothing_to_undo_or_redo_is_said(library: Library) -> None:
    with pytest.raises(StoreError, match="nothing to undo"):
        undoing.undo(library)
    add(library, "a")
    with pytest.raises(StoreError, match="nothing to redo"):
        undoing.redo(library)


def test_redo_is_over_when_something_else_was_changed(library: Library) -> None:
    add(library, "a")
    undoing.undo(library)
    add(library, "b")
    with pytest.raises(StoreError, match="something else was changed"):
        undoing.redo(library)


def test_a_run_that_went_on_while_somebody_edited(library: Library, database: Path) -> None:
    """The edit is newer by its first event, but the run's last event came after it, on the same row."""
    add(library, "a")
    run = Run("resolve", "bibtrack resolve")
    add(library, "b", run=run)
    retitle(library, "a", "edited")
    retitle(library, "a", "resolved", run)
    with pytest.raises(EditConflict, match=r"`bibtrack resolve` changed the same source since"):
        undoing.undo(library)
    assert titles(database)["a"] == "resolved"


def test_a_row_that_is_in_use_since_is_not_taken_back(library: Library, database: Path) -> None:
    """A citekey given away again stands in the way of the one that had it."""
    add(library, "a")
    with change(library, Run("remove")) as session:
        raw(session).execute("DELETE FROM source WHERE citekey = 'a'")
    run = Run("late", first=1)
    with change(library, run) as session:
        sources.add(session, "a", Reference(title="Another"), STAMP)
    with pytest.raises(EditConflict):
        undoing.undo(library)
    assert titles(database) == {"a": "Another"}


def test_undo_does_not_read_the_whole_trail(library: Library, database: Path) -> None:
    """Steps that SQLite takes to choose what to undo do not grow with the trail."""
    taken = []
    for many in (20, 200):
        for number in range(many):
            add(library, f"k{many}-{number}")
        with closing(sqlite3.connect(database)) as connection:
            ticks: list[int] = []
            connection.set_progress_handler(lambda ticks=ticks: ticks.append(1), 10)
            assert trail.last_live(connection) is not None
            assert len(trail.steps(connection, 5)) == 5
            taken.append(len(ticks))
    assert taken[1] <= taken[0] * 1.5 + 5


def test_two_undos_at_once_take_back_two_commands(library: Library, database: Path) -> None:
    """What another process took back meanwhile is not taken back again."""
    add(library, "a")
    add(library, "b")
    seen: list[int] = []

    def late(connection: sqlite3.Connection, below: int | None = None) -> trail.Mark | None:
        found = trail.last_live(connection, below)
        if not seen:
            seen.append(1)
            undoing.undo(library)
        return found

    assert len(undoing._turns(library, "undo", late, 1, "")) == 1
    assert titles(database) == {}


def test_history_of_a_source_says_what_was_undone(bibtrack: Callable[..., Result], library: Library) -> None:
    import json

    add(library, "a")
    retitle(library, "a", "B")
    bibtrack("undo")
    rows = json.loads(bibtrack("history", "a", "--json").stdout)
    assert [(row["verb"], row["undone"]) for row in rows] == [("set", True), ("add", False)]
    everything = json.loads(bibtrack("history", "--json").stdout)
    assert [(row["verb"], row["undone"]) for row in everything] == [("set", True), ("add", False)]


def test_history_of_a_source_leaves_out_who_had_its_number_before(
    bibtrack: Callable[..., Result], library: Library
) -> None:
    import json

    def verbs(key: str) -> list[str]:
        return [row["command"] for row in json.loads(bibtrack("history", key, "--json").stdout)]

    add(library, "a")
    retitle(library, "a", "Other")
    bibtrack("undo", "2")
    add(library, "b")
    assert verbs("b") == ["bibtrack add b"]
    retitle(library, "b", "New")
    bibtrack("undo", "2")
    bibtrack("redo", "2")
    assert verbs("b") == ["bibtrack set b title=New", "bibtrack add b"]


def test_history_of_a_source_leaves_out_who_had_the_number_of_its_annotation(
    bibtrack: Callable[..., Result], library: Library
) -> None:
    import json

    add(library, "a")
    add(library, "b")
    bibtrack("annotate", "a", "A thought on a.")
    bibtrack("undo")
    bibtrack("annotate", "b", "A thought on b.")
    rows = json.loads(bibtrack("history", "b", "--json").stdout)
    assert [row["verb"] for row in rows] == ["annotate", "add"]


def test_diff_shows_the_last_change(bibtrack: Callable[..., Result], library: Library) -> None:
    add(library, "a", "Old")
    retitle(library, "a", "New")
    assert "a source title: Old → New" in bibtrack("diff").stdout
    assert "there is no change number 99" in bibtrack("diff", "99", code=1).stderr
