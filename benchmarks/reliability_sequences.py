"""Random commands, then undo to the start: is the library the first one again, byte for byte?

    python benchmarks/reliability_sequences.py --sequences 1000 --longest 50

Undo and redo also occur in between.  At the end everything is brought back by redo as well, and
must then be what it was before the undoing.
"""

import argparse
import io
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import reliability_material as material
from bibtrack.store import checking, dump, trail
from bibtrack.store.reading import open_reader

ENTRIES = 12


def call(words: list[str], database: Path, stdin: str = "") -> tuple[int, str]:
    """Run one command in this process; gives its exit code and what it said."""
    from bibtrack.cli.main import run

    said, before = io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(stdin)
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(said):
            code = run(["--db", str(database), *words])
    finally:
        sys.stdin = before
    return code, said.getvalue()


def export(path: Path, folder: Path) -> dict[str, bytes]:
    """Give the library as text."""
    with closing(open_reader(path)) as connection:
        connection.execute("BEGIN")
        dump.write(connection, folder)
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.is_file()}


def prepare(folder: Path) -> Path:
    """Make the material and the library that every sequence starts from."""
    material.write(folder, ENTRIES)
    os.chdir(folder)
    for name in ("CROSSREF", "DOI", "DATACITE"):
        os.environ[f"BIBTRACK_{name}_URL"] = "http://127.0.0.1:9"
    more = material.works(2 * ENTRIES, seed=2)
    (folder / "more.bib").write_text(material.bibtex(more[ENTRIES // 2 :]), encoding="utf-8")
    changed = [work | {"title": work["title"] + " again"} for work in material.works(ENTRIES)]
    (folder / "works2").mkdir()
    (folder / "works2" / "works.bib").write_text(material.bibtex(changed), encoding="utf-8")
    (folder / "report2.md").write_text(material.report(more[:5]), encoding="utf-8")
    base = folder / "base.sqlite3"
    records = str(folder / "records.jsonl")
    for words in (["init"], ["import", str(folder / "works.bib")], ["ingest", str(folder / "report.md"), "--report", "made-up"],
                  ["resolve", "--from", records, "--limit", "2"]):  # fmt: skip
        code, said = call(words, base)
        if code:
            raise SystemExit(f"the preparation failed: {words}: {said}")
    material.settle(base)
    return base


def command(rng: random.Random, folder: Path) -> list[str]:
    """Make a random command; many are refused, which must change nothing."""
    key, other = (f"work{rng.randrange(ENTRIES + 2)}" for _ in range(2))
    theme, number = rng.choice(("minerals", "law")), str(rng.randrange(1, 6))
    cite = f"made-up:{rng.randrange(1, 7)}.1"
    title = material.title(rng)
    table = [
        ["set", key, f"title={title}"], ["set", key, f"extra.mine={title}", "volume="], ["set", key, "--forget", "title"],
        ["set", key, "status=exempt", "reason=a press release"], ["set", key, "author=One, A.; Two, B.; {Body}"],
        ["annotate", key, title], ["annotate", key, title, "--theme", theme], ["annotate", key, title, "--edit", number],
        ["annotate", key, "--delete", number], ["tag", "add", key, theme], ["tag", "remove", key, theme],
        ["tag", "clear", key, theme], ["tag", "apply"], ["remove", key], ["remove", key, "--cited"],
        ["merge", key, other], ["merge", key, other, "--force"], ["unmerge", other],
        ["link", cite, key], ["link", cite, "--none"], ["add", "--offline", f"title={title}", "author=Neu, N."],
        ["import", str(folder / "more.bib")], ["import", str(folder / "works2" / "works.bib"), "--update"],
        ["ingest", str(folder / "report2.md"), "--report", "second"],
        ["ingest", str(folder / "report2.md"), "--report", "made-up", "--replace"],
        ["resolve", "--from", str(folder / "records.jsonl"), "--limit", "3"], ["resolve", "--from", str(folder / "records.jsonl"), "--again", "--limit", "3"],
        ["review", "reject", key], ["review", "none", key], ["search", "river", "--save", "rivers"], ["search", "--forget", "rivers"],
        ["reparse"], ["undo"], ["undo"], ["undo", "2"], ["redo"], ["redo"],
    ]  # fmt: skip
    return rng.choice(table)


def sequence(
    base: Path, rng: random.Random, longest: int, counts: Counter[str], first: dict[str, bytes]
) -> str | None:
    """Do one sequence; gives what is amiss, or None."""
    folder = base.parent
    path = material.clone(base, folder / "run" / "library.sqlite3")
    with closing(open_reader(base)) as connection:
        start = connection.execute("SELECT max(run) FROM event").fetchone()[0]
    done: list[list[str]] = []
    for _ in range(rng.randint(1, longest)):
        words = command(rng, folder)
        # What was there before the sequence stays: an undo beyond the start is left out.
        if words[0] == "undo" and len(live(path, start)) < int((words[1:] or ["1"])[0]):
            continue
        code, said = call(words, path)
        done.append(words)
        counts[f"{words[0]} {'done' if code == 0 else 'refused'}"] += 1
        if "fault of its own" in said:
            return f"{said.strip()} after {done}"
    last = export(path, folder / "run" / "last")
    steps = len(live(path, start))
    if steps:
        code, said = call(["undo", str(steps)], path)
        if code:
            return f"undo {steps}: {said.strip()} after {done}"
    if (now := export(path, folder / "run" / "now")) != first:
        return f"{', '.join(differing(now, first))} differ after undoing {done}"
    if steps:
        code, said = call(["redo", str(steps)], path)
        if code or (now := export(path, folder / "run" / "now")) != last:
            return f"redo {steps}: {said.strip()} {', '.join(differing(now, last))} after {done}"
    with closing(open_reader(path)) as connection:
        wrong = [item.check for item in checking.check(connection) if not item.holds]
    return f"{wrong} after {done}" if wrong else None


def live(path: Path, start: int) -> list[int]:
    """Give the commands after the start that hold."""
    with closing(open_reader(path)) as connection:
        return [
            m.run for m in trail.walk(connection) if m.run > start and m.live and m.verb not in trail.TURNS
        ]


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Name the files that differ."""
    return [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]


def run(sequences: int, longest: int, seed: int, until: float = 1e9) -> dict[str, object]:
    """Do so many sequences; gives the figures and every fault."""
    here, started = Path.cwd(), time.time()
    counts: Counter[str] = Counter()
    faults = []
    done = 0
    with tempfile.TemporaryDirectory(prefix="sequences-") as name:
        base = prepare(Path(name).resolve())
        first = export(base, base.parent / "first")
        material.settle(base)
        for number in range(sequences):
            if time.time() - started > until:
                break
            done += 1
            fault = sequence(base, random.Random(seed * 100_000 + number), longest, counts, first)
            if fault:
                faults.append(f"sequence {number}: {fault}")
            if number % 25 == 24:
                print(
                    f"{number + 1} sequences, {sum(counts.values())} commands, {len(faults)} faults",
                    file=sys.stderr,
                )
        os.chdir(here)
    return {
        "sequences": done, "longest": longest, "commands": sum(counts.values()),
        "counts": dict(sorted(counts.items())), "seconds": round(time.time() - started, 1), "faults": faults,
    }  # fmt: skip


def main() -> None:
    """Run from the command line; prints JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sequences", type=int, default=20)
    parser.add_argument("--longest", type=int, default=50)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--until", type=float, default=1e9, help="Stop after so many seconds.")
    given = parser.parse_args()
    result = run(given.sequences, given.longest, given.seed, given.until)
    print(json.dumps(result, indent=2))
    sys.exit(bool(result["faults"]))


if __name__ == "__main__":
    main()
