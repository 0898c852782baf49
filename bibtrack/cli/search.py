"""`bibtrack search`: the full text, best hits first."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from bibtrack.cli import options, query, render
from bibtrack.text import printable

if TYPE_CHECKING:
    from bibtrack.filters.excerpts import Excerpt, Phrase, Spans


@click.command()
@options.filter_argument
@click.option(
    "-n", "--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many hits."
)
@click.option("--page", type=click.IntRange(1), default=1, help="The next hits: page 2, 3, …")
@options.json_option
@click.option("--save", "name", metavar="NAME", help="Keep the query under a name, for search:NAME.")
@click.option("--forget", metavar="NAME", help="Forget a kept query.")
@click.option("--saved", is_flag=True, help="List the kept queries.")
@click.pass_context
def command(
    ctx: click.Context,
    filter_words: tuple[str, ...],
    limit: int,
    page: int,
    as_json: bool,
    name: str | None,
    forget: str | None,
    saved: bool,
) -> None:
    """Search the full text, best hits first.

    Titles, names, abstracts, annotations, citing sentences and notes; accents do not matter, and
    Chinese, Japanese and Korean are found by any part.  FILTER is the language of `list`.
    """
    if name is not None or forget is not None:
        return _keep(ctx, name, forget, filter_words)
    connection = options.reader(ctx)
    if saved:
        return _list_saved(query.searches(ctx, connection), as_json)
    from bibtrack.filters.excerpts import phrases
    from bibtrack.store import listing, search

    tree = query.tree(ctx, connection, filter_words)
    ranked = search.ranked(connection, tree, limit, (page - 1) * limit)
    wanted = phrases(tree)
    hits = [(row, _excerpts(row, wanted)) for row in listing.texts(connection, ranked.ids)]
    if as_json:
        render.write_json(
            {"total": ranked.total, "bounded": ranked.bounded, "hits": [_json(*h) for h in hits]}
        )
        return
    for row, found in hits:
        _write_hit(row, found, wanted)
    _say_total(ranked, query.explain(tree), (page - 1) * limit)


def _excerpts(row: dict[str, Any], wanted: tuple[Phrase, ...]) -> list[tuple[str, Excerpt]]:
    """Give the two best places outside the title."""
    from bibtrack.filters.excerpts import excerpt, hits
    from bibtrack.store.listing import SHOWN_TEXTS

    found = []
    for field in SHOWN_TEXTS:
        text = " ".join(str(row[field] or "").split())
        spans = hits(text, wanted, field) if text else ()
        if spans:
            found.append((field, excerpt(text, spans)))
    return found[:2]


def _write_hit(row: dict[str, Any], found: list[tuple[str, Excerpt]], wanted: tuple[Phrase, ...]) -> None:
    from bibtrack.filters.excerpts import hits

    title = " = ".join(
        str(row[name]) for name in ("title", "original_title", "translated_title") if row[name]
    )
    author = str(row["author"] or "")
    key = _coloured(row["key"], ((0, len(row["key"])),), fg="cyan")
    head = _coloured(author, hits(author, wanted, "author"))
    click.echo(f"{key}  {row['year'] or ''}  {head}".rstrip())
    click.echo("  " + _coloured(title or "(no title)", hits(title, wanted, "title")))
    for field, piece in found:
        click.echo(f"  {field}: " + _coloured(piece.text, piece.hits))


def _coloured(text: str, spans: Spans, fg: str = "yellow") -> str:
    """Colour the spans; click takes the colours out again where stdout is not a terminal."""
    if os.environ.get("NO_COLOR"):
        return printable(text)
    parts, done = [], 0
    for start, stop in spans:
        parts += [
            printable(text[done:start]),
            click.style(printable(text[start:stop]), fg=fg, bold=True),
        ]
        done = stop
    return "".join([*parts, printable(text[done:])]).replace("\n", " ")


def _json(row: dict[str, Any], found: list[tuple[str, Excerpt]]) -> dict[str, Any]:
    places = [{"field": field, "text": piece.text, "hits": piece.hits} for field, piece in found]
    names = ("key", "year", "author", "title", "original_title", "translated_title", "status")
    return {name: row[name] for name in names} | {"excerpts": places}


def _say_total(ranked: Any, asked: str, before: int) -> None:
    if not ranked.total:
        render.say(f"no source matches {asked}")
        return
    last = before + len(ranked.ids)
    line = (
        f"{before + 1} to {last} of {ranked.total}"
        if ranked.ids
        else f"{ranked.total} hits, none on this page"
    )
    if ranked.bounded:
        line += "; so many are ranked by the title first: add a word to narrow them down"
    render.say(line)


def _list_saved(found: dict[str, str], as_json: bool) -> None:
    if as_json:
        render.write_json(found)
    elif found:
        render.write(render.table(("name", "query"), list(found.items())))
    else:
        render.say("no query is kept; `bibtrack search --save NAME FILTER` keeps one")


def _keep(ctx: click.Context, name: str | None, forget: str | None, words: tuple[str, ...]) -> None:
    from bibtrack import edit
    from bibtrack.cli import writing
    from bibtrack.filters.parse import joined

    library = writing.library(ctx)
    if forget is not None:
        edit.forget_search(library, forget)
        render.say(f"forgotten: {forget}")
    if name is not None:
        edit.save_search(library, name, joined(words), query.searches(ctx, options.reader(ctx)))
        render.say(f"kept: search:{name} is {joined(words)}")
