"""`bibtrack remove`: take sources out; `undo` brings them back."""

import click

from bibtrack.cli import options, render, writing


@click.command()
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@click.option("--cited", is_flag=True, help="Also when it is cited; its citations stay, without a source.")
@click.option("-y", "--yes", is_flag=True, help="Remove several sources without asking.")
@options.dry_run_option
@options.json_option
@click.pass_context
def command(
    ctx: click.Context, keys: tuple[str, ...], cited: bool, yes: bool, dry_run: bool, as_json: bool
) -> None:
    """Remove a source; `undo` brings it back.

    Its citekey stays taken, so that no other work ever answers to it.
    """
    from bibtrack import edit

    ids = writing.keys_to_ids(ctx, keys)
    if len(ids) > 1 and not dry_run and not writing.may_go_on(f"Remove {len(ids)} sources?", yes):
        return
    run = writing.run("remove", *keys)
    gone = edit.remove(writing.library(ctx), run, ids, cited=cited, dry_run=dry_run)
    if as_json:
        render.write_json({"removed": gone, "dry_run": dry_run})
    else:
        render.say(f"{'would remove' if dry_run else 'removed'}: {', '.join(gone)}")
