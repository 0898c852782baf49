"""Spoiled input at every door: readers, importers, answers, themes, queries, keys, exports.

    python benchmarks/reliability_fuzz.py --inputs 200000

Each input either works or is refused with one of bibtrack's own errors.  Anything else is a crash;
more than 2 s of processor time is a hang; the growth of the process is measured at the end.  What was taken in is
written out again in every format, and nothing that drives a terminal may be in what is shown.
"""

import argparse
import json
import os
import random
import resource
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import reliability_inputs as inputs
from benchmarks.reliability_inputs import mutate, mutate_json, spoil
from bibtrack.errors import BibtrackError
from bibtrack.filters.parse import parse as parse_query
from bibtrack.formats import bibtexwrite, csljson, csljsonfile, editable, prose, reading, ris, table, tracked
from bibtrack.formats.item import Item
from bibtrack.matching.score import decide
from bibtrack.notes.find import find
from bibtrack.notes.split import split
from bibtrack.readers.open import read
from bibtrack.references.parse import parse_citation
from bibtrack.resolvers import crossref_record, datacite
from bibtrack.store import dumpread, loading, search
from bibtrack.text import printable
from bibtrack.themes import rules
from bibtrack.themes.matcher import Matcher
from bibtrack.themes.tag import tag
from bibtrack.values.identifier import normalise_doi, normalise_isbn, normalise_issn
from bibtrack.values.issue import Issue
from bibtrack.values.reference import Reference, partial_date
from bibtrack.values.theme import FieldText

SLOW = 2.0
Act = Callable[[random.Random], object]


