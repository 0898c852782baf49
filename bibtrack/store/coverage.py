"""Count sources and citations by theme, with the standard sqlite3 over the published tables.

Temporary tables hold the selection and the themes rolled up, so that every count is one short
statement.  A connection opened read-only may make them: they never touch the file.
"""

import sqlite3
from collections.abc import Sequence
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
_COLUMNS: dict[str, str] = {
    "year": "c.year", "type": "c.type", "language": "c.language", "grade": "c.grade", "review": "c.review",
    "status": "c.status", "outlet": "c.outlet", "publisher": "c.publisher", "place": "c.place",
    "country": "c.country",
}  # fmt: skip


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
    retracted = RETRACTED if connection.execute("SELECT 1 FROM source_update LIMIT 1").fetchone() else "0"
    connection.execute(
        "CREATE TEMP TABLE _counted (id INTEGER PRIMARY KEY, type, status, grade, year, language, outlet, publisher,"
        " place, review, retracted, country)"
    )
    connection.execute(
        f"INSERT INTO _counted SELECT s.id, s.type, s.status, coalesce(s.grade, 'not cited'), s.issued_year,"
        f" s.language, s.container_title, s.publisher, s.publisher_place, {_REVIEW}, {retracted}, NULL"
        f" FROM source s WHERE {where} ORDER BY s.id"
    )
    _themed(connection)


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
    by_hand = connection.execute("SELECT 1 FROM theme_assignment WHERE method = 'manual' LIMIT 1").fetchone()
    # Without a word of a person the view has nothing to weigh, and its table is the same.
    holder = "source_theme" if by_hand else "(SELECT source_id, theme_id, 0 AS by_hand FROM theme_assignment)"
    connection.execute(
        "CREATE TEMP TABLE _themed (theme_id INTEGER, source_id INTEGER, own INTEGER, by_hand INTEGER,"
        " PRIMARY KEY (theme_id, source_id)) WITHOUT ROWID"
    )
    # Sorted by the key, so that the rows are appended; a source's own theme comes before one that it inherits.
    connection.execute(
        "INSERT OR IGNORE INTO _themed SELECT u.upper, st.source_id, st.theme_id = u.upper, st.by_hand"
        f" FROM {holder} st JOIN _under u ON u.theme = st.theme_id JOIN _counted c ON c.id = st.source_id"
        " ORDER BY 1, 2, 3 DESC"
    )


_SUMS = (
    "count(*) AS sources, sum(c.status = 'resolved') AS resolved, sum(c.status = 'unresolved') AS unresolved,"
    " sum(c.status = 'ambiguous') AS ambiguous, sum(c.status = 'unmatched') AS unmatched,"
    " sum(c.status = 'exempt') AS exempt, sum(c.retracted) AS retracted,"
    " sum(c.review = 'peer-reviewed') AS peer_reviewed, sum(c.review = 'book') AS books,"
    " sum(c.review = 'grey') AS grey, sum(c.grade = 'verified-endnote') AS g0, sum(c.grade = 'verified-work') AS g1,"
    " sum(c.grade = 'candidate') AS g2, sum(c.grade = 'unknown') AS g3, sum(c.grade = 'not cited') AS g4,"
    f" count(c.year) AS dated, sum(c.year < (SELECT max(year) FROM _counted) - {OLD}) AS old"
)
GRADES: tuple[str, ...] = ("verified-endnote", "verified-work", "candidate", "unknown", "not cited")
_COUNTS = (
    "sources", "resolved", "unresolved", "ambiguous", "unmatched", "exempt", "retracted", "peer_reviewed", "books", "grey",
    "dated", "old",
)  # fmt: skip


