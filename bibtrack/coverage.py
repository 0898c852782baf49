"""Show how themes are covered, compare reports, and check wished-for numbers."""

import sqlite3
from collections.abc import Sequence

from bibtrack.errors import CheckFailed
from bibtrack.store import coverage as counts
from bibtrack.store.coverage import Selection
from bibtrack.store.findings import findings
from bibtrack.values.coverage import Coverage, ThemeCoverage


def measure(
    connection: sqlite3.Connection,
    ids: Sequence[int] | None = None,
    report: str | None = None,
    dimensions: Sequence[str] = (),
) -> Coverage:
    """Count by theme: the whole library, the sources in `ids`, what one report cites, or both.

    `dimensions` are keys of `bibtrack.values.coverage.DIMENSIONS`.  Raises StoreError when the
    report is not there.
    """
    counts.prepare(connection, Selection(ids, report))
    themes = counts.by_theme(connection)
    total, without = counts.total(connection)
    return Coverage(
        themes=themes,
        total=total,
        without=without,
        scope=report or ("library" if ids is None else "selection"),
        findings=findings(connection, themes, total, without),
        crosses=tuple(counts.cross(connection, dimension) for dimension in dimensions),
    )


def lacking(coverage: Coverage, least: int | None) -> list[tuple[ThemeCoverage, int]]:
    """Give the themes with fewer sources than `least`, or than their own wanted number when None."""
    wanted = [(theme, theme.wanted or 0 if least is None else least) for theme in coverage.themes]
    return [(theme, number) for theme, number in wanted if theme.sources < number]


def check(coverage: Coverage, least: int | None) -> None:
    """Raise CheckFailed, naming the themes, when some have too few sources; see `lacking`."""
    short = lacking(coverage, least)
    if short:
        named = "; ".join(f"{theme.slug} has {theme.sources} of {number}" for theme, number in short)
        raise CheckFailed(f"{len(short)} of {len(coverage.themes)} themes have too few sources: {named}")


def compare(connection: sqlite3.Connection, reports: Sequence[str]) -> dict[str, list[set[str]]]:
    """Give, by theme ("" for all), the citekeys that each report cites, in the order of `reports`."""
    found = [counts.cited_keys(connection, report) for report in reports]
    slugs = [row[0] for row in connection.execute(_SLUGS)]
    return {slug: [keys.get(slug, set()) for keys in found] for slug in ["", *slugs]}


_SLUGS = "SELECT slug FROM theme WHERE retired_at IS NULL ORDER BY position, slug"
