"""From every released schema to the present one: nothing lost, a copy made first, before or after but never between."""

import json
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bibtrack.errors import SchemaOutdated
from bibtrack.store import checking, dump, dumpread, fulltext, migrate, schema, undoing
from bibtrack.store.engine import Library, Run, change, open_library
from bibtrack.store.reading import SCHEMA_VERSION, open_reader
from bibtrack.store.rows import insert

TABLES = ("report", "note", "citation", "source", "creator", "identifier", "lookup", "candidate", "annotation",
          "theme", "theme_assignment", "event", "change", "source_fts")  # fmt: skip


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A library as schema 1 made it, with data, made from the statements frozen in migration 0001."""
    path = tmp_path / "library.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.create_function("search_form", 1, fulltext.search_form, deterministic=True)
        connection.execute("PRAGMA journal_mode = WAL")
        for statement in schema.frozen():
            connection.execute(statement)
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.execute("PRAGMA application_id = 1651073652")
        connection.execute("PRAGMA user_version = 1")
        _fill(connection)
    return path


def _fill(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO event (at, actor, verb, run) VALUES ('2026-01-01T00:00:00Z', 'old', 'add', 1)"
    )
    connection.execute("UPDATE journal SET event_id = 1")
    for statement in (
        "INSERT INTO source (citekey, type, title, status, created_at, updated_at) VALUES ('a2001', 'book', 'Rivers', 'unresolved', 't', 't')",
        "INSERT INTO source (citekey, type, title, status, created_at, updated_at) VALUES ('b2002', 'book', 'Rivers', 'unresolved', 't', 't')",
        "INSERT INTO creator (source_id, ordinal, role, family, folded) VALUES (1, 1, 'author', 'Okafor', 'okafor')",
        "INSERT INTO identifier (source_id, scheme, value) VALUES (1, 'doi', '10.1/a')",
        "INSERT INTO lookup (source_id, resolver, strategy, query, status, requested_at) VALUES (1, 'crossref', 'doi', '10.1/a', 'empty', 't')",
        "INSERT INTO annotation (source_id, author, body, created_at, updated_at) VALUES (2, 'old', 'read it', 't', 't')",
        "INSERT INTO report (slug, apparatus) VALUES ('r', 'printed')",
        "INSERT INTO note (report_id, ordinal, label, text) VALUES (1, 1, '1', 'Okafor, Rivers.')",
        "INSERT INTO citation (note_id, ordinal, start, stop, text, source_id, grade, linked_by) VALUES (1, 1, 0, 15, 'Okafor, Rivers.', 1, 'verified-endnote', 'rule')",
    ):
        connection.execute(statement)
    fulltext.refresh(connection)
    from bibtrack.store import chain

    chain.seal(connection, 1)
    connection.execute("UPDATE journal SET event_id = NULL")


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_the_first_schema_comes_up_with_all_its_rows(first: Path, tmp_path: Path) -> None:
    before = rows(first)
    with pytest.raises(SchemaOutdated, match="db migrate"):
        open_reader(first)
    copy = migrate.upgrade(first, tmp_path / "backups")
    assert rows(first) == before
    assert copy is not None
    assert (version(first), version(Path(copy))) == (SCHEMA_VERSION, 1)
    assert rows(Path(copy)) == before
    with closing(open_reader(first)) as connection:
        assert [item.check for item in checking.check(connection) if not item.holds] == []
        fresh = tmp_path / "fresh.sqlite3"
        migrate.ensure(fresh)
        with closing(open_reader(fresh)) as other:
            assert schema.picture(connection) == schema.picture(other)
    assert migrate.upgrade(first, tmp_path / "backups") is None


def test_what_is_new_works_in_a_migrated_library(first: Path, tmp_path: Path) -> None:
    migrate.upgrade(first, tmp_path / "backups")
    with closing(open_library(first)) as library:
        _dismiss(library)
        with closing(open_reader(first)) as connection:
            assert connection.execute("SELECT count(*) FROM duplicate_dismissal").fetchone()[0] == 1
        undoing.undo(library)
        with closing(open_reader(first)) as connection:
            assert connection.execute("SELECT count(*) FROM duplicate_dismissal").fetchone()[0] == 0
            assert [item.check for item in checking.check(connection) if not item.holds] == []


def _dismiss(library: Library) -> None:
    with change(library, Run("dismiss")) as session:
        insert(session, "duplicate_dismissal", {
            "source_id": 1, "other_id": 2, "dismissed_by": "me", "dismissed_at": "2026-01-01T00:00:00Z",
        })  # fmt: skip


@pytest.mark.parametrize("place", range(7))
def test_a_kill_leaves_the_library_before_or_after(first: Path, tmp_path: Path, place: int) -> None:
    before = rows(first)
    child = os.fork()
    if not child:
        _die_before_statement(place, first, tmp_path / "backups")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert (version(first), rows(first)) == (1, before)
    migrate.upgrade(first, tmp_path / "backups")
    assert (version(first), rows(first)) == (SCHEMA_VERSION, before)


def _die_before_statement(place: int, path: Path, backups: Path) -> None:
    """Kill this process before statement number `place`; beyond the last, before the version is set."""
    frozen = schema.frozen

    def dying(name: str = "initial") -> Iterator[str]:
        yield from frozen(name)[:place]
        os.kill(os.getpid(), signal.SIGKILL)

    try:
        schema.frozen = dying  # type: ignore[assignment]
        migrate.upgrade(path, backups)
    finally:
        os._exit(99)


def test_an_export_of_the_first_schema_is_read(first: Path, tmp_path: Path) -> None:
    migrate.upgrade(first, tmp_path / "backups")
    folder = tmp_path / "export"
    with closing(open_reader(first)) as connection:
        connection.execute("BEGIN")
        dump.write(connection, folder)
    (folder / "duplicate_dismissal.jsonl").unlink()
    manifest = folder / dump.MANIFEST
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "schema": 1}))
    other = tmp_path / "other.sqlite3"
    migrate.ensure(other)
    with closing(open_library(other)) as library:
        assert dumpread.read(library, Run("import"), folder).added > 5
        assert not dumpread.read(library, Run("import"), folder).news
