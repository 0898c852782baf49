"""Read the sources of a query as rows for a table, from the published view `source_overview`."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bibtrack.errors import InputError
from bibtrack.filters.fields import nearest
from bibtrack.filters.tree import Tree
from bibtrack.store.conditions import LAST
from bibtrack.store.search import PRESENT, check_names, where

#: What a person may call a column → the column of `source_overview`.
COLUMNS: dict[str, str] = {
    "key": "citekey", "type": "type", "title": "title", "translated-title": "translated_title",
    "original-title": "original_title", "authors": "authors", "editors": "editors", "year": "year",
    "container": "container_title", "publisher": "publisher", "language": "language", "url": "url", "doi": "doi",
    "status": "status", "reason": "status_reason", "grade": "grade", "citations": "citations", "notes": "notes",
    "themes": "themes", "annotations": "annotations", "updates": "updates", "added": "created_at",
    "changed": "updated_at",
}  # fmt: skip
DEFAULT = ("key", "year", "authors", "title", "status", "grade", "themes")


class Wish(NamedTuple):
    """How a list is to look: columns by name, sort keys by name ("-year" for descending), the page."""

    columns: tuple[str, ...] = DEFAULT
    sort: tuple[str, ...] = ("key",)
    limit: int | None = None
    offset: int = 0


def columns(names: str | None, default: Sequence[str] = DEFAULT) -> tuple[str, ...]:
    """Read the names of columns, parted by commas; "all" is every column.

    Raises InputError for an unknown one, with the nearest.
    """
    if names is None:
        return tuple(default)
    if names.strip() == "all":
        return tuple(COLUMNS)
    chosen = tuple(_known(name) for name in names.split(",") if name.strip())
    if not chosen:
        raise InputError(f"no column is named; the columns are {', '.join(COLUMNS)}")
    return chosen


def _known(name: str) -> str:
    sign = "-" if name.strip().startswith("-") else ""
    plain = name.strip().lstrip("-+").lower().replace("_", "-")
    plain = {column.replace("_", "-"): key for key, column in COLUMNS.items()}.get(plain, plain)
    if plain not in COLUMNS:
        near = nearest(plain, list(COLUMNS))
        hint = f"did you mean {near}?" if near else f"the columns are {', '.join(COLUMNS)}"
        raise InputError(f"there is no column {plain!r}; {hint}")
    return sign + plain


def rows(connection: sqlite3.Connection, tree: Tree, wish: Wish) -> Iterator[tuple[object, ...]]:
    """Yield the wished columns of the sources that the tree means, in the wished order.

    Raises FilterSyntaxError for unknown themes and reports.
    """
    check_names(connection, tree)
    condition, values = where(tree)
    named = ", ".join(f"o.{COLUMNS[name]}" for name in wish.columns)
    order = ", ".join([*(_order(name) for name in wish.sort), "s.citekey"])
    cursor = connection.cursor()
    cursor.row_factory = None
    yield from cursor.execute(
        f"SELECT {named} FROM source s CROSS JOIN source_overview o ON o.id = s.id WHERE {PRESENT} AND {condition}"
        f" ORDER BY {order} LIMIT {-1 if wish.limit is None else int(wish.limit)} OFFSET {int(wish.offset)}",
        values,
    )


def _order(name: str) -> str:
    """Sort empty values last, whatever the direction."""
    column = f"o.{COLUMNS[name.lstrip('-')]}"
    if column == "o.citekey":  # of the table itself, so that its index gives the order
        return "s.citekey DESC" if name.startswith("-") else "s.citekey"
    return f"{column} IS NULL, {column} {'DESC' if name.startswith('-') else ''}"


def saved_searches(connection: sqlite3.Connection) -> dict[str, str]:
    """Give the saved searches that stand in the library, by name."""
    return {
        row[0]: row[1] for row in connection.execute("SELECT name, query FROM saved_search ORDER BY name")
    }


#: The texts in which a hit is shown, best first, as the columns of the view `source_text`.
SHOWN_TEXTS = ("context", "abstract", "annotation", "note", "container", "publisher")


def texts(connection: sqlite3.Connection, ids: Sequence[int]) -> list[dict[str, str | int | None]]:
    """Give what a search shows of these sources, in their order: key, year, authors, title, full texts."""
    found = []
    for number in ids:
        cursor = connection.cursor()
        cursor.row_factory = sqlite3.Row
        row = cursor.execute(
            "SELECT o.citekey AS key, o.year, coalesce(o.authors, o.editors) AS author, o.title,"
            " o.original_title, o.translated_title, o.status, t.context, t.abstract, t.annotation, t.note,"
            " t.container, t.publisher"
            " FROM source_overview o JOIN source_text t ON t.source_id = o.id WHERE o.id = ?",
            (number,),
        ).fetchone()
        found.append(dict(row))
    return found


def keys_from(connection: sqlite3.Connection, beginning: str, most: int) -> list[str]:
    """Give the citekeys that begin so, at most `most`, for completion."""
    found = connection.execute(
        "SELECT citekey FROM source WHERE citekey >= ? AND citekey < ? AND removed_at IS NULL"
        " AND merged_into IS NULL ORDER BY citekey LIMIT ?",
        (beginning, beginning + LAST, most),
    )
    return [row[0] for row in found]


def slugs(connection: sqlite3.Connection, table: str) -> list[str]:
    """Give the slugs of a table that has them ("theme", "report")."""
    named = {"theme": "theme", "report": "report"}[table]
    return [row[0] for row in connection.execute(f"SELECT slug FROM {named} ORDER BY slug")]
