"""`bibtrack undo`: take the last changes back."""

import click

from bibtrack.cli import options, render


@click.command()
@click.argument("count", type=click.IntRange(1), default=1)
@options.json_option
@click.pass_context
def command(ctx: click.Context, count: int, as_json: bool) -> None:
    """Take the last changes back.

    COUNT commands, newest first; a command is one step, however much it changed.  `redo` brings
    them back.
    """
    from bibtrack.store import undoing
    from bibtrack.store.engine import open_library

    library = open_library(options.settings(ctx).database)
    ctx.call_on_close(library.close)
    taken = undoing.undo(library, count, command=f"bibtrack undo {count}")
    if as_json:
        render.write_json([{"run": step.run, "command": step.command or step.verb} for step in taken])
    for step in taken if not as_json else ():
        render.say(f"undone: {step.command or step.verb} ({step.at}, {step.actor}, {step.changes} rows)")
