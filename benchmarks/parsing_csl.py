"""Measure the typed fields of the parser: `python benchmarks/parsing_csl.py [strings]`.

Crossref's evaluation rendered known works in eight clean styles (`matching/crossref-synthetic-*`); a field counts
when the string prints the record's value, and is right when letters and digits of the CSL value are the record's.
The spans' figures (`parsing.py`) say nothing of what becomes of a span: "pages 3-9" was "ages 3-9" for long.
BIBTRACK_SHARED says where the research data are.
"""

import gzip
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from bibtrack.formats.csljson import to_csl  # noqa: E402
from bibtrack.references.parse import parse_citations  # noqa: E402

DATA = Path(os.environ.get("BIBTRACK_SHARED", ROOT / ".." / "shared")).resolve() / "data"
FIELDS = ("title", "container-title", "volume", "issue", "page", "year", "first author", "last author")
#: Styles with typing errors, cut fields or scrambled titles.
SPOILED = ("noise", "degraded")


def plain(text: object) -> str:
    """Give letters and digits of a value, in small letters."""
    return re.sub(r"[\W_]+", "", str(text or "").lower())


def strings(data: Path) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Give style, string and record of the rendered works, in one random order."""
    with gzip.open(data / "crossref" / "stub-records.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = {record["DOI"].lower(): record for record in map(json.loads, lines)}
    found = []
    for name in ("crossref-synthetic-styles", "crossref-synthetic-styles-1"):
        for line in (data / "matching" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            style, record = item.get("style") or "", records.get((item["doi"] or "").lower())
            if record and not any(word in style for word in SPOILED):
                found.append((style, item["string"], record))
    random.Random(4).shuffle(found)
    return found


def wanted(record: Mapping[str, Any]) -> dict[str, str]:
    """Give what a record says, by field; pages by their first."""
    families = [author["family"] for author in record.get("author", []) if author.get("family")]
    year = (record.get("issued", {}).get("date-parts") or [[None]])[0][0]
    return {
        "title": (record.get("title") or [""])[0],
        "container-title": (record.get("container-title") or [""])[0],
        "volume": record.get("volume") or "",
        "issue": record.get("issue") or "",
        "page": re.split(r"[-–]", record.get("page") or "")[0],
        "year": str(year or ""),
        "first author": families[0] if families else "",
        "last author": families[-1] if len(families) > 1 else "",
    }


def given(csl: Mapping[str, Any]) -> dict[str, str]:
    """Give what the parser says, by field."""
    families = [name.get("family") or name.get("literal") or "" for name in csl.get("author", [])]
    year = (csl.get("issued", {}).get("date-parts") or [[""]])[0][0]
    return {
        **{name: str(csl.get(name) or "") for name in ("title", "container-title", "volume", "issue")},
        "page": str(csl.get("page") or "").split("-")[0],
        "year": str(year),
        "first author": families[0] if families else "",
        "last author": families[-1] if len(families) > 1 else "",
    }


def judged(count: int, data: Path = DATA) -> Iterator[tuple[str, str, bool]]:
    """Give style, field and whether it is right, of every value that a string prints as a word of its own."""
    items = strings(data)[:count]
    for (style, string, record), parsed in zip(
        items, parse_citations([item[1] for item in items]), strict=True
    ):
        found = given(to_csl(parsed.reference))
        for field, value in wanted(record).items():
            # A lone digit is printed by chance too often, and volumes without one are slips of the records.
            if field in ("volume", "issue", "page") and (len(value) < 2 or not re.search(r"\d", value)):
                continue
            if value and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", string):
                yield style, field, plain(found[field]) == plain(value)


def main(count: int) -> None:
    """Print the share that is right, by style and field, and of all."""
    right: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for style, field, good in judged(count):
        for name in (style, "all"):
            seen[name, field] += 1
            right[name, field] += good
    for style in sorted({name for name, _ in seen}):
        shares = [
            f"{field}={right[style, field] / seen[style, field]:.3f}({seen[style, field]})"
            for field in FIELDS
            if seen[style, field]
        ]
        print(f"{style:30} {' '.join(shares)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
