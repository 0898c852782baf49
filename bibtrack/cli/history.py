"""`bibtrack history`: who changed what, and when."""

import click

from bibtrack.cli import options, render


@click.command()
@click.argument("key", required=False)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1),
    default=30,
    show_default=True,
    help="At most so many commands, newest first.",
)
@options.json_option
@click.pass_context
def command(ctx: click.Context, key: str | None, limit: int, as_json: bool) -> None:
    """Show who changed what, and when.

    Each line is one command that changed something; `undone` marks what does not hold any more.
    With KEY, only what touched that source.  `bibtrack diff NUMBER` shows what a change did.
    """
    from dataclasses import asdict

    from bibtrack.store import loading, trail

    connection = options.reader(ctx)
    if key is None:
        steps = trail.steps(connection, limit)
    else:
        steps = trail.source_steps(connection, loading.source_id(connection, key), limit)
    if as_json:
        told = [asdict(step) for step in steps]
        render.write_json([row | {"undone": not row.pop("live")} for row in told])
        return
    cells = [
        (
            step.run,
            step.at,
            step.actor,
            step.command or step.verb,
            step.changes,
            "" if step.live else "undone",
        )
        for step in steps
    ]
    render.write(render.table(("change", "when", "who", "command", "rows", ""), cells))
