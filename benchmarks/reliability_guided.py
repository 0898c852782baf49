"""Fuzzing that is guided by coverage (atheris, libFuzzer): readers, BibTeX, queries, themes, matching.

    pip install 'bibtrack[fuzz]'
    python benchmarks/reliability_guided.py --seconds 60

Each door gets a process of its own for so many seconds, from seeds and with a dictionary; what
reaches new branches of bibtrack is kept and changed further.  An input either works or is refused
with one of bibtrack's own errors; anything else is a fault, kept with its input, and the run goes
on.  Hangs (`--timeout`) and memory (`--memory`) end a door and count as faults.
"""

import argparse
import importlib
import json
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ROOT = Path(__file__).resolve().parents[1]
Act = Callable[[bytes], object]
DOORS = (
    "bibtex", "bibtex twice", "latex", "names", "dates", "read md", "read txt", "read html", "read xml", "read docx", "read pdf",
    "query", "themes", "matching",
)  # fmt: skip
WORDS = (
    "@article{", "@string{", "@comment{", "@preamble{", "crossref = {", "xdata = {", " # ", "\\\\\"{o}", "\\\\url{", "$^{", " and ", "others",
    "theme:", "year:", " AND ", " OR ", "NOT ", "..", "[[theme]]", "[[theme.rule]]", "pattern = '", "near = [", "weight = ", "stem = ",
    "~", "2019-21", "1890~", "[^1]: ", "<sup>", "<a href='#fn1'>", "<xref rid='r1'>", "Notes\\x0a\\x0a1. ", "ibid. ", "stream\\x0a", "endobj",
)  # fmt: skip


