"""A filter tree → the sources it means, and the best hits first.

The SQL is built over `source s` with bound parameters only; `where` can stand in any statement
that names the table so.
"""

import sqlite3
from dataclasses import replace
from typing import NamedTuple

from bibtrack.errors import FilterSyntaxError
from bibtrack.filters.fields import FIELDS, Kind, nearest
from bibtrack.filters.tree import (
    And,
    Between,
    Everything,
    Has,
    Match,
    Mode,
    Not,
    Or,
    Tree,
    conjunction,
    disjunction,
    leaves,
)
from bibtrack.store import countries
from bibtrack.store.conditions import Sql, citing, condition, fulltext, is_citing
from bibtrack.store.fulltext import COLUMNS, match_expression
from bibtrack.text import slugify

#: Sources that are there: neither removed nor joined into another.
#: The "+" keeps the planner from the index on merged_into, which nearly all sources share.
PRESENT = "s.removed_at IS NULL AND +s.merged_into IS NULL"
#: bm25 reads every hit; beyond this many, those with the words in the title are ranked, then the rest.
RANKED = 2_000
#: How much a hit in a column counts, in the order of the index's columns.
_WEIGHTS = dict(zip(COLUMNS, (10.0, 6.0, 4.0, 3.0, 2.0, 2.0, 4.0, 3.0, 1.0), strict=True))
#: So many terms side by side are no longer worth an analysis.
_WIDE = 200
#: SQLite refuses more bound values in one statement (SQLITE_MAX_VARIABLE_NUMBER, from 3.32 on).
_MOST_VALUES = 32_000


class Ranked(NamedTuple):
    """The best hits, best first, as source ids; `total` of them in all.

    `bounded` tells that there were too many to rank all of them.
    """

    ids: list[int]
    total: int
    bounded: bool = False


def where(tree: Tree) -> tuple[str, list[object]]:
    """Give the condition over `source s` and its values; removed and joined sources are not asked for.

    Raises FilterSyntaxError for a query with more values than one statement can carry.
    """
    sql, values = _sql(tree)
    if len(values) > _MOST_VALUES:
        raise FilterSyntaxError(
            f"the query compares {len(values)} values, and {_MOST_VALUES} is the most; ask in several queries"
        )
    return sql, values


def _as_key(tree: Tree) -> Match | None:
    """Give the citekey that a lone bare word may also be, or None."""
    alone = isinstance(tree, Match) and tree.field == "text" and tree.mode is Mode.WORDS
    return Match("key", tree.value, Mode.EXACT) if isinstance(tree, Match) and alone else None


def matching_ids(connection: sqlite3.Connection, tree: Tree) -> list[int]:
    """Give the ids of the sources that the tree means, ascending.

    Raises FilterSyntaxError for a theme or a report that the library does not know.
    """
    check_names(connection, tree)
    sql, values = where(tree)
    found = connection.execute(f"SELECT s.id FROM source s WHERE {PRESENT} AND {sql} ORDER BY s.id", values)
    return [int(row[0]) for row in found]


def check_names(connection: sqlite3.Connection, tree: Tree) -> None:
    """Refuse themes, reports and countries that are not known, with the nearest one that is."""
    _check_countries(connection, tree)
    for field, query in (
        ("theme", "SELECT slug, label FROM theme"),
        ("cited-in", "SELECT slug, coalesce(title, '') FROM report"),
    ):
        asked = [leaf for leaf, _ in leaves(tree) if isinstance(leaf, Match) and leaf.field == field]
        if not asked:
            continue
        known = {name.casefold() for row in connection.execute(query) for name in row}
        slugs = [row[0] for row in connection.execute(query)]
        for leaf in asked:
            _check_name(leaf, known, slugs)


def _check_countries(connection: sqlite3.Connection, tree: Tree) -> None:
    asked = [leaf for leaf, _ in leaves(tree) if isinstance(leaf, Match) and leaf.field == "country"]
    for leaf in asked:
        if not countries.codes(leaf.value, leaf.mode is Mode.PREFIX):
            known = {label.lower(): code for code, label in countries.labels().items()}
            near = nearest(leaf.value, list(known))
            raise FilterSyntaxError(
                f"there is no country {leaf.value!r}",
                hint=f"Did you mean country:{known[near]} ?"
                if near
                else "Write its code or name: country:CN, country:China.",
            )
    if asked or any(isinstance(leaf, Has) and leaf.name == "country" for leaf, _ in leaves(tree)):
        countries.enable(connection)


