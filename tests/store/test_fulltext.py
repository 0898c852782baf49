"""What the full-text index finds, and that it never falls behind."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bibtrack.store import engine, migrate
from bibtrack.store.fulltext import search_form


@pytest.fixture
def library(tmp_path: Path) -> Iterator[engine.Library]:
    migrate.create(tmp_path / "library.sqlite3")
    opened = engine.open_library(tmp_path / "library.sqlite3")
    with engine.change(opened, engine.Run("add")) as session:
        run = session.connection().execute
        run(
            text(
                "INSERT INTO source (id, citekey, type, title, publisher, status, created_at, updated_at) VALUES"
                " (1, 'boom2020', 'book', 'Łódź: 绿色发展 und Größe', 'Éditions Ø', 'unresolved', 'x', 'x')"
            )
        )
        run(
            text(
                "INSERT INTO creator (source_id, role, ordinal, family, given, non_dropping_particle, folded)"
                " VALUES (1, 'author', 1, 'Boom', 'Meredith', 'De', 'boom'),"
                " (1, 'editor', 1, '习', '近平', NULL, '习')"
            )
        )
    yield opened
    opened.close()


def _hits(library: engine.Library, query: str) -> int:
    with closing(sqlite3.connect(library.path)) as connection:
        found = connection.execute("SELECT count(*) FROM source_fts WHERE source_fts MATCH ?", (query,))
        return int(found.fetchone()[0])


@pytest.mark.parametrize(
    "query",
    ["lodz", "grosse", "editions", "deboom", '"De Boom"', '"Boom Meredith"', '"Meredith De Boom"', "绿色", "色发",
     "绿", "author : (deboom)", "creator : (习近平)", "title : (发展)", "publisher : (o)"],
)  # fmt: skip
def test_index_finds(library: engine.Library, query: str) -> None:
    column, colon, words = query.rpartition(" : ")
    bare = (words if colon else query).strip('"()')
    assert _hits(library, f'{column}{colon}"{search_form(bare)}"') == 1


@pytest.mark.parametrize("query", ["author : (习)", "绿发", "creator : (deboom)", "title : (deboom)"])
def test_index_does_not_find(library: engine.Library, query: str) -> None:
    column, colon, words = query.rpartition(" : ")
    bare = (words if colon else query).strip('"()')
    assert _hits(library, f'{column}{colon}"{search_form(bare)}"') == 0


@pytest.mark.parametrize(
    ("statement", "query", "hits"),
    [
        ("UPDATE source SET title = 'Kobalt'", "kobalt", 1),
        ("UPDATE source SET title = 'Kobalt'", "lodz", 0),
        ("DELETE FROM creator WHERE role = 'author'", "deboom", 0),
        ("UPDATE source SET removed_at = 'x'", "lodz", 0),
        ("DELETE FROM source", "lodz", 0),
        (
            "INSERT INTO annotation (source_id, author, body, created_at, updated_at) VALUES (1, 'a', 'useful', 'x', 'x')",
            "annotation : (useful)",
            1,
        ),
    ],
)
def test_index_follows_every_change(library: engine.Library, statement: str, query: str, hits: int) -> None:
    with engine.change(library, engine.Run("set")) as session:
        session.connection().execute(text(statement))
    assert _hits(library, query) == hits


def test_plain_text_is_left_alone() -> None:
    assert search_form("Green belt") == "Green belt"
    assert search_form(None) is None
