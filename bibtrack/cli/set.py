"""`bibtrack set`: fields of one source, or of all that a query means."""

import click

from bibtrack.cli import options, query, writing


@click.command()
@click.argument("words", metavar="[KEY]... [FIELD=VALUE]...", nargs=-1)
@click.option("-f", "--filter", "asked", metavar="QUERY", help="All sources that match, in place of keys.")
@click.option(
    "--forget", metavar="FIELD", multiple=True, help="Forget your value; what was found holds again."
)
@click.option("-y", "--yes", is_flag=True, help="Change several sources without asking.")
@options.dry_run_option
@options.json_option
@click.pass_context
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    asked: str | None,
    forget: tuple[str, ...],
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Set fields of a source.

    Fields are CSL's: title, author="Family, Given; {Body}", issued=2020-05, type, container-title,
    doi, …; status=exempt reason="press release"; extra.NAME for your own.  An empty value empties
    the field.  What you set is never overwritten by a registry; `undo` takes it back.
    """
    from bibtrack import edit

    keys = [word for word in words if "=" not in word]
    assignments = [word for word in words if "=" in word]
    if not assignments and not forget:
        raise click.UsageError("say what to set: bibtrack set KEY field=value")
    wanted = edit.wishes(assignments, forget)
    ids = _ids(ctx, keys, asked)
    library = writing.library(ctx)
    run = writing.run(
        "set", *words, *(("--filter", asked) if asked else ()), *(f"--forget={f}" for f in forget)
    )
    if len(ids) > 1 and not dry_run:
        preview = edit.set_fields(library, run, ids, wanted, dry_run=True)
        if not yes:
            writing.show_edits(preview, as_json=False, dry_run=True)
        if not writing.may_go_on(f"Change {len(ids)} sources?", yes):
            return
    edits = edit.set_fields(library, run, ids, wanted, dry_run=dry_run)
    writing.show_edits(edits, as_json, dry_run)


def _ids(ctx: click.Context, keys: list[str], asked: str | None) -> list[int]:
    if bool(keys) == (asked is not None):
        raise click.UsageError("name the sources by key, or by --filter QUERY")
    if asked is None:
        return writing.keys_to_ids(ctx, keys)
    from bibtrack.errors import NoSuchSource
    from bibtrack.store.search import matching_ids

    connection = options.reader(ctx)
    tree = query.tree(ctx, connection, [asked])
    ids = matching_ids(connection, tree)
    if not ids:
        raise NoSuchSource(f"no source matches {query.explain(tree)}")
    return ids
