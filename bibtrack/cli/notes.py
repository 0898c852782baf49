"""`bibtrack notes`: the notes of a report in the library, or of any document without one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from bibtrack.cli import options, render
from bibtrack.text import squeeze


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--report", "slug", metavar="NAME", help="Only the notes of this report of the library.")
@click.option(
    "--state",
    type=click.Choice(["printed", "reconstructed", "not recovered"]),
    help="Only notes in this state.",
)
@click.option(
    "--long", "in_full", is_flag=True, help="Each note with its sentence, its cites and their reasons."
)
@options.json_option
@click.pass_context
def command(
    ctx: click.Context, file: Path | None, slug: str | None, state: str | None, in_full: bool, as_json: bool
) -> None:
    """Show the notes of a report, or of any document.

    Without FILE, the notes that the library has, with their sources and their state: printed,
    reconstructed (with the grade of each cite), or not recovered.  With FILE, that document is
    read and taken apart, and no library is needed.
    """
    if file is not None:
        from bibtrack.cli.notes_file import show_file

        show_file(file, as_json)
        return
    from bibtrack.store import notelist

    connection = options.reader(ctx)
    if slug is not None:
        notelist.known_slug(connection, slug)
    notes = [note for note in notelist.notes(connection, slug) if state in (None, note["state"])]
    reports = [row for row in notelist.reports(connection) if slug in (None, row["slug"])]
    if as_json:
        render.write_json({"reports": reports, "notes": notes})
        return
    for report in reports:
        mine = [note for note in notes if note["report"] == report["slug"]]
        render.write(_head(report))
        render.write("\n\n".join(map(_long, mine)) if in_full else render.table(_HEADERS, map(_row, mine)))
    if not reports:
        render.say("there is no report here yet; `bibtrack ingest FILE` takes one in")


_HEADERS = ("note", "state", "grade", "sources", "section")


def _head(report: dict[str, Any]) -> str:
    by = f", by {report['creators']}" if report["creators"] else ""
    lines = [f"{report['title'] or report['slug']}{by} ({report['slug']})"]
    states = Counter({name: report[name] for name in ("printed", "reconstructed", "not_recovered")})
    told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in states.items() if count)
    lines.append(f"{report['notes']} notes ({told}), {report['callouts']} citing sentences")
    if report["apparatus"] == "reconstructed":
        lines.append(
            f"NOT THE REPORT'S OWN LIST. {squeeze(report['apparatus_reason'] or 'It was reconstructed.')}"
        )
    return "\n".join(lines)


def _row(note: dict[str, Any]) -> tuple[Any, ...]:
    return note["label"], note["state"], note["grade"], _cites(note), note["section"] or ""


def _cites(note: dict[str, Any]) -> str:
    alone = len({cite["grade"] for cite in note["cites"]}) < 2
    named = [
        (cite["citekey"] or cite["text"][:40] or "?") + ("" if alone else f" ({cite['grade']})")
        for cite in note["cites"]
    ]
    return ", ".join(named) or "–"


def _long(note: dict[str, Any]) -> str:
    lines = [
        f"[{note['label']}] {note['state']} ({note['grade']})"
        + (f" · {note['section']}" if note["section"] else "")
    ]
    lines += [f"  “{context}”" for context in note["contexts"]]
    lines += [f"  note: {note['text']}"] if note["text"] else []
    for cite in note["cites"]:
        where = f", {cite['locator_label'] or ''} {cite['locator']}" if cite["locator"] else ""
        signal = f"{cite['prefix']} " if cite["prefix"] else ""
        why = f": {cite['evidence']}" if cite["evidence"] else ""
        lines.append(f"  → {signal}{cite['citekey'] or cite['text']}{where} ({cite['grade']}){why}")
    return "\n".join([*lines, *(f"  ! {message}" for message in note["findings"])])
