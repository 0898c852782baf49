"""`bibtrack report`: write the coverage as one page to look at."""

from pathlib import Path

import click

from bibtrack.cli.options import filter_argument, json_option, reader
from bibtrack.cli.render import say, write_json
from bibtrack.cli.selecting import chosen

EPILOG = """\b
Examples:
  bibtrack report -o coverage.html
  bibtrack report --format md -o coverage.md theme:green-bri
  bibtrack report --charts svg -o charts/"""


@click.command(epilog=EPILOG)
@filter_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write (with --charts, the folder)."
)
@click.option(
    "--format", "kind", type=click.Choice(["html", "md"]), help="What to write (else by the file's ending)."
)
@click.option(
    "--charts", type=click.Choice(["svg", "png"]), help="Write the charts as pictures instead of the page."
)
@click.option("--report", "slug", metavar="SLUG", help="Only what this report cites.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, filter_words: tuple[str, ...], output: Path | None, kind: str | None, charts: str | None,
    slug: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Write the coverage as one page to look at."""
    from bibtrack import report
    from bibtrack.clock import Clock

    connection = reader(ctx)
    page = report.gather(connection, Clock().stamp()[:10], chosen(ctx, connection, filter_words), slug)
    if charts:
        written = report.write_charts(page, output or Path("charts"), charts)
    else:
        kind = kind or ("md" if output is not None and output.suffix == ".md" else "html")
        path = output or Path(f"coverage.{kind}")
        report.write(path, report.render(page, kind))
        written = [path]
    if as_json:
        write_json(
            {
                "written": [str(path) for path in written],
                "sources": len(page.sources),
                "notes": len(page.notes),
            }
        )
    else:
        say(f"Wrote {', '.join(map(str, written))}: {len(page.sources)} sources, {len(page.notes)} notes.")
