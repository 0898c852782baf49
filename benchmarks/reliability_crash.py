"""Kill commands at random moments, and cut the power: is the library before or after, and whole?

    python benchmarks/reliability_crash.py kill --runs 500
    python benchmarks/reliability_crash.py cut --runs 500

Each run forks a process that does one command on a copy of a library, and after a random delay
either kills it (SIGKILL), or stops it and copies the database with its write-ahead file as a
power cut would leave them, the write-ahead file cut off anywhere.  Then the library is opened as
the next command would, checked, and what is there beyond the first state is taken back: the
export must then be the first state's, byte for byte.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import reliability_material as material
from bibtrack.store import checking, dump, trail, undoing
from bibtrack.store.engine import open_library
from bibtrack.store.reading import open_reader


@dataclass
class Job:
    """A command to be killed: the words, the library before, and what its whole run takes."""

    name: str
    words: list[str]
    base: Path
    seconds: float = 0.0
    first: dict[str, bytes] = field(default_factory=dict)
    events: int = 0
    digests: list[str] = field(default_factory=list)


def call(words: list[str], database: Path) -> int:
    """Run one command in this process, silently."""
    from bibtrack.cli.main import run

    with open(os.devnull, "w") as nothing, redirect_stdout(nothing), redirect_stderr(nothing):
        return run(["--db", str(database), *words])


def export(path: Path, folder: Path) -> dict[str, bytes]:
    """Give the library as text."""
    with closing(open_reader(path)) as connection:
        connection.execute("BEGIN")
        dump.write(connection, folder)
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.is_file()}


def prepare(folder: Path, count: int) -> list[Job]:
    """Make the material, the libraries that the jobs start from, and measure each job once."""
    material.write(folder, count)
    os.chdir(folder)
    for name in ("CROSSREF", "DOI", "DATACITE"):
        os.environ[f"BIBTRACK_{name}_URL"] = "http://127.0.0.1:9"
    bib, records, empty = str(folder / "works.bib"), str(folder / "records.jsonl"), folder / "empty.sqlite3"
    full, resolved = folder / "full.sqlite3", folder / "resolved.sqlite3"
    must(call(["init"], empty))
    material.settle(empty)
    must(call(["import", bib], material.clone(empty, full)))
    material.settle(full)
    must(call(["resolve", "--from", records], material.clone(full, resolved)))
    material.settle(resolved)
    jobs = [
        Job("ingest", ["ingest", str(folder / "report.md"), "--report", "made-up"], full),
        Job("import", ["import", bib], empty),
        Job("resolve", ["resolve", "--from", records], full),
        Job("tag", ["tag", "apply"], full),
        Job("merge", ["merge", "work1", "work2", "--force"], resolved),
        Job("undo", ["undo"], resolved),
        Job("migrate", ["db", "migrate"], full),
    ]
    for job in jobs:
        measure(job, folder)
    return jobs


def must(code: int) -> None:
    """Refuse to go on when the preparation failed."""
    if code:
        raise SystemExit(f"the preparation failed with exit code {code}")


def measure(job: Job, folder: Path) -> None:
    """Note the first state, and how long the whole command takes."""
    job.first = export(job.base, folder / "first" / job.name)
    with closing(open_reader(job.base)) as connection:
        rows = connection.execute("SELECT digest FROM event ORDER BY id").fetchall()
    job.digests = [row[0] for row in rows]
    material.settle(job.base)
    path = material.clone(job.base, folder / "measure" / "library.sqlite3")
    started = time.perf_counter()
    child = spawn(job, path)
    _, status = os.waitpid(child, 0)
    job.seconds = time.perf_counter() - started
    must(os.waitstatus_to_exitcode(status))
    if job.name != "migrate":
        with closing(open_reader(path)) as connection:
            job.events = connection.execute("SELECT count(*) FROM event").fetchone()[0]


def spawn(job: Job, path: Path) -> int:
    """Fork a process that does the job; gives its id."""
    child = os.fork()
    if child:
        return child
    try:
        if job.name == "migrate":
            pretend_newer()
            code = call(["db", "migrate"], path)
        else:
            code = call(job.words, path)
        os._exit(code)
    finally:
        os._exit(99)


def pretend_newer() -> None:
    """Make this process a bibtrack of the next schema: a migration that rebuilds the table of sources."""
    from bibtrack.store import migrate, reading

    folder = Path(tempfile.mkdtemp(prefix="migrations-")) / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder)
    (folder / "versions" / "v0003_trial.py").write_text(TRIAL, encoding="utf-8")
    migrate.MIGRATIONS = folder
    reading.SCHEMA_VERSION = 3


TRIAL = '''
"""A trial: a column more, and every creator and statement copied.

Revision ID: 0003
"""
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql("ALTER TABLE source ADD COLUMN trial TEXT")
    for table in ("creator", "statement", "identifier", "change"):
        connection.exec_driver_sql(f"CREATE TABLE {table}_copy AS SELECT * FROM {table}")
    for row in connection.exec_driver_sql("SELECT id, record FROM statement").fetchall():
        connection.exec_driver_sql("UPDATE statement_copy SET record = ? WHERE id = ?", (row[1] + " ", row[0]))
    connection.exec_driver_sql("PRAGMA user_version = 3")
'''


def state(path: Path) -> tuple[int, bool]:
    """Give the schema version of a library, and whether the trial's column is there."""
    with closing(sqlite3.connect(path)) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        columns = {row[1] for row in connection.execute("PRAGMA table_info(source)")}
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    if not sound:
        raise AssertionError("integrity_check failed")
    return version, "trial" in columns


