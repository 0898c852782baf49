"""`bibtrack show`: one source with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from bibtrack.cli import options, render
from bibtrack.text import printable


@click.command()
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@click.option("--history", is_flag=True, help="Show the whole history, not only the last changes.")
@options.json_option
@click.pass_context
def command(ctx: click.Context, keys: tuple[str, ...], history: bool, as_json: bool) -> None:
    """Show one source with its evidence.

    Each field with its origin: printed in a note, fetched from a registry, or chosen by a person;
    every citation with its sentence and grade; the themes with the words that show them.
    """
    from bibtrack.store import loading, showing, trail

    connection = options.reader(ctx)
    found = []
    for key in keys:
        number = loading.source_id(connection, key)
        events = [dict(row) for row in trail.source_events(connection, number)]
        found.append(showing.source(connection, number) | {"history": events})
    if as_json:
        render.write_json(found if len(found) > 1 else found[0])
        return
    for position, source in enumerate(found):
        if position:
            click.echo()
        for line in _lines(source, None if history else 5):
            click.echo(line)


def _lines(source: dict[str, Any], most: int | None) -> Iterator[str]:
    state = " · ".join(part for part in (source["type"], source["status"], source["grade"]) if part)
    yield f"{_bold(source['key'])}  {state}"
    if source["status_reason"]:
        yield f"  {_plain(source['status_reason'])}"
    for notice in source["notices"]:
        yield click.style(
            f"  {_plain(notice['kind'])} {notice['date'] or ''} {notice['doi'] or ''}".rstrip(), fg="red"
        )
    yield from _fields(source["fields"])
    yield from _citations(source["citations"])
    yield from _themes(source["themes"])
    yield from _annotations(source["annotations"])
    yield from _lookups(source["lookups"])
    yield from _history(source["history"], most)


def _fields(fields: list[dict[str, Any]]) -> Iterator[str]:
    size = max((len(field["field"]) for field in fields), default=0)
    for field in fields:
        if field["field"] == "type":
            continue
        who = f" by {_plain(field['set_by'])}, {field['set_at'][:10]}" if field["set_by"] else ""
        origin = click.style(f"[{field['origin'] or 'unknown'}{who}]", dim=True)
        yield f"  {_plain(field['field']):<{size}}  {_value(field['value'])}  {origin}"
        for other, value in field["others"].items():
            yield click.style(f"  {'':<{size}}  {other}: {_value(value)}", dim=True)


def _value(value: str | list[str]) -> str:
    return _plain("; ".join(value) if isinstance(value, list) else value)


def _citations(citations: list[dict[str, Any]]) -> Iterator[str]:
    if citations:
        yield _bold(f"Cited {len(citations)} time{'s' if len(citations) > 1 else ''}")
    for cite in citations:
        place = f"{cite['report']} note {cite['label']}"
        details = [cite["section"], cite["prefix"] and f"“{cite['prefix']}”", _locator(cite), cite["grade"]]
        yield "  " + _plain(" · ".join(part for part in [place, *details] if part))
        for sentence in cite["sentences"]:
            yield f"    “{_plain(sentence)}”"
        if cite["evidence"]:
            yield f"    {_plain(cite['evidence'])}"


def _locator(cite: dict[str, Any]) -> str | None:
    return f"{cite['locator_label'] or ''} {cite['locator']}".strip() if cite["locator"] else None


def _themes(themes: list[dict[str, Any]]) -> Iterator[str]:
    if themes:
        yield _bold("Themes")
    for theme in themes:
        by_hand = theme["method"] == "manual"
        who = f"by {theme['assigned_by'] or 'hand'}" if by_hand else f"by rule, {theme['score']:g}"
        no = "not " if theme["polarity"] == "excluded" else ""
        yield f"  {no}{_plain(theme['slug'])} ({_plain(who)})" + (
            f": {_plain(theme['reason'])}" if theme["reason"] else ""
        )
        for piece in theme["evidence"]:
            yield f"    “{_plain(piece['quote'])}” in {piece['field']} ({_plain(piece['rule_id'])})"


def _annotations(annotations: list[dict[str, Any]]) -> Iterator[str]:
    from bibtrack.cli.annotate import heading

    if annotations:
        yield _bold("Annotations")
    for row in annotations:
        yield "  " + _plain(heading(row))
        yield "    " + printable(row["body"]).replace("\n", "\n    ")


def _lookups(lookups: list[dict[str, Any]]) -> Iterator[str]:
    if lookups:
        yield _bold("Asked")
    for row in lookups[:5]:
        outcome = (
            row["error"] or {"ok": "a record", "empty": "no match", "failed": "could not ask"}[row["status"]]
        )
        if row["identifier"]:
            outcome = f"{row['identifier']}: {row['verdict']} ({row['score']:.2f}, {row['decided_by']})"
        yield "  " + _plain(f"{row['requested_at'][:10]} {row['resolver']} {row['strategy']}: {outcome}")


def _history(events: list[dict[str, Any]], most: int | None) -> Iterator[str]:
    events = list({event["run"]: event for event in events}.values())
    if events:
        yield _bold("History")
    for event in events[:most]:
        yield "  " + _plain(f"{event['at'][:10]} {event['actor']}: {event['command'] or event['verb']}")
    if most is not None and len(events) > most:
        yield f"  … {len(events) - most} more (--history)"


def _bold(text: str) -> str:
    return click.style(_plain(text), bold=True)


def _plain(text: object) -> str:
    return printable(str(text)).replace("\n", " ")
