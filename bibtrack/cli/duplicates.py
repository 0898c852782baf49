"""`bibtrack duplicates`: propose sources that are the same work, and settle what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bibtrack.cli import options, render
from bibtrack.cli.selecting import DefaultGroup, chosen

if TYPE_CHECKING:
    from bibtrack.matching.duplicates import Pair
    from bibtrack.store.engine import Library

EPILOG = """\b
Examples:
  bibtrack duplicates                   every pair that may be one work
  bibtrack duplicates theme:water       pairs with a source that the FILTER means
  bibtrack merge KEEP OTHER             yes, one work: join them
  bibtrack duplicates dismiss A B       no, two works: do not propose them again
  bibtrack duplicates dismissed         the pairs that were dismissed
  bibtrack duplicates reopen A B       propose a dismissed pair again
  bibtrack undo                         take the last of these back"""


class DuplicatesGroup(DefaultGroup):
    """`duplicates` by itself proposes."""

    default = "propose"


@click.group(cls=DuplicatesGroup, epilog=EPILOG)
def command() -> None:
    """Propose sources that are the same work.

    Nothing is changed; `bibtrack merge KEEP OTHER` joins two.  Editions, and chapters of one
    book, are different works and are not proposed.
    """


@command.command(epilog="FILTER: see `bibtrack list --help`.")
@options.filter_argument
@options.json_option
@click.pass_context
def propose(ctx: click.Context, filter_words: tuple[str, ...], as_json: bool) -> None:
    """Propose pairs (what `duplicates` does by itself)."""
    from bibtrack import duplicates

    ids = chosen(ctx, options.reader(ctx), filter_words)
    found = duplicates.propose(_library(ctx), ids)
    if as_json:
        render.write_json([_as_json(pair) for pair in found])
        return
    for pair in found:
        render.write(f"{pair.keep.citekey}  {pair.lose.citekey}  {pair.reason}")
        for source in (pair.keep, pair.lose):
            reference = source.reference
            render.write(
                f"  {source.citekey}: {reference.title or 'no title'} ({reference.year or 'no year'})"
            )
        render.write(f"  bibtrack merge {pair.keep.citekey} {pair.lose.citekey}")
    render.say(_told(len(found)))


@command.command()
@click.argument("one")
@click.argument("other")
@click.option("--reason", metavar="TEXT", help="Why they are two works.")
@options.json_option
@click.pass_context
def dismiss(ctx: click.Context, one: str, other: str, reason: str | None, as_json: bool) -> None:
    """Say that two sources are two works; they are not proposed again."""
    from bibtrack import duplicates

    told = f"bibtrack duplicates dismiss {one} {other}"
    keys = duplicates.dismiss(_library(ctx), one, other, reason=reason, command=told)
    _done(keys, as_json, dismissed=True, told="are two works and are not proposed again")


@command.command()
@click.argument("one")
@click.argument("other")
@options.json_option
@click.pass_context
def reopen(ctx: click.Context, one: str, other: str, as_json: bool) -> None:
    """Let a dismissed pair be proposed again."""
    from bibtrack import duplicates

    told = f"bibtrack duplicates reopen {one} {other}"
    keys = duplicates.reopen(_library(ctx), one, other, command=told)
    _done(keys, as_json, dismissed=False, told="may be proposed again")


@command.command()
@options.json_option
@click.pass_context
def dismissed(ctx: click.Context, as_json: bool) -> None:
    """List the dismissed pairs, the newest first."""
    from bibtrack import duplicates

    found = duplicates.dismissed(_library(ctx))
    if as_json:
        render.write_json([
            {"one": pair.one, "other": pair.other, "by": pair.by, "at": pair.at, "reason": pair.reason} for pair in found
        ])  # fmt: skip
        return
    for pair in found:
        reason = f"  {pair.reason}" if pair.reason else ""
        render.write(f"{pair.one}  {pair.other}  {pair.by}, {pair.at[:10]}{reason}")
    if not found:
        render.say("no pair was dismissed")


def _library(ctx: click.Context) -> Library:
    from bibtrack.store.engine import open_library

    library = open_library(options.settings(ctx).database)
    ctx.call_on_close(library.close)
    return library


def _told(count: int) -> str:
    if not count:
        return "no two sources look like one work"
    pairs = "1 pair" if count == 1 else f"{count} pairs"
    return f"{pairs} may be one work; what is none: `bibtrack duplicates dismiss A B`"


def _done(keys: tuple[str, str], as_json: bool, *, dismissed: bool, told: str) -> None:
    if as_json:
        render.write_json({"one": keys[0], "other": keys[1], "dismissed": dismissed})
    else:
        render.say(f"{keys[0]} and {keys[1]} {told}; `bibtrack undo` takes it back")


def _as_json(pair: Pair) -> dict[str, Any]:
    return {
        "keep": pair.keep.citekey, "lose": pair.lose.citekey, "score": round(pair.score, 4), "reason": pair.reason,
        "evidence": [
            {"field": item.field, "ours": item.ours, "theirs": item.theirs, "similarity": item.similarity,
             "contradiction": item.contradiction, "explanation": item.explanation}
            for item in pair.evidence
        ],
    }  # fmt: skip
