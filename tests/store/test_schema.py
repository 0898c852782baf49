"""The schema: its picture, its dictionary, and that models and migrations agree."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bibtrack.errors import NotABibtrackDatabase, SchemaOutdated, SchemaTooNew
from bibtrack.store.reading import open_reader
from bibtrack.store.schema import picture

ROOT = Path(__file__).resolve().parents[2]


def test_picture_in_db_is_that_of_a_fresh_library(database: Path) -> None:
    with closing(open_reader(database)) as connection:
        assert (ROOT / "db" / "schema.sql").read_text(encoding="utf-8") == picture(connection), (
            "bibtrack db schema -o db/schema.sql"
        )


def test_dictionary_in_db_is_that_of_the_row_classes() -> None:
    from bibtrack.store.dictionary import dictionary

    assert (ROOT / "db" / "README.md").read_text(encoding="utf-8") == dictionary(), (
        "python -m bibtrack.store.dictionary"
    )


def test_models_and_migrations_agree(database: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlmodel import SQLModel

    from bibtrack.store import tables_review
    from bibtrack.store.engine import make_engine

    assert tables_review.UNJOURNALLED
    engine = make_engine(database)
    with engine.connect() as connection:
        options = {
            "include_name": lambda name, kind, parents: (
                not (name or "").startswith(("source_fts", "fulltext_", "alembic"))
            )
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def stamp(path: Path, application: int, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {application}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("CREATE TABLE IF NOT EXISTS t (x)")
        connection.commit()


@pytest.mark.parametrize(
    ("application", "version", "error"),
    [
        (0, 0, NotABibtrackDatabase),
        (7, 1, NotABibtrackDatabase),
        (0x62696274, 0, SchemaOutdated),
        (0x62696274, 99, SchemaTooNew),
    ],
)
def test_a_file_of_another_kind_is_refused(
    tmp_path: Path, application: int, version: int, error: type[Exception]
) -> None:
    path = tmp_path / "other.sqlite3"
    stamp(path, application, version)
    with pytest.raises(error, match=r"other\.sqlite3"):
        open_reader(path)


def test_a_text_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("these are notes\n" * 100)
    with pytest.raises(NotABibtrackDatabase, match="not a SQLite database"):
        open_reader(path)


def test_a_write_outside_a_change_is_refused(database: Path) -> None:
    with (
        closing(sqlite3.connect(database)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="event_id"),
    ):
        connection.execute(
            "INSERT INTO source (citekey, type, status, created_at, updated_at) VALUES ('a', 'book', 'unresolved', '', '')"
        )


@pytest.mark.parametrize(
    "statement", ["DELETE FROM event", "UPDATE event SET actor = 'x'", "DELETE FROM change"]
)
def test_the_trail_is_append_only(database: Path, library: object, statement: str) -> None:
    from bibtrack.store import sources
    from bibtrack.store.engine import Library, Run, change
    from bibtrack.values.reference import Reference

    assert isinstance(library, Library)
    with change(library, Run("add")) as session:
        sources.add(session, "a", Reference(title="A"), "2026-03-01T12:00:00Z")
    with (
        closing(sqlite3.connect(database)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(statement)
