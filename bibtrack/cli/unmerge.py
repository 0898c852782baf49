"""`bibtrack unmerge`: take a join back."""

import click

from bibtrack.cli import options, render


@click.command()
@click.argument("key")
@options.json_option
@click.pass_context
def command(ctx: click.Context, key: str, as_json: bool) -> None:
    """Take a join back.

    KEY is the source that was joined into another one.  What moved goes home; what was changed
    since the join stays where it is.
    """
    from bibtrack import duplicates
    from bibtrack.store.engine import open_library

    library = open_library(options.settings(ctx).database)
    ctx.call_on_close(library.close)
    done = duplicates.unmerge(library, key, command=f"bibtrack unmerge {key}")
    if as_json:
        render.write_json({"keep": done.keep, "parted": done.lose, "moved": done.citations})
    else:
        render.say(
            f"{done.lose} stands for itself again; {done.citations} citations and annotations went home"
        )
