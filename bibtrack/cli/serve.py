"""`bibtrack serve`: explore the library in a browser."""

import click

from bibtrack.cli.options import settings
from bibtrack.cli.render import say


@click.command()
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="The port on this machine."
)
@click.option(
    "--metadata", is_flag=True, help="Print the settings for Datasette instead, to run it yourself."
)
@click.pass_context
def command(ctx: click.Context, port: int, metadata: bool) -> None:
    """Explore the library in a browser (needs the extra `explore`)."""
    from bibtrack import serve
    from bibtrack.cli.render import write_json

    if metadata:
        return write_json(serve.metadata())
    database = settings(ctx).database
    say(f"http://127.0.0.1:{port}/{database.stem} serves {database.name}, read-only; Ctrl-C ends it.")
    ctx.exit(serve.run(database, port))