def by_theme(connection: sqlite3.Connection) -> tuple[ThemeCoverage, ...]:
    """Give the counts of every theme, in the vocabulary's order; needs `prepare`."""
    counts = {
        row["theme_id"]: row
        for row in rows_of(
            connection,
            f"SELECT t.theme_id, sum(t.own) AS own, sum(t.by_hand) AS by_hand, {_SUMS}"
            " FROM _themed t JOIN _counted c ON c.id = t.source_id GROUP BY t.theme_id",
        )
    }
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
        _coverage(theme, parents.get(theme["id"], ()), counts.get(theme["id"]), cited.get(theme["id"]))
        for theme in rows_of(
            connection,
            "SELECT id, slug, label, wanted FROM theme WHERE retired_at IS NULL ORDER BY position, slug",
        )
    )


def _parents(connection: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for row in connection.execute(
        "SELECT p.theme_id, t.slug FROM theme_parent p JOIN theme t ON t.id = p.parent_id ORDER BY t.position, t.slug"
    ):
        found[row[0]] = (*found.get(row[0], ()), row[1])
    return found


def _coverage(theme: Any, parents: tuple[str, ...], counts: Any, cited: Any) -> ThemeCoverage:
    numbers = {name: int(counts[name] or 0) for name in _COUNTS} if counts else {}
    if counts:
        numbers |= {"own": int(counts["own"]), "by_hand": int(counts["by_hand"])}
    if cited:
        numbers |= {"citations": int(cited["citations"]), "notes": int(cited["notes"])}
    grades = {grade: int(counts[f"g{at}"] or 0) for at, grade in enumerate(GRADES)} if counts else {}
    return ThemeCoverage(
        slug=theme["slug"],
        label=theme["label"],
        parents=parents,
        wanted=theme["wanted"],
        grades=grades,
        **numbers,
    )


def total(connection: sqlite3.Connection) -> tuple[ThemeCoverage, int]:
    """Give the counts of the whole selection, each source once, and how many have no theme."""
    counts = rows_of(connection, f"SELECT 0 AS own, 0 AS by_hand, {_SUMS} FROM _counted c")[0]
    cited = rows_of(
        connection,
        "SELECT count(*) AS citations, count(DISTINCT x.note_id) AS notes FROM _cited x"
        " JOIN _counted c ON c.id = x.source_id",
    )[0]
    themed = connection.execute("SELECT count(DISTINCT source_id) FROM _themed").fetchone()[0]
    name = {"slug": "", "label": "all sources", "wanted": None}
    found = _coverage(name, (), counts, cited)
    return found, found.sources - int(themed)


def cross(connection: sqlite3.Connection, dimension: str) -> Cross:
    """Cross the themes with one dimension; values that are not known count as "not known"."""
    if dimension == "section":
        return _cross_sections(connection)
    known = countries.put(connection) if dimension == "country" else {}
    column = _COLUMNS[dimension]
    rows = connection.execute(
        f"SELECT t.slug, coalesce(CAST({column} AS TEXT), 'not known'), count(*) FROM _themed x"
        f" JOIN _counted c ON c.id = x.source_id JOIN theme t ON t.id = x.theme_id GROUP BY t.slug, {column}"
    ).fetchall()
    counts: dict[str, dict[str, int]] = {}
    sums: dict[str, int] = {}
    for slug, value, number in rows:
        counts.setdefault(slug, {})[value] = number
        sums[value] = sums.get(value, 0) + number
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


def cited_keys(connection: sqlite3.Connection, report: str) -> dict[str, set[str]]:
    """Give, by theme, the citekeys that one report cites; "" holds all of them."""
    prepare(connection, Selection(report=report))
    found: dict[str, set[str]] = {"": {row[0] for row in connection.execute(_KEYS)}}
    for slug, key in connection.execute(
        "SELECT t.slug, s.citekey FROM _themed x JOIN theme t ON t.id = x.theme_id JOIN source s ON s.id = x.source_id"
    ):
        found.setdefault(slug, set()).add(key)
    return found


_KEYS = "SELECT s.citekey FROM _counted c JOIN source s ON s.id = c.id"
