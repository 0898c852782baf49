"""Whether a library of a million sources stays usable: the same questions as at 100,000.

    python benchmarks/million.py LIBRARY TARGET [--times 10] [--runs 5]

LIBRARY (say 100000.sqlite3 of `query.py`) is multiplied into TARGET with plain SQL, with new citekeys,
its names, identifiers and full text, without statements and journal; importing a million entries
is another question.  Prints whole processes, best of the runs, and their peak memory.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from query import ROOT, bibtrack, compare

#: The tables that questions read.
TABLES = ("source", "creator", "identifier")


def multiply(origin: Path, target: Path, times: int, environ: dict[str, str]) -> None:
    """Make the large library, once."""
    partial = target.with_suffix(".part")
    partial.unlink(missing_ok=True)
    subprocess.run(bibtrack(partial, "init"), env=environ, check=True, stdout=subprocess.DEVNULL)
    connection = sqlite3.connect(partial)
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000"
    )
    connection.execute("ATTACH ? AS origin", (str(origin),))
    triggers = connection.execute(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER main.{name}")
    for n in range(1, times + 1):
        for table in TABLES:
            step = connection.execute(f"SELECT max(id) FROM origin.{table}").fetchone()[0]
            fill(connection, table, n, {"id": step, "source_id": max_source(connection)})
        fill_text(connection, n, max_source(connection))
        connection.commit()
        print(f"  {n} of {times}", file=sys.stderr, flush=True)
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()
    partial.rename(target)


def max_source(connection: sqlite3.Connection) -> int:
    """Give the largest id of a source in the origin: the step between copies."""
    return int(connection.execute("SELECT max(id) FROM origin.source").fetchone()[0])


def fill(connection: sqlite3.Connection, table: str, n: int, steps: dict[str, int]) -> None:
    """Add the n-th copy of a table's rows."""
    names = [row[1] for row in connection.execute(f"PRAGMA origin.table_info({table})")]
    values = [
        f"citekey || char({96 + n})" if name == "citekey"
        else f"{name} + {n * steps[name]}" if name in steps
        else f'"{name}"'
        for name in names
    ]  # fmt: skip
    listed = ", ".join(f'"{name}"' for name in names)
    connection.execute(f"INSERT INTO main.{table} ({listed}) SELECT {', '.join(values)} FROM origin.{table}")


def fill_text(connection: sqlite3.Connection, n: int, step: int) -> None:
    """Add the n-th copy of the full text."""
    names = ", ".join(row[1] for row in connection.execute("PRAGMA origin.table_info(source_fts)"))
    connection.execute(
        f"INSERT INTO main.source_fts (rowid, {names}) SELECT rowid + {n * step}, {names} FROM origin.source_fts"
    )


def main() -> None:
    """Read the options, make the library, measure."""
    options = argparse.ArgumentParser()
    options.add_argument("library", type=Path)
    options.add_argument("target", type=Path)
    options.add_argument("--times", type=int, default=10)
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
        "PYTHONPATH": str(ROOT)
    }
    if not given.target.exists():
        multiply(given.library, given.target, given.times, environ)
    with sqlite3.connect(given.target) as connection:
        count = connection.execute("SELECT count(*) FROM source").fetchone()[0]
        key = connection.execute("SELECT citekey FROM source WHERE id = 500000").fetchone()[0]
        doi = connection.execute("SELECT value FROM identifier WHERE scheme = 'doi' LIMIT 1").fetchone()[0]
    questions = (
        f"key:{key}",
        f"doi:{doi}",
        "year:2010 type:thesis -n 20",
        "-n 20",
        "author:okafor year:2010 -n 20",
    )
    commands = {f"list {words}": bibtrack(given.target, "list", *words.split()) for words in questions}
    commands["search migration"] = bibtrack(given.target, "search", "migration")
    commands["search okafor nairobi"] = bibtrack(given.target, "search", "okafor", "nairobi")
    commands["python -c 'import click'"] = [sys.executable, "-c", "import click"]
    compare(f"{count} sources, {given.target.stat().st_size >> 20} MiB", commands, environ, given.runs)


if __name__ == "__main__":
    main()
