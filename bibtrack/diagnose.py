"""Look over everything that bibtrack stands on here: programs, settings, library, copies, services.

Nothing is changed.  Each finding says what was looked at, how it stands, and what to do.
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

from bibtrack import __version__
from bibtrack.clock import utc_now
from bibtrack.errors import BibtrackError
from bibtrack.resolvers.reach import reachable
from bibtrack.settings import Settings
from bibtrack.store import backup, leftovers
from bibtrack.store.reading import SCHEMA_VERSION, open_reader

#: The first SQLite with STRICT tables, RETURNING and json_each as we use them.
SQLITE = (3, 38, 0)
#: A copy older than this many days is called old.
OLD_COPY = 30
#: A write-ahead file larger than this was left by a process that ended badly, or is held by one.
LARGE_WAL = 64 * 1024 * 1024


class State(StrEnum):
    """How a finding stands: `note` can wait, `wrong` cannot."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `remedy` is empty when there is nothing to do."""

    check: str
    state: State
    detail: str
    remedy: str = ""


def diagnose(settings: Settings, *, ask: bool = True) -> list[Finding]:
    """Give every finding, in order; `ask` False leaves the services alone."""
    found = [*_programs(), *_settings(settings), *_library(settings), *_copies(settings)]
    return [*found, *_services(settings)] if ask else found


def _finding(check: str, fault: str, fine: str, remedy: str, state: State = State.WRONG) -> Finding:
    return Finding(check, state, fault, remedy) if fault else Finding(check, State.OK, fine)


def _programs() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("bibtrack", State.OK, f"{__version__}, schema {SCHEMA_VERSION}, Python {version}")
    old = sqlite3.sqlite_version_info < SQLITE
    needed = ".".join(map(str, SQLITE))
    yield _finding(
        "SQLite", f"{sqlite3.sqlite_version} is too old" if old else "", sqlite3.sqlite_version,
        f"use a Python with SQLite {needed} or newer",
    )  # fmt: skip
    with closing(sqlite3.connect(":memory:")) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    yield _finding(
        "full-text search", "" if "ENABLE_FTS5" in options else "this SQLite has no FTS5", "FTS5 is there",
        "use a Python whose SQLite has FTS5",
    )  # fmt: skip
    missing = _missing()
    yield _finding(
        "packages", f"missing: {', '.join(missing)}" if missing else "", "all there", "install bibtrack again"
    )
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    yield _finding(
        "terminal", f"{sys.stdout.encoding}, not UTF-8" if plain else "", "UTF-8",
        "set PYTHONUTF8=1, or a UTF-8 locale", State.NOTE,
    )  # fmt: skip


def _missing() -> list[str]:
    try:
        needs = metadata.requires("bibtrack") or []
    except metadata.PackageNotFoundError:
        return []
    missing = []
    for need in needs:
        name = need.split(";")[0].strip()
        for sign in "<>=!~[ (":
            name = name.split(sign)[0]
        if "extra ==" in need:
            continue
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    return missing


def _settings(settings: Settings) -> Iterator[Finding]:
    yield Finding("project folder", State.OK, str(settings.project))
    yield _finding(
        "contact address", "" if settings.mailto else "none is set", "set; sent to the registries only",
        "set BIBTRACK_MAILTO, or mailto in bibtrack.toml: registries answer named users faster", State.NOTE,
    )  # fmt: skip
    urls = {
        "crossref_url": settings.crossref_url,
        "doi_url": settings.doi_url,
        "datacite_url": settings.datacite_url,
    }
    plain = [name for name, url in urls.items() if not _trusted(url)]
    yield _finding(
        "addresses of registries", f"not https: {', '.join(plain)}" if plain else "", "https, or this machine",
        "answers over http can be forged on the way; use https", State.NOTE,
    )  # fmt: skip


