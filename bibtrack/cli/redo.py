"""`bibtrack redo`: bring back what was undone."""

import click

from bibtrack.cli import options, render


@click.command()
@click.argument("count", type=click.IntRange(1), default=1)
@options.json_option
@click.pass_context
def command(ctx: click.Context, count: int, as_json: bool) -> None:
    """Bring back what was undone.

    COUNT commands, the one undone last first.  Not possible once something else was changed.
    """
    from bibtrack.store import undoing
    from bibtrack.store.engine import open_library

    library = open_library(options.settings(ctx).database)
    ctx.call_on_close(library.close)
    brought = undoing.redo(library, count, command=f"bibtrack redo {count}")
    if as_json:
        render.write_json([{"run": step.run, "command": step.command or step.verb} for step in brought])
    for step in brought if not as_json else ():
        render.say(f"done again: {step.command or step.verb} ({step.changes} rows)")
