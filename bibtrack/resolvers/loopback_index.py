"""The records of the loopback Crossref: kept in memory, found by DOI, by words, by filter."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log
from pathlib import Path
from typing import Any

from bibtrack.errors import InputError
from bibtrack.text import tokens
from bibtrack.values.identifier import normalise_doi

Record = Mapping[str, Any]
#: A word in more than this share of the records is looked at only when a query holds no rarer one.
COMMON = 0.1


def read_records(path: Path) -> Iterator[Record]:
    """Give the records of a file, one JSON object a line (`.gz` or not), or of a folder of them.

    Raises InputError for a missing file or a line that is not JSON.
    """
    files = sorted(path.glob("*.json*")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise InputError(
            f"{path}: no file of records here; give a .jsonl or .jsonl.gz file, or a folder of them"
        )
    for file in files:
        with (
            gzip.open(file, "rt", encoding="utf-8")
            if file.suffix == ".gz"
            else file.open(encoding="utf-8") as lines
        ):
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield from _records(file, number, line)


def _records(file: Path, number: int, line: str) -> Iterator[Record]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise InputError(f"{file}, line {number}: not JSON ({error}); one record a line is wanted") from error
    if isinstance(value, dict):
        items = value.get("items", [value.get("message", value)])
        yield from (item for item in items if isinstance(item, dict))


class Index:
    """Records by DOI and by word."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.records: list[Record] = []
        self.by_doi: dict[str, int] = {}
        self._postings: dict[str, list[int]] = defaultdict(list)
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Take in one record; a record without a DOI, or with one known already, is passed over."""
        doi = normalise_doi(str(record.get("DOI") or ""))
        if doi is None or doi in self.by_doi:
            return
        at = len(self.records)
        self.records.append(record)
        self.by_doi[doi] = at
        for word in set(tokens(described(record))):
            self._postings[word].append(at)

    def get(self, doi: str) -> Record | None:
        """Give the record of a DOI, or None."""
        at = self.by_doi.get(normalise_doi(doi) or doi.lower())
        return None if at is None else self.records[at]

    def search(self, text: str) -> list[tuple[float, Record]]:
        """Give (score, record) for records that share a word with `text`, best first."""
        words = {word for word in tokens(text) if word in self._postings}
        rare = {word for word in words if len(self._postings[word]) <= max(20, COMMON * len(self.records))}
        scores: dict[int, float] = defaultdict(float)
        for word in rare or words:
            weight = log(1 + len(self.records) / len(self._postings[word]))
            for at in self._postings[word]:
                scores[at] += weight
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [(round(score, 4), self.records[at]) for at, score in ranked]


def described(record: Record) -> str:
    """Give the words of a record that `query.bibliographic` looks at, as one text."""
    parts = [
        *_texts(record.get("title")),
        *_texts(record.get("subtitle")),
        *_texts(record.get("container-title")),
    ]
    for role in ("author", "editor"):
        people = record.get(role)
        for person in people if isinstance(people, list) else []:
            if isinstance(person, dict):
                parts += [str(person.get(key) or "") for key in ("family", "given", "name")]
    parts += [str(record.get(key) or "") for key in ("volume", "issue", "page", "publisher")]
    return " ".join([*parts, year(record)])


def year(record: Record) -> str:
    """Give the year of `issued` as text, or ""."""
    issued = record.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    return str(first[0]) if first and first[0] else ""


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]
