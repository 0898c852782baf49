"""Import and export every file of ../shared/data/bib: what comes back byte for byte, and what does not, and why.

    python benchmarks/formats_roundtrip.py [--shared ../shared] [--list]

For each file: a fresh library, `bibtrack import`, then the file again and each entry by itself.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from bibtrack import export, importing
from bibtrack.errors import BibtrackError
from bibtrack.formats.bibtex import loads
from bibtrack.store.engine import Run, open_library
from bibtrack.store.items import all_ids, load_items, originals
from bibtrack.store.migrate import ensure
from bibtrack.store.reading import open_reader


def measure(path: Path, database: Path, counts: Counter[str], listed: list[str]) -> None:
    try:
        file = importing.read_file(path, "bibtex")
    except BibtrackError as error:
        counts["files refused with a sentence"] += 1
        listed.append(f"{path.name}: refused: {error}")
        return
    with closing(open_library(database)) as library:
        try:
            summary = importing.run(library, file, Run("import", "benchmark"))
        except BibtrackError as error:
            counts["files refused with a sentence"] += 1
            listed.append(f"{path.name}: refused: {error}")
            return
    found = loads(file.text)
    counts["entries in"] += len(found.items)
    counts["entries out"] += summary.new + summary.same + len(summary.differences)
    counts["failed blocks in"] += len(found.failed)
    counts["failed blocks out"] += len(summary.failed)
    with closing(open_reader(database)) as connection:
        again = export.file_again(connection, path.name)
        counts["files byte for byte"] += again == path.read_bytes()
        if again != path.read_bytes():
            listed.append(f"{path.name}: the file differs")
        items = dict(load_items(connection, all_ids(connection)))
        kept = originals(connection, items)
        texts = Counter(block.text for block in found.blocks if block.kind == "entry")
        for number, item in items.items():
            text = export.as_imported(connection, kept[number], item, "bibtex")
            counts["entries byte for byte"] += text in texts
            counts["sources"] += 1
            if text not in texts:
                listed.append(
                    f"{path.name}: {item.citekey} differs from its text in line {kept[number].line}"
                )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--shared", default=Path(__file__).resolve().parents[2] / "shared", type=Path)
    asked.add_argument("--list", action="store_true")
    given = asked.parse_args()
    folder = given.shared / "data" / "bib"
    names = [json.loads(line)["file"] for line in (folder / "manifest.jsonl").open(encoding="utf-8")]
    counts: Counter[str] = Counter(files=len(names))
    listed: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        empty = Path(scratch) / "empty.sqlite3"
        ensure(empty)
        for name in names:
            database = Path(scratch) / "library.sqlite3"
            for old in Path(scratch).glob("library.sqlite3*"):
                old.unlink()
            shutil.copy(empty, database)
            measure(folder / name, database, counts, listed)
    if given.list:
        print("\n".join(listed))
    share = counts["entries byte for byte"] / max(1, counts["sources"])
    print(json.dumps({**counts, "share of entries byte for byte": round(share, 5)}, indent=2))
    return 0 if share >= 0.99 else 1


if __name__ == "__main__":
    sys.exit(main())
