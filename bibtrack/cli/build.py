"""`bibtrack build`: the whole way, from tracked files to coverage by theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bibtrack.cli import options, render

if TYPE_CHECKING:
    from bibtrack.build import BuildSummary


@click.command()
@click.option("--offline", is_flag=True, help="Ask no registry; sources stay as they are.")
@options.json_option
@click.pass_context
def command(ctx: click.Context, offline: bool, as_json: bool) -> None:
    """Make or update the library from the project's tracked files.

    Reads references.bib, db/themes.toml and db/reports/*.toml; resolves what was not asked yet;
    tags by theme; prints the coverage by theme.  A second run changes nothing and says so.
    """
    from dataclasses import asdict

    from bibtrack import build
    from bibtrack.cli.coverage import as_data, show
    from bibtrack.coverage import measure

    settings = options.settings(ctx)
    with render.progress("build") as tell:
        summary = build.run(settings, offline=offline, tell=tell)
    connection = options.reader(ctx)
    coverage = measure(connection)
    if as_json:
        render.write_json(
            {**asdict(summary), "caveats": build.caveats(connection), "coverage": as_data(coverage)}
        )
        return
    for line in _lines(summary):
        render.say(line)
    show(coverage)
    for line in build.caveats(connection):
        render.say(line)


def _lines(summary: BuildSummary) -> list[str]:
    named = {"unresolved": "not asked"} if summary.not_asked == summary.statuses.get("unresolved") else {}
    statuses = ", ".join(f"{count} {named.get(status, status)}" for status, count in summary.statuses.items())
    head = "made" if summary.created else "updated" if summary.news else "read"
    lines = [f"{head} {summary.library}: {summary.sources} sources ({statuses}), {summary.notes} notes"]
    lines += summary.said
    if not summary.news:
        lines.append("nothing changed: the library agrees with the tracked files")
    return lines
