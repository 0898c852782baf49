"""How long reading takes: a PDF of 300 pages with 500 notes, a Word file of 1,000 notes.

Run: python benchmarks/notes_speed.py
Prints one JSON object: seconds of reading, finding and taking apart, peak memory in MB.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bibtrack.notes.backrefs import resolve
from bibtrack.notes.find import find
from bibtrack.notes.split import split
from bibtrack.readers.open import read
from tests.readers import made


def timed(path: Path) -> dict[str, object]:
    told: list[int] = []
    start = time.perf_counter()
    apparatus = find(read(path, progress=lambda done, total, text: told.append(done)))
    found = time.perf_counter()
    resolve([split(note) for note in apparatus.notes])
    return {
        "notes": len(apparatus.notes),
        "tied": sum(bool(note.callouts) for note in apparatus.notes),
        "progress_told": len(told),
        "read_and_find_s": round(found - start, 2),
        "take_apart_s": round(time.perf_counter() - found, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    }


def filled(pages: list[list[tuple[float, float, float, str]]]) -> list[list[tuple[float, float, float, str]]]:
    """Fill each page with prose to the usual 45 lines."""
    line = "Prose that fills the page and cites nothing stands here for the sake of the length of it all."
    return [[*items, *((72, 600 - 12 * n, 11, line) for n in range(40))] for items in pages]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        word, printed = Path(folder) / "thousand.docx", Path(folder) / "long.pdf"
        word.write_bytes(made.docx(1000))
        pages, _ = made.footnoted(500)
        printed.write_bytes(made.pdf(filled(pages + [[] for _ in range(300 - len(pages))])))
        print(
            json.dumps({"docx_1000_notes": timed(word), "pdf_300_pages_500_notes": timed(printed)}, indent=2)
        )


if __name__ == "__main__":
    main()
