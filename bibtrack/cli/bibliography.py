"""`bibtrack bibliography`: print an annotated bibliography, by theme."""

from __future__ import annotations

import sys

import click

from bibtrack.cli.options import filter_argument, reader
from bibtrack.cli.render import say
from bibtrack.cli.selecting import chosen

EPILOG = """\b
Examples:
  bibtrack bibliography --by theme --with annotations,contexts
  bibtrack bibliography --style chicago-note-bibliography --format docx -o review.docx
  bibtrack bibliography --style my-journal.csl theme:green-bri
Styles by name need the extra `styles`; a .csl file needs nothing.  FILTER: see `bibtrack list --help`."""


@click.command(epilog=EPILOG)
@filter_argument
@click.option(
    "--style", default="plain", help="A CSL style by name, a .csl file, or plain.", show_default=True
)
@click.option(
    "--by", "grouping", type=click.Choice(["theme", "none"]), default="none", help="Group by theme."
)
@click.option(
    "--with", "parts", metavar="LIST", default="", help="annotations, contexts, abstracts; with commas."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html", "text", "docx"]),
    help="The format (else Markdown).",
)
@click.option("-o", "--output", metavar="FILE", help="Write this file instead of stdout.")
@click.pass_context
def command(
    ctx: click.Context, filter_words: tuple[str, ...], style: str, grouping: str, parts: str, form: str | None,
    output: str | None,
) -> None:  # fmt: skip
    """Print an annotated bibliography, by theme."""
    from pathlib import Path

    from bibtrack.bibliography import PARTS, bibliography
    from bibtrack.store.items import all_ids

    wanted = [part.strip() for part in parts.split(",") if part.strip()]
    unknown = [part for part in wanted if part not in PARTS]
    if unknown:
        raise click.UsageError(f"--with knows {', '.join(PARTS)}; not {', '.join(unknown)}")
    connection = reader(ctx)
    ids = chosen(ctx, connection, filter_words)
    suffixes = {".html": "html", ".docx": "docx", ".txt": "text"}
    kind = form or suffixes.get(Path(output or "").suffix.lower(), "markdown")
    content = bibliography(
        connection, all_ids(connection) if ids is None else ids, style=style, by_theme=grouping == "theme",
        parts=wanted, form=kind,
    )  # fmt: skip
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content if kind == "docx" else _printable(content))
        sys.stdout.buffer.flush()
        return
    from bibtrack.export import write_file

    news = write_file(Path(output), content)
    say(f"{output}: {'written' if news else 'up to date already'}")


def _printable(content: bytes) -> bytes:
    from bibtrack.text import printable

    return printable(content.decode("utf-8")).encode("utf-8")
