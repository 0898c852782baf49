"""`bibtrack list`: the sources that match a query."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import click

from bibtrack.cli import options, query, render
from bibtrack.text import printable

#: First signs with which a spreadsheet would take a cell for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: Columns of a cell at most; one field of a megabyte must not widen every line.
_WIDEST = 160


@click.command()
@options.filter_argument
@click.option("-c", "--columns", metavar="NAMES", help="Columns, parted by commas; `all` for every one.")
@click.option("-s", "--sort", metavar="NAMES", help="Sort by columns; -year puts the newest first.")
@click.option("-n", "--limit", type=click.IntRange(0), help="At most so many sources.")
@click.option("--page", type=click.IntRange(1), default=1, help="The next so many: page 2, 3, …")
@options.json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, safe for spreadsheets.")
@click.option("--keys", is_flag=True, help="Print the citekeys, one a line.")
@click.option("--fields", is_flag=True, help="Explain the fields of a query.")
@click.pass_context
def command(
    ctx: click.Context,
    filter_words: tuple[str, ...],
    columns: str | None,
    sort: str | None,
    limit: int | None,
    page: int,
    as_json: bool,
    as_csv: bool,
    keys: bool,
    fields: bool,
) -> None:
    """List sources that match a query.

    FILTER: words, "phrases", beginnings*, fields (author:li year:2018.. type:report theme:bri
    no:annotation), OR, NOT and brackets.  `--fields` explains the fields.
    """
    from bibtrack.store import listing

    if fields:
        return _explain_fields(as_json)
    connection = options.reader(ctx)
    tree = query.tree(ctx, connection, filter_words)
    default = tuple(listing.COLUMNS) if as_json else listing.DEFAULT
    chosen = ("key",) if keys else listing.columns(columns, default)
    order = listing.columns(sort, ("key",))
    table = not (as_json or as_csv or keys)
    wish = listing.Wish((*chosen, "reason") if table else chosen, order, limit, (page - 1) * (limit or 0))
    found = listing.rows(connection, tree, wish)
    if as_json:
        render.write_json([dict(zip(chosen, row, strict=True)) for row in found])
    elif as_csv:
        _write_csv(chosen, found)
    elif keys:
        click.echo("".join(f"{printable(str(row[0]))}\n" for row in found), nl=False)
    else:
        _write_table(chosen, list(found), query.explain(tree), bare=columns is None)


def _write_table(chosen: Sequence[str], rows: list[tuple[object, ...]], asked: str, *, bare: bool) -> None:
    if not rows:
        render.say(f"no source matches {asked}")
        return
    cells = [_shortened(chosen, row[:-1], str(row[-1] or "")) for row in rows]
    # A library without a reconstructed report has no grades: no empty column then.
    shown = [
        i for i, name in enumerate(chosen) if not bare or name != "grade" or any(row[i] for row in cells)
    ]
    text = render.table([chosen[i] for i in shown], [[row[i] for i in shown] for row in cells]) + "\n"
    if sys.stdout.isatty() and text.count("\n") >= _screen():
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False)
    render.say(f"{len(rows)} source{'s' if len(rows) != 1 else ''}")


def _screen() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().lines


def _shortened(chosen: Sequence[str], row: tuple[object, ...], reason: str) -> list[object]:
    """Name at most two creators in a table, say "not asked" where nobody was, and cut what no screen shows."""
    return [_shown(name, cell, reason) for name, cell in zip(chosen, row, strict=True)]


def _shown(name: str, cell: object, reason: str) -> object:
    if name == "status" and cell == "unresolved" and reason.startswith("not asked"):
        return "not asked"
    if isinstance(cell, str) and name in ("authors", "editors") and cell.count("; ") > 1:
        cell = f"{cell.split('; ')[0]} et al."
    return render.cut(cell, _WIDEST) if isinstance(cell, str) and len(cell) > _WIDEST else cell


def _write_csv(chosen: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(chosen)
    for row in rows:
        writer.writerow(["" if cell is None else _safe(str(cell)) for cell in row])


def _safe(cell: str) -> str:
    text = printable(cell)
    return "'" + text if text.startswith(_FORMULA) else text


def _explain_fields(as_json: bool) -> None:
    from bibtrack.filters.fields import FIELDS

    if as_json:
        render.write_json(
            [{"field": f.name, "help": f.help, "values": list(f.values)} for f in FIELDS.values()]
        )
        return
    render.write(render.table(("field", "finds"), [(f"{f.name}:", f.help) for f in FIELDS.values()]))