def _check_name(leaf: Match, known: set[str], slugs: list[str]) -> None:
    value = leaf.value.casefold()
    if value in known or slugify(value) in known:
        return
    if leaf.mode is Mode.PREFIX and any(slug.startswith(leaf.value) for slug in slugs):
        return
    near = next((slug for slug in slugs if value in slug), None) or nearest(value, slugs)
    what, listing = ("theme", "bibtrack themes") if leaf.field == "theme" else ("report", "bibtrack notes")
    raise FilterSyntaxError(
        f"there is no {what} {leaf.value!r}",
        hint=f"Did you mean {leaf.field}:{near} ?" if near else f"`{listing}` lists them.",
    )


def _sql(tree: Tree) -> Sql:
    if isinstance(tree, Everything):
        return "1", []
    if isinstance(tree, Not):
        sql, values = _sql(tree.child)
        return f"NOT coalesce({sql}, 0)", values
    if isinstance(tree, And):
        return _balanced(_and_parts(tree), "AND")
    if isinstance(tree, Or):
        return _balanced(_or_parts(tree), "OR")
    key = _as_key(tree)
    return condition(tree) if key is None else _balanced([condition(tree), condition(key)], "OR")


def _and_parts(tree: And) -> list[Sql]:
    """Give the parts of a conjunction: terms of full text as one, of a citation as one, exclusions as one."""
    texts = [child for child in tree.children if _is_text(child)]
    cites = [child for child in tree.children if isinstance(child, Match | Between) and is_citing(child)]
    nots = [child.child for child in tree.children if isinstance(child, Not)]
    rest = [
        child
        for child in tree.children
        if not (_is_text(child) or is_citing(child) or isinstance(child, Not))
    ]
    parts = [fulltext(_joined(texts, "AND"))] if texts else []
    parts += [citing(cites)] if cites else []
    parts += [_sql(Not(disjunction(nots)))] if nots else []
    return parts + [_sql(child) for child in rest]


def _or_parts(tree: Or) -> list[Sql]:
    """Give the parts of a disjunction: terms of full text as one, single keys and years as a list each."""
    texts = [child for child in tree.children if _is_text(child)]
    single: dict[str, list[object]] = {}
    rest = []
    for child in tree.children:
        listed = _single(child)
        if listed is not None:
            single.setdefault(listed[0], []).append(listed[1])
        elif not _is_text(child):
            rest.append(child)
    parts: list[Sql] = [fulltext(_joined(texts, "OR"))] if texts else []
    parts += [(f"{column} IN ({', '.join('?' * len(values))})", values) for column, values in single.items()]
    return parts + [_sql(child) for child in rest]


def _single(tree: Tree) -> tuple[str, object] | None:
    """Give the column and the one value that a term asks for, when it is a citekey or a year."""
    if isinstance(tree, Match) and tree.field == "key" and tree.mode is Mode.EXACT:
        return "s.citekey", tree.value
    if isinstance(tree, Between) and tree.field == "year" and tree.low and tree.low == tree.high:
        return "s.issued_year", int(tree.low)
    return None


def _is_text(tree: object) -> bool:
    return isinstance(tree, Match) and FIELDS[tree.field].kind is Kind.TEXT


def _joined(texts: list[Tree], operator: str) -> str:
    return f" {operator} ".join(
        match_expression(text.field, text.value, text.mode is Mode.PREFIX)
        for text in texts
        if isinstance(text, Match)
    )


def _balanced(parts: list[Sql], operator: str) -> Sql:
    """Join as a balanced tree: SQLite takes expressions 1,000 deep, and a chain is as deep as long.

    A very wide one is hidden from the planner by a "+", since its analysis is quadratic.
    """
    opaque = "+" if len(parts) > _WIDE else ""
    while len(parts) > 1:
        parts = [
            (f"({parts[i][0]} {operator} {parts[i + 1][0]})", parts[i][1] + parts[i + 1][1])
            if i + 1 < len(parts)
            else parts[i]
            for i in range(0, len(parts), 2)
        ]
    return opaque + parts[0][0], parts[0][1]


