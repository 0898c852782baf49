"""Resolution against the loopback Crossref: requests, rate, and what a kill costs.

    python -m benchmarks.resolving dois             500 DOIs from cold, then a second run
    python -m benchmarks.resolving texts            free-text sources at the polite pool's limits
    python -m benchmarks.resolving kill             kill -9 at random moments, then the end of the run
    python -m benchmarks.resolving file             `resolve --from`: sources a second

The server is a process of its own and counts; records are those of the shared data when it is
there, else invented.  Nothing leaves this machine.
"""

import argparse
import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("BIBTRACK_SHARED", str(ROOT / ".." / "shared"))).resolve()
WORDS = (
    "river stone harbour lantern copper meadow signal winter garden marble treaty custom border ledger pasture"
    " timber estuary glacier monsoon archive dialect parish tribunal guild caravan delta quarry orchard"
).split()


def records(count: int) -> Iterator[dict[str, Any]]:
    """Give works with title, author and year, each title once."""
    file, seen = SHARED / "data" / "crossref" / "works.jsonl.gz", set()
    if file.is_file():
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                title = (record.get("title") or [""])[0]
                names = record.get("author") or [{}]
                if (
                    len(title.split()) > 3
                    and names[0].get("family")
                    and title not in seen
                    and record.get("type") == "journal-article"
                ):
                    seen.add(title)
                    yield record
    chance = random.Random(1)
    for number in range(count):
        title = " ".join(chance.choices(WORDS, k=7)).capitalize() + f" {number}"
        yield {
            "DOI": f"10.5555/{number:08d}", "type": "journal-article", "title": [title], "volume": str(number % 80 + 1),
            "author": [{"family": chance.choice(WORDS).title(), "given": "A."}], "page": f"{number}-{number + 9}",
            "issued": {"date-parts": [[1950 + number % 70]]}, "container-title": ["Journal of " + chance.choice(WORDS)],
        }  # fmt: skip


@contextmanager
def serving(folder: Path, found: list[dict[str, Any]], *options: str) -> Iterator[str]:
    """Serve records from a process of its own; gives its address."""
    file = folder / "works.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in found), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "bibtrack.resolvers.loopback",
        "--from",
        str(file),
        "--port",
        "0",
        *options,
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split(" at ")[1].split(";")[0]
    finally:
        process.kill()
        process.communicate()


def ask(url: str, path: str) -> Any:
    """Read what the server counted."""
    with urllib.request.urlopen(f"{url}/loopback/{path}") as answer:
        return json.load(answer)


def library(folder: Path, found: list[dict[str, Any]], with_doi: float) -> Path:
    """Make a library whose sources print these works; a share of them with the DOI."""
    from bibtrack.resolvers.crossref_record import candidate
    from bibtrack.store import sources
    from bibtrack.store.engine import Run, change, open_library
    from bibtrack.store.migrate import ensure
    from bibtrack.values.reference import Reference

    path = folder / "library.sqlite3"
    ensure(path)
    opened, chance = open_library(path), random.Random(2)
    with change(opened, Run("benchmark")) as session:
        for number, record in enumerate(found):
            whole = candidate(record).reference
            printed = Reference(
                type=whole.type, title=whole.title, creators=whole.creators[:3], issued=whole.issued,
                container_title=whole.container_title, volume=whole.volume, page=whole.page,
                identifiers=whole.identifiers[:1] if chance.random() < with_doi else (),
            )  # fmt: skip
            sources.add(session, f"k{number:05d}", printed, "2026-01-01T00:00:00Z")
    opened.close()
    return path


def environment(url: str) -> dict[str, str]:
    """Give the settings that lead a command to the server."""
    names = {f"BIBTRACK_{name}_URL": url for name in ("CROSSREF", "DOI", "DATACITE")}
    return {**os.environ, **names, "BIBTRACK_MAILTO": "someone@example.org", "PYTHONPATH": str(ROOT)}


