"""Ended, cut off, out of room, without the right to write: the library is before or after, and whole.

A short, seeded part of benchmarks/reliability_crash.py and reliability_sequences.py, whose recorded
runs stand in docs/reliability.md, and each kind of trouble once by itself.
"""

import importlib
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import reliability_crash as crash
from benchmarks import reliability_material as material
from benchmarks import reliability_sequences as sequences
from bibtrack.errors import InputError, StoreUnwritable
from bibtrack.store import checking, dumpread, migrate, sources
from bibtrack.store.engine import Library, Run, change, open_library
from bibtrack.store.reading import SCHEMA_VERSION, open_reader
from bibtrack.values.reference import Reference

ROOT = Path(__file__).resolve().parents[1]
STAMP = "2026-03-01T12:00:00Z"


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    before = Path.cwd()
    yield
    os.chdir(before)


def keys(path: Path) -> list[str]:
    with closing(open_reader(path)) as connection:
        assert [item.check for item in checking.check(connection) if not item.holds] == []
        return [row[0] for row in connection.execute("SELECT citekey FROM source ORDER BY id")]


def add(library: Library, *names: str, title: str = "A title") -> None:
    with change(library, Run("add", f"bibtrack add {' '.join(names)}")) as session:
        for name in names:
            sources.add(session, name, Reference(title=title), STAMP)


def test_killed_and_cut_off_at_random_moments(tmp_path: Path) -> None:
    rng = random.Random(20_26)
    jobs = crash.prepare(tmp_path, 16)
    found = [crash.kill(job, rng, tmp_path / "scratch") for job in jobs]
    found += [crash.cut(job, rng, tmp_path / "scratch") for job in jobs]
    assert set(found) <= {"before", "between", "after"}
    assert len(found) == 14


def test_random_commands_taken_back_to_the_start() -> None:
    result = sequences.run(4, 14, seed=5)
    assert result["faults"] == []
    assert int(str(result["commands"])) > 10


def test_an_error_inside_a_change_leaves_nothing(library: Library, database: Path) -> None:
    add(library, "a")
    with pytest.raises(RuntimeError, match="in the middle"), change(library, Run("add")) as session:
        sources.add(session, "b", Reference(title="B"), STAMP)
        raise RuntimeError("in the middle")
    assert keys(database) == ["a"]


def test_ctrl_c_inside_a_change_leaves_nothing(library: Library, database: Path) -> None:
    add(library, "a")
    with pytest.raises(KeyboardInterrupt), change(library, Run("add")) as session:
        sources.add(session, "b", Reference(title="B"), STAMP)
        raise KeyboardInterrupt
    assert keys(database) == ["a"]
    add(library, "c")
    assert keys(database) == ["a", "c"]


def bibtrack(*words: str, cwd: Path, **options: object) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHONWARN")}
    return subprocess.Popen(
        [sys.executable, "-m", "bibtrack", *words], cwd=cwd, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment | {"PYTHONPATH": str(ROOT)}, **options,  # type: ignore[call-overload]
    )  # fmt: skip


def test_ctrl_c_on_the_command_line_says_what_holds(tmp_path: Path) -> None:
    material.write(tmp_path, 600)
    crash.must(crash.call(["init"], tmp_path / "l.sqlite3"))
    process = bibtrack("--db", "l.sqlite3", "import", "works.bib", cwd=tmp_path)
    wal = tmp_path / "l.sqlite3-wal"
    for _ in range(2000):
        if wal.exists() or process.poll() is not None:
            break
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert "Traceback" not in said
    if process.returncode:
        assert process.returncode == 130
        assert "nothing else was changed" in said
    assert len(keys(tmp_path / "l.sqlite3")) == (0 if process.returncode else 600)


