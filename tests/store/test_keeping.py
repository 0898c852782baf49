"""Purge, checks, copies and the doctor: each finding can be made to appear, and is said with its remedy."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from bibtrack import diagnose
from bibtrack.errors import InputError, NotABibtrackDatabase, SchemaTooNew, StoreError
from bibtrack.settings import Settings
from bibtrack.store import backup, checking, leftovers, purging, sources, undoing
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.reading import open_reader
from bibtrack.store.rows import raw
from bibtrack.values.reference import Reference

STAMP = "2026-03-01T12:00:00Z"
SECRET = "Xylophonic Quagmires"


def add(library: Library, key: str, title: str = "A title") -> None:
    with change(library, Run("add", f"bibtrack add {key}")) as session:
        sources.add(session, key, Reference(title=title), STAMP)


def take_out(library: Library, key: str) -> None:
    with change(library, Run("remove", f"bibtrack remove {key}")) as session:
        raw(session).execute("UPDATE source SET removed_at = ? WHERE citekey = ?", (STAMP, key))


def wrong(path: Path) -> list[str]:
    with closing(open_reader(path)) as connection:
        return [item.check for item in checking.check(connection) if not item.holds]


def everything(path: Path) -> bytes:
    return b"".join(part.read_bytes() for part in sorted(path.parent.glob(path.name + "*")) if part.is_file())


def test_nothing_is_deleted_before_a_purge_and_all_after(
    library: Library, database: Path, tmp_path: Path
) -> None:
    add(library, "kept")
    add(library, "gone", SECRET)
    take_out(library, "gone")
    assert SECRET.encode() in everything(database)
    library.close()
    done = purging.purge(database, tmp_path / "backups", "bibtrack db purge")
    assert (done.sources, done.events) == (1, 3)
    assert SECRET.encode() not in everything(database)
    assert SECRET.encode() in Path(done.copy).read_bytes()
    assert wrong(database) == []


def test_undo_does_not_go_back_before_a_purge(library: Library, database: Path, tmp_path: Path) -> None:
    add(library, "a")
    library.close()
    purging.purge(database, tmp_path / "backups", "")
    with pytest.raises(StoreError, match="nothing to undo"):
        undoing.undo(library)
    add(library, "b")
    undoing.undo(library)
    with pytest.raises(StoreError, match="nothing to undo"):
        undoing.undo(library)
    assert wrong(database) == []


def test_the_trail_is_append_only_after_a_purge_too(library: Library, database: Path, tmp_path: Path) -> None:
    add(library, "a")
    library.close()
    purging.purge(database, tmp_path / "backups", "")
    with (
        closing(sqlite3.connect(database)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute("DELETE FROM event")


#: what is done behind bibtrack's back → the check that says so
HARM = [
    (["UPDATE journal SET event_id = 1", "UPDATE source SET title = 'x'"], "no change is half done"),
    (["DELETE FROM source_fts"], "the full-text index is in step"),
    (["INSERT INTO source_fts (rowid, title) VALUES (99, 'ghost')"], "the full-text index is in step"),
    (["DROP TRIGGER event_no_update", "UPDATE event SET actor = 'eve' WHERE id = 1"], "the trail of changes adds up"),
    (["DROP TRIGGER change_no_delete", "DELETE FROM change WHERE id = 1"], "the trail of changes adds up"),
    (
        ["PRAGMA foreign_keys = OFF", "UPDATE journal SET event_id = 1",
         "INSERT INTO identifier (source_id, scheme, value) VALUES (77, 'doi', 'x')", "UPDATE journal SET event_id = NULL"],
        "every row points to something",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("statements", "check"), HARM, ids=[f"{check} {n}" for n, (_, check) in enumerate(HARM)]
)
def test_harm_is_found(library: Library, database: Path, statements: list[str], check: str) -> None:
    add(library, "a")
    add(library, "b")
    assert wrong(database) == []
    library.close()
    with closing(sqlite3.connect(database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    assert check in wrong(database)


def test_a_damaged_file_is_found(library: Library, database: Path) -> None:
    for number in range(200):
        add(library, f"k{number}")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    library.close()
    data = bytearray(database.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = b"\x7f" * 4096
    database.write_bytes(data)
    try:
        found = wrong(database)
    except sqlite3.DatabaseError:
        return
    assert "the file is sound" in found


def test_repair_brings_the_index_in_step(
    bibtrack: Callable[..., Result], library: Library, database: Path
) -> None:
    add(library, "a", "Findable words")
    library.close()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DELETE FROM source_fts")
        connection.commit()
    assert "WRONG" in bibtrack("db", "check", code=3).stdout
    assert "WRONG" not in bibtrack("db", "check", "--repair").stdout


def test_copies_before_bulk_are_kept_in_number(library: Library, database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert backup.before_bulk(database, folder, 3, "import") is None, "an empty library needs no copy"
    add(library, "a")
    own = backup.make(database, folder)
    made = [backup.before_bulk(database, folder, 3, "import") for _ in range(5)]
    assert [path.exists() for path in made if path] == [False, False, True, True, True]
    assert own.exists()
    assert backup.before_bulk(database, folder, 0, "import") is None


@pytest.mark.parametrize(
    ("words", "label"),
    [(["import", "FILE"], "import"), (["tag", "apply"], "tag"), (["reparse"], "reparse"), (["resolve", "--again", "--offline"], "resolve"),
     (["db", "import", "FOLDER"], "db-import"), (["list"], None), (["import", "FILE", "--dry-run"], None)],
)  # fmt: skip
def test_a_copy_is_made_before_a_bulk_change(
    bibtrack: Callable[..., Result],
    library: Library,
    database: Path,
    tmp_path: Path,
    words: list[str],
    label: str | None,
) -> None:
    add(library, "a")
    (tmp_path / "a.bib").write_text("@book{b, title={B}}", encoding="utf-8")
    bibtrack("db", "export", str(tmp_path / "folder"))
    bibtrack(
        *(
            word.replace("FILE", str(tmp_path / "a.bib")).replace("FOLDER", str(tmp_path / "folder"))
            for word in words
        )
    )
    made = [path.name.split("-before-")[1] for path in (database.parent / "backups").glob("*-before-*")]
    assert made == ([f"{label}.sqlite3"] if label else [])


def test_restore_brings_back_and_keeps_what_stood_there(
    bibtrack: Callable[..., Result], library: Library, database: Path
) -> None:
    add(library, "a")
    copy = bibtrack("db", "backup").stdout.strip()
    add(library, "b")
    bibtrack("db", "restore", copy)
    with closing(open_reader(database)) as connection:
        assert [row[0] for row in connection.execute("SELECT citekey FROM source")] == ["a"]
    assert wrong(database) == []
    newest = bibtrack("db", "backup", "--list").stdout.split()[0]
    bibtrack("db", "restore", newest)
    with closing(open_reader(database)) as connection:
        assert len(connection.execute("SELECT citekey FROM source").fetchall()) == 2


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", NotABibtrackDatabase), (b"not a database" * 99, NotABibtrackDatabase), (None, InputError)],
)
def test_a_copy_that_is_none_is_not_restored(
    library: Library, database: Path, tmp_path: Path, content: bytes | None, error: type[Exception]
) -> None:
    add(library, "a")
    copy = tmp_path / "copy.sqlite3"
    if content is not None:
        copy.write_bytes(content)
    before = everything(database)
    with pytest.raises(error):
        backup.restore(database, copy, tmp_path / "backups")
    assert everything(database) == before


def test_a_copy_of_a_newer_bibtrack_is_not_restored(library: Library, database: Path, tmp_path: Path) -> None:
    copy = backup.make(database, tmp_path / "backups")
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
    with pytest.raises(SchemaTooNew):
        backup.restore(database, copy, tmp_path / "backups")


# ── doctor ────────────────────────────────────────────────────────────────────────────────────


def found(settings: Settings) -> dict[str, diagnose.Finding]:
    return {item.check: item for item in diagnose.diagnose(settings, ask=False)}


def test_the_doctor_finds_nothing_in_a_sound_library(library: Library, database: Path) -> None:
    backup.make(database, database.parent / "backups")
    settings = Settings(database.parent, database, mailto="someone@example.org")
    findings = found(settings)
    assert [
        item for item in findings.values() if item.state is not diagnose.State.OK and item.check != "terminal"
    ] == []
    assert all(item.remedy == "" for item in findings.values() if item.state is diagnose.State.OK)
    assert not any("someone@example.org" in item.detail for item in findings.values())


def test_the_doctor_finds_a_lock_and_leftovers(library: Library, database: Path) -> None:
    (database.parent / f".{database.name}.7.new").write_bytes(b"")
    (database.parent / "backups").mkdir()
    (database.parent / "backups" / f"{database.stem}-x.part").write_bytes(b"")
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        findings = found(Settings(database.parent, database))
    assert "another process is writing" in findings["lock"].detail
    assert findings["leftovers"].detail.count(database.stem) == 2
    assert all(item.remedy for item in findings.values() if item.state is not diagnose.State.OK)
    assert leftovers.writing(database) == ""


@pytest.mark.parametrize(
    ("settings", "check", "says"),
    [
        ({"crossref_url": "http://example.org"}, "addresses of registries", "not https: crossref_url"),
        ({}, "contact address", "none is set"),
        ({}, "copies", "there is none"),
    ],
)
def test_the_doctor_says_what_is_open(
    database: Path, settings: dict[str, str], check: str, says: str
) -> None:
    item = found(Settings(database.parent, database, **settings))[check]
    assert says in item.detail
    assert item.remedy


def test_the_doctor_says_where_no_library_is(tmp_path: Path) -> None:
    item = found(Settings(tmp_path, tmp_path / "none.sqlite3"))["library"]
    assert (item.state, "none yet" in item.detail) == (diagnose.State.NOTE, True)


def test_the_doctor_ends_with_3_when_something_is_wrong(
    bibtrack: Callable[..., Result], database: Path
) -> None:
    rows = json.loads(bibtrack("doctor", "--offline", "--json").stdout)
    assert {"check", "state", "detail", "remedy"} == rows[0].keys()
    database.write_bytes(b"nothing of ours" * 500)
    assert "restore" in bibtrack("doctor", "--offline", code=3).stderr
