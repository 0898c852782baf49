"""Odd states of a library: what is refused, with which sentence, and what stays as it was."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import exc

from bibtrack.clock import Clock
from bibtrack.errors import (
    AmbiguousKey,
    DatabaseMissing,
    InputError,
    NoSuchSource,
    NotABibtrackDatabase,
    StoreError,
    StoreUnwritable,
)
from bibtrack.store import (
    backup,
    convert,
    dump,
    dumpread,
    editing,
    engine,
    identity,
    imports,
    items,
    linking,
    listing,
    loading,
    migrate,
    notelist,
    purging,
    reports,
    sources,
    tagging,
    trail,
    undoing,
)
from bibtrack.store.engine import Library, Run, change, open_library
from bibtrack.store.reading import check_identity, open_reader
from bibtrack.store.rows import insert, raw
from bibtrack.themes.rules import parse
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, PartialDate, Reference, Role

STAMP = "2026-03-01T12:00:00Z"
Bibtrack = Callable[..., Result]


def add(library: Library, key: str, reference: Reference | None = None) -> int:
    with change(library, Run("add", f"bibtrack add {key}")) as session:
        return sources.add(session, key, reference or Reference(title=f"Title of {key}"), STAMP)


def keys(path: Path) -> list[str]:
    with closing(open_reader(path)) as connection:
        return [row[0] for row in connection.execute("SELECT citekey FROM source ORDER BY id")]


# --- copies


def test_a_copy_that_is_not_there_or_damaged_is_not_brought_back(
    library: Library, database: Path, tmp_path: Path
) -> None:
    add(library, "a")
    with pytest.raises(InputError, match="there is no such backup"):
        backup.restore(database, tmp_path / "none.sqlite3", tmp_path / "backups")
    copy = backup.make(database, tmp_path / "backups")
    with closing(sqlite3.connect(copy)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'source'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(copy.read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    copy.write_bytes(data)
    with pytest.raises(InputError, match="this backup is damaged"):
        backup.restore(database, copy, tmp_path / "backups")
    copy.write_bytes(b"these are my notes\n" * 200)
    with pytest.raises(NotABibtrackDatabase):
        backup.restore(database, copy, tmp_path / "backups")
    assert keys(database) == ["a"]


def test_a_copy_is_brought_back_where_no_library_is_or_nothing_is_left(
    library: Library, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, "a")
    copy = backup.make(database, tmp_path / "backups")
    fresh = tmp_path / "fresh.sqlite3"
    assert backup.restore(fresh, copy, tmp_path / "backups") is None
    assert keys(fresh) == ["a"]

    class Full(sqlite3.Connection):
        def backup(self, *rest: object, **options: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    real = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *given, **options: real(*given, **{"factory": Full} | options)
    )
    with pytest.raises(
        StoreUnwritable, match=r"cannot be brought back \(database or disk is full\); nothing was changed"
    ):
        backup._overwrite(tmp_path / "other.sqlite3", copy)
    assert not (tmp_path / "other.sqlite3").exists()
    with pytest.raises(StoreUnwritable, match="the copy cannot be written"):
        backup.make(database, tmp_path / "more")
    assert list((tmp_path / "more").iterdir()) == []


@pytest.mark.parametrize(("kept", "left"), [(0, 0), (1, 1), (2, 2), (9, 3)])
def test_so_many_copies_are_kept(
    library: Library, database: Path, tmp_path: Path, kept: int, left: int
) -> None:
    assert backup.before_bulk(database, tmp_path / "b", 5, "tag") is None, "nothing to lose yet"
    add(library, "a")
    by_hand = backup.make(database, tmp_path / "b")
    for _ in range(3):
        backup.before_bulk(database, tmp_path / "b", kept, "tag")
    assert by_hand.exists()
    assert len(backup.listing(database, tmp_path / "b")) == left + 1
    assert backup.before_bulk(tmp_path / "none.sqlite3", tmp_path / "b", 5, "tag") is None


def test_where_a_file_stands_no_folder_is_made(database: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreUnwritable, match="no copy can be made"):
        backup.make(database, tmp_path / "file" / "backups")
    with pytest.raises(StoreUnwritable, match="nothing was changed"):
        migrate.create(tmp_path / "file" / "library.sqlite3")
    assert (tmp_path / "file").read_text() == "mine"


# --- opening


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("attempt to write a readonly database", "read-only; nothing was changed"),
        ("unable to open database file", "read-only; nothing was changed"),
        ("database or disk is full", "the disk is full; nothing was changed; make room"),
        ("database is locked", "another process has been writing for 60 s; nothing was changed"),
        ("disk I/O error", r"cannot be written \(disk I/O error\); nothing was changed"),
    ],
)
def test_why_a_library_cannot_be_written(tmp_path: Path, cause: str, told: str) -> None:
    path = tmp_path / "l.sqlite3"
    for error in (
        sqlite3.OperationalError(cause),
        exc.OperationalError("INSERT", {}, sqlite3.OperationalError(cause)),
    ):
        with pytest.raises(StoreUnwritable, match=told):
            raise engine.unwritable(path, error)


def test_what_is_no_library_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: Path
) -> None:
    for opening in (open_library, open_reader):
        with pytest.raises(DatabaseMissing, match="there is no library here"):
            opening(tmp_path / "none.sqlite3")
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    with pytest.raises(NotABibtrackDatabase, match="not one of bibtrack's"):
        open_library(other)

    def refuse(connection: sqlite3.Connection, path: Path) -> None:
        raise exc.OperationalError("", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr(engine, "check_identity", refuse)
    with pytest.raises(StoreUnwritable, match="another process"):
        open_library(database)


def test_a_library_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    class Broken:
        def execute(self, sql: str) -> None:
            raise sqlite3.OperationalError("disk I/O error")

    with pytest.raises(StoreUnwritable, match=r"cannot be read \(disk I/O error\)"):
        check_identity(Broken(), tmp_path / "l.sqlite3")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "raised", "told"),
    [
        (
            exc.OperationalError("", {}, sqlite3.OperationalError("database or disk is full")),
            StoreUnwritable,
            "the disk is full",
        ),
        (
            sqlite3.DatabaseError("malformed"),
            NotABibtrackDatabase,
            r"cannot be migrated \(malformed\); nothing was changed",
        ),
    ],
)
def test_a_migration_that_the_database_refuses(
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    raised: type[Exception],
    told: str,
) -> None:
    from alembic import command

    def fail(*given: object) -> None:
        raise error

    version = set_version(database, 0)
    monkeypatch.setattr(command, "upgrade", fail)
    with pytest.raises(raised, match=told):
        migrate.upgrade(database, tmp_path / "backups")
    assert set_version(database, version) == 0
    assert len(list((tmp_path / "backups").iterdir())) == 1
    assert migrate.upgrade(database, tmp_path / "backups") is None


def set_version(path: Path, version: int) -> int:
    """Write the schema's number of a library; gives the one before."""
    with closing(sqlite3.connect(path)) as connection:
        before = int(connection.execute("PRAGMA user_version").fetchone()[0])
        connection.execute(f"PRAGMA user_version = {version}")
    return before


