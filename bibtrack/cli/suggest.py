"""`bibtrack suggest`: suggest works that the library lacks."""

from typing import Any

import click

from bibtrack.cli.options import json_option, reader, similarity_option
from bibtrack.cli.render import say, table, write, write_json

EPILOG = """\b
Examples:
  bibtrack suggest --theme green-bri       works that several of its sources cite
  bibtrack suggest --sources               sources that look like a theme's others
  bibtrack suggest --sources --similarity both
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
@similarity_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    theme: str | None,
    sources: bool,
    terms: str | None,
    least: int,
    limit: int,
    similarity: str,
    as_json: bool,
) -> None:
    """Suggest works that the library lacks."""
    from dataclasses import asdict

    from bibtrack import suggest

    if similarity != "words" and (terms or not sources):
        raise click.UsageError("--similarity goes with --sources: nothing else is compared")
    connection = reader(ctx)
    if terms:
        told = suggest.terms(connection, terms, limit)
        rows = [{"term": term, "in_theme": here, "elsewhere": there} for term, here, there in told]
        headers: tuple[str, ...] = ("term", "in theme", "elsewhere")
    elif sources:
        found = suggest.similar(connection, theme, limit, suggest.Similarity(similarity))
        rows = [asdict(item) for item in found]
        headers = ("source", "title", "theme", "likeness", *_REASONS[similarity])
    else:
        rows = [asdict(gap) for gap in suggest.gaps(connection, theme, least, limit)]
        headers = ("doi", "title", "author", "year", "cited by")
    if as_json:
        return write_json(rows)
    if not rows:
        return say(_nothing(bool(terms), sources))
    shown = [[_cell(value) for name, value in row.items() if name != _EMPTY[similarity]] for row in rows]
    write(table(headers, shown))
    if not (terms or sources):
        say("`bibtrack add DOI` brings one in.")
    return None


_REASONS = {"words": ["alike in"], "embedding": ["nearest to"], "both": ["alike in", "nearest to"]}
#: What a way to compare has nothing to say in.
_EMPTY = {"words": "nearest", "embedding": "alike", "both": ""}


def _cell(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    return ", ".join(
        f"{item['citekey']} {item['score']:.2f}" if isinstance(item, dict) else item for item in value
    )


def _nothing(terms: bool, sources: bool) -> str:
    if terms:
        return "No word tells this theme's sources from the others beyond its rules."
    if sources:
        return "No source looks like a theme's others."
    return "No work is cited often enough and missing; lists of references come with `bibtrack resolve`."