def judge(job: Job, path: Path, scratch: Path) -> str:
    """Say how the library was found: "before", "between" whole commits, or "after"; raises AssertionError."""
    if job.name == "migrate":
        version, column = state(path)
        assert (version == 3) == column, f"half migrated: schema {version}, column {column}"
        if version == 3:
            return "after"
    with closing(open_reader(path)) as connection:
        wrong = [item for item in checking.check(connection) if not item.holds]
        assert not wrong, wrong
        digests = [row[0] for row in connection.execute("SELECT digest FROM event ORDER BY id").fetchall()]
        added = [mark for mark in trail.walk(connection) if mark.run > len(job.digests)]
    assert digests[: len(job.digests)] == job.digests, "an event that was there is lost"
    take_back(path, [mark.verb for mark in added])
    assert export(path, scratch / "found") == job.first, "taken back, the library is not what it was"
    if not added:
        return "before"
    return "between" if len(digests) < job.events else "after"


def take_back(path: Path, verbs: list[str]) -> None:
    """Take back what the command did, newest first."""
    with closing(open_library(path)) as library:
        for verb in verbs:
            if verb == "undo":
                undoing.redo(library)
            else:
                undoing.undo(library)


def kill(job: Job, rng: random.Random, scratch: Path) -> str:
    """One run: start, wait, kill, look."""
    path = material.clone(job.base, scratch / "library.sqlite3")
    child = spawn(job, path)
    wait(job, path, rng)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return judge(job, path, scratch)


def cut(job: Job, rng: random.Random, scratch: Path) -> str:
    """One run: start, wait, stop, copy the files as they are, cut the write-ahead file off, look."""
    path = material.clone(job.base, scratch / "library.sqlite3")
    child = spawn(job, path)
    wait(job, path, rng)
    os.kill(child, signal.SIGSTOP)
    try:
        copy = snapshot(path, job.base, scratch / "copy", rng)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return judge(job, copy, scratch)


def wait(job: Job, path: Path, rng: random.Random) -> None:
    """Wait a random time; in half of the runs until just after something was written, where it hurts most."""
    if rng.random() < 0.5:
        time.sleep(rng.uniform(0, job.seconds * 1.1))
        return
    wal, wanted, end = (
        f"{path}-wal",
        rng.choice((1, 1, 50_000, 500_000)),
        time.perf_counter() + job.seconds * 1.1,
    )
    while time.perf_counter() < end:
        try:
            if os.stat(wal).st_size >= wanted:
                break
        except FileNotFoundError:
            pass
    time.sleep(rng.choice((0, 0, rng.uniform(0, 0.005), rng.uniform(0, 0.03))))


def snapshot(path: Path, base: Path, folder: Path, rng: random.Random) -> Path:
    """Copy database and write-ahead file of a stopped process.

    While nothing was folded into the database, any beginning of the write-ahead file may have
    reached the disk, with anything behind it: in half of those runs it is cut so.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    copy = folder / path.name
    shutil.copy(path, copy)
    wal = Path(f"{path}-wal")
    if wal.exists():
        data = wal.read_bytes()
        if copy.read_bytes() == base.read_bytes() and rng.random() < 0.5:
            data = data[: rng.randint(0, len(data))] + rng.randbytes(rng.choice((0, 0, 100, 5000)))
        Path(f"{copy}-wal").write_bytes(data)
    return copy


def run(
    act: Callable[[Job, random.Random, Path], str],
    runs: int,
    seed: int,
    count: int,
    names: list[str] | None = None,
) -> dict[str, object]:
    """Do so many runs over all jobs in turn; gives what was found, and every fault."""
    rng = random.Random(seed)
    found: Counter[str] = Counter()
    faults: list[str] = []
    here = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="crash-") as name:
        folder = Path(name).resolve()
        jobs = [job for job in prepare(folder, count) if names is None or job.name in names]
        for number in range(runs):
            job = jobs[number % len(jobs)]
            try:
                found[f"{job.name}: {act(job, rng, folder / 'scratch')}"] += 1
            except Exception as error:
                faults.append(f"run {number}, {job.name}: {type(error).__name__}: {error}")
        os.chdir(here)
    return {"runs": runs, "seed": seed, "found": dict(sorted(found.items())), "faults": faults}


def main() -> None:
    """Run from the command line; prints JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=["kill", "cut"])
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--entries", type=int, default=120)
    parser.add_argument("--only", nargs="*")
    given = parser.parse_args()
    started = time.time()
    result = run({"kill": kill, "cut": cut}[given.kind], given.runs, given.seed, given.entries, given.only)
    print(json.dumps(result | {"seconds": round(time.time() - started, 1)}, indent=2))
    sys.exit(bool(result["faults"]))


if __name__ == "__main__":
    main()
