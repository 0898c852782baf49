"""`bibtrack history`: who changed what, and when."""

import click

from bibtrack.cli import options, render


@click.command()
@click.argument("key", required=False)
@click.option("-n", "--limit", default=30, show_default=True, help="At most so many commands, newest first.")
@options.json_option
@click.pass_context
def command(ctx: click.Context, key: str | None, limit: int, as_json: bool) -> None:
    """Show who changed what, and when.

    Each line is one command that changed something; `undone` marks what does not hold any more.
    With KEY, only what touched that source.  `bibtrack diff NUMBER` shows what a change did.
    """
    from bibtrack.store import loading, trail

    connection = options.reader(ctx)
    if key is not None:
        number = loading.source_id(connection, key)
        rows = [dict(row) for row in trail.source_events(connection, number)][:limit]
        undone: set[int] = set()
    else:
        steps = trail.steps(connection)[:limit]
        undone = {step.run for step in steps if not step.live}
        rows = [
            {
                "run": s.run,
                "at": s.at,
                "actor": s.actor,
                "verb": s.verb,
                "command": s.command,
                "changes": s.changes,
            }
            for s in steps
        ]
    if as_json:
        render.write_json([row | {"undone": row["run"] in undone} for row in rows])
        return
    cells = [
        (
            row["run"],
            row["at"],
            row["actor"],
            row["command"] or row["verb"],
            row["changes"],
            "undone" if row["run"] in undone else "",
        )
        for row in rows
    ]
    render.write(render.table(("change", "when", "who", "command", "rows", ""), cells))
