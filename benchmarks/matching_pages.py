"""Measure what becomes of a reference whose first page is not the record's, all else alike.

    python -m benchmarks.matching_pages [--records 1500]

Articles of the shared data are printed in five styles, once as they are and once with a page that
the record does not have; only the record itself is offered.  Records are told apart by whether
their pages are pages for certain, or may be an article's number.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.matching import SHARED
from bibtrack.matching.numbers import _certain_pages, pages
from bibtrack.matching.score import decide
from bibtrack.resolvers.crossref_record import candidate
from bibtrack.values.match import Candidate, Decision
from bibtrack.values.reference import Reference, Role


def articles(shared: Path, count: int) -> list[dict[str, Any]]:
    """Give `count` journal articles with author, title, volume and page, mixed but always the same."""
    with gzip.open(shared / "data" / "crossref" / "works.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [record for record in map(json.loads, lines) if _whole(record)]
    random.Random(5).shuffle(found)
    return found[:count]


def _whole(record: dict[str, Any]) -> bool:
    named = bool(record.get("author")) and bool(record["author"][0].get("family"))
    titled = bool(record.get("title")) and len(record["title"][0].split()) > 3
    return (
        record.get("type") == "journal-article"
        and named
        and titled
        and bool(record.get("volume") and record.get("page"))
    )


def printed(work: Reference, page: str) -> Iterator[tuple[str, str]]:
    """Give (style, reference) of a work with this first page."""
    names = ", ".join(name.sort_form() for name in work.names(Role.AUTHOR)[:3])
    title, held, year, volume = work.title, work.container_title, work.year, work.volume
    issue = f"({work.issue})" if work.issue else ""
    yield "apa", f"{names} ({year}). {title}. {held}, {volume}{issue}, {page}."
    yield "vancouver", f"{names}. {title}. {held}. {year};{volume}{issue}:{page}."
    yield "acs", f"{names}. {title}. {held} {year}, {volume}, {page}."
    yield "mla", f"{names}. “{title}.” {held}, vol. {volume}, no. {work.issue or 1}, {year}, p. {page}."
    yield "chicago", f"{names}, “{title},” {held} {volume}, no. {work.issue or 2} ({year}): {page}."


def other_page(work: Reference, chance: random.Random) -> str:
    """Give a page that the work does not have."""
    first, last = pages(work.page)
    while True:
        page = chance.randrange(1, 2500)
        inside = bool(
            first and last and first.isdigit() and last.isdigit() and int(first) <= page <= int(last)
        )
        if str(page) != first and not inside:
            return str(page)


def main() -> None:
    """Print the shares that are accepted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--records", type=int, default=1500)
    options = parser.parse_args()
    chance, asked, accepted = (
        random.Random(6),
        Counter[tuple[str, str, str]](),
        Counter[tuple[str, str, str]](),
    )
    for record in articles(options.shared, options.records):
        offered = candidate(record)
        kind = "pages" if _certain_pages(offered.reference) else "perhaps a number"
        own = pages(offered.reference.page)[0] or ""
        for label, page in (("own page", own), ("other page", other_page(offered.reference, chance))):
            for style, text in printed(offered.reference, page):
                key = (label, kind, style)
                asked[key] += 1
                accepted[key] += _accepted(text, offered)
    for key, count in sorted(asked.items()):
        print(f"{key[0]:10}  {key[1]:16}  {key[2]:9}  {count:5} asked  {accepted[key] / count:6.1%} accepted")


def _accepted(text: str, offered: Candidate) -> bool:
    return decide(Reference(), [offered], text=text).decision is Decision.ACCEPT


if __name__ == "__main__":
    main()
