"""How right notes are: split notes and short forms of law footnotes, notes of the shared documents.

Run: python benchmarks/notes_accuracy.py [--errors]
Needs the shared research data (BIBTRACK_SHARED, default ../shared).  Prints one JSON object.
Segments count as equal when white space and closing punctuation are set aside.
"""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bibtrack.notes.backrefs import resolve
from bibtrack.notes.find import find
from bibtrack.notes.split import split
from bibtrack.readers.open import read
from bibtrack.text import fold, squeeze
from bibtrack.values.citation import CitationForm, SplitNote
from bibtrack.values.document import Note, NoteKind

SHARED = Path(os.environ.get("BIBTRACK_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"


def law_notes() -> list[dict[str, Any]]:
    """Give the records of the law footnotes; a list of references printed as one note is left out."""
    lines = (SHARED / "parsing" / "footnotes-legal.jsonl").read_text("utf-8").splitlines()
    return [record for record in map(json.loads, lines) if record["note"]]


def taken_apart(record: dict[str, Any]) -> SplitNote:
    text = record["string"].removeprefix(record["note"]).lstrip()
    return split(Note(int(record["note"]), record["note"], text, NoteKind.FOOTNOTE))


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text).strip(".,;:()[]").casefold()


def segmentation(show: bool = False) -> dict[str, float]:
    """Give the share of notes whose cites are exactly the tagged ones."""
    right = 0
    records = law_notes()
    for record in records:
        got = [bare(citation.text) for citation in taken_apart(record).citations]
        want = [bare(segment) for segment in record["segments"]]
        right += got == want
        if show and got != want:
            print(f"{record['doc']} note {record['note']}\n  got  {got}\n  want {want}", file=sys.stderr)
    return {"notes": len(records), "exactly_right": right, "rate": round(right / len(records), 4)}


def short_forms(show: bool = False) -> dict[str, float]:
    """Give precision and recall of ibid., op. cit., id. and a name with a year seen before.

    Truth: the title of the resolved record, or its authors where the origin resolves no further,
    must stand in the cite that the chain ends with.
    """
    wanted = resolved = right = 0
    for document in sorted({record["doc"] for record in law_notes()}):
        records = [record for record in law_notes() if record["doc"] == document]
        notes = resolve([taken_apart(record) for record in records])
        places = {(note.ordinal, cite.ordinal): cite.text for note in notes for cite in note.citations}
        for record, note in zip(records, notes, strict=True):
            for printed, truth in zip(record["citations"], record["resolved"], strict=True):
                if "crossref" not in printed["fields"]:
                    continue
                wanted += 1
                cite = next((c for c in note.citations if bare(c.text) == bare(printed["string"])), None)
                if cite is None or not cite.chain:
                    continue
                resolved += 1
                target = fold(places[cite.chain[-1] if cite.form is not CitationForm.FULL else cite.chain[0]])
                hit = _meant(truth, printed["fields"], target, fold(places[cite.chain[0]]))
                right += hit
                if show and not hit:
                    print(f"{document} note {record['note']}: {cite.text} → {target}", file=sys.stderr)
    precision = right / resolved if resolved else 1.0
    return {"short_forms": wanted, "resolved": resolved, "right": right,
            "precision": round(precision, 4), "recall": round(right / wanted, 4)}  # fmt: skip


def _meant(truth: dict[str, Any], printed: dict[str, Any], last: str, first: str) -> bool:
    own = set(printed.get("title", ()))
    names = (
        [t for t in truth.get("title", ()) if t not in own] or truth.get("container-title")
        if own
        else truth.get("title")
    )
    keys = [fold(name) for name in (names or [])] or [fold(a) for a in truth.get("author", ())]
    keys = keys or [fold(word) for word in truth.get("crossref", ())[:1]]
    return bool(keys) and (all(key in last for key in keys) or all(key in first for key in keys))


def documents() -> Iterator[tuple[str, dict[str, int]]]:
    """Give for each shared document the notes wanted, found with equal text, and tied to a mark."""
    for truth in sorted((SHARED / "docs").glob("*/*.notes.jsonl")):
        path = truth.with_name(truth.name.removesuffix(".notes.jsonl"))
        records = [json.loads(line) for line in truth.read_text("utf-8").splitlines()]
        want = Counter(squeeze(r["text"]) for r in records if r["kind"] != "cite")
        apparatus = find(read(path))
        got = Counter(squeeze(note.text) for note in apparatus.notes)
        yield f"{path.parent.name}/{path.name}", {
            "want": want.total(), "found": len(apparatus.notes), "equal": (want & got).total(),
            "tied": sum(bool(note.callouts) for note in apparatus.notes), "orphans": len(apparatus.orphans),
        }  # fmt: skip


def main() -> None:
    show = "--errors" in sys.argv
    print(
        json.dumps(
            {
                "segmentation": segmentation(show),
                "short_forms": short_forms(show),
                "documents": dict(documents()),
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