class Doors:
    """Every entry point, each with the input that it gets."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self.connection = connection
        self.last: object = None
        self.pdf, self.docx = inputs.pdf(), inputs.docx()
        self.reference = Reference(title="Rivers of copper and law in the port")

    def acts(self) -> dict[str, Act]:
        """Name the doors."""
        documents = {
            "markdown": ("md", inputs.MARKDOWN),
            "text": ("txt", inputs.PLAIN),
            "html": ("html", inputs.HTML),
            "jats": ("xml", inputs.JATS),
        }
        imports = {
            "bibtex": inputs.BIBTEX,
            "ris": inputs.RIS,
            "csl-json": inputs.CSL,
            "endnote-xml": inputs.ENDNOTE,
            "csv": inputs.CSV,
        }
        doors: dict[str, Act] = {
            f"read {name}": self._document(end, seed) for name, (end, seed) in documents.items()
        }
        doors |= {f"import {name}": self._import(name, seed) for name, seed in imports.items()}
        doors |= {
            "read docx": self.word, "read pdf": self.portable, "crossref": self.crossref, "datacite": self.datacite,
            "themes": self.themes, "tracked": self.tracked, "query": self.query, "key": self.key, "citation": self.citation,
            "csl": self.csl, "edited": self.edited, "dump": self.dump, "identifiers": self.identifiers,
        }  # fmt: skip
        return doors

    def text(self, seed: str, rng: random.Random) -> str:
        """Spoil a text and remember it."""
        self.last = mutate(seed, rng, rng.choice((inputs.BIBTEX, inputs.MARKDOWN, inputs.HTML, inputs.CSL)))
        return str(self.last)

    def _file(self, end: str, data: bytes) -> Path:
        self.last = data
        path = self.folder / f"input.{end}"
        path.write_bytes(data)
        return path

    def _document(self, end: str, seed: str) -> Act:
        def act(rng: random.Random) -> None:
            data = self.text(seed, rng).encode("utf-8", "surrogatepass")
            self._taken_apart(self._file(end, spoil(data, rng) if rng.random() < 0.2 else data))

        return act

    def _taken_apart(self, path: Path) -> None:
        for note in find(read(path)).notes:
            split(note)

    def word(self, rng: random.Random) -> None:
        """A Word file: spoiled inside, or as bytes."""
        self._taken_apart(
            self._file("docx", inputs.docx(rng) if rng.random() < 0.7 else spoil(self.docx, rng))
        )

    def portable(self, rng: random.Random) -> None:
        """A PDF."""
        self._taken_apart(self._file("pdf", spoil(self.pdf, rng)))

    def _import(self, name: str, seed: str) -> Act:
        def act(rng: random.Random) -> None:
            data = self.text(seed, rng).encode("utf-8", "surrogatepass")
            text, _ = reading.decoded(spoil(data, rng) if rng.random() < 0.2 else data, f"input.{name}")
            reading.format_of(f"input.{name}", text) if rng.random() < 0.1 else None
            issues: list[Issue] = []
            blocks = list(reading.reader(name)(text, issues))
            give([block.item for block in blocks if block.item is not None])

        return act

    def crossref(self, rng: random.Random) -> None:
        """An answer of Crossref, judged."""
        self.last = record = mutate_json(inputs.RECORD, rng)
        if isinstance(record, dict):
            decide(self.reference, [crossref_record.candidate(record)])

    def datacite(self, rng: random.Random) -> None:
        """An answer of DataCite, judged."""
        self.last = record = mutate_json(inputs.DATACITE["attributes"], rng)
        if isinstance(record, dict):
            decide(self.reference, [datacite.candidate(record)])

    def themes(self, rng: random.Random) -> None:
        """A theme file, and its rules on a text."""
        themes = rules.parse(self.text(inputs.THEMES, rng))
        texts = [
            FieldText("title", "Mineral rivers and courts " * 20),
            FieldText("abstract", "a" * 2000 + "!"),
        ]
        tag(texts, Matcher(themes))

    def tracked(self, rng: random.Random) -> None:
        """A tracked report."""
        tracked.parse(self.text(inputs.TRACKED, rng), "r.toml")

    def query(self, rng: random.Random) -> None:
        """A query, asked of a library."""
        tree = parse_query(self.text(rng.choice(inputs.QUERIES), rng)[:3000])
        search.matching_ids(self.connection, tree)

    def key(self, rng: random.Random) -> None:
        """A key, looked up."""
        loading.source_id(self.connection, self.text("work1", rng))

    def citation(self, rng: random.Random) -> None:
        """A printed reference, parsed."""
        parsed = parse_citation(self.text(rng.choice(inputs.CITATIONS), rng)[:4000])
        give([Item("key", parsed.reference)])

    def csl(self, rng: random.Random) -> None:
        """A CSL item, read and written."""
        self.last = item = mutate_json(json.loads(inputs.CSL)[0], rng)
        if isinstance(item, dict):
            csljson.to_csl(csljson.from_csl(item))

    def edited(self, rng: random.Random) -> None:
        """What comes back from an editor."""
        seed = editable.dumps(self.reference, "work1")
        editable.loads(self.text(seed, rng), self.reference)

    def dump(self, rng: random.Random) -> None:
        """A line of an exported library."""
        dumpread._object(
            self.text('{"key": "work1", "id": 1, "citekey": "work1"}', rng).encode("utf-8", "surrogatepass"),
            "line 1",
        )

    def identifiers(self, rng: random.Random) -> None:
        """Identifiers and dates."""
        text = self.text(rng.choice(("10.5555/made.1", "978-3-16-148410-0", "1234-5679", "2020-05-01")), rng)
        for act in (normalise_doi, normalise_isbn, normalise_issn, partial_date):
            act(text)


def give(items: list[Item]) -> None:
    """Write what was taken in in every format; what a person sees must not drive the terminal."""
    shown = [bibtexwrite.dumps(items), ris.dumps(items), csljsonfile.dumps(items), table.dumps(items)]
    for item in items[:3]:
        shown.append("".join(str(run) for run in prose.plain(item)))
    for text in shown:
        seen = printable(text)
        if any((ord(char) < 32 and char not in "\n\t") or 127 <= ord(char) < 160 for char in seen):
            raise AssertionError("a control character reaches the terminal")


def library(folder: Path) -> sqlite3.Connection:
    """Make a small library to ask."""
    from benchmarks import reliability_material as material
    from benchmarks.reliability_sequences import call
    from bibtrack.store.reading import open_reader

    material.write(folder, 20)
    here = Path.cwd()
    os.chdir(folder)
    try:
        for words in (["init"], ["import", "works.bib"]):
            code, said = call(words, folder / "library.sqlite3")
            if code:
                raise SystemExit(f"the preparation failed: {said}")
    finally:
        os.chdir(here)
    return open_reader(folder / "library.sqlite3")


class Endless(BaseException):
    """An input took ten times as long as allowed."""


def _stop(number: int, frame: object) -> None:
    raise Endless


def one(act: Act, doors: Doors, seed: str, outcome: Counter[str]) -> dict[str, Any] | None:
    """Do one input; gives the fault, or None."""
    started = time.process_time()
    fault: dict[str, Any] | None = None
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, 10 * SLOW)
    try:
        act(random.Random(seed))
        outcome["worked"] += 1
    except Endless as error:
        place = traceback.extract_tb(error.__traceback__)[-2]
        fault = {"kind": "hang", "place": f"{place.filename}:{place.lineno}"}
    except BibtrackError as error:
        outcome["refused"] += 1
        if not str(error).strip():
            fault = {"kind": "nothing said"}
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        fault = {
            "kind": "crash",
            "error": f"{type(error).__name__}: {error}"[:300],
            "place": f"{place.filename}:{place.lineno}",
        }
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    spent = time.process_time() - started
    if spent > SLOW and fault is None:
        fault = {"kind": "hang", "seconds": round(spent, 1)}
    return None if fault is None else fault | {"seed": seed, "input": repr(doors.last)[:400]}


def run(count: int, seed: int, only: list[str] | None = None, until: float = 1e9) -> dict[str, Any]:
    """Do so many inputs over all doors in turn; gives the figures and every fault."""
    started = time.time()
    outcome: Counter[str] = Counter()
    faults: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name).resolve()
        doors = Doors(folder, library(folder))
        acts = {door: act for door, act in doors.acts().items() if only is None or door in only}
        names = list(acts)
        warm = done = 0
        for number in range(count):
            if time.time() - started > until:
                break
            done += 1
            door = names[number % len(names)]
            fault = one(acts[door], doors, f"{seed}/{number}", outcome)
            if fault is not None:
                faults.append({"door": door} | fault)
            if number == min(len(names) * 20, count // 2):
                warm = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            if number % 10_000 == 9_999:
                print(f"{number + 1} inputs, {len(faults)} faults", file=sys.stderr, flush=True)
        doors.connection.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "inputs": done, "seed": seed, "doors": len(names), "outcome": dict(outcome), "growth_mb": round((peak - warm) / 1024),
        "peak_mb": round(peak / 1024), "seconds": round(time.time() - started, 1), "faults": faults,
    }  # fmt: skip


def main() -> None:
    """Run from the command line; prints JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--until", type=float, default=1e9, help="Stop after so many seconds.")
    parser.add_argument("--only", nargs="*")
    given = parser.parse_args()
    result = run(given.inputs, given.seed, given.only, given.until)
    print(json.dumps(result, indent=2))
    sys.exit(bool(result["faults"]))


if __name__ == "__main__":
    main()
