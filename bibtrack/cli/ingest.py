"""`bibtrack ingest`: take a report in, or the list of its notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bibtrack.cli import options, render, writing

if TYPE_CHECKING:
    from bibtrack.ingest import IngestSummary

#: So many names of a kind are said; a thesis with a thousand notes would fill the screen.
_SAID = 30
_ISSUES_SAID = 10


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--report", "slug", metavar="NAME", help="The report's short name (else made from the file's name)."
)
@click.option("--notes", "as_notes", is_flag=True, help="FILE is the plain list of the report's notes.")
@click.option(
    "--replace", is_flag=True, help="The report is known: take this text instead, keep unchanged notes."
)
@click.option("--init", "make", is_flag=True, help="Make the library when there is none.")
@options.dry_run_option
@options.json_option
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    slug: str | None,
    as_notes: bool,
    replace: bool,
    make: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read a report: its notes, citing sentences and citations.

    FILE is PDF, DOCX, HTML, Markdown, JATS XML or text.  A body whose notes were cut off adds its
    citing sentences to the notes that the library has of the report.  With --notes, FILE is the
    printed list of notes: it replaces a reconstruction note by note.
    """
    from bibtrack import build, ingest, read, tag
    from bibtrack.store.engine import Run, open_library

    settings = options.settings(ctx)
    with render.progress("reading") as tell:
        reading = read.read(file, as_notes=as_notes, tell=tell)
    if make and not settings.database.is_file():
        build.init(settings)
    if replace and not dry_run:
        writing.copy_before(settings, "ingest")
    library = open_library(settings.database)
    ctx.call_on_close(library.close)
    step = Run("ingest", f"bibtrack ingest {file.name}")
    with render.progress("ingest") as tell:
        summary = ingest.run(library, reading, slug=slug, replace=replace, dry_run=dry_run, step=step)
        if summary.news:
            # The citing sentences are evidence for themes; one step for `undo` with the ingest.
            tag.apply(library, Run("tag", step.command, first=step.first), tell=tell)
    if as_json:
        render.write_json(ingest.as_json(summary))
    else:
        for line in _lines(summary, dry_run):
            render.say(line)


def _lines(summary: IngestSummary, dry_run: bool) -> list[str]:
    if not summary.news and not dry_run:
        return [f"{summary.report}: {summary.what or 'nothing to do'}; nothing was changed"]
    lines = [
        f"{summary.report}: {summary.notes} notes, {summary.callouts} citing sentences, {summary.citations} citations"
        + (f" ({summary.what})" if summary.what else "")
    ]
    lines += [
        f"  {word}: {_told(labels)}"
        for word, labels in (
            ("notes added", summary.added), ("notes dropped", summary.dropped), ("notes changed", summary.changed),
            ("new sources", summary.new_sources), ("sources known already", list(dict.fromkeys(summary.known_sources))),
        )
        if labels
    ]  # fmt: skip
    if summary.unchanged:
        lines.append(f"  notes unchanged: {len(summary.unchanged)}")
    lines += _issues(summary)
    if dry_run:
        lines.append("this was a dry run: nothing was changed")
    return lines


def _issues(summary: IngestSummary) -> list[str]:
    lines, said = [], dict.fromkeys((issue.code for issue in summary.issues), 0)
    for issue in summary.issues:
        said[issue.code] += 1
        if said[issue.code] <= _ISSUES_SAID:
            lines.append(f"  {issue.severity}: {issue.message}")
    more = sum(max(0, count - _ISSUES_SAID) for count in said.values())
    return lines + ([f"  and {more} more of the same kinds; `--json` has all"] if more else [])


def _number(label: str) -> int:
    # -2, which follows on nothing, for what is no number that a note has.
    return int(label) if label.isdecimal() and len(label) < 9 else -2


def _told(labels: list[str]) -> str:
    """Join labels, runs of numbers as 3–17; of many only the first are said, `--json` has them all."""
    runs: list[list[str]] = []
    for label in labels:
        if runs and _number(runs[-1][-1]) + 1 == _number(label) > 0:
            runs[-1].append(label)
        else:
            runs.append([label])
    said = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs]
    more = len(said) - _SAID
    return ", ".join(said[:_SAID]) + (f" and {more} more" if more > 0 else "")
