"""Sources: round trip row ↔ value, three values a field, undo, the journal and its chain."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bibtrack.errors import AmbiguousKey, EditConflict, NoSuchSource, StoreError
from bibtrack.store import chain, checking, loading, sources, undoing
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.reading import open_reader
from bibtrack.store.rows import raw
from bibtrack.store.trail import Mark
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role
from bibtrack.values.source import Origin

STAMP = "2026-03-01T12:00:00Z"
FULL = Reference(
    type=ItemType.CHAPTER,
    title="绿色一带一路",
    translated_title="The green Belt and Road",
    container_title="Handbook",
    issued=PartialDate(2020, 3, 4),
    accessed=PartialDate(2021),
    page="1–9",
    creators=(
        Creator(Role.AUTHOR, Name("Berg", "Anna", non_dropping_particle="van der")),
        Creator(Role.AUTHOR, Name(literal="CCCMC")),
        Creator(Role.EDITOR, Name("Li", "Wei")),
    ),
    identifiers=(Identifier(Scheme.DOI, "10.1/x"), Identifier(Scheme.ISBN, "9788175257665")),
    extra=(("x-own", "kept"),),
)


def add(library: Library, key: str = "a", reference: Reference = FULL) -> int:
    with change(library, Run("add", f"bibtrack add {key}")) as session:
        return sources.add(session, key, reference, STAMP)


def titles(library: Library) -> list[str]:
    with closing(open_reader(library.path)) as connection:
        return [row[0] for row in connection.execute("SELECT title FROM source_overview ORDER BY id")]


def test_round_trip(library: Library) -> None:
    number = add(library)
    with closing(open_reader(library.path)) as connection:
        assert sources.get(connection, number).reference == FULL


def test_chosen_wins_over_fetched_over_printed(library: Library) -> None:
    number = add(library, reference=Reference(title="Printed", page="1", volume="9"))
    with change(library, Run("resolve")) as session:
        sources.state(session, number, Origin.FETCHED, Reference(title="Fetched", page="2"), STAMP)
        sources.settle(session, number, STAMP)
    with change(library, Run("set")) as session:
        sources.state(session, number, Origin.CHOSEN, Reference(title="Chosen"), STAMP)
        assert sources.settle(session, number, STAMP)
        assert not sources.settle(session, number, STAMP)
        reference = sources.get(raw(session), number).reference
    assert (reference.title, reference.page, reference.volume) == ("Chosen", "2", "9")


def test_undo_and_redo_step_by_step(library: Library) -> None:
    number = add(library)
    for title in ("B", "C"):
        with change(library, Run("set", f"set {title}")) as session:
            sources.replace_reference(session, number, Reference(title=title), STAMP)
    seen = [titles(library)]
    for _ in range(3):
        undoing.undo(library)
        seen.append(titles(library))
    assert seen == [["C"], ["B"], ["绿色一带一路"], []]
    undoing.redo(library, 3)
    assert titles(library) == ["C"]
    undoing.undo(library, 2)
    with closing(open_reader(library.path)) as connection:
        assert sources.get(connection, number).reference == FULL


def test_nothing_to_undo_or_redo_is_said(library: Library) -> None:
    with pytest.raises(StoreError, match="nothing to undo"):
        undoing.undo(library)
    add(library)
    undoing.undo(library)
    add(library, "b")
    with pytest.raises(StoreError, match="nothing to redo"):
        undoing.redo(library)


def test_a_change_that_was_built_on_is_not_taken_back_alone(library: Library) -> None:
    number = add(library)
    with change(library, Run("set", "set title")) as session:
        sources.replace_reference(session, number, Reference(title="B"), STAMP)
    with pytest.raises(EditConflict, match="set title"):
        undoing._turn(library, Run("undo", undoes=1), lambda connection, own: Mark(1, "add", None, live=True))


def test_an_error_inside_leaves_nothing(library: Library) -> None:
    with pytest.raises(ZeroDivisionError), change(library, Run("add")) as session:
        sources.add(session, "a", FULL, STAMP)
        raise ZeroDivisionError
    assert titles(library) == []


def test_no_change_leaves_no_event(library: Library) -> None:
    run = Run("nothing")
    with change(library, run):
        pass
    assert run.events == []
    with closing(open_reader(library.path)) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone()[0] == 0


def test_the_chain_shows_an_edited_trail(library: Library, database: Path) -> None:
    add(library)
    add(library, "b", Reference(title="B"))
    with closing(sqlite3.connect(database)) as connection:
        assert chain.broken(connection) == []
        connection.execute("DROP TRIGGER event_no_update")
        connection.execute("UPDATE event SET actor = 'somebody else' WHERE id = 1")
        assert chain.broken(connection) == [1]


def test_check_finds_a_stale_index(library: Library, database: Path) -> None:
    add(library)
    with closing(sqlite3.connect(database)) as connection:
        assert all(item.holds for item in checking.check(connection))
        connection.execute("DELETE FROM source_fts")
        wrong = [item.check for item in checking.check(connection) if not item.holds]
    assert wrong == ["the full-text index is in step"]


KEYS = [("deboom2021climate", 1), ("deboom2021", 1), ("deboom2020", 2)]


@pytest.mark.parametrize(("asked", "number"), KEYS)
def test_a_key_or_its_unique_beginning_is_found(library: Library, asked: str, number: int) -> None:
    add(library, "deboom2021climate")
    add(library, "deboom2020sovereignty", Reference(title="S"))
    with closing(open_reader(library.path)) as connection:
        assert loading.source_id(connection, asked) == number


def test_an_unknown_or_ambiguous_key_names_the_near_ones(library: Library) -> None:
    add(library, "deboom2021climate")
    add(library, "deboom2020sovereignty", Reference(title="S"))
    with closing(open_reader(library.path)) as connection:
        with pytest.raises(AmbiguousKey, match="deboom2020sovereignty"):
            loading.source_id(connection, "deboom")
        with pytest.raises(NoSuchSource, match="did you mean deboom2021climate"):
            loading.source_id(connection, "debom2021climate")