def resolve(path: Path, url: str) -> tuple[float, str]:
    """Run the command to its end; gives seconds and its last line."""
    started = time.monotonic()
    command = [sys.executable, "-m", "bibtrack", "--db", str(path), "resolve"]
    done = subprocess.run(command, cwd=ROOT, env=environment(url), capture_output=True, text=True, check=True)
    return time.monotonic() - started, done.stderr.strip().splitlines()[-1]


def dois(count: int) -> None:
    """Print how many requests `count` DOIs take from cold, and a second run."""
    with tempfile.TemporaryDirectory() as name:
        folder, found = Path(name), list(islice(records(count), count))
        with serving(folder, found) as url:
            path = library(folder, found, with_doi=1.0)
            seconds, told = resolve(path, url)
            first = ask(url, "stats")
            again, told_again = resolve(path, url)
            second = ask(url, "stats")
    print(
        f"{count} DOIs: {first['requests']} requests in {seconds:.1f} s, {first['over-limit']} over the limit ({told})"
    )
    print(f"second run: {second['requests'] - first['requests']} requests in {again:.1f} s ({told_again})")


def texts(count: int) -> None:
    """Print the share of the permitted rate that `count` free-text sources reach."""
    with tempfile.TemporaryDirectory() as name:
        folder, found = Path(name), list(islice(records(count), count))
        with serving(folder, found, "--latency", "0.15") as url:
            path = library(folder, found, with_doi=0.0)
            resolver_time, told = resolve(path, url)
            stats = ask(url, "stats")
    rate = (stats["requests"] - 1) / stats["seconds"]
    print(f"{count} texts: {stats['requests']} requests, {rate:.3f} a second of 3 permitted: {rate / 3:.1%}")
    print(
        f"over the limit: {stats['over-limit']}; most at once: {stats['most-at-once']}; {resolver_time:.0f} s ({told})"
    )


def file(count: int) -> None:
    """Print how many sources a second are resolved from a local file whose index is there."""
    from bibtrack import resolve as verb
    from bibtrack.resolvers.localindex import open_index
    from bibtrack.settings import Settings
    from bibtrack.store.engine import open_library

    with tempfile.TemporaryDirectory() as name:
        folder, found = Path(name), list(islice(records(count), count))
        works = folder / "works.jsonl"
        works.write_text("".join(json.dumps(record) + "\n" for record in found), encoding="utf-8")
        open_index(works).close()
        opened = open_library(library(folder, found, with_doi=0.3))
        wall, own = time.perf_counter(), time.process_time()
        done = verb.run(opened, Settings(folder, opened.path), records=str(works))
        wall, own = time.perf_counter() - wall, time.process_time() - own
        opened.close()
    print(
        f"{len(done.outcomes)} sources: {count / wall:.0f} a second, {count / own:.0f} a second of processor time"
    )


#: An answer that left the service so long before the kill had come and must be kept; the rest was under way.
LATE = 0.5


@dataclass(frozen=True, slots=True)
class Damage:
    """What kills did: all but `kept` and `asked_twice` should be nothing.

    `asked_again` are questions whose kept answer was asked for once more; `sent_again` requests sent
    again although their answer had left the service more than `LATE` seconds before the kill;
    `asked_twice` are questions asked twice in all, among them the ones under way when the run was
    killed (a batch of DOIs counts as fifty), `requests_twice` the same in requests.
    """

    unsound: int
    asked_again: int
    sent_again: int
    requests_twice: int
    left: int
    over_limit: int
    kept: int
    asked_twice: int


