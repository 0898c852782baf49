"""`bibtrack coverage`: show how the themes are covered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from bibtrack.cli.options import filter_argument, json_option, reader
from bibtrack.cli.render import say, table, write, write_json
from bibtrack.cli.selecting import chosen

if TYPE_CHECKING:
    from bibtrack.coverage import Comparison
    from bibtrack.values.coverage import Coverage, Cross, ThemeCoverage

_DIMENSIONS = (
    "year", "type", "language", "section", "grade", "review", "status", "outlet", "publisher", "place",
    "country",
)  # fmt: skip
EPILOG = """\b
Examples:
  bibtrack coverage
  bibtrack coverage --by section --report dicarlo-2024
  bibtrack coverage --by country --json
  bibtrack coverage type:report grade:verified-work
  bibtrack coverage --report draft-1 --report draft-2
  bibtrack coverage --fail-under wanted

Sources and citations are different counts; sub-themes count for their parents too.  The resolved
share leaves out exempt sources, which no registry is expected to hold."""


def _least(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and value != "wanted" and not value.isdigit():
        raise click.BadParameter("give a number of sources, or `wanted` for each theme's own number")
    return value


@click.command(epilog=EPILOG)
@filter_argument
@click.option(
    "--by", multiple=True, type=click.Choice(_DIMENSIONS), help="Cross the themes with this; may be repeated."
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="SLUG",
    help="Only what this report cites; several are compared.",
)
@click.option(
    "--gaps", is_flag=True, help="Only the findings: what is thin, old, missing or leaning on one source."
)
@click.option(
    "--fail-under",
    metavar="N|wanted",
    callback=_least,
    help="Exit 3 when a theme has fewer sources than N, or than it wants.",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context, filter_words: tuple[str, ...], by: tuple[str, ...], reports: tuple[str, ...], gaps: bool,
    fail_under: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Show how the themes are covered."""
    from bibtrack import coverage

    connection = reader(ctx)
    if len(set(reports)) < len(reports):
        raise click.UsageError("a report is named twice; give two different ones", ctx)
    ids = chosen(ctx, connection, filter_words)
    if len(reports) > 1:
        if by or gaps or fail_under:
            raise click.UsageError(
                "several reports are compared by theme; --by, --gaps and --fail-under go with one", ctx
            )
        return _compared(reports, coverage.compare(connection, reports, ids), as_json)
    found = coverage.measure(connection, ids, reports[0] if reports else None, by)
    if as_json:
        write_json(as_data(found))
    else:
        show(found, gaps)
    if fail_under is not None:
        coverage.check(found, None if fail_under == "wanted" else int(fail_under))
    return None


def show(coverage: Coverage, gaps: bool = False) -> None:
    """Print a coverage: the table of themes, its crosses, and the findings in words."""
    if not gaps:
        rows = [_row(theme) for theme in coverage.themes]
        rows.append(_row(coverage.total))
        write(table(_HEADERS, rows))
        for cross in coverage.crosses:
            write("\n" + _crossed(cross, coverage))
    if coverage.findings:
        write("" if gaps else "\nTo look at:")
        for finding in coverage.findings:
            named = f" ({', '.join(finding.items)})" if finding.items else ""
            write(f"- {finding.message}{named}")
    elif not coverage.total.sources:
        say("No sources here yet; `bibtrack build`, `bibtrack ingest` or `bibtrack import` bring some in.")


_HEADERS = (
    "theme", "sources", "wanted", "citations", "notes", "resolved", "exempt", "cited for sure", "candidates",
    "peer-reviewed", "books", "grey",
)  # fmt: skip


def _row(theme: ThemeCoverage) -> tuple[Any, ...]:
    sure = theme.grades.get("verified-endnote", 0) + theme.grades.get("verified-work", 0)
    return (
        theme.label, theme.sources, "" if theme.wanted is None else theme.wanted, theme.citations, theme.notes,
        theme.resolved_words, theme.exempt, sure, theme.grades.get("candidate", 0),
        theme.peer_reviewed, theme.books, theme.grey,
    )  # fmt: skip


def _crossed(cross: Cross, coverage: Coverage, most: int = 24) -> str:
    themes = [theme for theme in coverage.themes if theme.sources]
    values = cross.values[-most:] if cross.dimension == "year" else cross.values[:most]
    rows = [
        (value, *[cross.counts.get(theme.slug, {}).get(value, 0) for theme in themes]) for value in values
    ]
    left = len(cross.values) - len(values)
    more = f"\n… and {left} more; --json has all" if left else ""
    return (
        table([cross.dimension, *[theme.slug for theme in themes]], rows)
        + more
        + _known_from(cross, coverage)
    )


def _known_from(cross: Cross, coverage: Coverage) -> str:
    """Say what the countries were read from."""
    if cross.dimension != "country":
        return ""
    said = [country.known_from for country in cross.countries.values()]
    counts = [f"{said.count(kind)} by {kind}" for kind in dict.fromkeys(sorted(said))]
    return f"\nCountries of {len(said)} of {coverage.total.sources} sources: {', '.join(counts) or 'none'}; --json has the words"


def as_data(coverage: Coverage) -> dict[str, Any]:
    """Give a coverage as plain data, for --json and for scripts."""
    from dataclasses import asdict

    def theme(item: ThemeCoverage) -> dict[str, Any]:
        return asdict(item) | {"resolved_share": item.resolved_share, "missing": item.missing}

    return {
        "scope": coverage.scope,
        "themes": [theme(item) for item in coverage.themes],
        "total": theme(coverage.total),
        "without_theme": coverage.without,
        "findings": [asdict(item) for item in coverage.findings],
        "by": {item.dimension: {"values": item.values, "sources": item.counts, "citations": item.citations}
               | ({"known_from": {key: asdict(said) for key, said in item.countries.items()}} if item.dimension == "country" else {})
               for item in coverage.crosses},
    }  # fmt: skip


def _compared(reports: Sequence[str], found: Comparison, as_json: bool) -> None:
    if as_json:
        return write_json(_comparison(reports, found))
    rows = [
        (slug or "all sources", *map(len, sets), len(set.intersection(*sets)), len(set.union(*sets)))
        for slug, sets in found.cited.items()
    ]
    write(table(["theme", *reports, "in each", "in any"], rows))
    every = found.cited[""]
    for at, report in enumerate(reports):
        only = sorted(every[at] - set().union(*every[:at], *every[at + 1 :]))
        write(f"\nOnly in {report}: {', '.join(only) or 'nothing'}")
    if found.moved:
        write("\nCited in each, but elsewhere or not as often:")
        for key, each in found.moved.items():
            write(f"- {key}: {' → '.join(map(_places, each))}")
    return None


def _places(places: Sequence[tuple[str, str]]) -> str:
    """Say where a report cites a source: "Introduction (2, 5), Conclusion (9)"."""
    notes: dict[str, list[str]] = {}
    for section, note in places:
        notes.setdefault(section, []).append(note)
    return ", ".join(f"{section} ({', '.join(found)})" for section, found in notes.items())


def _comparison(reports: Sequence[str], found: Comparison) -> dict[str, Any]:
    told: dict[str, Any] = {
        slug or "(all)": {report: sorted(keys) for report, keys in zip(reports, sets, strict=True)}
        for slug, sets in found.cited.items()
    }
    told["(moved)"] = {
        key: {
            report: [{"section": section, "note": note} for section, note in places]
            for report, places in zip(reports, each, strict=True)
        }
        for key, each in found.moved.items()
    }
    return told
