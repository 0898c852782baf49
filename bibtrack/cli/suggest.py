"""`bibtrack suggest`: suggest works that the library lacks."""

import click

from bibtrack.cli.options import json_option, reader
from bibtrack.cli.render import say, table, write, write_json

EPILOG = """\b
Examples:
  bibtrack suggest --theme green-bri       works that several of its sources cite
  bibtrack suggest --sources               sources that look like a theme's others
  bibtrack suggest --terms green-bri       words that would widen its rules"""


@click.command(epilog=EPILOG)
@click.option("--theme", metavar="SLUG", help="Only for this theme.")
@click.option(
    "--sources", is_flag=True, help="Instead: sources that look like a theme's others (`tag review` decides)."
)
@click.option("--terms", metavar="SLUG", help="Instead: words that would widen the rules of this theme.")
@click.option(
    "--least", default=2, show_default=True, type=click.IntRange(1), help="Cited by at least so many sources."
)
@click.option("--limit", default=30, show_default=True, type=click.IntRange(1), help="Show at most so many.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    theme: str | None,
    sources: bool,
    terms: str | None,
    least: int,
    limit: int,
    as_json: bool,
) -> None:
    """Suggest works that the library lacks."""
    from dataclasses import asdict

    from bibtrack import suggest

    connection = reader(ctx)
    if terms:
        told = suggest.terms(connection, terms, limit)
        rows = [{"term": term, "in_theme": here, "elsewhere": there} for term, here, there in told]
        headers: tuple[str, ...] = ("term", "in theme", "elsewhere")
    elif sources:
        rows = [asdict(item) for item in suggest.similar(connection, theme, limit)]
        headers = ("source", "title", "theme", "likeness", "alike in")
    else:
        rows = [asdict(gap) for gap in suggest.gaps(connection, theme, least, limit)]
        headers = ("doi", "title", "author", "year", "cited by")
    if as_json:
        return write_json(rows)
    if not rows:
        return say(_nothing(bool(terms), sources))
    shown = [
        [", ".join(value) if isinstance(value, tuple) else value for value in row.values()] for row in rows
    ]
    write(table(headers, shown))
    if not (terms or sources):
        say("`bibtrack add DOI` brings one in.")
    return None


def _nothing(terms: bool, sources: bool) -> str:
    if terms:
        return "No word tells this theme's sources from the others beyond its rules."
    if sources:
        return "No source looks like a theme's others."
    return "No work is cited often enough and missing; lists of references come with `bibtrack resolve`."