def _trusted(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in ("127.0.0.1", "localhost", "::1")


def _library(settings: Settings) -> Iterator[Finding]:
    path = settings.database
    if not path.is_file():
        yield Finding(
            "library", State.NOTE, f"{path}: none yet", "`bibtrack build` or `bibtrack init` makes one"
        )
        return
    try:
        with closing(open_reader(path)) as connection:
            count = connection.execute("SELECT count(*) FROM source_overview").fetchone()[0]
            sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            failed = connection.execute(
                "SELECT count(DISTINCT source_id) FROM lookup l WHERE status = 'failed' AND id ="
                " (SELECT max(id) FROM lookup m WHERE m.source_id = l.source_id)"
            ).fetchone()[0]
    except (BibtrackError, sqlite3.Error) as error:
        yield Finding("library", State.WRONG, str(error), "`bibtrack db restore` brings the last copy back")
        return
    yield _finding(
        "library", "" if sound == "ok" else f"{path}: damaged ({sound})", f"{path}: {count} sources",
        "`bibtrack db restore` brings the last copy back",
    )  # fmt: skip
    yield _finding(
        "questions", f"{failed} sources could not be asked last time" if failed else "", "none waits",
        "`bibtrack resolve` asks again", State.NOTE,
    )  # fmt: skip
    yield from _file(path)


def _file(path: Path) -> Iterator[Finding]:
    folder = path.parent
    closed = not (os.access(path, os.W_OK) and os.access(folder, os.W_OK))
    yield _finding(
        "permission", f"{folder} or the library is read-only" if closed else "", "can be written",
        "give yourself the right to write there; reading works meanwhile", State.NOTE,
    )  # fmt: skip
    free, needed = shutil.disk_usage(folder).free, 3 * path.stat().st_size + 50 * 1024 * 1024
    yield _finding(
        "room on the disk", f"{free // 1_000_000} MB left" if free < needed else "", f"{free // 1_000_000} MB left",
        f"make room: {needed // 1_000_000} MB are wanted for copies", State.NOTE,
    )  # fmt: skip
    holder = "" if closed else leftovers.writing(path)
    yield _finding(
        "lock", holder, "no process is writing",
        "wait until it is done; if no bibtrack runs, end the process that holds the file", State.NOTE,
    )  # fmt: skip
    wal = Path(f"{path}-wal")
    large = wal.is_file() and wal.stat().st_size > LARGE_WAL
    yield _finding(
        "write-ahead file", f"{wal} is large" if large else "", "small",
        "close programs that hold the library open; the next change folds it in", State.NOTE,
    )  # fmt: skip
    left = leftovers.listing(path)
    yield _finding(
        "leftovers", f"of commands that were ended: {', '.join(map(str, left[:5]))}" if left else "", "none",
        "nothing refers to these files; delete them", State.NOTE,
    )  # fmt: skip


def _copies(settings: Settings) -> Iterator[Finding]:
    if not settings.database.is_file():
        return
    copies = backup.listing(settings.database, settings.backups)
    remedy = "`bibtrack db backup` makes one; keep one on another disk too"
    if not copies:
        yield Finding("copies", State.NOTE, "there is none", remedy)
        return
    try:
        fault = backup.fault(copies[0])
    except BibtrackError as error:
        fault = str(error)
    yield _finding(
        "newest copy", f"{copies[0]}: {fault}" if fault else "", f"{copies[0].name} is sound", remedy
    )
    age = (utc_now() - datetime.fromtimestamp(copies[0].stat().st_mtime, UTC)).days
    yield _finding(
        "copies", f"the newest is {age} days old" if age > OLD_COPY else "", f"{len(copies)}, the newest {age} days old",
        remedy, State.NOTE,
    )  # fmt: skip


def _services(settings: Settings, reach: Callable[[str], bool] = reachable) -> Iterator[Finding]:
    services: Sequence[tuple[str, str]] = (
        ("Crossref", settings.crossref_url), ("doi.org", settings.doi_url), ("DataCite", settings.datacite_url),
    )  # fmt: skip
    for name, url in services:
        yield _finding(
            name, "" if reach(url) else f"{url} cannot be reached", f"{url} can be reached",
            "check the network, or HTTPS_PROXY; everything but `resolve` and `refresh` works without", State.NOTE,
        )  # fmt: skip
