"""`bibtrack refresh`: ask again what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from bibtrack.cli import options, render
from bibtrack.cli.selecting import chosen

if TYPE_CHECKING:
    from bibtrack.refresh import News, Summary


@click.command(short_help="Ask again what has changed: retractions, corrections, versions.")
@options.filter_argument
@click.option("--all", "everything", is_flag=True, help="All resolved sources, not only those that are due.")
@options.dry_run_option
@options.json_option
@click.pass_context
def command(
    ctx: click.Context, filter_words: tuple[str, ...], everything: bool, dry_run: bool, as_json: bool
) -> None:
    """Ask again what has changed: retractions, corrections, versions.

    Records older than 30 days (setting refresh_age_days) are asked for in batches of fifty.  What
    you chose stays; a retracted work is shown with the sentences that rely on it.
    """
    from bibtrack import refresh
    from bibtrack.store.engine import open_library

    settings = options.settings(ctx)
    ids = chosen(ctx, options.reader(ctx), filter_words)
    library = open_library(settings.database)
    ctx.call_on_close(library.close)
    with render.progress("refreshing") as tell:
        summary = refresh.run(library, settings, ids=ids, everything=everything, dry_run=dry_run, tell=tell)
    if as_json:
        render.write_json(_data(summary))
        return
    for news in summary.news:
        render.write("\n".join(_lines(news)))
    render.say(_sentence(summary, dry_run))


def _lines(news: News) -> Iterator[str]:
    from bibtrack.matching.notices import told

    yield f"{news.citekey}  {news.doi}{'  ' + news.standing.upper() if news.standing else ''}"
    if news.vanished:
        yield "  no longer registered; what was fetched is kept"
    for notice in news.notices:
        yield f"  {told(notice)}"
    if news.published_as:
        yield f"  this preprint has been published as {news.published_as}"
    for field in news.fields:
        yield f"  {field.name}: {field.before!r} is now {field.after!r}{' (yours stays)' if field.held else ''}"
    for place in news.reliances:
        yield f"  relied on in {place.report}, note {place.note}: {place.context}"


def _sentence(summary: Summary, dry_run: bool) -> str:
    if dry_run:
        return f"{summary.due} records would be asked for; nothing was changed"
    if not summary.due:
        return "nothing is due"
    parts = [f"{summary.asked} of {summary.due} records asked for, {len(summary.news)} with news"]
    if summary.failed:
        parts.append(f"{summary.failed} could not be had")
    if summary.could_not_ask:
        parts.append(f"stopped: {summary.could_not_ask}")
    return "; ".join(parts)


def _data(summary: Summary) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(summary)
