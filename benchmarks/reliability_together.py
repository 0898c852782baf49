"""Several processes read and write one library: is anything lost, is anybody refused?

    python benchmarks/reliability_together.py --processes 8 --operations 10000

Each operation is a command of bibtrack.  What each process was told is done is compared with what
the library holds at the end: every annotation, every added source, the last value of every field.
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
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import reliability_material as material
from bibtrack.store import checking
from bibtrack.store.reading import open_reader

KINDS = {"annotate": 30, "set": 20, "tag": 10, "add": 5, "apply": 1, "resolve": 1, "read": 33}
READS = (
    ["list", "--limit", "5"],
    ["search", "river"],
    ["show", "work3"],
    ["coverage"],
    ["history", "-n", "5"],
)


def call(words: list[str], database: Path) -> tuple[int, str]:
    """Run one command in this process; gives its exit code and what it said."""
    from bibtrack.cli.main import run

    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        code = run(["--db", str(database), *words])
    return code, said.getvalue()


def words_for(kind: str, me: int, number: int, rng: random.Random, folder: Path) -> list[str]:
    """Give the command of one operation; what it writes is found nowhere else."""
    key = f"work{rng.randrange(40)}"
    if kind == "annotate":
        return ["annotate", key, f"note {me}-{number}"]
    if kind == "set":
        return ["set", key, f"extra.p{me}={number}"]
    if kind == "tag":
        return ["tag", rng.choice(("add", "remove", "clear")), key, rng.choice(("minerals", "law"))]
    if kind == "add":
        return [
            "add",
            "--offline",
            "--key",
            f"own{me}x{number}",
            f"title=Own work {me} of {number} made by itself",
        ]
    if kind == "apply":
        return ["tag", "apply"]
    if kind == "resolve":
        return ["resolve", "--from", str(folder / "records.jsonl"), "--limit", "3"]
    return list(rng.choice(READS))


def work(me: int, operations: int, seed: int, database: Path, folder: Path) -> None:
    """Do the operations of one process and write down what came of each."""
    rng = random.Random(seed * 1000 + me)
    with (folder / f"log{me}.jsonl").open("w", encoding="utf-8") as log:
        for number in range(operations):
            kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
            words = words_for(kind, me, number, rng, folder)
            started = time.perf_counter()
            code, said = call(words, database)
            line = {"kind": kind, "words": words, "code": code, "said": said if code else "",
                    "seconds": round(time.perf_counter() - started, 3)}  # fmt: skip
            log.write(json.dumps(line) + "\n")


def judge(database: Path, lines: list[tuple[int, dict[str, Any]]]) -> list[str]:
    """Compare what was done with what is there; gives what is amiss."""
    faults = [f"refused: {line['words']}: {line['said']}" for _, line in lines if line["code"]]
    with closing(open_reader(database)) as connection:
        bodies = {row[0] for row in connection.execute("SELECT body FROM annotation")}
        keys = {row[0] for row in connection.execute("SELECT citekey FROM source")}
        extras = {
            row[0]: dict(json.loads(row[1] or "[]"))
            for row in connection.execute("SELECT citekey, extra FROM source")
        }
        faults += [
            f"wrong: {item.check} {item.detail}" for item in checking.check(connection) if not item.holds
        ]
    last: dict[tuple[str, str], str] = {}
    for me, line in lines:
        words = line["words"]
        if line["kind"] == "annotate" and words[2] not in bodies:
            faults.append(f"lost: {words}")
        if line["kind"] == "add" and words[3] not in keys:
            faults.append(f"lost: {words}")
        if line["kind"] == "set":
            last[words[1], f"p{me}"] = words[2].partition("=")[2]
    faults += [
        f"lost: extra.{name}={value} of {key}, there is {extras[key].get(name)}"
        for (key, name), value in last.items()
        if extras[key].get(name) != value
    ]
    return faults


def run(processes: int, operations: int, seed: int) -> dict[str, Any]:
    """Do so many operations in so many processes; gives the figures and every fault."""
    here, started = Path.cwd(), time.time()
    with tempfile.TemporaryDirectory(prefix="together-") as name:
        folder = Path(name).resolve()
        material.write(folder, 60)
        os.chdir(folder)
        database = folder / "library.sqlite3"
        for words in (
            ["init"],
            ["import", str(folder / "works.bib")],
            ["resolve", "--from", str(folder / "records.jsonl"), "--limit", "1"],
        ):
            code, said = call(words, database)
            if code:
                raise SystemExit(f"the preparation failed: {said}")
        children = []
        for me in range(processes):
            child = os.fork()
            if not child:
                code = 99
                try:
                    work(me, operations // processes, seed, database, folder)
                    code = 0
                finally:
                    os._exit(code)
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        lines = [
            (me, json.loads(line))
            for me in range(processes)
            for line in (folder / f"log{me}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        faults = judge(database, lines)
        os.chdir(here)
    faults += [f"process ended with {code}" for code in codes if code]
    waits = sorted(line["seconds"] for _, line in lines)
    return {
        "processes": processes, "operations": len(lines), "kinds": dict(Counter(line["kind"] for _, line in lines)),
        "median_seconds": waits[len(waits) // 2], "longest_seconds": waits[-1],
        "seconds": round(time.time() - started, 1), "faults": faults,
    }  # fmt: skip


def main() -> None:
    """Run from the command line; prints JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--operations", type=int, default=400)
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    result = run(given.processes, given.operations, given.seed)
    print(json.dumps(result, indent=2))
    sys.exit(bool(result["faults"]))


if __name__ == "__main__":
    main()
