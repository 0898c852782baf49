"""Write the coverage as one page to look at, and its charts as files."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bibtrack.errors import InputError
from bibtrack.pages import charts
from bibtrack.pages.html import html
from bibtrack.pages.markdown import markdown
from bibtrack.store import coverage as counts
from bibtrack.store import pages
from bibtrack.store.findings import findings
from bibtrack.values.coverage import Coverage
from bibtrack.values.page import Page


def gather(
    connection: sqlite3.Connection, made: str, ids: Sequence[int] | None = None, report: str | None = None
) -> Page:
    """Read all that the page shows; `made` is the date that it bears.

    Raises StoreError when the report is not there.
    """
    counts.prepare(connection, counts.Selection(ids, report))
    themes = counts.by_theme(connection)
    total, without = counts.total(connection)
    found = findings(connection, themes, total, without)
    crosses = tuple(counts.cross(connection, name) for name in ("section", "year", "country"))
    coverage = Coverage(themes, total, without, report or "library", found, crosses)
    named = "" if report is None else f": {_title(connection, report)}"
    return Page(
        f"Coverage of the review{named}",
        made,
        coverage,
        pages.sources(connection, crosses[-1].countries),
        pages.notes(connection, report),
    )


def _title(connection: sqlite3.Connection, report: str) -> str:
    row = connection.execute("SELECT title FROM report WHERE slug = ?", (report,)).fetchone()
    return str(row[0] or report)


def with_charts(page: Page) -> Page:
    """Give the page with its charts; without the extra `charts` it stays as it is."""
    if not charts.available():
        return page
    drawn = charts.svgs(page.coverage)
    shown = tuple((charts.NAMES[name], drawn[name]) for name in charts.NAMES if name in drawn)
    return Page(page.title, page.made, page.coverage, page.sources, page.notes, shown)


def render(page: Page, kind: str) -> str:
    """Give the page as "html" or "md"."""
    return html(with_charts(page)) if kind == "html" else markdown(page)


def write(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all.  Raises OSError."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        fresh.write_bytes(data)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def write_charts(page: Page, folder: Path, kind: str) -> list[Path]:
    """Write each chart as "svg" or "png" into a folder; raises InputError without the extra `charts`."""
    if not charts.available():
        raise InputError("charts need the extra `charts`; install it with: pip install 'bibtrack[charts]'")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    drawn = charts.svgs(page.coverage) if kind == "svg" else {}
    for name, specification in charts.specifications(page.coverage).items():
        path = folder / f"{name}.{kind}"
        write(path, drawn[name] if kind == "svg" else charts.png(specification))
        written.append(path)
    return written