def kill(times: int, count: int, rate: int = 40, longest: float = 1.5) -> Damage:
    """Kill `times` runs at random moments, run to the end, and give what was lost."""
    chance = random.Random(3)
    with tempfile.TemporaryDirectory() as name:
        folder, found = Path(name), list(islice(records(count), count))
        with serving(folder, found, "--rate", str(rate)) as url:
            path = library(folder, found, with_doi=0.3)
            seen: dict[str, int] = {}
            sent: dict[str, int] = {}
            unsound = asked_again = sent_again = 0
            for last in [False] * times + [True]:
                killed_at = 0.0
                if last:
                    resolve(path, url)
                else:
                    killed_at = _killed(path, url, chance.uniform(0.0, longest))
                unsound += not sound(path)
                counts = times_asked(url)
                asked_again += sum(1 for key, before in seen.items() if counts[key] > before)
                seen = {key: counts[key] for key in answered(path)}
                requests = ask(url, "questions")
                sent_again += sum(1 for key, before in sent.items() if requests[key] > before)
                # What was sent long enough ago must not be asked for in any later run.
                moments = ask(url, "answered")
                sent |= {key: requests[key] for key, at in moments.items() if at < killed_at - LATE}
            stats, twice = ask(url, "stats"), sum(1 for times_ in counts.values() if times_ > 1)
            with closing(sqlite3.connect(path)) as connection:
                left = connection.execute(
                    "SELECT count(*) FROM source WHERE status = 'unresolved'"
                ).fetchone()[0]
    again = sum(1 for times_ in requests.values() if times_ > 1)
    return Damage(unsound, asked_again, sent_again, again, left, stats["over-limit"], len(seen), twice)


def _killed(path: Path, url: str, after: float) -> float:
    """Start a run and kill it `after` seconds from its first request; gives the moment."""
    command = [sys.executable, "-m", "bibtrack", "--db", str(path), "resolve"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    # Starting takes its time; the moment is drawn from the part that asks and writes.
    before = ask(url, "stats")["requests"]
    while ask(url, "stats")["requests"] == before and process.poll() is None:
        time.sleep(0.02)
    time.sleep(after)
    moment = time.time()
    process.send_signal(signal.SIGKILL)
    process.wait()
    return moment


def sound(path: Path) -> bool:
    """Tell whether the database passes SQLite's checks and every resolved source has its record."""
    with closing(sqlite3.connect(path)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        keys = not connection.execute("PRAGMA foreign_key_check").fetchall()
        half = connection.execute(
            "SELECT count(*) FROM source s WHERE s.status = 'resolved' AND NOT EXISTS"
            " (SELECT 1 FROM statement f WHERE f.source_id = s.id AND f.origin = 'fetched')"
        ).fetchone()[0]
        open_event = connection.execute("SELECT event_id FROM journal").fetchone()[0]
    return whole and keys and not half and open_event is None


def answered(path: Path) -> set[str]:
    """Give the questions whose answers are kept."""
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT query FROM lookup WHERE status <> 'failed'")}


def times_asked(url: str) -> Counter[str]:
    """Give how often each question was asked, by its text or its DOI, alone or within a batch."""
    found: Counter[str] = Counter()
    for key, count in ask(url, "questions").items():
        path, _, query = key.partition("?")
        params = dict(json.loads(query))
        asked = [pair.removeprefix("doi:") for pair in params.get("filter", "").split(",") if pair]
        asked += [params["query.bibliographic"]] if "query.bibliographic" in params else []
        if path.startswith("/works/"):
            asked.append(urllib.parse.unquote(path.removeprefix("/works/")))
        for question in asked:
            found[question] += count
    return found


def main() -> None:
    """Run one measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("measure", choices=("dois", "texts", "kill", "file"))
    parser.add_argument("--count", type=int)
    parser.add_argument("--times", type=int, default=100)
    given = parser.parse_args()
    if given.measure == "kill":
        print(f"{given.times} kills: {kill(given.times, given.count or 4000)}")
    else:
        {"dois": dois, "texts": texts, "file": file}[given.measure](
            given.count or {"dois": 500, "texts": 2000, "file": 1000}[given.measure]
        )


if __name__ == "__main__":
    main()
