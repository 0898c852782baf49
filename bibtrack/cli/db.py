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
