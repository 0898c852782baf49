"""`bibtrack db`: back up, restore, check, migrate and move the library."""

from __future__ import annotations

from pathlib import Path

import click

from bibtrack.cli import options, render


@click.group()
def command() -> None:
    """Back up, restore, check, migrate and move the library."""


@command.command()
@click.option("--list", "listing", is_flag=True, help="List the copies there are; make none.")
@options.json_option
@click.pass_context
def backup(ctx: click.Context, listing: bool, as_json: bool) -> None:
    """Copy the library, whole and sound, while others may use it."""
    from bibtrack.store import backup as copies

    settings = options.settings(ctx)
    if listing:
        found = [str(path) for path in copies.listing(settings.database, settings.backups)]
    else:
        found = [str(copies.make(settings.database, settings.backups))]
    if as_json:
        render.write_json(found)
        return
    for path in found:
        render.write(path)


@command.command()
@click.argument("copy", required=False, type=click.Path(path_type=Path))
@click.pass_context
def restore(ctx: click.Context, copy: Path | None) -> None:
    """Bring a copy back, by default the newest; what stood there is copied first."""
    from bibtrack.errors import InputError
    from bibtrack.store import backup as copies

    settings = options.settings(ctx)
    chosen = copy or next(iter(copies.listing(settings.database, settings.backups)), None)
    if chosen is None:
        raise InputError(f"{settings.backups}: there is no backup of {settings.database.name}")
    before = copies.restore(settings.database, chosen, settings.backups)
    render.say(f"{settings.database} is that of {chosen.name} again")
    if before is not None:
        render.say(f"what stood there is kept as {before}")


@command.command()
@click.option("--repair", is_flag=True, help="Bring the full-text index in step.")
@options.json_option
@click.pass_context
def check(ctx: click.Context, repair: bool, as_json: bool) -> None:
    """Check that the library is sound and adds up; exit code 3 when it does not."""
    from dataclasses import asdict

    from bibtrack.errors import CheckFailed
    from bibtrack.store import checking

    if repair:
        from bibtrack.store.repair import index_again

        index_again(options.settings(ctx).database)
    found = checking.check(options.reader(ctx))
    if as_json:
        render.write_json([asdict(item) for item in found])
    else:
        for item in found:
            render.write(
                f"{'ok    ' if item.holds else 'WRONG '} {item.check}"
                + (f": {item.detail}" if item.detail else "")
            )
    wrong = [item for item in found if not item.holds]
    if wrong:
        raise CheckFailed("; ".join(f"{item.check}: not so; {item.remedy}" for item in wrong))


@command.command()
@click.pass_context
def migrate(ctx: click.Context) -> None:
    """Bring an older library to the present schema, after a backup copy."""
    from bibtrack.errors import DatabaseMissing
    from bibtrack.store.migrate import upgrade

    settings = options.settings(ctx)
    if not settings.database.is_file():
        raise DatabaseMissing(
            f"{settings.database}: there is no library here; make one with `bibtrack build`"
        )
    copy = upgrade(settings.database, settings.backups)
    render.say(
        f"migrated; the library as it was is kept as {copy}"
        if copy
        else "the schema is the present one already"
    )


@command.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of stdout.")
def schema(output: Path | None) -> None:
    """Print the schema of a fresh library (db/schema.sql is this)."""
    import tempfile
    from contextlib import closing

    from bibtrack.store.migrate import ensure
    from bibtrack.store.reading import open_reader
    from bibtrack.store.schema import picture

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fresh.sqlite3"
        ensure(path)
        with closing(open_reader(path)) as connection:
            text = picture(connection)
    if output is None:
        render.write(text.rstrip("\n"))
    else:
        output.write_text(text, encoding="utf-8")


@command.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@options.json_option
@click.pass_context
def export_folder(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """Write the library as text that Git can keep: sorted JSON lines.

    The same library always gives the same bytes; `bibtrack db import FOLDER` reads them.  The trail
    of changes is left out.
    """
    from bibtrack.store import dump

    connection = options.reader(ctx)
    connection.execute("BEGIN")
    counts = dump.write(connection, folder)
    if as_json:
        render.write_json(counts)
    else:
        render.say(f"{folder}: {sum(counts.values())} rows, {counts['source']} sources")


@command.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@options.json_option
@click.pass_context
def import_folder(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """Make the library hold what an exported folder holds.

    Into a new library, or into one that is there: then only what differs is changed, as one change
    that `undo` takes back, after a copy was made.
    """
    from contextlib import closing
    from dataclasses import asdict

    from bibtrack.store import backup as copies
    from bibtrack.store import dumpread
    from bibtrack.store.engine import Run, open_library
    from bibtrack.store.migrate import ensure

    settings = options.settings(ctx)
    if not ensure(settings.database):
        copies.before_bulk(settings.database, settings.backups, settings.backups_kept, "db-import")
    with closing(open_library(settings.database)) as library:
        made = dumpread.read(library, Run("import", f"bibtrack db import {folder}"), folder)
    if as_json:
        render.write_json(asdict(made))
    else:
        render.say(
            f"{made.added} rows added, {made.changed} changed, {made.removed} removed"
            if made.news
            else "the library holds all of this already"
        )


@command.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.json_option
@click.pass_context
def purge(ctx: click.Context, yes: bool, as_json: bool) -> None:
    """Really delete what was removed, and forget the trail of changes.

    After this, `undo` cannot go back before it.  A copy of the library is made first; delete it too
    when nothing must remain.
    """
    from dataclasses import asdict

    from bibtrack.store import purging

    settings = options.settings(ctx)
    options.reader(ctx)
    if not yes:
        click.confirm(
            "Delete removed sources for good, and forget every change so far?", abort=True, err=True
        )
    done = purging.purge(settings.database, settings.backups, "bibtrack db purge")
    if as_json:
        render.write_json(asdict(done))
    else:
        render.say(
            f"{done.sources} removed sources and {done.events} events are gone; a copy of before: {done.copy}"
        )
