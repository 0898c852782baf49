"""The library as text: byte-stable, the same on the way back, mergeable, and refused when it does not fit."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bibtrack.errors import InputError
from bibtrack.store import dump, dumpread, sources
from bibtrack.store.engine import Library, Run, change, open_library
from bibtrack.store.migrate import ensure
from bibtrack.store.reading import open_reader
from bibtrack.store.rows import insert
from bibtrack.store.tables_review import UNJOURNALLED
from bibtrack.values.identifier import Identifier, Scheme
from bibtrack.values.reference import Creator, ItemType, Name, Reference, Role

STAMP = "2026-03-01T12:00:00Z"
HOSTILE = "line\nbreak \u2028 | ~ % \x00 \x1b[31m \U0001f600 \\ \" 'é"


def fill(library: Library, keys: str = "ab") -> None:
    with change(library, Run("add")) as session:
        for key in keys:
            reference = Reference(
                type=ItemType.BOOK, title=f"{key} {HOSTILE}",
                creators=(Creator(Role.AUTHOR, Name(family=f"F{key}", given="G")), Creator(Role.AUTHOR, Name(literal="L|~%"))),
                identifiers=(Identifier(Scheme.DOI, f"10.1/{key}|x"),),
            )  # fmt: skip
            number = sources.add(session, key, reference, STAMP)
            for body in ("first", HOSTILE):
                insert(session, "annotation", {"source_id": number, "author": "me", "body": body,
                                               "created_at": STAMP, "updated_at": STAMP})  # fmt: skip


def export(path: Path, folder: Path) -> dict[str, bytes]:
    connection = open_reader(path)
    connection.execute("BEGIN")
    dump.write(connection, folder)
    connection.close()
    return {item.name: item.read_bytes() for item in sorted(folder.iterdir()) if item.is_file()}


def fresh(path: Path) -> Library:
    ensure(path)
    return open_library(path)


def read(path: Path, folder: Path) -> dumpread.DumpChanges:
    library = fresh(path)
    try:
        return dumpread.read(library, Run("import"), folder)
    finally:
        library.close()


def test_every_table_has_a_name_for_its_rows() -> None:
    from sqlmodel import SQLModel

    assert dump.IDENTITY.keys() == {table.name for table in SQLModel.metadata.sorted_tables} - UNJOURNALLED


def test_the_same_bytes_there_and_back(library: Library, database: Path, tmp_path: Path) -> None:
    fill(library)
    first = export(database, tmp_path / "one")
    assert export(database, tmp_path / "one") == first
    assert read(tmp_path / "new.sqlite3", tmp_path / "one").added > 10
    assert export(tmp_path / "new.sqlite3", tmp_path / "two") == first
    assert all(data.endswith(b"\n") and b"\r" not in data for data in first.values() if data)


def test_a_second_import_changes_nothing(library: Library, database: Path, tmp_path: Path) -> None:
    fill(library)
    export(database, tmp_path / "one")
    assert not dumpread.read(library, Run("import"), tmp_path / "one").news


def test_an_import_into_a_library_is_one_step_back(library: Library, database: Path, tmp_path: Path) -> None:
    from bibtrack.store import undoing

    fill(library, "ab")
    export(database, tmp_path / "one")
    other = fresh(tmp_path / "other.sqlite3")
    fill(other, "cb")
    before = export(tmp_path / "other.sqlite3", tmp_path / "before")
    made = dumpread.read(other, Run("import"), tmp_path / "one")
    assert made.added > 0 < made.removed
    assert "a" in {
        json.loads(line)["citekey"]
        for line in export(other.path, tmp_path / "x")["source.jsonl"].splitlines()
    }
    undoing.undo(other)
    assert export(other.path, tmp_path / "after") == before
    other.close()


def line_of(key: str, **values: object) -> str:
    row = {
        "key": key,
        "citekey": key,
        "type": "book",
        "status": "unresolved",
        "created_at": STAMP,
        "updated_at": STAMP,
    }
    return json.dumps(row | values)


@pytest.mark.parametrize(
    ("file", "line", "says"),
    [
        ("source.jsonl", "not json", "line 3: not a JSON object"),
        ("source.jsonl", "<<<<<<< HEAD", "line 3: a merge was not finished here"),
        ("source.jsonl", "[" * 100_000, "line 3: not a JSON object"),
        ("source.jsonl", '{"key": 5}', "line 3: no key"),
        ("source.jsonl", line_of("c", nonsense=1), "line 3: nonsense is not a column of source"),
        ("source.jsonl", line_of("c", title=[1]), "line 3: a nested value is not a column"),
        ("source.jsonl", line_of("c", issued_year="soon"), "line 3: cannot store TEXT value in INTEGER"),
        ("source.jsonl", line_of("c", issued_year=2**70), "line 3: "),
        ("source.jsonl", line_of("c", title="\ud800"), "line 3: "),
        ("source.jsonl", line_of("c", type="poem"), "line 3: CHECK constraint failed"),
        ("source.jsonl", line_of("c", merged_into="nobody"), "line 3: merged_into names nobody"),
        ("source.jsonl", line_of("a", title="Another"), "line 1 and line 3 say different things of a"),
        ("creator.jsonl", '{"key": "z|author|1", "source_id": "../../etc"}', "source_id names ../../etc"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_whole(
    library: Library, database: Path, tmp_path: Path, file: str, line: str, says: str
) -> None:
    fill(library)
    export(database, tmp_path / "one")
    with (tmp_path / "one" / file).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    new = tmp_path / "new.sqlite3"
    with pytest.raises(InputError) as caught:
        read(new, tmp_path / "one")
    assert says in str(caught.value)
    assert file in str(caught.value)
    assert export(new, tmp_path / "empty")["source.jsonl"] == b""


@pytest.mark.parametrize("missing", ["library.json", "source.jsonl"])
def test_a_folder_that_is_not_an_export_is_refused(
    library: Library, database: Path, tmp_path: Path, missing: str
) -> None:
    export(database, tmp_path / "one")
    (tmp_path / "one" / missing).unlink()
    with pytest.raises(InputError, match=missing):
        read(tmp_path / "new.sqlite3", tmp_path / "one")


def test_a_folder_with_other_things_is_not_written_to(database: Path, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"cat")
    with pytest.raises(InputError, match="holds something else"):
        export(database, tmp_path / "photos")
    assert [item.name for item in (tmp_path / "photos").iterdir()] == ["cat.jpg"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is absent")
def test_two_people_merge_in_git(library: Library, database: Path, tmp_path: Path) -> None:
    """Both start from one export, both add a source and a note on it; Git merges, the import takes both."""
    fill(library, "m")
    repo = tmp_path / "repo"
    export(database, repo)

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-C", str(repo), "-c", "user.name=t", "-c", "user.email=t@example.org", *words],
            check=True, capture_output=True,
        )  # fmt: skip

    git("init", "-b", "main")
    git("add", "-A")
    git("commit", "-m", "start")
    for person in "ab":
        git("checkout", "-B", person, "main")
        own = fresh(tmp_path / f"{person}.sqlite3")
        dumpread.read(own, Run("import"), repo)
        fill(own, person)
        own.close()
        export(tmp_path / f"{person}.sqlite3", repo)
        git("commit", "-am", person)
    git("merge", "a")
    merged = tmp_path / "merged.sqlite3"
    read(merged, repo)
    lines = export(merged, tmp_path / "out")["source.jsonl"].splitlines()
    assert [json.loads(line)["citekey"] for line in lines] == ["a", "b", "m"]
    assert len({json.loads(line)["id"] for line in lines}) == 3
    assert export(merged, tmp_path / "out")["annotation.jsonl"].count(b"first") == 3


def test_the_commands(bibtrack: Callable[..., Result], library: Library, tmp_path: Path) -> None:
    fill(library)
    bibtrack("db", "export", str(tmp_path / "one"))
    assert json.loads(bibtrack("db", "import", str(tmp_path / "one"), "--json").stdout) == {
        "added": 0, "changed": 0, "removed": 0,
    }  # fmt: skip
    assert "not an exported library" in bibtrack("db", "import", str(tmp_path), code=1).stderr
