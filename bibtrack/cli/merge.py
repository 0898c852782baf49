"""`bibtrack merge`: join two sources into one."""

import click

from bibtrack.cli import options, render


@click.command()
@click.argument("keep")
@click.argument("other")
@click.option("--force", is_flag=True, help="Join them although their records have different DOIs.")
@options.json_option
@click.pass_context
def command(ctx: click.Context, keep: str, other: str, force: bool, as_json: bool) -> None:
    """Join two sources into one.

    KEEP stays; the citations, annotations and hand-set themes of OTHER move to it, and OTHER's
    citekey leads to it from now on.  `unmerge OTHER` or `undo` takes it back.
    """
    from bibtrack import duplicates
    from bibtrack.store.engine import open_library

    library = open_library(options.settings(ctx).database)
    ctx.call_on_close(library.close)
    done = duplicates.merge(library, keep, other, force=force, command=f"bibtrack merge {keep} {other}")
    if as_json:
        render.write_json({
            "keep": done.keep, "lose": done.lose, "citations": done.citations, "annotations": done.annotations,
        })  # fmt: skip
    else:
        render.say(
            f"{done.lose} is now {done.keep}: {done.citations} citations and {done.annotations} annotations moved; "
            f"`bibtrack unmerge {done.lose}` takes it back"
        )
