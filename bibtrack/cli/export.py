"""`bibtrack export`: export sources as BibTeX, RIS, CSL-JSON, CSV and more."""

from __future__ import annotations

import sys

import click

from bibtrack.cli.options import filter_argument, json_option, reader, settings
from bibtrack.cli.render import say, write_json
from bibtrack.cli.selecting import chosen
from bibtrack.text import printable

FORMATS = (
    "biblatex", "bibtex", "canonical", "ris", "csl-json", "csv", "csv-long", "markdown", "html", "text", "docx",
)  # fmt: skip
EPILOG = """\b
Examples:
  bibtrack export                         rewrite references.bib
  bibtrack export --check                 tell whether it is up to date (exit code 3 when not)
  bibtrack export theme:green-bri year:2018.. --format biblatex
  bibtrack export --format csl-json -o library.json
  bibtrack export --file old.bib          an imported file again, with only your edits
FILTER: see `bibtrack list --help`."""


@click.command(epilog=EPILOG)
@filter_argument
@click.option("--format", "form", type=click.Choice(FORMATS), help="The format (else BibLaTeX).")
@click.option("-o", "--output", metavar="FILE", help="Write this file instead of stdout.")
@click.option(
    "--check", "checking", is_flag=True, help="Compare with the file instead of writing it; exit code 3."
)
@click.option("--file", "again", metavar="NAME", help="An imported BibTeX file, again.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Write accents as LaTeX commands.")
@click.option("--jabref-groups", is_flag=True, help="Add the themes as JabRef's tree of groups.")
@click.option("--with-contexts", is_flag=True, help="Add the citing sentences, where the format has room.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, filter_words: tuple[str, ...], form: str | None, output: str | None, checking: bool,
    again: str | None, ascii_only: bool, jabref_groups: bool, with_contexts: bool, as_json: bool,
) -> None:  # fmt: skip
    """Export sources as BibTeX, RIS, CSL-JSON, CSV and more."""
    from pathlib import Path

    from bibtrack import export
    from bibtrack.store.items import all_ids

    connection = reader(ctx)
    ids = chosen(ctx, connection, filter_words)
    whole = ids is None and form is None and again is None
    path = Path(output) if output else settings(ctx).references_bib if whole else None
    if again is not None:
        content = export.file_again(connection, again)
    else:
        options = export.Options(ascii_only, jabref_groups, with_contexts)
        kind = form or ("csl-json" if as_json else "canonical" if whole else "biblatex")
        content = export.export(connection, all_ids(connection) if ids is None else ids, kind, options)
    if checking:
        if path is None:
            raise click.UsageError("--check needs a file: give -o FILE, or leave out filter and format")
        export.check(content, path)
        say(f"{path}: up to date")
    elif path is None:
        sys.stdout.flush()
        # A file gets every byte; a terminal nothing that could drive it.
        shown = printable(content.decode("utf-8", "replace")).encode() if sys.stdout.isatty() else content
        sys.stdout.buffer.write(shown)
        sys.stdout.buffer.flush()
    else:
        news = export.write_file(path, content)
        say(f"{path}: {'written' if news else 'up to date already'}")
    if as_json and path is not None:
        write_json({"file": str(path), "bytes": len(content)})
