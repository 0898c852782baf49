"""Show how themes are covered, compare reports, and check wished-for numbers."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reports side by side, in the order asked for.

    `cited` gives, by theme ("" for all), the citekeys that each report cites.  `moved` gives the sources
    that all cite, but not in the same sections or not as often: the (section, note) of each place, by report.
    """

    cited: Mapping[str, list[set[str]]]
    moved: Mapping[str, list[list[tuple[str, str]]]]


def compare(
    connection: sqlite3.Connection, reports: Sequence[str], ids: Sequence[int] | None = None
) -> Comparison:
    """Compare what reports, or drafts of one, cite; `ids` narrows the sources.

    Raises StoreError when a report is not there.
    """
    found, places = [], []
    for report in reports:
        found.append(counts.cited_keys(connection, Selection(ids, report)))
        places.append(counts.cited_places(connection))
    slugs = [row[0] for row in connection.execute(_SLUGS)]
    cited = {slug: [keys.get(slug, set()) for keys in found] for slug in ["", *slugs]}
    moved = {key: [place[key] for place in places] for key in sorted(set.intersection(*cited[""]))}
    return Comparison(cited, {key: each for key, each in moved.items() if _otherwise(each)})


def _otherwise(places: Sequence[Sequence[tuple[str, str]]]) -> bool:
    """Whether sections differ, or how often each cites; a note that only has another number is no news."""
    sections = [sorted(section for section, _ in each) for each in places]
    return any(each != sections[0] for each in sections)


_SLUGS = "SELECT slug FROM theme WHERE retired_at IS NULL ORDER BY position, slug"
