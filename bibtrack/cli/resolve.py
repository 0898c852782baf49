"""`bibtrack resolve`: look sources up and match them with their records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bibtrack.cli import options, render, writing
from bibtrack.cli.selecting import chosen

if TYPE_CHECKING:
    from bibtrack.resolve import Summary


@click.command(short_help="Look sources up and match them with their records.")
@options.filter_argument
@click.option(
    "--from", "records", metavar="FILE", help="Ask a file of Crossref records instead of the network."
)
@click.option("--offline", is_flag=True, help="Ask nothing: judge again what earlier runs were answered.")
@click.option("--retry-failed", is_flag=True, help="Only sources that could not be asked last time.")
@click.option("--again", is_flag=True, help="Take in ambiguous and unmatched sources too.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N sources.")
@options.dry_run_option
@options.json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    filter_words: tuple[str, ...],
    records: str | None,
    as_json: bool,
    **given: bool | int | None,
) -> None:
    """Ask Crossref for the sources that are due, judge what it offers, and keep both.

    A printed DOI is asked for first, then the printed reference, then title and author.  What is
    certain is accepted, what is not waits in `bibtrack review`.  Answers are kept: a second run
    asks nothing.
    """
    from bibtrack import resolve
    from bibtrack.errors import NoSuchSource
    from bibtrack.store.engine import open_library

    settings = options.settings(ctx)
    ids = chosen(ctx, options.reader(ctx), filter_words)
    if ids == []:
        raise NoSuchSource(f"no source answers to {' '.join(filter_words)!r}; `bibtrack list` shows them all")
    if given["again"] and not given["dry_run"]:
        writing.copy_before(settings, "resolve")
    library = open_library(settings.database)
    ctx.call_on_close(library.close)
    wished = resolve.Options(**given)  # type: ignore[arg-type]
    with render.progress("resolving") as tell:
        summary = resolve.run(
            library,
            settings,
            ids=ids,
            options=wished,
            records=records,
            tell=tell,
        )
    if as_json:
        render.write_json(_data(summary))
    else:
        _show(summary, wished.dry_run)


def _data(summary: Summary) -> dict[str, object]:
    return {
        "sources": [
            {"citekey": one.citekey, "status": one.status, "reason": one.reason, "doi": one.doi,
             "notices": [{"kind": notice.kind, "doi": notice.doi, "date": notice.date} for notice in one.notices]}
            for one in summary.outcomes
        ],
        "planned": [
            {"citekey": key, "strategy": question.strategy, "query": question.query}
            for key, question in summary.planned
        ],
        "answered": summary.answered, "replayed": summary.replayed, "failed": summary.failed,
        "not_asked": summary.not_asked, "could_not_ask": summary.could_not_ask,
    }  # fmt: skip


def _show(summary: Summary, dry_run: bool) -> None:
    from bibtrack.matching.notices import told

    if dry_run:
        render.write(render.table(("source", "asks by", "question"), [
            (key, question.strategy, question.query) for key, question in summary.planned
        ]))  # fmt: skip
        render.say(f"{len(summary.planned)} questions would be asked; nothing was changed")
        return
    for one in summary.outcomes:
        render.write(f"{one.citekey}  {one.status}{'  ' + one.doi if one.doi else ''}  {one.reason}")
        for notice in one.notices:
            render.write(f"  {told(notice)}")
    render.say(_sentence(summary))


def _sentence(summary: Summary) -> str:
    from bibtrack.values.source import SourceStatus

    counts = {status.value: summary.count(status) for status in SourceStatus}
    told = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    parts = [told or "nothing was due"]
    if summary.answered or summary.failed:
        parts.append(f"{summary.answered} questions answered, {summary.failed} failed")
    if summary.not_asked:
        parts.append(f"{summary.not_asked} sources not asked: {summary.could_not_ask}")
    if summary.count(SourceStatus.AMBIGUOUS):
        parts.append("`bibtrack review` shows those that wait for you")
    return "; ".join(parts)