def limited(size: int) -> Callable[[], None]:
    """Files of the process cannot grow beyond `size` bytes, as on a disk that is full."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("room", [0, 100_000])
def test_a_full_disk_changes_nothing(tmp_path: Path, room: int) -> None:
    material.write(tmp_path, 120)
    path = tmp_path / "l.sqlite3"
    crash.must(crash.call(["init"], path))
    material.settle(path)
    process = bibtrack("--db", "l.sqlite3", "import", "works.bib", cwd=tmp_path, preexec_fn=limited(room))
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1, said
    assert "nothing was changed" in said
    assert "Traceback" not in said
    assert keys(path) == []
    crash.must(crash.call(["import", str(tmp_path / "works.bib")], path))
    assert len(keys(path)) == 120


def test_a_full_disk_leaves_no_half_export(tmp_path: Path) -> None:
    material.write(tmp_path, 100)
    path = tmp_path / "l.sqlite3"
    crash.must(crash.call(["init"], path))
    crash.must(crash.call(["import", str(tmp_path / "works.bib")], path))
    out = tmp_path / "out.bib"
    out.write_text("what was there\n", encoding="utf-8")
    process = bibtrack("--db", "l.sqlite3", "export", "-o", str(out), cwd=tmp_path, preexec_fn=limited(4096))
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1, said
    assert out.read_text(encoding="utf-8") == "what was there\n"
    assert [item.name for item in tmp_path.iterdir() if "out" in item.name] == ["out.bib"]


@pytest.mark.parametrize("before", [False, True], ids=["a new folder", "over an older export"])
def test_a_full_disk_leaves_an_exported_folder_as_it_was(tmp_path: Path, before: bool) -> None:
    material.write(tmp_path, 60)
    path, folder = tmp_path / "l.sqlite3", tmp_path / "folder"
    crash.must(crash.call(["init"], path))
    if before:
        crash.must(crash.call(["db", "export", str(folder)], path))
    held = {item.name: item.read_bytes() for item in folder.iterdir()} if before else None
    crash.must(crash.call(["import", str(tmp_path / "works.bib")], path))
    process = bibtrack("--db", "l.sqlite3", "db", "export", "folder", cwd=tmp_path, preexec_fn=limited(4096))
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1, said
    assert "folder: the export cannot be written" in said
    assert ({item.name: item.read_bytes() for item in folder.iterdir()} if folder.exists() else None) == held
    crash.must(crash.call(["db", "export", str(folder)], path))


def test_an_export_broken_off_while_its_files_were_moved_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: Library, database: Path
) -> None:
    add(library, "a")
    folder, moved, real = tmp_path / "folder", [], os.replace
    crash.export(database, folder)

    def replace(one: str, other: str) -> None:
        moved.append(other)
        if len(moved) > 3:
            raise KeyboardInterrupt
        real(one, other)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, "replace", replace)
        crash.export(database, folder)
    assert [item.name for item in folder.iterdir() if item.suffix == ".part"] == []
    with pytest.raises(InputError, match="this export was broken off"):
        dumpread.read(library, Run("db import"), folder)
    crash.export(database, folder)
    dumpread.read(library, Run("db import"), folder)
    assert keys(database) == ["a"]


def test_sqlite_full_is_said_in_a_sentence(library: Library, database: Path) -> None:
    with library.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnwritable, match="the disk is full; nothing was changed"):
        add(library, *(f"k{number}" for number in range(300)), title="long " * 500)
    assert keys(database) == []


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_without_the_right_to_write_reading_goes_on(tmp_path: Path) -> None:
    """Everything is asked as a user who may read, but not write; as root this becomes `nobody`."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    path = folder / "l.sqlite3"
    crash.must(crash.call(["init"], path))
    with closing(open_library(path)) as library:
        add(library, "a")
    material.settle(path)
    before = path.read_bytes()
    asked = [
        (["list"], 0, "a"), (["show", "a"], 0, "A title"), (["history"], 0, "bibtrack add a"),
        (["set", "a", "title=B"], 1, "read-only"), (["undo"], 1, "read-only"), (["annotate", "a", "x"], 1, "read-only"),
        (["tag", "apply"], 1, "read-only"), (["init"], 0, "there already"), (["db", "backup"], 1, "nothing"),
    ]  # fmt: skip
    for parent in [folder, *folder.parents][:-2]:
        parent.chmod(parent.stat().st_mode | 0o055) if parent != folder else None
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        for words, code, says in asked:
            found, said = as_nobody(words, path)
            assert (found, says in said) == (code, True), (words, said)
    finally:
        folder.chmod(0o755)
        path.chmod(0o644)
    assert path.read_bytes() == before


def as_nobody(words: list[str], path: Path) -> tuple[int, str]:
    """Run a command in a forked process that has given up root's rights; gives exit code and all that it said."""
    import bibtrack.cli.main as main

    for module in ("list", "show", "history", "set", "undo", "annotate", "tag", "init", "db", "build"):
        main.cli.get_command(None, module)  # type: ignore[arg-type]
    # What is loaded late must be there: the installed packages may not be nobody's to read.
    for module in ("bibtrack.build", "bibtrack.coverage", "bibtrack.store.listing", "encodings.utf_8_sig"):
        importlib.import_module(module)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        code = 99
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            with open(write, "w", encoding="utf-8") as pipe:
                sys.stdout = sys.stderr = pipe
                code = main.run(["--db", str(path), *words])
                pipe.flush()
        finally:
            os._exit(code)
    os.close(write)
    with open(read, encoding="utf-8") as pipe:
        said = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


@pytest.mark.parametrize("moment", ["before", "during", "after"])
def test_a_migration_that_breaks_off_leaves_the_old_library(
    library: Library, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    add(library, "a")
    library.close()
    before = crash.export(database, tmp_path / "before")

    def broken(connection: object) -> None:
        if moment != "before":
            connection.exec_driver_sql("ALTER TABLE source ADD COLUMN trial TEXT")  # type: ignore[attr-defined]
        if moment == "after":
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 0")
    monkeypatch.setattr(migrate, "run_alembic", broken)
    with pytest.raises(KeyboardInterrupt):
        migrate.upgrade(database, tmp_path / "backups")
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 0
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    assert crash.export(database, tmp_path / "after") == before
    assert len(list((tmp_path / "backups").glob("*-before-migration.sqlite3"))) == 1


def test_a_library_that_was_being_made_is_there_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: object) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "l.sqlite3"
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "run_alembic", broken)
        with pytest.raises(KeyboardInterrupt):
            migrate.create(path)
    assert list(tmp_path.iterdir()) == []
    assert migrate.create(path)
    assert keys(path) == []
