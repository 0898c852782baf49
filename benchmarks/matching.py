"""Measure the matcher on the labelled sets: accepts, precision, recall, first three, speed.

    python -m benchmarks.matching [--half test|fit|all] [--sample N] [--wrong FILE] [--parse]

The index holds all real and stub records.  A set is cut in halves by the target's DOI, so that
no work is in both; weights are fitted on `fit` and reported on `test`.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

from bibtrack.matching.score import DEFAULT, Weights, decide
from bibtrack.resolvers.crossref_reference import deposited
from bibtrack.resolvers.localindex import LocalIndex, open_index
from bibtrack.values.match import Decision
from bibtrack.values.reference import Reference

SHARED = Path(__file__).resolve().parents[2] / "shared"
PRESENT = (
    "crossref-deposited-real-record", "crossref-deposited-stub-record", "jats-cited-in-two",
    "crossref-synthetic-styles", "crossref-synthetic-styles-1", "glutton-biorxiv",
)  # fmt: skip
ABSENT = (
    "crossref-real-unstructured-2k", "crossref-real-overall-2k", "crossref-real-structured",
    "crossref-real-unstructured-1k", "crossref-deposited-no-doi", "crossref-synthetic-excluded",
    "jats-strings-with-doi", "siris-linking",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One labelled reference: `doi` is the right answer in the index, None when it must be none."""

    name: str
    reference: Reference
    text: str | None
    doi: str | None
    group: str


@dataclass
class Tally:
    """Counts over one set."""

    asked: int = 0
    present: int = 0
    accepted: int = 0
    right: int = 0
    first_three: int = 0
    review: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.accepted if self.accepted else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.present if self.present else float("nan")

    @property
    def wrong_share(self) -> float:
        return (self.accepted - self.right) / self.asked if self.asked else 0.0


def cases(shared: Path, name: str, half: str = "test", sample: int | None = None) -> Iterator[Case]:
    """Give the labelled references of one set; `sample` thins evenly."""
    found = []
    text = (shared / "data" / "matching" / f"{name}.jsonl").read_text(encoding="utf-8")
    # Only line feeds end a record; a text may hold other line separators.
    for line in text.removesuffix("\n").split("\n"):
        row = json.loads(line)
        doi = row["doi"] if row.get("target") in ("real", "stub") else None
        key = row["doi"] or row["string"] or row["id"]
        if half == "all" or half == ("fit" if sha256(key.encode()).digest()[0] % 2 else "test"):
            found.append(Case(name, structured(row), row.get("string_without_doi") or row["string"], doi,
                              row.get("style") or name))  # fmt: skip
    step = max(1, len(found) // sample) if sample else 1
    yield from found[::step]


def structured(row: dict[str, Any]) -> Reference:
    """Give the fields of a set's row as a reference; only used when there is no string."""
    given = row.get("structured")
    if row["string"] or not given:
        return Reference()
    return deposited(
        {
            key: _one(key, value)
            for key, value in given.items()
            if key not in ("date", "pages", "container-title")
        }
        | {
            "first-page": _one("", given.get("first-page") or given.get("pages")),
            "journal-title": _one("", given.get("journal-title") or given.get("container-title")),
        }
    )[0]


def _one(key: str, value: Any) -> Any:
    return value[0] if isinstance(value, list) and value and key != "author" else value


def measure(
    index: LocalIndex, found: Iterator[Case], weights: Weights, wrong: Any = None, parse: Any = None
) -> dict[str, Tally]:
    """Ask and judge every case; gives tallies by set and by style."""
    tallies: dict[str, Tally] = {}
    for case in found:
        reference = parse(case.text) if parse and case.text else case.reference
        looked = index.lookup(reference, case.text)
        verdict = decide(reference, looked.candidates, text=case.text, weights=weights)
        three = [one.candidate.doi for one in verdict.scored[:3]]
        accepted = verdict.decision is Decision.ACCEPT
        for tally in (tallies.setdefault(case.name, Tally()), tallies.setdefault(f"  {case.group}", Tally())):
            tally.asked += 1
            tally.present += case.doi is not None
            tally.first_three += case.doi is not None and case.doi in three
            tally.accepted += accepted
            tally.review += verdict.decision is Decision.REVIEW
            tally.right += accepted and three[0] == case.doi
        if wrong and (accepted != (case.doi is not None) or (accepted and three[0] != case.doi)):
            best = verdict.best
            wrong.write(json.dumps({
                "set": case.name, "style": case.group, "text": case.text or str(written(case.reference)), "doi": case.doi,
                "decision": verdict.decision, "reason": verdict.reason, "gap": verdict.gap, "first": three[:3],
                "score": best and round(best.score, 4), "title": best and best.candidate.reference.title,
                "rank": next((i for i, s in enumerate(verdict.scored) if s.candidate.doi == case.doi), None),
                "evidence": best and [(e.field, e.similarity, e.weight, e.contradiction, e.explanation) for e in best.evidence],
            }, ensure_ascii=False) + "\n")  # fmt: skip
    return tallies


def written(reference: Reference) -> str:
    from bibtrack.matching.question import written_out

    return written_out(reference)


def open_shared(shared: Path) -> LocalIndex:
    """Open the index over all real and stub records, made in the temporary folder."""
    folder = Path(tempfile.gettempdir()) / "bibtrack-matching"
    folder.mkdir(exist_ok=True)
    for name in ("works.jsonl.gz", "stub-records.jsonl.gz"):
        link = folder / name
        if not link.exists():
            link.symlink_to(shared / "data" / "crossref" / name)
    return open_index(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--half", choices=("test", "fit", "all"), default="test")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--sets", nargs="*", default=[*PRESENT, *ABSENT])
    parser.add_argument("--wrong", type=argparse.FileType("w"))
    parser.add_argument("--parse", action="store_true", help="parse the strings and give the fields as well")
    options = parser.parse_args()
    parse = None
    if options.parse:
        from bibtrack.references.parse import parse_citation

        def parse(text: str) -> Reference:
            return parse_citation(text).reference

    index = open_shared(options.shared)
    print(
        f"{'set':34} {'asked':>6} {'present':>7} {'accept':>6} {'prec':>7} {'recall':>7} {'top 3':>7} {'wrong':>7} {'review':>7}  a second"
    )
    for name in options.sets:
        found = list(cases(options.shared, name, options.half, options.sample))
        started = perf_counter()
        tallies = measure(index, iter(found), DEFAULT, options.wrong, parse)
        speed = len(found) / (perf_counter() - started)
        for label, tally in tallies.items():
            if label.strip() != name or label == name:
                print(line(label, tally), f"{speed:7.0f}" if label == name else "")
        sys.stdout.flush()


def line(name: str, tally: Tally) -> str:
    three = tally.first_three / tally.present if tally.present else float("nan")
    return (
        f"{name:34} {tally.asked:6} {tally.present:7} {tally.accepted:6} {tally.precision:7.4f} {tally.recall:7.4f} "
        f"{three:7.4f} {tally.wrong_share:7.4f} {tally.review / max(1, tally.asked):7.4f}"
    )  # fmt: skip


if __name__ == "__main__":
    main()
