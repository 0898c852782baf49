"""`bibtrack import`: take in BibTeX, RIS, CSL-JSON, EndNote XML or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bibtrack.cli import writing
from bibtrack.cli.options import dry_run_option, json_option, settings
from bibtrack.cli.render import progress, say, table, write, write_json

if TYPE_CHECKING:
    from bibtrack.importing import File, Summary

EPILOG = """\b
Examples:
  bibtrack import library.bib --dry-run   show what is new and what differs
  bibtrack import library.bib             add what is new; change nothing that exists
  bibtrack import library.bib --update    also take over the values that differ
  curl … | bibtrack import - --format ris
A value that you chose in the library is never overwritten.  `bibtrack undo` takes an import back."""

FORMATS = ("bibtex", "ris", "csl-json", "endnote-xml", "csv")


@click.command(epilog=EPILOG)
@click.argument("file", metavar="FILE")
@click.option(
    "--format", "format_name", type=click.Choice(FORMATS), help="The format, when it cannot be seen."
)
@click.option("--update", is_flag=True, help="Take over values that differ from what was imported before.")
@dry_run_option
@json_option
@click.pass_context
def command(
    ctx: click.Context, file: str, format_name: str | None, update: bool, dry_run: bool, as_json: bool
) -> None:
    """Take in BibTeX, RIS, CSL-JSON, EndNote XML or CSV."""
    import sys
    from pathlib import Path

    from bibtrack import importing

    chosen = settings(ctx)
    given: File
    if file == "-":
        given = importing.from_bytes(sys.stdin.buffer.read(), "standard input", format_name)
    else:
        given = importing.read_file(Path(file), format_name)
    if dry_run:
        _show(
            importing.preview(chosen.database, given, pattern=chosen.citekey_pattern), as_json, dry_run=True
        )
        return
    from bibtrack.store.engine import Run, open_library

    writing.copy_before(chosen, "import")
    library = open_library(chosen.database)
    ctx.call_on_close(library.close)
    with progress("Importing") as tell:
        summary = importing.run(
            library, given, Run("import", f"bibtrack import {given.name}"), pattern=chosen.citekey_pattern,
            update=update, tell=tell,
        )  # fmt: skip
    _show(summary, as_json, dry_run=False)


def _show(summary: Summary, as_json: bool, *, dry_run: bool) -> None:
    for issue in summary.issues:
        say(f"{issue.place or summary.name}: {issue.message}")
    if as_json:
        write_json(_data(summary, dry_run))
        return
    rows = [
        (difference.citekey, name, ours or "–", theirs)
        for difference in summary.differences
        for name, ours, theirs in difference.fields
    ]
    if rows:
        write(table(("key", "field", "in the library", "in the file"), rows))
    would = "would be " if dry_run else ""
    parts = [f"{summary.new} {would}new", f"{summary.same} there already"]
    if summary.differences:
        parts.append(
            f"{len(summary.differences)} differ"
            + (f" ({summary.updated} updated)" if summary.updated else "")
        )
    if summary.removed:
        parts.append(f"{summary.removed} were removed from the library and stay so")
    write(f"{summary.name}: {summary.entries} entries of {summary.format}: {', '.join(parts)}")
    if summary.failed:
        write(f"{len(summary.failed)} blocks could not be read; their text is kept")
    if summary.differences and not summary.updated:
        say("Nothing that exists was changed; --update takes over what differs.")


def _data(summary: Summary, dry_run: bool) -> dict[str, Any]:
    return {
        "file": summary.name, "format": summary.format, "dry_run": dry_run, "entries": summary.entries,
        "new": summary.new, "same": summary.same, "removed": summary.removed, "updated": summary.updated,
        "failed": [{"line": block.line, "message": block.message} for block in summary.failed],
        "renamed": [{"from": old, "to": new} for old, new in summary.renamed],
        "differences": [
            {"citekey": difference.citekey,
             "fields": [{"field": name, "ours": ours, "theirs": theirs} for name, ours, theirs in difference.fields]}
            for difference in summary.differences
        ],
        "issues": [{"code": issue.code, "message": issue.message, "place": issue.place} for issue in summary.issues],
    }  # fmt: skip