# --- keys, columns, names


def test_keys_that_mean_several_or_none(library: Library, database: Path) -> None:
    for key in ("boom2020", "boom2021", "xi2019"):
        add(library, key)
    with closing(open_reader(database)) as connection:
        assert loading.source_id(connection, "xi2019") == 3
        with pytest.raises(AmbiguousKey, match="boom2020, boom2021"):
            loading.source_id(connection, "boom")
        for key in ("zzz", ""):
            with pytest.raises(NoSuchSource, match="no source has this key"):
                loading.source_id(connection, key)


def test_a_circle_of_joined_sources_ends(library: Library, database: Path) -> None:
    one, other = add(library, "a"), add(library, "b")
    with change(library, Run("odd")) as session:
        raw(session).execute("UPDATE source SET merged_into = ? WHERE id = ?", (other, one))
        raw(session).execute("UPDATE source SET merged_into = ? WHERE id = ?", (one, other))
    with closing(open_reader(database)) as connection:
        assert loading._merged(connection, one) in (one, other)


@pytest.mark.parametrize(
    ("names", "columns"),
    [(None, ("key", "title")), ("all", tuple(listing.COLUMNS)), (" title , year", ("title", "year"))],
)
def test_columns(names: str | None, columns: tuple[str, ...]) -> None:
    assert listing.columns(names, ("key", "title")) == columns


