"""Count sources and citations by theme, with the standard sqlite3 over the published tables.

Temporary tables hold the selection and the themes rolled up, so that every count is one short
statement.  A connection opened read-only may make them: they never touch the file.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bibtrack.errors import StoreError
from bibtrack.store import countries
from bibtrack.store.conditions import RETRACTED
from bibtrack.store.loading import rows_of
from bibtrack.values.coverage import BOOKS, OLD, PEER_REVIEWED, Cross, ThemeCoverage

_LIST = "', '".join
_REVIEW = (
    f"CASE WHEN s.type IN ('{_LIST(PEER_REVIEWED)}') THEN 'peer-reviewed'"
    f" WHEN s.type IN ('{_LIST(BOOKS)}') THEN 'book' ELSE 'grey' END"
)
_GRADE = "coalesce(s.grade, 'not cited')"
_COLUMNS: dict[str, str] = {
    "year": "s.issued_year", "type": "s.type", "language": "s.language", "grade": _GRADE, "review": _REVIEW,
    "status": "s.status", "outlet": "s.container_title", "publisher": "s.publisher", "place": "s.publisher_place",
    "country": "c.country",
}  # fmt: skip
#: The names of counts that one source adds to, by what it is; `GRADES` are counted apart.
_STATUSES = ("resolved", "unresolved", "ambiguous", "unmatched", "exempt")
_REVIEWS = {"peer-reviewed": "peer_reviewed", "book": "books", "grey": "grey"}
GRADES: tuple[str, ...] = ("verified-endnote", "verified-work", "candidate", "unknown", "not cited")


def _code(expression: str, values: Sequence[str]) -> str:
    """Give SQL that turns one of some values into its place among them."""
    return (
        f"CASE {expression} "
        + " ".join(f"WHEN '{value}' THEN {at}" for at, value in enumerate(values))
        + " END"
    )


#: All that is counted of a source in one number, so that a theme's sources are counted by kind: sums over
#: a column for each count take several times as long.  `?` is the year before which a source is old.
_KIND = (
    f"{_code('s.status', _STATUSES)} + 8 * ({_code(_REVIEW, list(_REVIEWS))}) + 32 * ({_code(_GRADE, GRADES)})"
    " + 256 * (s.issued_year IS NOT NULL) + 512 * coalesce(s.issued_year < ?, 0)"
)


#: A number by `_KIND`, whether the theme is the source's own, whether a person gave it.
_Kind = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is counted: `ids` None for every source; `report` narrows sources and citations to one report."""

    ids: Sequence[int] | None = None
    report: str | None = None


