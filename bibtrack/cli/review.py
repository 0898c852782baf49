"""`bibtrack review`: decide the matches that need a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bibtrack.cli import options, render
from bibtrack.cli.selecting import DefaultGroup, chosen

if TYPE_CHECKING:
    from bibtrack.review import Decided
    from bibtrack.settings import Settings
    from bibtrack.store.engine import Library

EPILOG = """\b
Examples:
  bibtrack review                       one source at a time, in the terminal
  bibtrack review list --json           the queue, for programs
  bibtrack review show KEY              all that is known of one source
  bibtrack review accept KEY DOI        yes, this is the work
  bibtrack review reject KEY            none of the records is the work
  bibtrack review none KEY              it has no DOI, and that is right
  bibtrack review search KEY WORD...    ask again with other words
  bibtrack undo                         take the last decision back"""


class ReviewGroup(DefaultGroup):
    """`review` by itself walks through the queue."""

    default = "walk"


@click.group(cls=ReviewGroup, epilog=EPILOG)
def command() -> None:
    """Decide the matches that need a person."""


def _open(ctx: click.Context) -> tuple[Library, Settings]:
    from bibtrack.store.engine import open_library

    settings = options.settings(ctx)
    library = open_library(settings.database)
    ctx.call_on_close(library.close)
    return library, settings


def _chosen(ctx: click.Context, words: tuple[str, ...]) -> list[int] | None:
    return chosen(ctx, options.reader(ctx), words)


@command.command()
@options.filter_argument
@click.pass_context
def walk(ctx: click.Context, filter_words: tuple[str, ...]) -> None:
    """Go through the queue: accept, skip, search again, paste a DOI, or say that it has none."""
    from bibtrack.cli.review_walk import Walk

    library, settings = _open(ctx)
    Walk(library, settings).all(_chosen(ctx, filter_words))


@command.command("list")
@options.filter_argument
@options.json_option
@click.pass_context
def list_(ctx: click.Context, filter_words: tuple[str, ...], as_json: bool) -> None:
    """Show the sources that wait for a person, the most cited first."""
    from bibtrack import review
    from bibtrack.cli.review_card import data

    library, _ = _open(ctx)
    files = review.waiting(library, _chosen(ctx, filter_words))
    if as_json:
        render.write_json([data(file) for file in files])
        return
    rows = [
        (file.source.citekey, file.source.reference.title, len(file.offers), file.source.status_reason)
        for file in files
    ]
    render.write(render.table(("source", "title", "records", "why"), rows))
    render.say(f"{len(files)} wait for you; `bibtrack review` goes through them")


@command.command()
@click.argument("key")
@options.json_option
@click.pass_context
def show(ctx: click.Context, key: str, as_json: bool) -> None:
    """Show what the notes print and what was offered, field by field."""
    from bibtrack import review
    from bibtrack.cli.review_card import card, data

    library, _ = _open(ctx)
    file = review.dossier(library, key)
    if as_json:
        render.write_json(data(file))
    else:
        render.write(card(file))


@command.command()
@click.argument("key")
@click.argument("doi")
@options.json_option
@click.pass_context
def accept(ctx: click.Context, key: str, doi: str, as_json: bool) -> None:
    """Say that a source is the work with this DOI."""
    from bibtrack import review

    library, settings = _open(ctx)
    _tell(review.accept(library, settings, key, doi, command=f"bibtrack review accept {key} {doi}"), as_json)


@command.command()
@click.argument("key")
@click.option("--reason", metavar="TEXT", help="Why; kept with the decision.")
@options.json_option
@click.pass_context
def reject(ctx: click.Context, key: str, reason: str | None, as_json: bool) -> None:
    """Say that none of the offered records is the work."""
    from bibtrack import review

    library, _ = _open(ctx)
    _tell(review.reject(library, key, reason=reason, command=f"bibtrack review reject {key}"), as_json)


@command.command()
@click.argument("key")
@click.option("--reason", metavar="TEXT", help="Why; kept with the decision.")
@options.json_option
@click.pass_context
def none(ctx: click.Context, key: str, reason: str | None, as_json: bool) -> None:
    """Say that a source has no DOI, and that this is right."""
    from bibtrack import review

    library, _ = _open(ctx)
    _tell(review.none(library, key, reason=reason, command=f"bibtrack review none {key}"), as_json)


@command.command()
@click.argument("key")
@click.argument("words", nargs=-1, required=True)
@options.json_option
@click.pass_context
def search(ctx: click.Context, key: str, words: tuple[str, ...], as_json: bool) -> None:
    """Ask again with other words, and show what comes."""
    from bibtrack import review
    from bibtrack.cli.review_card import card, data

    library, settings = _open(ctx)
    text = " ".join(words)
    file = review.search(library, settings, key, text, command=f"bibtrack review search {key} {text}")
    if as_json:
        render.write_json(data(file))
    else:
        render.write(card(file))


def _tell(done: Decided, as_json: bool) -> None:
    if as_json:
        render.write_json({
            "citekey": done.citekey, "status": done.status, "doi": done.doi, "reason": done.reason, "also": done.also,
        })  # fmt: skip
        return
    render.say(f"{done.citekey}: {done.status}{' ' + done.doi if done.doi else ''}; {done.reason}")
    if done.also:
        render.say(
            f"{', '.join(done.also)} carries this DOI too; `bibtrack merge {done.citekey} {done.also[0]}` joins them"
        )
