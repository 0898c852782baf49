"""Look works up in a local file of Crossref records, through an index in SQLite full text.

The index lies beside the file (or in the user's cache when that folder cannot be written), is
made once and made again when the file changes.  It answers the same question as the HTTP
resolver (`lookup`), so `resolve --from` and `lookup --from` need no network.

sqlite3 is used here for a file of our own making that holds no library data; the library's
database is opened in `store/` only.
"""

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import islice
from math import log
from pathlib import Path
from time import perf_counter

from bibtrack.errors import InputError
from bibtrack.matching.question import Question, question
from bibtrack.resolvers.crossref_record import candidate, doi_of
from bibtrack.resolvers.localkeys import question_pairs, record_keys, title_keys
from bibtrack.resolvers.worksfile import lines, record_of, works_files
from bibtrack.values.identifier import normalise_doi
from bibtrack.values.match import Candidate, Lookup, LookupStatus, Strategy
from bibtrack.values.reference import Reference

FORMAT = "bibtrack-works-index/2"
#: What is kept of a record: what `crossref_record` reads; references, links and licences are not.
KEPT = (
    "DOI", "type", "subtype", "title", "subtitle", "short-title", "original-title", "author", "editor", "translator",
    "container-title", "short-container-title", "container-title-short", "publisher", "publisher-location", "volume",
    "issue", "journal-issue", "page", "article-number", "edition-number", "event", "language", "institution",
    "standards-body", "degree", "issued", "published", "published-print", "published-online", "posted", "approved",
    "ISBN", "ISSN", "relation", "update-to", "updated-by", "report-number", "provenance",
)  # fmt: skip
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE work (id INTEGER PRIMARY KEY, doi TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE pair (key INTEGER NOT NULL, work INTEGER NOT NULL);
CREATE VIRTUAL TABLE keys USING fts5(key, content='', detail=none, columnsize=0, tokenize='ascii');
"""
_FINISH = """
CREATE INDEX work_doi ON work (doi);
CREATE INDEX pair_key ON pair (key, work);
CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, keys, row);
CREATE TABLE frequency (key TEXT PRIMARY KEY, works INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO frequency SELECT term, doc FROM temp.vocabulary WHERE doc > 8;
DROP TABLE temp.vocabulary;
"""
_BATCH = 2000
_RARE = 4
#: How many filed works one question may look at; common words are left out beyond it.
_BUDGET = 6000
_WORDS = 20
#: So many words that the file knows are enough.
_TELLING = 12
#: Beyond the first few, works need this share of the best one's votes and this many rare keys' worth.
_WORTH = 0.45
_KEYS = 1.4
_ALWAYS = 3
#: The same where the best one stands out; one more is looked at, for the lead over it.
_PLAIN_WORTH = 0.5
_PLAIN_ALWAYS = 2
#: After this many filed works reading ends when a work has so many rare keys' worth of votes.
_QUICK = 400
_PLAIN = 5.0
_FILED = "SELECT rowid FROM keys WHERE keys MATCH ?"
Tell = Callable[[int, int | None], None]


def open_index(path: Path | str, *, tell: Tell = lambda done, total: None) -> "LocalIndex":
    """Open the index of a file or folder of records; it is made first when missing or out of date.

    `tell` hears how many records are done.  Raises InputError for a file that is not what its
    name says, or that holds no record with a DOI.
    """
    source = Path(path)
    state = _state(source)
    for place in _places(source):
        if _fresh(place, state):
            return LocalIndex(place)
    for place in _places(source):
        if _writable(place.parent):
            build(source, place, state, tell)
            return LocalIndex(place)
    raise InputError(f"{source}: the index can be written neither beside it nor in the cache; free a folder")


class LocalIndex:
    """An open index: `by_doi`, `search`, `lookup`; read-only, for one thread."""

    def __init__(self, place: Path) -> None:
        """Open a finished index file."""
        self.place = place
        self._connection = sqlite3.connect(f"{place.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        self._connection.execute("PRAGMA mmap_size = 1073741824")
        row = self._connection.execute("SELECT value FROM meta WHERE name = 'works'").fetchone()
        self.works = int(row[0])
        self._rarest = log(1 + self.works / _RARE)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def by_doi(self, doi: str) -> Candidate | None:
        """Give the record of a DOI, or None; of several deposits of one DOI the last."""
        wanted = normalise_doi(doi)
        query = "SELECT record FROM work WHERE doi = ? ORDER BY id DESC LIMIT 1"
        row = self._connection.execute(query, (wanted,)).fetchone()
        return candidate(json.loads(row[0]), resolver="local") if row else None

    def search(self, query: str, rows: int = 15) -> list[Candidate]:
        """Give at most `rows` records for a free-text reference, likely ones first."""
        return self._search(question(Reference(), query), rows)

    def lookup(self, reference: Reference, text: str | None = None, rows: int = 15) -> Lookup:
        """Ask for one reference: by its DOI first, then by its words and numbers.

        A DOI that the file lacks is not the end: the words may find the work under its right one.
        """
        started = perf_counter()
        asked = question(reference, text)
        known = self.by_doi(asked.doi) if asked.doi else None
        found = self._search(asked, rows)
        if known is not None:
            found = [known, *(one for one in found if one.doi != known.doi)]
        return Lookup(
            status=LookupStatus.OK if found else LookupStatus.EMPTY,
            strategy=Strategy.DOI if known else Strategy.BIBLIOGRAPHIC,
            query=asked.doi if known and asked.doi else (text or asked.text),
            candidates=tuple(found),
            resolver="local",
            duration_ms=round((perf_counter() - started) * 1000),
        )

    def _search(self, asked: Question, rows: int) -> list[Candidate]:
        votes: defaultdict[int, float] = defaultdict(float)
        for (work,) in self._by_pairs(question_pairs(asked)):
            votes[work] += self._rarest
        self._by_words(asked, votes)
        return list(self._candidates(self._likely(votes, rows), votes))

    def _by_words(self, asked: Question, votes: defaultdict[int, float]) -> None:
        """Add the votes of the rarest words; common ones are read only while no work stands out."""
        read = told = 0
        for key, count in self._worth_asking(asked):
            if told == _TELLING or (read <= _QUICK < read + count and self._stands_out(votes)):
                return
            # Quoted, so that a word like "or" or "near" is a word.
            found = self._connection.execute(_FILED, (f'"{key}"',)).fetchall()
            rarity = log(1 + self.works / count)
            for (work,) in found:
                votes[work] += rarity
            read += count
            told += bool(found)

    def _stands_out(self, votes: Mapping[int, float]) -> bool:
        """Tell whether the rare keys have found a work already, so that common words need not be read."""
        return max(votes.values(), default=0.0) >= self._rarest * _PLAIN

    def _likely(self, votes: Mapping[int, float], rows: int) -> list[int]:
        """Give the works that are worth comparing field by field, most votes first."""
        most = nlargest(_ALWAYS, votes.values())
        if not most:
            return []
        plain = most[0] >= self._rarest * _PLAIN
        least = max(most[0] * (_PLAIN_WORTH if plain else _WORTH), self._rarest * _KEYS)
        low = min(most[-1], least)
        kept = sorted((-vote, work) for work, vote in votes.items() if vote >= low)[:rows]
        always = _PLAIN_ALWAYS if plain else _ALWAYS
        return [work for i, (vote, work) in enumerate(kept) if i < always or -vote >= least]

    def _by_pairs(self, pairs: Sequence[int]) -> Iterable[tuple[int]]:
        marks = ",".join("?" * len(pairs))
        query = f"SELECT work FROM pair WHERE key IN ({marks}) LIMIT {_BUDGET}"
        return self._connection.execute(query, pairs)

    def _worth_asking(self, asked: Question) -> Iterator[tuple[str, int]]:
        """Give the rarest words of the question with the number of works, within the budget."""
        words = list(dict.fromkeys(title_keys(tuple(word.text for word in asked.words))))[:200]
        counts = self._frequencies(words)
        left = _BUDGET
        for key in sorted(words, key=lambda key: counts.get(key, _RARE))[:_WORDS]:
            count = counts.get(key, _RARE)
            if count > left:
                return
            left -= count
            yield key, count

    def _frequencies(self, keys: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, works FROM frequency WHERE key IN ({marks})"
            found.update(self._connection.execute(query, part))
        return found

    def _candidates(self, works: Sequence[int], votes: Mapping[int, float]) -> Iterator[Candidate]:
        marks = ",".join("?" * len(works))
        found = dict(
            self._connection.execute(f"SELECT id, record FROM work WHERE id IN ({marks})", works).fetchall()
        )
        for rank, work in enumerate(works, start=1):
            record = json.loads(found[work])
            record["score"] = round(votes[work], 3)
            yield candidate(record, rank, resolver="local")


def build(source: Path, place: Path, state: str, tell: Tell = lambda done, total: None) -> int:
    """Make the index of `source` at `place`; gives the number of works.  Written beside, then moved."""
    unfinished = place.with_name(f"{place.name}.{os.getpid()}.part")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished, isolation_level=None)
    try:
        works = _fill(connection, source, tell)
        if not works:
            raise InputError(
                f"{source}: no record with a DOI in it; name a file of Crossref records, one a line"
            )
        connection.executescript(_FINISH)
        told = {"format": FORMAT, "state": state, "works": str(works)}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", told.items())
        connection.close()
        os.replace(unfinished, place)
    finally:
        connection.close()
        unfinished.unlink(missing_ok=True)
    return works


def _fill(connection: sqlite3.Connection, source: Path, tell: Tell) -> int:
    # Nobody reads an unfinished file, so nothing has to be safe before the move.
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
    )
    connection.executescript(_SCHEMA)
    connection.execute("BEGIN")
    done = 0
    rows = _rows(line for file in works_files(source) for line in lines(file))
    while batch := list(islice(rows, _BATCH)):
        numbered = [(done + i, *row) for i, row in enumerate(batch, start=1)]
        connection.executemany(
            "INSERT INTO work VALUES (?, ?, ?)", [(n, doi, kept) for n, doi, kept, _, _ in numbered]
        )
        connection.executemany(
            "INSERT INTO keys (rowid, key) VALUES (?, ?)", [(n, words) for n, _, _, words, _ in numbered]
        )
        connection.executemany(
            "INSERT INTO pair VALUES (?, ?)", [(key, n) for n, *_, keys in numbered for key in keys]
        )
        done += len(batch)
        tell(done, None)
    connection.execute("COMMIT")
    return done


def _rows(found: Iterator[bytes]) -> Iterator[tuple[str, str, str, set[int]]]:
    for line in found:
        record = record_of(line)
        doi = doi_of(record) if record else None
        if record is None or doi is None:
            continue
        kept = {name: record[name] for name in KEPT if record.get(name)}
        words, pairs = record_keys(record)
        yield doi, json.dumps(kept, ensure_ascii=False, separators=(",", ":")), " ".join(words), pairs


def _state(source: Path) -> str:
    told = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in works_files(source)]
    return json.dumps([FORMAT, told])


def _places(source: Path) -> list[Path]:
    from hashlib import sha256

    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bibtrack"
    name = sha256(str(source.resolve()).encode()).hexdigest()[:16]
    beside = source / "index.sqlite3" if source.is_dir() else source.with_name(source.name + ".index.sqlite3")
    return [beside, cache / f"{name}.index.sqlite3"]


def _fresh(place: Path, state: str) -> bool:
    if not place.is_file():
        return False
    try:
        connection = sqlite3.connect(f"{place.resolve().as_uri()}?mode=ro", uri=True)
        try:
            row = connection.execute("SELECT value FROM meta WHERE name = 'state'").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return False
    return row is not None and row[0] == state


def _writable(folder: Path) -> bool:
    """Tell whether an index may be put here; a folder marked read-only is left alone, also by the superuser."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not folder.stat().st_mode & 0o222:
            return False
        probe = folder / f".bibtrack-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True