@pytest.mark.parametrize(
    ("names", "told"), [("", "no column is named"), (" , ", "no column is named"), ("titel", "title")]
)
def test_columns_that_are_none(names: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        listing.columns(names, ("key",))


def test_a_creator_without_a_name_is_kept_as_a_question_mark() -> None:
    odd = Reference(creators=(Creator(Role.AUTHOR, Name(given="Ann")), Creator(Role.AUTHOR, Name()),
                              Creator(Role.AUTHOR, Name(family="Bee", literal="Bee and Sons"))))  # fmt: skip
    rows = convert.creator_columns(odd)
    assert [(row["family"], row["literal"], row["ordinal"]) for row in rows] == [
        (None, "Ann", 1),
        (None, "?", 2),
        (None, "Bee and Sons", 3),
    ]


def test_references_come_back_as_the_rows_keep_them(library: Library, database: Path) -> None:
    doi = Identifier(Scheme.DOI, "10.5555/a")
    odd = Reference(
        title="T", accessed=PartialDate(2020, 1, 2, verbatim="seen"), creators=(Creator(Role.AUTHOR, Name(given="Ann")),),
        identifiers=(doi, doi),
    )  # fmt: skip
    kept = items.as_rows_keep(odd)
    number = add(library, "a", odd)
    with closing(open_reader(database)) as connection:
        assert loading.load_sources(connection, [number])[0].reference == kept
    assert kept.identifiers == (doi,)
    plain = Reference(title="T")
    assert items.as_rows_keep(plain) is plain


SAME = [
    (Reference(title="On Bees"), Reference(title="on bees"), True),
    (Reference(title="On bees: a history"), Reference(title="On bees"), True),
    (Reference(title="On bees"), Reference(title="On wasps"), False),
    (Reference(issued=PartialDate(2001)), Reference(title="On bees", issued=PartialDate(2001)), True),
    (Reference(issued=PartialDate(2001)), Reference(title="On bees", issued=PartialDate(2002)), False),
]


@pytest.mark.parametrize(("ours", "theirs", "same"), SAME)
def test_one_key_and_the_same_work(ours: Reference, theirs: Reference, same: bool) -> None:
    assert imports.same_work(ours, theirs) is same


BEE = (Creator(Role.AUTHOR, Name("Bee", "A.")),)
BOOK = Reference(
    ItemType.BOOK,
    title="The long and winding history of bees",
    creators=BEE,
    issued=PartialDate(2001),
    edition="2",
    page="1-9",
)
CLASH = [
    ({}, False), ({"title": "Another"}, True), ({"title": None}, False), ({"issued": PartialDate(2002)}, True), ({"issued": None}, False),
    ({"type": ItemType.REPORT}, True), ({"type": ItemType.DOCUMENT}, False), ({"edition": "3"}, True), ({"volume": "7"}, False),
    ({"page": "1 – 9"}, False), ({"page": "2-9"}, True), ({"creators": (Creator(Role.AUTHOR, Name("Wasp")),)}, True),
    ({"creators": ()}, False), ({"identifiers": (Identifier(Scheme.DOI, "10.5555/a"),)}, False),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "clash"), CLASH)
def test_references_that_contradict_each_other(changes: dict[str, object], clash: bool) -> None:
    from dataclasses import replace

    other = replace(BOOK, **changes)  # type: ignore[arg-type]
    assert identity.clash(BOOK, other) is clash
    assert identity.clash(other, BOOK) is clash


def test_a_title_that_the_index_cannot_be_asked_for_finds_nothing(library: Library, database: Path) -> None:
    number = add(library, "a", BOOK)
    add(library, "b", Reference(title="中国的环境治理正在转型"))
    long = Reference(title=" ".join(f"word{n}" for n in range(2000)))
    with closing(open_reader(database)) as connection:
        assert identity._by_title(connection, BOOK) == number
        assert identity._by_title(connection, Reference(title="中国的环境治理正在转型")) == number + 1
        assert identity._by_title(connection, Reference(title="Bees")) is None
        assert identity._by_title(connection, long) is None
        assert identity._by_title(connection, Reference(title="The winding and long history of bees")) is None


# --- reports, notes, themes


def test_reports_and_citations_that_are_not_there(library: Library, database: Path) -> None:
    with (
        closing(open_reader(database)) as connection,
        pytest.raises(StoreError, match="`bibtrack ingest FILE` adds one"),
    ):
        notelist.known_slug(connection, "essay")
    with change(library, Run("ingest")) as session:
        for slug in ("essay", "paper"):
            report = insert(session, "report", {"slug": slug, "apparatus": "printed"})
            note = insert(
                session,
                "note",
                {"report_id": report, "kind": "endnote", "ordinal": 1, "label": "1", "text": "x"},
            )
            for ordinal in (1, 2):
                insert(
                    session,
                    "citation",
                    {"note_id": note, "ordinal": ordinal, "text": "x", "form": "full", "confidence": 1.0},
                )
    with closing(open_reader(database)) as connection:
        assert notelist.known_slug(connection, "essay")["slug"] == "essay"
        with pytest.raises(StoreError, match="the library has essay, paper"):
            notelist.known_slug(connection, "essays")
        assert linking.find_citation(connection, "paper:1.2")["report"] == "paper"
        with pytest.raises(InputError, match="no such citation"):
            linking.find_citation(connection, "paper:9.1")
        with pytest.raises(InputError, match=r"several citations answer to this: essay:1.1, paper:1.1"):
            linking.find_citation(connection, "1.1")