def prepare(connection: sqlite3.Connection, selection: Selection) -> None:
    """Lay out the temporary tables of a selection; raises StoreError when the report is not there."""
    for name in ("_counted", "_themed", "_cited", "_under", "_chosen"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
    connection.execute("PRAGMA temp_store = MEMORY")
    where = "s.removed_at IS NULL AND s.merged_into IS NULL"
    if selection.ids is not None:
        connection.execute("CREATE TEMP TABLE _chosen (id INTEGER PRIMARY KEY)")
        connection.executemany("INSERT INTO _chosen VALUES (?)", [(number,) for number in selection.ids])
        where += " AND s.id IN (SELECT id FROM _chosen)"
    _cited(connection, selection.report)
    if selection.report is not None:
        where += " AND s.id IN (SELECT source_id FROM _cited)"
    _counted(connection, where)
    _themed(connection)


def _counted(connection: sqlite3.Connection, where: str) -> None:
    retracted = RETRACTED if connection.execute("SELECT 1 FROM source_update LIMIT 1").fetchone() else "0"
    newest = connection.execute(
        f"SELECT s.issued_year FROM source s WHERE {where} AND s.issued_year IS NOT NULL ORDER BY s.issued_year DESC LIMIT 1"
    ).fetchone()
    connection.execute(
        "CREATE TEMP TABLE _counted (id INTEGER PRIMARY KEY, kind INTEGER, year INTEGER, retracted INTEGER, country)"
    )
    connection.execute(
        f"INSERT INTO _counted SELECT s.id, {_KIND}, s.issued_year, {retracted}, NULL FROM source s WHERE {where} ORDER BY s.id",
        ((newest[0] if newest else 0) - OLD,),
    )
    if retracted != "0":
        connection.execute("UPDATE _counted SET kind = kind + 1024 WHERE retracted")


def _cited(connection: sqlite3.Connection, report: str | None) -> None:
    narrowed, values = "", tuple[int, ...]()
    if report is not None:
        row = connection.execute("SELECT id FROM report WHERE slug = ?", (report,)).fetchone()
        if row is None:
            slugs = [r[0] for r in connection.execute("SELECT slug FROM report ORDER BY slug")]
            hint = f"the library has {', '.join(slugs)}" if slugs else "`bibtrack ingest FILE` adds one"
            raise StoreError(f"{report}: there is no report of this name; {hint}")
        narrowed, values = " AND n.report_id = ?", (row[0],)
    connection.execute(
        "CREATE TEMP TABLE _cited AS SELECT x.source_id, x.note_id, coalesce(k.section, n.section, '') AS section"
        " FROM citation x JOIN note n ON n.id = x.note_id"
        " LEFT JOIN callout k ON k.note_id = n.id AND k.ordinal = 1"
        f" WHERE x.source_id IS NOT NULL{narrowed}",
        values,
    )


def _themed(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TEMP TABLE _under AS WITH RECURSIVE under(theme, upper) AS ("
        " SELECT id, id FROM theme WHERE retired_at IS NULL UNION"
        " SELECT u.theme, p.parent_id FROM under u JOIN theme_parent p ON p.theme_id = u.upper)"
        " SELECT theme, upper FROM under JOIN theme t ON t.id = upper WHERE t.retired_at IS NULL"
    )
    connection.execute(
        "CREATE TEMP TABLE _themed (source_id INTEGER, theme_id INTEGER, own INTEGER, by_hand INTEGER, kind INTEGER,"
        " PRIMARY KEY (source_id, theme_id)) WITHOUT ROWID"
    )
    # In the order of the key, so that the rows are appended; the + keeps SQLite from asking theme by theme.
    connection.execute(
        "INSERT INTO _themed SELECT c.id, a.theme_id, 1, 0, c.kind FROM _counted c CROSS JOIN theme_assignment a"
        " ON a.source_id = c.id WHERE a.method = 'rule' AND +a.theme_id IN (SELECT theme FROM _under) ORDER BY 1, 2"
    )
    _put_words(connection)
    if connection.execute("SELECT 1 FROM _under WHERE theme <> upper LIMIT 1").fetchone():
        # A source's own theme is there already and stays.
        connection.execute(
            "INSERT OR IGNORE INTO _themed SELECT x.source_id, u.upper, 0, max(x.by_hand), x.kind FROM _themed x"
            " JOIN _under u ON u.theme = x.theme_id AND u.upper <> u.theme GROUP BY 1, 2"
        )


def _put_words(connection: sqlite3.Connection) -> None:
    """Let a person's yes and no count, as the view `source_theme` does: a no outweighs all."""
    connection.execute(
        "INSERT OR REPLACE INTO _themed SELECT c.id, a.theme_id, 1, 1, c.kind FROM theme_assignment a"
        " JOIN _counted c ON c.id = a.source_id WHERE a.method = 'manual' AND a.polarity = 'assigned'"
        " AND +a.theme_id IN (SELECT theme FROM _under)"
    )
    connection.execute(
        "DELETE FROM _themed WHERE (source_id, theme_id) IN"
        " (SELECT source_id, theme_id FROM theme_assignment WHERE polarity = 'excluded')"
    )


def by_theme(connection: sqlite3.Connection) -> tuple[ThemeCoverage, ...]:
    """Give the counts of every theme, in the vocabulary's order; needs `prepare`."""
    kinds: dict[int, Counter[_Kind]] = {}
    for (theme, *kind), number in _tally(connection, "SELECT theme_id, kind, own, by_hand FROM _themed"):
        kinds.setdefault(theme, Counter())[tuple(kind)] = number
    cited = {
        row["theme_id"]: row
        for row in rows_of(
            connection,
            "SELECT t.theme_id, count(*) AS citations, count(DISTINCT x.note_id) AS notes"
            " FROM _cited x JOIN _themed t ON t.source_id = x.source_id GROUP BY t.theme_id",
        )
    }
    parents = _parents(connection)
    return tuple(
        _coverage(
            theme, parents.get(theme["id"], ()), kinds.get(theme["id"], Counter()), cited.get(theme["id"])
        )
        for theme in rows_of(
            connection,
            "SELECT id, slug, label, wanted FROM theme WHERE retired_at IS NULL ORDER BY position, slug",
        )
    )


def _tally(connection: sqlite3.Connection, sql: str) -> Iterable[tuple[tuple[Any, ...], int]]:
    """Count equal rows: quicker here than in SQL, which sorts them first."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return Counter(cursor.execute(sql)).items()


def _parents(connection: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for row in connection.execute(
        "SELECT p.theme_id, t.slug FROM theme_parent p JOIN theme t ON t.id = p.parent_id ORDER BY t.position, t.slug"
    ):
        found[row[0]] = (*found.get(row[0], ()), row[1])
    return found


def _coverage(theme: Any, parents: tuple[str, ...], kinds: Counter[_Kind], cited: Any) -> ThemeCoverage:
    numbers, grades = _numbers(kinds)
    if cited:
        numbers |= {"citations": int(cited["citations"]), "notes": int(cited["notes"])}
    return ThemeCoverage(
        slug=theme["slug"],
        label=theme["label"],
        parents=parents,
        wanted=theme["wanted"],
        grades=grades,
        **numbers,
    )


def _numbers(kinds: Counter[_Kind]) -> tuple[dict[str, int], dict[str, int]]:
    """Give the counts by name, and those by grade (none when there are no sources); see `_KIND`."""
    numbers: Counter[str] = Counter()
    grades = dict.fromkeys(GRADES, 0) if kinds else {}
    reviews = list(_REVIEWS.values())
    for (kind, own, by_hand), count in kinds.items():
        numbers["sources"] += count
        numbers[_STATUSES[kind & 7]] += count
        numbers[reviews[kind >> 3 & 3]] += count
        grades[GRADES[kind >> 5 & 7]] += count
        flags = {
            "dated": kind & 256,
            "old": kind & 512,
            "retracted": kind & 1024,
            "own": own,
            "by_hand": by_hand,
        }
        for name in filter(flags.get, flags):
            numbers[name] += count
    return dict(numbers), grades


def total(connection: sqlite3.Connection) -> tuple[ThemeCoverage, int]:
    """Give the counts of the whole selection, each source once, and how many have no theme."""
    kinds = Counter[_Kind](dict(_tally(connection, "SELECT kind, 0, 0 FROM _counted")))
    cited = rows_of(
        connection,
        "SELECT count(*) AS citations, count(DISTINCT x.note_id) AS notes FROM _cited x"
        " JOIN _counted c ON c.id = x.source_id",
    )[0]
    themed = connection.execute("SELECT count(*) FROM (SELECT DISTINCT source_id FROM _themed)").fetchone()[0]
    name = {"slug": "", "label": "all sources", "wanted": None}
    found = _coverage(name, (), kinds, cited)
    return found, found.sources - int(themed)


def cross(connection: sqlite3.Connection, dimension: str) -> Cross:
    """Cross the themes with one dimension; values that are not known count as "not known"."""
    if dimension == "section":
        return _cross_sections(connection)
    known = countries.put(connection) if dimension == "country" else {}
    slugs = dict(connection.execute("SELECT id, slug FROM theme").fetchall())
    sql = (
        f"SELECT x.theme_id, {_COLUMNS[dimension]} FROM _themed x JOIN _counted c ON c.id = x.source_id"
        " JOIN source s ON s.id = c.id"
    )
    counts: dict[str, dict[str, int]] = {}
    sums: Counter[str] = Counter()
    for (theme, said), number in _tally(connection, sql):
        value = "not known" if said is None else str(said)
        counts.setdefault(slugs[theme], {})[value] = number
        sums[value] += number
    by_size = dimension != "year"
    ordered = sorted(sums, key=lambda value: (value == "not known", -sums[value] if by_size else 0, value))
    return Cross(dimension, tuple(ordered), counts, countries=known)


def _cross_sections(connection: sqlite3.Connection) -> Cross:
    order = connection.execute("SELECT section FROM _cited GROUP BY section ORDER BY min(note_id)").fetchall()
    sources: dict[str, dict[str, int]] = {}
    citations: dict[str, dict[str, int]] = {}
    for slug, section, count, cites in connection.execute(
        "SELECT t.slug, x.section, count(DISTINCT x.source_id), count(*) FROM _cited x"
        " JOIN _themed y ON y.source_id = x.source_id JOIN theme t ON t.id = y.theme_id GROUP BY t.slug, x.section"
    ):
        name = section or "no section"
        sources.setdefault(slug, {})[name] = count
        citations.setdefault(slug, {})[name] = cites
    return Cross("section", tuple(row[0] or "no section" for row in order), sources, citations)


def cited_keys(connection: sqlite3.Connection, selection: Selection) -> dict[str, set[str]]:
    """Give, by theme, the citekeys that a selection holds; "" holds all of them."""
    prepare(connection, selection)
    found: dict[str, set[str]] = {"": {row[0] for row in connection.execute(_KEYS)}}
    for slug, key in connection.execute(
        "SELECT t.slug, s.citekey FROM _themed x JOIN theme t ON t.id = x.theme_id JOIN source s ON s.id = x.source_id"
    ):
        found.setdefault(slug, set()).add(key)
    return found


def cited_places(connection: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Give, by citekey, the (section, note) of each note that cites it, in order; needs `prepare`.

    A heading over all sections is the report's title, which drafts may change, and is left out.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    over = _title_over([row[0] for row in connection.execute("SELECT DISTINCT section FROM _cited")])
    for key, section, label in connection.execute(
        "SELECT s.citekey, x.section, n.label FROM _cited x JOIN _counted c ON c.id = x.source_id"
        " JOIN source s ON s.id = c.id JOIN note n ON n.id = x.note_id GROUP BY s.id, n.id ORDER BY n.ordinal, s.id"
    ):
        found.setdefault(key, []).append((section.removeprefix(over) or "no section", label))
    return found


def _title_over(sections: Sequence[str]) -> str:
    """Give what all of several sections begin with, up to the sections below it; "" for nothing."""
    heads = {section.partition(" › ")[0] for section in sections if section}
    return f"{heads.pop()} › " if len(heads) == 1 and len(sections) > 1 else ""


_KEYS = "SELECT s.citekey FROM _counted c JOIN source s ON s.id = c.id"
