"""`bibtrack reparse`: parse citations again with the present model."""

import click

from bibtrack.cli import options, render, writing


@click.command()
@click.option("--report", "slug", metavar="NAME", help="Only the citations of this report.")
@options.dry_run_option
@options.json_option
@click.pass_context
def command(ctx: click.Context, slug: str | None, dry_run: bool, as_json: bool) -> None:
    """Parse citations again with the present model.

    Shows each field that is read otherwise now.  Values that a person chose or a registry gave,
    links that a person made, and citekeys stay as they are.
    """
    from dataclasses import asdict

    from bibtrack import reparse
    from bibtrack.store.engine import Run, open_library

    if not dry_run:
        writing.copy_before(options.settings(ctx), "reparse")
    library = open_library(options.settings(ctx).database)
    ctx.call_on_close(library.close)
    summary = reparse.run(library, report=slug, dry_run=dry_run, step=Run("reparse", "bibtrack reparse"))
    if as_json:
        render.write_json(asdict(summary))
        return
    for item in summary.readings:
        render.write(
            f"{item.where} {item.citekey or ''} {item.field}: {item.before or '–'} → {item.after or '–'}"
        )
    done = "would be read otherwise" if dry_run else "are read otherwise now"
    render.say(f"{summary.changed} of {summary.citations} citations {done}")