def test_tying_a_citation_again_is_no_news(library: Library) -> None:
    number = add(library, "a")
    with change(library, Run("ingest")) as session:
        report = insert(session, "report", {"slug": "essay", "apparatus": "printed"})
        note = insert(
            session, "note", {"report_id": report, "kind": "endnote", "ordinal": 1, "label": "1", "text": "x"}
        )
        cite = insert(
            session,
            "citation",
            {"note_id": note, "ordinal": 1, "text": "x", "form": "full", "confidence": 1.0},
        )
    for news in (True, False):
        with change(library, Run("link")) as session:
            assert linking.link(session, cite, number, STAMP) is news


def test_themes_that_a_file_no_longer_has_are_set_aside(library: Library) -> None:
    full = parse(
        "[[theme]]\nslug = 'a'\nlabel = 'A'\nsynonyms = ['a']\n[[theme]]\nslug = 'b'\nparents = ['a']\nlabel = 'B'\nsynonyms = ['b']\n"
    )
    less = parse("[[theme]]\nslug = 'b'\nlabel = 'B'\nsynonyms = ['b']\n")
    for themes, retire, news in (
        (full, True, True),
        (full, True, False),
        (less, False, True),
        (less, True, True),
        (less, True, False),
    ):
        with change(library, Run("themes")) as session:
            assert tagging.put_themes(session, themes, STAMP, retire) is news
    with closing(open_reader(library.path)) as connection:
        assert dict(connection.execute("SELECT slug, retired_at FROM theme").fetchall()) == {
            "a": STAMP,
            "b": None,
        }
        assert connection.execute("SELECT count(*) FROM theme_parent").fetchone()[0] == 0


def test_findings_of_a_report_are_replaced_only_by_others(library: Library) -> None:
    from bibtrack.values.issue import Issue

    with change(library, Run("ingest")) as session:
        report = insert(session, "report", {"slug": "essay", "apparatus": "printed"})
    one, other = (
        [(None, None, Issue("note-gap", "note 2 is missing"))],
        [(None, None, Issue("note-gap", "note 3 is missing"))],
    )
    for issues, events in ((one, 1), (one, 0), (other, 1), ([], 1)):
        run = Run("ingest")
        with change(library, run) as session:
            reports.put_findings(session, report, issues)
        assert len(run.events) == events
        with closing(open_reader(library.path)) as connection:
            found = [row[0] for row in connection.execute("SELECT message FROM finding")]
        assert found == [issue.message for _, _, issue in issues]


def test_a_person_s_choice_is_forgotten_only_where_there_is_one(library: Library) -> None:
    number = add(library, "a")
    with change(library, Run("set")) as session:
        assert editing.unchoose(session, number, ["title"], STAMP) is False
    with (
        pytest.raises(StoreError, match="there is no annotation number 7"),
        change(library, Run("annotate")) as session,
    ):
        editing.rewrite_annotation(session, 7, "x", STAMP)
    with change(library, Run("annotate")) as session:
        note = insert(
            session,
            "annotation",
            {"source_id": number, "body": "x", "created_at": STAMP, "updated_at": STAMP, "author": "me"},
        )
    for body, news in (("x", False), ("y", True), ("y", False)):
        with change(library, Run("annotate")) as session:
            assert editing.rewrite_annotation(session, note, body, STAMP) is news


# --- the trail


def test_history_ends_at_a_purge_and_differences_at_their_limit(
    library: Library, database: Path, tmp_path: Path
) -> None:
    for key in "abc":
        add(library, key)
    with closing(open_reader(database)) as connection:
        assert len(trail.differences(connection, 1, most=2)) == 2
        assert trail.differences(connection, 2)[0].about == "b"
        assert [step.run for step in trail.source_steps(connection, 1, most=1)] == [1]
    library.close()
    purging.purge(database, tmp_path / "backups", "bibtrack db purge", Clock())
    with closing(open_reader(database)) as connection:
        assert trail.last_live(connection) is None
        assert trail.last_undo(connection) is None
        assert trail.source_steps(connection, 1) == []
    with closing(open_library(database)) as again, pytest.raises(StoreError, match="nothing to undo"):
        undoing.undo(again)


