"""`bibtrack link`: say which source a citation means."""

import click

from bibtrack.cli import options, render


@click.command()
@click.argument("place", metavar="NOTE.NUMBER")
@click.argument("key", required=False)
@click.option("--none", "nothing", is_flag=True, help="The citation means no source of the library.")
@options.json_option
@click.pass_context
def command(ctx: click.Context, place: str, key: str | None, nothing: bool, as_json: bool) -> None:
    """Say which source a citation means.

    NOTE is the printed label, NUMBER counts the citations in the note: `bibtrack link 41.1 KEY`.
    With several reports write REPORT:41.1.  No rule changes it afterwards.
    """
    from bibtrack import link
    from bibtrack.store.engine import open_library

    if (key is None) != nothing:
        raise click.UsageError("name a KEY, or say --none")
    library = open_library(options.settings(ctx).database)
    ctx.call_on_close(library.close)
    done = link.link(library, place, key, command=f"bibtrack link {place} {key or '--none'}")
    if as_json:
        render.write_json(
            {"citation": done.place, "text": done.text, "before": done.before, "source": done.now}
        )
    else:
        news = f"{done.before or 'no source'} before" if done.news else "as before"
        render.say(f"{done.place} means {done.now or 'no source'} ({news})")
