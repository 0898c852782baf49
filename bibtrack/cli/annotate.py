"""`bibtrack annotate`: what people write about a source."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from bibtrack.cli import options, render, writing
from bibtrack.text import printable

if TYPE_CHECKING:
    import sqlite3


@click.command()
@click.argument("key")
@click.argument("text", required=False)
@click.option("-t", "--theme", metavar="SLUG", help="What it says to one theme.")
@click.option("-l", "--locator", metavar="PLACE", help='The place in the work: "p. 12".')
@click.option("-a", "--author", metavar="NAME", help="Who says so (else you).")
@click.option("--report", metavar="SLUG", help="With --note: about the citation in this report.")
@click.option("--note", type=click.IntRange(1), help="About the citation in this note.")
@click.option("--edit", "edited", type=int, metavar="NUMBER", help="Change an annotation.")
@click.option(
    "--delete", "deleted", type=int, metavar="NUMBER", help="Delete an annotation; `undo` brings it back."
)
@options.json_option
@click.pass_context
def command(
    ctx: click.Context,
    key: str,
    text: str | None,
    theme: str | None,
    locator: str | None,
    author: str | None,
    report: str | None,
    note: int | None,
    edited: int | None,
    deleted: int | None,
    as_json: bool,
) -> None:
    """Write or list annotations.

    TEXT is Markdown; `-` reads it from standard input.  Without TEXT, on a terminal, your editor
    opens when a theme, a locator or a note is named; otherwise the annotations are listed.
    """
    from bibtrack.store.loading import source_id

    connection = options.reader(ctx)
    number = source_id(connection, key)
    about = {"theme": theme, "locator": locator, "report": report, "note": note}
    if deleted is not None:
        _delete(ctx, deleted)
    elif edited is not None:
        _rewrite(ctx, connection, edited, text)
    elif text is None and not any(value is not None for value in about.values()):
        _list(connection, number, as_json)
    else:
        _write(ctx, number, about | {"author": author}, _body(text), as_json)


def _body(text: str | None, before: str = "") -> str:
    """Give the text: as it is, from standard input, or from the editor."""
    if text == "-":
        return sys.stdin.read()
    if text is not None:
        return text
    if not sys.stdin.isatty():
        raise click.UsageError("give the text, or `-` to read it from standard input")
    return click.edit(before, extension=".md") or before


def _write(ctx: click.Context, number: int, about: dict[str, Any], body: str, as_json: bool) -> None:
    from bibtrack import annotate

    author = about.pop("author")
    run = writing.run(
        "annotate", *(f"--{name}={value}" for name, value in about.items() if value is not None)
    )
    made = annotate.write(writing.library(ctx), run, annotate.About(number, **about), body, author)
    if as_json:
        render.write_json({"annotation": made})
    else:
        render.say(f"annotation {made} was written")


def _rewrite(ctx: click.Context, connection: sqlite3.Connection, number: int, text: str | None) -> None:
    from bibtrack import annotate
    from bibtrack.store.editing import annotation

    body = _body(text, annotation(connection, number)["body"])
    news = annotate.rewrite(writing.library(ctx), writing.run("annotate", f"--edit={number}"), number, body)
    render.say(f"annotation {number} was changed" if news else "nothing to change: it is so already")


def _delete(ctx: click.Context, number: int) -> None:
    from bibtrack import annotate

    annotate.delete(writing.library(ctx), writing.run("annotate", f"--delete={number}"), number)
    render.say(f"annotation {number} was deleted; `bibtrack undo` brings it back")


def _list(connection: sqlite3.Connection, number: int, as_json: bool) -> None:
    from bibtrack.store.showing import annotations

    found = annotations(connection, number)
    if as_json:
        render.write_json(found)
        return
    for row in found:
        click.echo(printable(heading(row)))
        click.echo("  " + printable(row["body"]).replace("\n", "\n  "))
    if not found:
        render.say('no annotation yet; `bibtrack annotate KEY "TEXT"` writes one')


def heading(row: dict[str, Any]) -> str:
    """Give the line above an annotation: number, author, day, theme, place."""
    where = f"{row['report']} note {row['note']}" if row["report"] else None
    parts = (row["author"], row["created_at"][:10], row["theme"], row["locator"], where)
    return f"[{row['id']}] " + " · ".join(part for part in parts if part)