def act(door: str, folder: Path) -> Act:
    """Give what a door does with bytes; bibtrack is imported here, instrumented."""
    import atheris

    with atheris.instrument_imports(include=["bibtrack"], enable_loader_override=False):
        from bibtrack.filters.parse import parse as parse_query
        from bibtrack.formats import bibtex, bibtexdates, bibtexnames, latex
        from bibtrack.matching.score import decide
        from bibtrack.notes.find import find
        from bibtrack.notes.split import split
        from bibtrack.readers.open import read
        from bibtrack.resolvers.crossref_record import candidate
        from bibtrack.store import migrate, search
        from bibtrack.store.reading import open_reader
        from bibtrack.themes import rules
        from bibtrack.themes.matcher import Matcher
        from bibtrack.themes.tag import tag
        from bibtrack.values.reference import Reference
        from bibtrack.values.theme import FieldText

        # The readers are imported when a file asks for one; here they must be instrumented.
        for name in ("docx", "html", "jats", "markdown", "pdf", "text"):
            importlib.import_module(f"bibtrack.readers.{name}")

    def document(end: str) -> Act:
        def taken_apart(data: bytes) -> None:
            path = folder / f"input.{end}"
            path.write_bytes(data)
            for note in find(read(path)).notes:
                split(note)

        return taken_apart

    def once(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        found = bibtex.loads(text)
        if "".join(block.text for block in found.blocks) != text:
            raise AssertionError("the blocks are not the text")

    def twice(data: bytes) -> None:
        items = bibtex.loads(data.decode("utf-8", "replace")).items
        written = bibtex.dumps(items)
        again = bibtex.loads(written)
        if again.failed:
            raise AssertionError("what was written cannot be read")
        if bibtex.dumps(again.items) != written:
            raise AssertionError("written again, it is not the same")

    def themed(text: str) -> None:
        tag([FieldText("title", "Mineral rivers and courts " * 20)], Matcher(rules.parse(text)))

    def matched(text: str) -> None:
        printed, _, held = text.partition("\n")
        try:
            record = json.loads(held)
        except (ValueError, RecursionError):
            record = {"DOI": "10.5555/a", "title": [held], "author": [{"family": held[:20]}]}
        if isinstance(record, dict):
            decide(Reference(), [candidate(record)], text=printed)

    if door == "query":
        migrate.ensure(folder / "library.sqlite3")
        connection = open_reader(folder / "library.sqlite3")

    def plain(reads: Callable[[str], object]) -> Act:
        return lambda data: reads(data.decode("utf-8", "replace"))

    acts: dict[str, Act] = {
        "bibtex": once, "bibtex twice": twice, "latex": plain(lambda text: latex.decode(latex.encode(latex.decode(text)))),
        "names": plain(bibtexnames.read_names), "dates": plain(bibtexdates.read_date), "themes": plain(themed), "matching": plain(matched),
        "query": plain(lambda text: search.matching_ids(connection, parse_query(text[:3000]))),
    }  # fmt: skip
    return acts[door] if door in acts else document(door.partition(" ")[2])


def seeds(door: str) -> Iterator[bytes]:
    """Give what a door starts from."""
    from benchmarks import reliability_inputs as inputs

    told: dict[str, Any] = {
        "latex": r"M{\"u}ller \& {\L}ukasz $x^{2}$ \url{https://a.b/c\_d} \emph{x} -- ``y''",
        "names": "de la Tour, Jr, Xavier and {World Bank} and A. {von der} Berg and others",
        "dates": "2019-05-01/2020~", "read md": inputs.MARKDOWN, "read txt": inputs.PLAIN, "read html": inputs.HTML,
        "themes": inputs.THEMES, "query": inputs.QUERIES[0], "matching": f"{inputs.CITATIONS[0]}\n{json.dumps(inputs.RECORD)}",
        "read xml": inputs.JATS, "read docx": inputs.docx(), "read pdf": inputs.pdf(),
    }  # fmt: skip
    seed = told.get(door, inputs.BIBTEX)
    yield seed if isinstance(seed, bytes) else seed.encode()
    if door.startswith("bibtex"):
        yield (ROOT / "references.bib").read_bytes()[:6000]


def work(door: str, folder: Path, flags: list[str]) -> None:
    """Fuzz one door in this process; never comes back, libFuzzer ends the process."""
    import atheris

    from bibtrack.errors import BibtrackError

    do = act(door, folder)
    seen: set[str] = set()

    def one(data: bytes) -> None:
        try:
            do(data)
        except BibtrackError:
            return
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            told = (
                f"{type(error).__name__}: {error}"[:200] + f" at {Path(place.filename).name}:{place.lineno}"
            )
            kind = f"{type(error).__name__} {place.filename}:{place.lineno}"
            if kind not in seen:
                seen.add(kind)
                with (folder / "faults.jsonl").open("a", encoding="utf-8") as out:
                    out.write(json.dumps({"door": door, "fault": told, "input": data.hex()}) + "\n")

    atheris.Setup([sys.argv[0], *flags], one)
    atheris.Fuzz()


def fuzz(door: str, seconds: int, seed: int, timeout: int, memory: int) -> dict[str, Any]:
    """Fuzz one door in a process of its own; gives the figures and the faults."""
    with tempfile.TemporaryDirectory(prefix="guided-") as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        for number, data in enumerate(seeds(door)):
            (folder / "corpus" / f"seed{number}").write_bytes(data)
        (folder / "words").write_text(
            "".join(
                f'"{word.replace(chr(34), chr(92) + chr(34)) if chr(92) not in word else word}"\n'
                for word in WORDS
            ),
            encoding="utf-8",
        )
        flags = [f"-max_total_time={seconds}", f"-seed={seed}", f"-timeout={timeout}", f"-rss_limit_mb={memory}", "-max_len=8192",
                 "-print_final_stats=1", f"-dict={folder / 'words'}", f"-artifact_prefix={folder}/", str(folder / "corpus")]  # fmt: skip
        done = subprocess.run(
            [sys.executable, __file__, "--work", door, "--folder", str(folder), *flags], capture_output=True, check=False
        )  # fmt: skip
        said = done.stderr.decode("utf-8", "replace")
        executed = re.search(r"number_of_executed_units: (\d+)", said)
        reached = re.findall(r"cov: (\d+)", said)
        log = folder / "faults.jsonl"
        faults = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        faults += [
            {"door": door, "fault": path.name.partition("-")[0], "input": path.read_bytes().hex()}
            for path in sorted(folder.glob("*-*"))
            if path.name.partition("-")[0] in ("timeout", "oom", "crash", "leak")
        ]
        if not executed:
            faults.append({"door": door, "fault": "no figures: " + said[-500:], "input": ""})
        return {"inputs": int(executed.group(1)) if executed else 0, "reached": [int(reached[0]), int(reached[-1])] if reached else [],
                "kept": len(list((folder / "corpus").iterdir())), "faults": faults}  # fmt: skip


def main() -> None:
    """Run from the command line; prints JSON."""
    if sys.argv[1:2] == ["--work"]:
        work(sys.argv[2], Path(sys.argv[4]), sys.argv[5:])
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="For each door.")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--timeout", type=int, default=20, help="Seconds of one input that count as a hang.")
    parser.add_argument(
        "--memory", type=int, default=2048, help="Megabytes of a process that count as a fault."
    )
    parser.add_argument("--only", nargs="*", choices=DOORS)
    given = parser.parse_args()
    started, doors = time.time(), {}
    for door in given.only or DOORS:
        doors[door] = fuzz(door, given.seconds, given.seed, given.timeout, given.memory)
        print(
            door,
            {k: v for k, v in doors[door].items() if k != "faults"},
            len(doors[door]["faults"]),
            file=sys.stderr,
            flush=True,
        )
    faults = [fault for found in doors.values() for fault in found.pop("faults")]
    inputs = sum(found["inputs"] for found in doors.values())
    print(
        json.dumps(
            {
                "inputs": inputs,
                "seed": given.seed,
                "seconds": round(time.time() - started),
                "doors": doors,
                "faults": faults,
            },
            indent=2,
        )
    )
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
