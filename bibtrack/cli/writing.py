"""How a command that changes the library opens it, names its change, and shows what it did."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bibtrack.cli import options, render
from bibtrack.text import printable

if TYPE_CHECKING:
    from bibtrack.edit import Edited
    from bibtrack.settings import Settings
    from bibtrack.store.engine import Library, Run


def library(ctx: click.Context) -> Library:
    """Open the library for writing; it is closed when the command ends."""
    from bibtrack.store.engine import open_library

    opened = open_library(options.settings(ctx).database)
    ctx.call_on_close(opened.close)
    return opened


def copy_before(settings: Settings, label: str) -> None:
    """Copy the library before a command that may change much of it; the setting backups_kept says how many stay."""
    from bibtrack.store.backup import before_bulk

    before_bulk(settings.database, settings.backups, settings.backups_kept, label)


def run(verb: str, *words: str) -> Run:
    """Name a change by the command that a person would type."""
    from bibtrack.store.engine import Run

    return Run(verb, shlex.join(("bibtrack", verb, *words))[:500])


def keys_to_ids(ctx: click.Context, keys: Sequence[str]) -> list[int]:
    """Give the ids of sources by citekey or its unique beginning, each once."""
    from bibtrack.store.loading import source_id

    connection = options.reader(ctx)
    return list(dict.fromkeys(source_id(connection, key) for key in keys))


def show_edits(edits: Sequence[Edited], as_json: bool, dry_run: bool) -> None:
    """Show what was changed, or would be, field by field."""
    if as_json:
        from bibtrack.edit import as_data

        render.write_json(as_data(edits))
        return
    for edit in edits:
        before, after = render.cut(_line(edit.before), 60), render.cut(_line(edit.after), 60)
        click.echo(f"{printable(edit.citekey)}  {edit.field}: {before or '(empty)'} → {after or '(empty)'}")
    if not edits:
        render.say("nothing would change" if dry_run else "nothing to change: it is so already")
    elif dry_run:
        sources = len({edit.citekey for edit in edits})
        render.say(f"{len(edits)} changes in {sources} sources; nothing was changed (--dry-run)")


def _line(text: str) -> str:
    return printable(text).replace("\n", " ")


def may_go_on(question: str, yes: bool) -> bool:
    """Ask before a change of several sources; where nobody can answer, --yes must say so beforehand."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise click.UsageError(
            f"{question} Nobody can answer here: give --yes, or look first with --dry-run."
        )
    return click.confirm(question, err=True)
