"""Measure the local file: records indexed a second, references matched a second over 100,000 records.

    python -m benchmarks.matching_speed [--records 100000] [--references 2000] [--jobs 2]

The file is made of all real and stub records and of recombined ones (the title of one, the names
of another, numbers moved), so that words and names are as common as in life.  The yardstick is
reading the file with gzip and json alone, measured in the same run on the same machine.  Processor time is
that of all processes, so on N idle processors N times that many are matched.
"""

import argparse
import gzip
import json
import os
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.matching import ABSENT, PRESENT, SHARED, cases
from bibtrack.lookup import Asked, from_file
from bibtrack.resolvers.localindex import open_index

SETS = (*PRESENT, *ABSENT[:6])


def records(shared: Path, count: int) -> Iterator[dict[str, Any]]:
    """Give `count` records: the supplied ones first, then recombined ones."""
    known = []
    for name in ("works", "stub-records"):
        with gzip.open(shared / "data" / "crossref" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            known += [json.loads(line) for line in lines]
    yield from known[:count]
    chance = random.Random(7)
    for number in range(len(known), count):
        one, other, third = chance.choices(known, k=3)
        yield {
            **{name: value for name, value in one.items() if name != "reference"},
            "DOI": f"10.5555/made.{number}",
            "title": [_mixed(one, other, chance)],
            "author": other.get("author") or [],
            "volume": third.get("volume"),
            "page": str(chance.randrange(1, 4000)),
            "issued": {"date-parts": [[chance.randrange(1960, 2022)]]},
        }


def _mixed(one: dict[str, Any], other: dict[str, Any], chance: random.Random) -> str:
    title = " ".join(
        text for record in (one, other) for text in (record.get("title") or []) if isinstance(text, str)
    )
    found = title.split()
    chance.shuffle(found)
    return " ".join(found[: chance.randrange(4, 14)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--references", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "works.jsonl.gz"
        with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as stream:
            stream.writelines(
                json.dumps(record) + "\n" for record in records(options.shared, options.records)
            )
        yardstick = _timed("read with gzip and json", options.records, lambda: _read(path))
        _timed("indexed", options.records, lambda: open_index(path).close(), yardstick)
        each = options.references // len(SETS)
        asked = [
            Asked(0, case.reference, case.text)
            for name in SETS
            for case in cases(options.shared, name, "all", each)
        ]
        random.Random(3).shuffle(asked)
        asked = asked[: options.references]
        _timed(
            f"matched, {options.jobs} processes",
            len(asked),
            lambda: list(from_file(asked, path, jobs=options.jobs)),
            yardstick,
        )
        _timed("matched, 1 process", len(asked), lambda: list(from_file(asked, path, jobs=1)), yardstick)


def _read(path: Path) -> int:
    with gzip.open(path, "rb") as lines:
        return sum(json.loads(line) is not None for line in lines)


def _processor() -> float:
    """Give the processor seconds of this process and of its children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _timed(label: str, count: int, work: Any, yardstick: float | None = None) -> float:
    wall, own = perf_counter(), _processor()
    work()
    wall, own = perf_counter() - wall, _processor() - own
    told = f"{count / wall:8.0f} a second, {count / own:8.0f} a second of processor time"
    print(
        f"{label:26} {told}"
        + (f", {wall / count / yardstick:7.2f} times the yardstick" if yardstick else ""),
        flush=True,
    )
    return wall / count


if __name__ == "__main__":
    main()