def test_differences_of_rows_that_are_gone_or_were_changed_since(library: Library, database: Path) -> None:
    number = add(library, "a")
    with change(library, Run("set")) as session:
        raw(session).execute("UPDATE source SET title = 'New' WHERE id = ?", (number,))
    with change(library, Run("remove")) as session:
        raw(session).execute("DELETE FROM statement WHERE source_id = ?", (number,))
        raw(session).execute("DELETE FROM source WHERE id = ?", (number,))
    with closing(open_reader(database)) as connection:
        first = {(d.field, d.after) for d in trail.differences(connection, 1) if d.table == "source"}
        assert ("title", "Title of a") in first
        gone = {(d.field, d.before, d.after) for d in trail.differences(connection, 3) if d.table == "source"}
        assert ("title", "New", None) in gone
        assert {d.about for d in trail.differences(connection, 3) if d.table == "statement"} == {None}


# --- the export as text


def exported(database: Path, folder: Path) -> Path:
    with closing(open_reader(database)) as connection:
        connection.execute("BEGIN")
        dump.write(connection, folder)
    return folder


def test_an_export_does_not_write_over_what_is_not_its_own(
    library: Library, database: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="a file stands there"):
        exported(database, tmp_path / "file")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine.txt").write_text("mine")
    with pytest.raises(InputError):
        exported(database, tmp_path / "folder")
    assert (tmp_path / "folder" / "mine.txt").read_text() == "mine"


def test_very_long_names_are_shortened_and_stay_different() -> None:
    long = "x" * (dump.LONGEST + 50)
    one, other = dump.join([long, "a"]), dump.join([long, "b"])
    assert one != other
    assert len(one) == dump.LONGEST + 17
    assert dump.join(["a", "b"]) == "a|b"


def respelled(folder: Path, name: str, spell: Callable[[list[str]], list[str]]) -> None:
    path = folder / name
    path.write_text(
        "".join(f"{line}\n" for line in spell(path.read_text(encoding="utf-8").splitlines())),
        encoding="utf-8",
    )


FOLDERS = [
    ("missing", lambda folder: (folder / "creator.jsonl").unlink(), "is missing; restore it"),
    ("no manifest", lambda folder: next(folder.glob("*.json")).unlink(), "not an exported library"),
    ("other schema", lambda folder: next(folder.glob("*.json")).write_text(
        json.dumps(json.loads(next(folder.glob("*.json")).read_text()) | {"schema": 99})), "exported with schema 99"),
    ("no JSON", lambda folder: respelled(folder, "source.jsonl", lambda lines: ["{", *lines]), "source.jsonl, line 1"),
    ("a bad value", lambda folder: respelled(folder, "source.jsonl", lambda lines: [lines[0].replace('"book"', "[1]")]), "nothing was changed|line 1"),
    ("a conflict of Git", lambda folder: respelled(folder, "source.jsonl", lambda lines: ["<<<<<<< ours", *lines]), "line 1"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "told"), [case[1:] for case in FOLDERS], ids=[case[0] for case in FOLDERS])
def test_a_spoiled_export_is_refused_and_nothing_is_changed(
    library: Library, database: Path, tmp_path: Path, spoil: Callable[[Path], object], told: str
) -> None:
    add(library, "a", BOOK)
    folder = exported(database, tmp_path / "export")
    add(library, "b")
    spoil(folder)
    with pytest.raises(InputError, match=told):
        dumpread.read(library, Run("db import"), folder)
    assert keys(database) == ["a", "b"]


def test_empty_lines_of_an_export_are_left_out(library: Library, database: Path, tmp_path: Path) -> None:
    add(library, "a", BOOK)
    folder = exported(database, tmp_path / "export")
    respelled(folder, "source.jsonl", lambda lines: ["", *lines, ""])
    add(library, "b")
    dumpread.read(library, Run("db import"), folder)
    assert keys(database) == ["a"]


def test_a_work_is_found_by_the_translation_of_its_title(library: Library) -> None:
    body = (Creator(Role.AUTHOR, Name(literal="CCCMC")),)
    english = "Guidelines for Social Responsibility in Outbound Mining Investments"
    known = Reference(
        ItemType.REPORT, title="中国对外矿业投资行业社会责任指引", translated_title=english,
        creators=body, issued=PartialDate(2014),
    )  # fmt: skip
    source = add(library, "cccmc2014", known)
    asked = Reference(ItemType.REPORT, title=english, creators=body, issued=PartialDate(2014))
    other = Reference(ItemType.REPORT, title=english, creators=body, issued=PartialDate(2017))
    with change(library, Run("test")) as session:
        assert identity.find_same(raw(session), asked) == source
        assert identity.find_same(raw(session), other) is None
