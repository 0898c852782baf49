"""`bibtrack tag`: apply the theme rules, or tag by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from bibtrack.cli import writing
from bibtrack.cli.options import (
    dry_run_option,
    filter_argument,
    json_option,
    reader,
    settings,
    similarity_option,
)
from bibtrack.cli.render import progress, say, table, write, write_json
from bibtrack.cli.selecting import DefaultGroup, chosen

if TYPE_CHECKING:
    import sqlite3

    from bibtrack.store.engine import Library
    from bibtrack.suggest import Suggestion
    from bibtrack.tag import TagSummary

EPILOG = """\b
Examples:
  bibtrack tag                          apply the rules to every source
  bibtrack tag --dry-run year:2020..    show what would change
  bibtrack tag --explain theme:green-bri
  bibtrack tag add KEY green-bri --reason "read it"
  bibtrack tag remove KEY green-bri     the rules will not bring it back
  bibtrack tag review                   accept or refuse suggested themes"""


class TagGroup(DefaultGroup):
    """`tag` by itself applies the rules."""

    default = "apply"


@click.group(cls=TagGroup, epilog=EPILOG)
def command() -> None:
    """Apply the theme rules, or tag by hand."""


def _library(ctx: click.Context) -> Library:
    from bibtrack.store.engine import open_library

    opened = open_library(settings(ctx).database)
    ctx.call_on_close(opened.close)
    return opened


def _run(verb: str, *words: str) -> Any:
    from bibtrack.store.engine import Run

    return Run(verb, " ".join(("bibtrack", *words)))


@command.command(epilog="FILTER: see `bibtrack list --help`.")
@filter_argument
@click.option("--explain", is_flag=True, help="Show why each source has its themes; change nothing.")
@dry_run_option
@json_option
@click.pass_context
def apply(
    ctx: click.Context, filter_words: tuple[str, ...], explain: bool, dry_run: bool, as_json: bool
) -> None:
    """Apply the theme rules (what `tag` does by itself)."""
    connection = reader(ctx)
    ids = chosen(ctx, connection, filter_words)
    if explain:
        return _explain(connection, ids, as_json)
    from bibtrack import tag

    if dry_run:
        summary = tag.preview(connection, ids)
    else:
        connection.close()
        if ids is None:
            writing.copy_before(settings(ctx), "tag")
        with progress("Tagging") as tell:
            summary = tag.apply(_library(ctx), _run("tag", "tag", *filter_words), ids, tell)
        connection = reader(ctx)
    tell_changes(connection, summary, dry_run, as_json)
    return None


def tell_changes(
    connection: sqlite3.Connection,
    summary: TagSummary,
    dry_run: bool,
    as_json: bool,
    *,
    said: Sequence[str] | None = None,
) -> None:
    """Say what a run of the rules changed, or would change; `said` are sentences that come first."""
    changes = {
        "added": _named(connection, summary.changes.added),
        "removed": _named(connection, summary.changes.removed),
        "changed": _named(connection, summary.changes.changed),
    }
    if as_json:
        write_json(
            {"sources": summary.sources, "without_theme": summary.without, "themes": summary.by_theme,
             "unchanged": summary.changes.same, "dry_run": dry_run, **changes}
            | ({} if said is None else {"vocabulary": list(said)})
        )  # fmt: skip
        return
    for sentence in said or ():
        write(f"* {sentence}")
    rows = [
        (sign, item["citekey"], item["theme"], item["title"])
        for sign, kind in (("+", "added"), ("-", "removed"), ("~", "changed"))
        for item in changes[kind]
    ]
    if rows and (dry_run or len(rows) <= 60):
        write(table(["", "source", "theme", "title"], rows))
    counted = ", ".join(f"{len(found)} {kind}" for kind, found in changes.items())
    head = "Nothing changes" if not summary.news else ("Would be: " if dry_run else "Tags: ") + counted
    say(
        f"{head}; {summary.changes.same} as before, {summary.sources} sources, {summary.without} without a theme by rule."
    )


def _named(connection: sqlite3.Connection, pairs: Sequence[tuple[int, str]]) -> list[dict[str, str]]:
    if not pairs:
        return []
    known = {row[0]: row[1:] for row in connection.execute("SELECT id, citekey, title FROM source")}
    return [
        {"citekey": known[source][0], "theme": slug, "title": known[source][1] or ""}
        for source, slug in sorted(pairs)
    ]


def _explain(connection: sqlite3.Connection, ids: Sequence[int] | None, as_json: bool) -> None:
    from bibtrack.store.themes import explanations, present_ids

    told = explanations(connection, present_ids(connection) if ids is None else ids)
    if as_json:
        return write_json(told)
    last = None
    for entry in told:
        if entry["citekey"] != last:
            write(("\n" if last else "") + f"{entry['citekey']}  {entry['title'] or '(no title)'}")
            last = entry["citekey"]
        write(f"  {_verdict(entry)}")
        for item in entry["evidence"]:
            write(
                f"    rule {item['rule_id']}, {item['field'].replace('_', ' ')}: “{item['quote']}” +{item['weight']:g}"
            )
            if item["context"] and item["context"].strip() != item["quote"] and item["field"] != "title":
                write(f"      {item['context']}")
    return None


def _verdict(entry: dict[str, Any]) -> str:
    if entry["method"] == "rule":
        return f"{entry['theme']}  by rule, score {entry['score']:g}"
    word = "yes" if entry["polarity"] == "assigned" else "NO"
    reason = f": {entry['reason']}" if entry["reason"] else ""
    return f"{entry['theme']}  {word} by {entry['assigned_by']}, {entry['assigned_at']}{reason}"


_KEY = click.argument("key")
_THEMES = click.argument("themes", nargs=-1, required=True)


@command.command()
@_KEY
@_THEMES
@click.option("--reason", help="Why; kept with your name.")
@json_option
@click.pass_context
def add(ctx: click.Context, key: str, themes: tuple[str, ...], reason: str | None, as_json: bool) -> None:
    """Say yes: the source has these themes, whatever the rules say."""
    _decide(ctx, True, key, themes, reason, as_json)


@command.command()
@_KEY
@_THEMES
@click.option("--reason", help="Why; kept with your name.")
@json_option
@click.pass_context
def remove(ctx: click.Context, key: str, themes: tuple[str, ...], reason: str | None, as_json: bool) -> None:
    """Say no: the source has not these themes; no rule brings them back."""
    _decide(ctx, False, key, themes, reason, as_json)


def _decide(
    ctx: click.Context, yes: bool, key: str, themes: tuple[str, ...], reason: str | None, as_json: bool
) -> None:
    from bibtrack import tag
    from bibtrack.values.theme import Polarity

    run = _run("tag", "tag", "add" if yes else "remove", key, *themes)
    polarity = Polarity.ASSIGNED if yes else Polarity.EXCLUDED
    done = tag.decide(_library(ctx), run, key, themes, polarity=polarity, reason=reason)
    said = ("now has", "already had") if yes else ("is now kept out of", "was already kept out of")
    _decided(done, *said, as_json)


@command.command()
@_KEY
@_THEMES
@json_option
@click.pass_context
def clear(ctx: click.Context, key: str, themes: tuple[str, ...], as_json: bool) -> None:
    """Take your yes or no back; the rules decide again."""
    from bibtrack import tag

    done = tag.forget(_library(ctx), _run("tag", "tag", "clear", key, *themes), key, themes)
    _decided(done, "is left to the rules for", "was already left to the rules for", as_json)


def _decided(done: Sequence[tuple[str, str, bool]], new: str, old: str, as_json: bool) -> None:
    if as_json:
        return write_json([{"citekey": key, "theme": slug, "changed": news} for key, slug, news in done])
    for key, slug, news in done:
        write(f"{key} {new if news else old} {slug}.")
    return None


@command.command()
@click.option("--theme", metavar="SLUG", help="Only suggestions for this theme.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="At most so many.")
@similarity_option
@json_option
@click.pass_context
def review(ctx: click.Context, theme: str | None, limit: int, similarity: str, as_json: bool) -> None:
    """Walk through suggested themes: y accept, n refuse, s skip, q stop."""
    from dataclasses import asdict

    from bibtrack.suggest import Similarity, similar

    found = similar(reader(ctx), theme, limit, Similarity(similarity))
    if as_json:
        return write_json([asdict(item) for item in found])
    if not found:
        return say("No source looks like a theme's others.")
    say(f"{len(found)} to look at: y accepts, n refuses for good, s leaves it for another time, q stops.")
    for at, item in enumerate(found, 1):
        write(
            f"\n{at}/{len(found)}  {item.citekey}  {item.title}\n"
            f"  {item.theme}? likeness {item.score:.2f}{_reasons(item)}"
        )
        word = click.prompt(
            "  y, n, s or q", type=click.Choice(["y", "n", "s", "q"]), default="s", show_choices=False
        )
        if word == "q":
            break
        if word != "s":
            _answer(ctx, item.citekey, item.theme, word == "y", False)
    return None


def _reasons(item: Suggestion) -> str:
    near = ", ".join(f"{other.citekey} {other.score:.2f}" for other in item.nearest)
    return (f" in {', '.join(item.alike)}" if item.alike else "") + (f"; nearest to {near}" if near else "")


@command.command()
@_KEY
@click.argument("theme")
@json_option
@click.pass_context
def accept(ctx: click.Context, key: str, theme: str, as_json: bool) -> None:
    """Accept a suggested theme; it is then your yes."""
    _answer(ctx, key, theme, True, as_json)


@command.command()
@_KEY
@click.argument("theme")
@json_option
@click.pass_context
def refuse(ctx: click.Context, key: str, theme: str, as_json: bool) -> None:
    """Refuse a suggested theme; it is not suggested again."""
    _answer(ctx, key, theme, False, as_json)


def _answer(ctx: click.Context, key: str, theme: str, accepted: bool, as_json: bool) -> None:
    from bibtrack import tag

    word = "accept" if accepted else "refuse"
    citekey, slug = tag.answer(_library(ctx), _run("tag", "tag", word, key, theme), key, theme, accepted)
    if as_json:
        return write_json({"citekey": citekey, "theme": slug, "answer": word})
    return say(f"{citekey} {'now has' if accepted else 'will not be suggested again for'} {slug}.")
