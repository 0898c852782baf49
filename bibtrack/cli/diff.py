"""`bibtrack diff`: show what a change did."""

import click

from bibtrack.cli import options, render


@click.command()
@click.argument("change", type=int, required=False)
@click.option("-n", "--limit", default=200, show_default=True, help="At most so many fields.")
@options.json_option
@click.pass_context
def command(ctx: click.Context, change: int | None, limit: int, as_json: bool) -> None:
    """Show what a change did.

    CHANGE is a number of `bibtrack history`; without it, the last one.  Each line is one field,
    before → after.
    """
    from dataclasses import asdict

    from bibtrack.errors import StoreError
    from bibtrack.store import trail

    connection = options.reader(ctx)
    if change is None:
        steps = trail.steps(connection, 1)
        if not steps:
            raise StoreError("nothing was ever changed in this library")
        change = steps[0].run
    found = trail.differences(connection, change, limit)
    if as_json:
        render.write_json([asdict(item) for item in found])
        return
    for item in found:
        where = f"{item.about or ''} {item.table} {item.field}".strip()
        signs = {"insert": f"+ {where}: {item.after}", "delete": f"- {where}: {item.before}"}
        render.write(signs.get(item.action, f"~ {where}: {item.before} → {item.after}"))
    if len(found) == limit:
        render.say(f"only the first {limit} fields are shown; --limit shows more")