def ranked(connection: sqlite3.Connection, tree: Tree, limit: int, offset: int = 0) -> Ranked:
    """Give the best hits of a query, best first, by bm25 over the words that it wants.

    A query without such words gives its sources by citekey.
    """
    check_names(connection, tree)
    words, rest = _split(tree)
    if (key := _as_key(tree)) and _count_of(connection, key):
        return _by_key(connection, tree, limit, offset)
    if not words:
        return _by_key(connection, tree, limit, offset)
    condition = where(rest)
    total = _count(connection, _joined(words, "AND" if rest is not tree else "OR"), condition)
    bounded = total > RANKED
    best = _best(connection, words, rest is not tree, condition, offset + limit, bounded)
    return Ranked(best[offset:], total, bounded)


def _count_of(connection: sqlite3.Connection, key: Match) -> int:
    sql, values = where(key)
    counted = connection.execute(f"SELECT count(*) FROM source s WHERE {PRESENT} AND {sql}", values)
    return int(counted.fetchone()[0])


def _split(tree: Tree) -> tuple[list[Tree], Tree]:
    """Part a query into words that all hits hold and the rest; or any words that it wants, and all of it."""
    children = tree.children if isinstance(tree, And) else (tree,)
    words = [child for child in children if _is_text(child)]
    if words:
        return words, conjunction([child for child in children if not _is_text(child)])
    return [leaf for leaf, wanted in leaves(tree) if wanted and _is_text(leaf)], tree


def _by_key(connection: sqlite3.Connection, tree: Tree, limit: int, offset: int) -> Ranked:
    sql, values = where(tree)
    found = connection.execute(
        f"SELECT s.id, count(*) OVER () FROM source s WHERE {PRESENT} AND {sql} ORDER BY s.citekey LIMIT ? OFFSET ?",
        [*values, limit, offset],
    ).fetchall()
    return Ranked([int(row[0]) for row in found], int(found[0][1]) if found else 0)


def _count(connection: sqlite3.Connection, expression: str, condition: Sql) -> int:
    counted = connection.execute(f"SELECT count(*) {_hits(condition)}", [expression, *condition[1]])
    return int(counted.fetchone()[0])


def _hits(condition: Sql) -> str:
    """Give the FROM and WHERE of a full-text question; the index holds present sources only."""
    if condition[0] == "1":
        return "FROM source_fts WHERE source_fts MATCH ?"
    # CROSS JOIN: the hits come first; otherwise SQLite may run the full-text question once a source.
    return (
        "FROM source_fts CROSS JOIN source s ON s.id = source_fts.rowid"
        f" WHERE source_fts MATCH ? AND {PRESENT} AND {condition[0]}"
    )


def _best(
    connection: sqlite3.Connection, words: list[Tree], all_of: bool, condition: Sql, most: int, bounded: bool
) -> list[int]:
    """Rank all hits, or, when they are too many, a bounded number: first of those by title."""
    everywhere = _joined(words, "AND" if all_of else "OR")
    if not bounded:
        return _by_weight(connection, everywhere, condition, most, -1)
    titled = [replace(word, field="title") for word in words if isinstance(word, Match)]
    found = _by_weight(connection, _joined(list(titled), "AND"), condition, most, RANKED)
    if len(found) < most:
        more = _by_weight(connection, everywhere, condition, most, RANKED)
        found += [number for number in more if number not in set(found)]
    return found[:most]


def _by_weight(
    connection: sqlite3.Connection, expression: str, condition: Sql, most: int, candidates: int
) -> list[int]:
    weights = ", ".join(map(str, _WEIGHTS.values()))
    found = connection.execute(
        f"SELECT id FROM (SELECT source_fts.rowid AS id, bm25(source_fts, {weights}) AS weight {_hits(condition)}"
        " LIMIT ?) ORDER BY weight, id LIMIT ?",
        [expression, *condition[1], candidates, most],
    )
    return [int(row[0]) for row in found]
