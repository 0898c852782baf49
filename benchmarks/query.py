"""How fast questions are answered, beside papis and a bare sqlite3 script, in one run.

    python benchmarks/query.py FOLDER [--papis PROGRAM] [--sizes 1000 10000 100000] [--runs 9]

Libraries are made in FOLDER once (from `make_bib.py` of the shared tools, seed 7) and kept.  Every
figure is a whole process, the best of the runs; the runs of what is compared alternate, so that a
busy machine slows both; processor time is the steadier of the two then.  Memory is the peak
resident size of the process.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("BIBTRACK_SHARED", str(ROOT / ".." / "shared"))).resolve()
BARE = """import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
q = "SELECT rowid, title FROM source_fts WHERE source_fts MATCH ? {order} LIMIT 20"
for row in c.execute(q, (sys.argv[2],)): print(*row)
"""


@dataclass(slots=True)
class Best:
    """The best wall and processor time of a command in seconds, and its peak memory in MiB."""

    seconds: float = 1e9
    processor: float = 1e9
    memory: float = 0.0

    def __str__(self) -> str:
        return f"{self.seconds * 1000:7.0f} ms {self.processor * 1000:7.0f} ms  {self.memory:5.0f} MiB"


def once(words: list[str], environ: dict[str, str]) -> tuple[float, float, float]:
    """Run a command to its end; gives wall and processor seconds and peak MiB.  A failure stops the benchmark."""
    start = time.perf_counter()
    child = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ, cwd="/"
    )
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {' '.join(words)}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(
    title: str, commands: dict[str, list[str]], environ: dict[str, str], runs: int
) -> dict[str, Best]:
    """Run the commands in turn, print the best of each and its ratio to the last one."""
    best = {name: Best() for name in commands}
    for _ in range(runs):
        for name, words in commands.items():
            found = once(words, environ)
            known = best[name]
            best[name] = Best(
                min(known.seconds, found[0]), min(known.processor, found[1]), max(known.memory, found[2])
            )
    *_, last = best.values()
    print(f"\n{title:<40} wall   processor    memory    wall  processor, times the last")
    for name, each in best.items():
        ratios = f"{each.seconds / last.seconds:6.3f} ×  {each.processor / last.processor:6.3f} ×"
        print(f"  {name:<34}{each}  {ratios}", flush=True)
    return best


def bibtrack(database: Path, *words: str) -> list[str]:
    """Give the command line of bibtrack."""
    return [sys.executable, "-m", "bibtrack", "--db", str(database), *words]


def library(folder: Path, size: int, environ: dict[str, str]) -> Path:
    """Make a library of so many sources, once."""
    bib, database = folder / f"{size}.bib", folder / f"{size}.sqlite3"
    if not bib.exists():
        maker = [sys.executable, str(SHARED / "tools" / "make_bib.py"), str(size), "--seed", "7"]
        with bib.open("wb") as file:
            subprocess.run([*maker, "--jsonl", str(folder / f"{size}.jsonl")], stdout=file, check=True)
    if not database.exists():
        partial = folder / f"{size}.part.sqlite3"
        partial.unlink(missing_ok=True)
        for words in (("init",), ("import", str(bib))):
            subprocess.run(bibtrack(partial, *words), env=environ, check=True, stdout=subprocess.DEVNULL)
        partial.rename(database)
    return database


def papis_library(folder: Path, size: int, papis: str, environ: dict[str, str]) -> None:
    """Write a papis library, a folder a document, and let papis index it, once."""
    home = folder / f"papis-{size}"
    if home.exists():
        return
    # Line by line: a child's peak memory counts what this process holds when it is forked.
    for number, line in enumerate((folder / f"{size}.jsonl").open(encoding="utf-8")):
        entry = json.loads(line)
        place = home / f"{number:06d}"
        place.mkdir(parents=True)
        authors = [{"family": family, "given": given} for family, given in entry.get("authors", [])]
        info = {
            "ref": entry["key"], "type": entry["type"], "title": entry["title"], "year": entry.get("year"),
            "author": "; ".join(f"{a['family']}, {a['given']}" for a in authors), "author_list": authors,
            "journal": entry.get("container"), "doi": entry.get("doi"), "keywords": ", ".join(entry.get("keywords", [])),
            "papis_id": f"{number:032x}",
        }  # fmt: skip
        (place / "info.yaml").write_text(json.dumps(info, ensure_ascii=False), encoding="utf-8")
    subprocess.run(
        [papis, "-l", str(home), "cache", "reset"], env=environ, check=True, stdout=subprocess.DEVNULL
    )


def main() -> None:
    """Read the options, make what is missing, measure."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--papis")
    options.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    options.add_argument("--runs", type=int, default=9)
    given = options.parse_args()
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_CACHE_HOME": str(folder),
    }
    papis = shutil.which(given.papis) if given.papis else None
    small = library(folder, given.sizes[0], environ)
    start_up(small, environ, given.runs)
    for size in given.sizes:
        measure(folder, library(folder, size, environ), size, papis, environ, given.runs)


def start_up(small: Path, environ: dict[str, str], runs: int) -> None:
    """Compare the bare start with importing click."""
    commands = {
        "bibtrack --help": [sys.executable, "-m", "bibtrack", "--help"],
        "bibtrack list -n 20": bibtrack(small, "list", "-n", "20"),
        "python -c 'import click'": [sys.executable, "-c", "import click"],
    }
    compare("start-up", commands, environ, runs)


def measure(
    folder: Path, database: Path, size: int, papis: str | None, environ: dict[str, str], runs: int
) -> None:
    """Compare questions on one library."""
    author = {"bibtrack list author:okafor": bibtrack(database, "list", "author:okafor"),
              "bibtrack list author:okafor --keys": bibtrack(database, "list", "author:okafor", "--keys")}  # fmt: skip
    if papis:
        papis_library(folder, size, papis, environ)
        author["papis list author:okafor"] = [
            papis,
            "-l",
            str(folder / f"papis-{size}"),
            "list",
            "-a",
            "author:okafor",
        ]
    compare(f"by author, {size} sources", author, environ, runs if size < 50_000 else max(3, runs // 3))
    for words in ("migration", "carbon pricing", "okafor"):
        script = [sys.executable, "-c", BARE.format(order="ORDER BY bm25(source_fts)"), str(database), words]
        compare(
            f"full text “{words}”, first 20, {size} sources",
            {"bibtrack search": bibtrack(database, "search", words), "bare sqlite3 script, ranked": script},
            environ,
            runs,
        )
    key = subprocess.run(
        bibtrack(database, "list", "--keys", "-n", "1"),
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    commands = {
        "bibtrack list key:…": bibtrack(database, "list", f"key:{key}"),
        "bibtrack list year:2010 --keys": bibtrack(database, "list", "year:2010", "--keys"),
        "bibtrack list -n 20": bibtrack(database, "list", "-n", "20"),
        "bibtrack show …": bibtrack(database, "show", key),
        "python -c 'import click'": [sys.executable, "-c", "import click"],
    }
    compare(f"indexed fields, {size} sources", commands, environ, runs)


if __name__ == "__main__":
    main()
