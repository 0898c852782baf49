"""`bibtrack init`: make an empty library and load the themes."""

import click

from bibtrack.cli import options, render


@click.command()
@options.json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Create an empty library and load the themes.

    The library is db/bibtrack.sqlite3 of the project folder, or the file that --db or BIBTRACK_DB
    names.  One that exists is left as it is.
    """
    from bibtrack import build

    settings = options.settings(ctx)
    summary = build.init(settings)
    if as_json:
        render.write_json(
            {"library": str(settings.database), "created": summary.created, "themes": summary.themes}
        )
    elif summary.created:
        render.say(f"made {settings.database}, with {summary.themes} themes")
    else:
        render.say(f"{settings.database} is there already; nothing was changed")
