"""The main job: tracked files → library → resolved → tagged, and what is left to say.

Every step writes only what is news, so a second run changes nothing.  Only the resolving step
needs a network, and it says once when there is none.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlmodel import Session

from bibtrack import resolve, tag
from bibtrack.clock import Clock
from bibtrack.errors import InputError
from bibtrack.formats import bibtex, tracked
from bibtrack.formats.item import Item
from bibtrack.resolve import Tell
from bibtrack.settings import Settings
from bibtrack.store import imports, tagging
from bibtrack.store import tracked as stored
from bibtrack.store.engine import Library, Run, change, open_library
from bibtrack.store.items import put_together
from bibtrack.store.migrate import ensure
from bibtrack.store.reading import open_reader
from bibtrack.store.rows import raw
from bibtrack.themes.rules import load
from bibtrack.values.theme import Theme


@dataclass(frozen=True, slots=True)
class TrackedFiles:
    """What the project's tracked files hold, read and checked; `faults` are what was left out."""

    themes: tuple[Theme, ...]
    items: tuple[Item, ...]
    reports: tuple[tracked.TrackedReport, ...]
    faults: tuple[str, ...]


@dataclass(slots=True)
class BuildSummary:
    """What a build did; `said` are lines for the person, `news` whether anything changed."""

    library: str
    created: bool = False
    sources: int = 0
    notes: int = 0
    themes: int = 0
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    not_asked: int = 0
    could_not_ask: str | None = None
    tagged: int = 0
    said: list[str] = field(default_factory=list)
    news: bool = False


def read(settings: Settings) -> TrackedFiles:
    """Read the tracked files; nothing is written.

    Raises VocabularyError for a bad theme file, InputError for a bad report file or for notes
    that name a citekey which references.bib lacks.  A broken entry of references.bib is a fault:
    it is named with its line, and the rest is read.
    """
    themes = load(settings.themes_toml) if settings.themes_toml.is_file() else ()
    items, faults = _bibliography(settings.references_bib)
    reports = tuple(
        tracked.parse(_text(path), path.name) for path in sorted(settings.reports_folder.glob("*.toml"))
    )
    for slug, keys in stored.missing_keys(reports, [item.citekey for item in items]).items():
        raise InputError(
            f"{settings.reports_folder / slug}.toml: {settings.references_bib.name} has no entry {', '.join(keys)};"
            " add it, or correct the note's key" + "".join(f"; {fault}" for fault in faults)
        )
    return TrackedFiles(themes, items, reports, faults)


def _bibliography(path: Path) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    if not path.is_file():
        return (), ()
    exchange = bibtex.loads(_text(path))
    faults = tuple(f"{path.name}, {issue.place}: {issue.message}" for issue in exchange.issues)
    return tuple(exchange.items), faults


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None


def init(settings: Settings) -> BuildSummary:
    """Make an empty library with the themes of db/themes.toml, when there is none yet."""
    themes = load(settings.themes_toml) if settings.themes_toml.is_file() else ()
    summary = BuildSummary(str(settings.database), ensure(settings.database), themes=len(themes))
    if summary.created and themes:
        with closing(open_library(settings.database)) as library:
            tag.load_vocabulary(library, Run("init", "bibtrack init"), themes)
    return summary


def run(
    settings: Settings,
    *,
    offline: bool = False,
    tell: Tell,
    command: str = "bibtrack build",
    clock: Clock | None = None,
) -> BuildSummary:
    """Build the library; every tracked file is read, and refused, before anything is written."""
    files = read(settings)
    summary = BuildSummary(str(settings.database), ensure(settings.database), said=list(files.faults))
    with closing(open_library(settings.database, clock)) as library:
        tell(0, None, "sources, themes and notes")
        step = Run("build", command)
        with change(library, step) as session:
            _take_in(session, library.clock.stamp(), files, summary)
        _resolve(library, settings, offline, tell, summary, step)
        tell(0, None, "tags")
        summary.tagged = tag.apply(library, step).sources
        summary.news = bool(summary.created or step.events)
    with closing(open_reader(settings.database)) as connection:
        _count(connection, summary)
    return summary


def _take_in(session: Session, stamp: str, files: TrackedFiles, summary: BuildSummary) -> None:
    if files.themes:
        tagging.put_themes(session, files.themes, stamp, False)
    for item in files.items:
        plain = replace(item, keywords=tuple(word for word in item.keywords if word not in item.by_hand))
        outcome = stored.put_source(session, item.citekey, put_together(plain), stamp)
        {"new": summary.new, "changed": summary.changed}.get(outcome, []).append(item.citekey)
    _take_along(session, stamp, [item for item in files.items if item.citekey in set(summary.new)])
    summary.reports = [report.slug for report in files.reports if stored.put_report(session, report, stamp)]


def _take_along(session: Session, stamp: str, items: Sequence[Item]) -> None:
    """Give new sources the annotations and the themes by hand that the file has of them."""
    carrying = [item for item in items if item.remarks or item.by_hand or item.refused]
    if not carrying:
        return
    connection = raw(session)
    there = imports.known(connection, "references.bib")
    for item in carrying:
        alone = replace(item, keywords=())
        imports.add_travelling(connection, there.keys[item.citekey], alone, there, stamp)


def _resolve(
    library: Library, settings: Settings, offline: bool, tell: Tell, summary: BuildSummary, step: Run
) -> None:
    found = resolve.run(library, settings, options=resolve.Options(offline=offline), tell=tell, step=step)
    summary.could_not_ask, summary.not_asked = found.could_not_ask, found.not_asked
    if found.could_not_ask:
        summary.said.append(
            f"{found.could_not_ask}: {found.not_asked} sources were not asked; run again later"
        )


def _count(connection: sqlite3.Connection, summary: BuildSummary) -> None:
    def number(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    summary.sources = number("SELECT count(*) FROM source_overview")
    summary.notes = number("SELECT count(*) FROM note")
    summary.themes = number("SELECT count(*) FROM theme WHERE retired_at IS NULL")
    summary.statuses = dict(
        connection.execute("SELECT status, count(*) FROM source_overview GROUP BY status ORDER BY 1")
    )


def caveats(connection: sqlite3.Connection) -> Sequence[str]:
    """Say of each report whose notes are a reconstruction that they are, and how sure they are."""
    rows = connection.execute(
        "SELECT report, sum(state = 'printed'), sum(state = 'reconstructed'), sum(state = 'not recovered'), count(*)"
        " FROM note_overview GROUP BY report ORDER BY report"
    ).fetchall()
    return [
        f"{slug}: {rebuilt} of {every} notes are a reconstruction, not the report's own list (grades:"
        f" `bibtrack notes --report {slug}`); {lost} not recovered, {printed} printed"
        for slug, printed, rebuilt, lost, every in rows
        if rebuilt or lost
    ]
