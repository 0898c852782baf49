"""What a coverage shows that a person should look at, found with SQL and said in words.

Each function reads the temporary tables that `bibtrack.store.coverage.prepare` lays out.
"""

import sqlite3
from collections.abc import Iterator, Mapping

from bibtrack.values.coverage import OLD, Finding, ThemeCoverage

#: One author or outlet is over-used from this share and this number of a theme's sources on.
SHARE, LEAST = 0.25, 4
#: How many items a finding names.
NAMED = 12
#: Above this many sources shares of authors and single words are not worked out (a corpus, not a review).
CORPUS = 20_000


def findings(
    connection: sqlite3.Connection, themes: tuple[ThemeCoverage, ...], total: ThemeCoverage, without: int
) -> tuple[Finding, ...]:
    """Give all findings of a prepared selection, the ones about numbers first."""
    found = [*_below(themes), *_without(connection, without), *_single(connection), *_notes(connection)]
    found += [*_retracted(connection, themes), *_old(connection, themes)]
    if total.sources <= CORPUS:
        sizes = {theme.slug: theme.sources for theme in themes}
        found += [*_overused(connection, "author", sizes), *_overused(connection, "outlet", sizes)]
        found += _weak(connection)
    return tuple(found)


def _below(themes: tuple[ThemeCoverage, ...]) -> Iterator[Finding]:
    for theme in themes:
        if theme.missing:
            have = (
                f"{theme.sources} source{'' if theme.sources == 1 else 's'}" if theme.sources else "no source"
            )
            yield Finding(
                "below-wanted",
                f"{theme.label}: {have}, {theme.wanted} wanted; `bibtrack suggest --theme {theme.slug}` looks for more",
                theme.slug,
            )


def _without(connection: sqlite3.Connection, without: int) -> Iterator[Finding]:
    if without:
        keys = _texts(
            connection,
            "SELECT s.citekey FROM _counted c JOIN source s ON s.id = c.id"
            " WHERE NOT EXISTS (SELECT 1 FROM _themed t WHERE t.source_id = c.id) ORDER BY c.id LIMIT ?",
        )
        yield Finding("without-theme", f"{_count(without, 'source')} without any theme", None, keys)


def _single(connection: sqlite3.Connection) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT t.slug, t.label, count(*) FROM (SELECT k.report_id, k.paragraph, k.context,"
        " min(x.source_id) AS source_id FROM (SELECT c.note_id, n.report_id, c.paragraph, c.context FROM callout c"
        " JOIN note n ON n.id = c.note_id) k JOIN _cited x ON x.note_id = k.note_id"
        " GROUP BY 1, 2, 3 HAVING count(DISTINCT x.source_id) = 1) one"
        " JOIN _themed y ON y.source_id = one.source_id JOIN theme t ON t.id = y.theme_id"
        " GROUP BY t.id ORDER BY t.position, t.slug"
    ).fetchall()
    for slug, label, count in rows:
        yield Finding("single-source", f"{label}: {_count(count, 'claim')} resting on one source", slug)


def _notes(connection: sqlite3.Connection) -> Iterator[Finding]:
    for slug, count, labels in connection.execute(
        "SELECT r.slug, count(*), group_concat(n.label, ', ') FROM (SELECT * FROM note ORDER BY report_id, ordinal) n"
        " JOIN report r ON r.id = n.report_id WHERE n.grade = 'unknown' GROUP BY r.id ORDER BY r.slug"
    ).fetchall():
        items = tuple(labels.split(", ")[:NAMED])
        yield Finding("note-not-recovered", f"{slug}: {_count(count, 'note')} not recovered", None, items)


def _retracted(connection: sqlite3.Connection, themes: tuple[ThemeCoverage, ...]) -> Iterator[Finding]:
    for theme in themes:
        if theme.retracted:
            keys = _texts(
                connection,
                "SELECT s.citekey FROM _counted c CROSS JOIN _themed x ON x.source_id = c.id AND x.theme_id ="
                " (SELECT id FROM theme WHERE slug = ?) JOIN source s ON s.id = c.id WHERE c.retracted"
                " ORDER BY s.citekey LIMIT ?",
                theme.slug,
            )
            message = f"{theme.label}: {_count(theme.retracted, 'retracted source')}"
            yield Finding("retracted", message, theme.slug, keys)


def _old(connection: sqlite3.Connection, themes: tuple[ThemeCoverage, ...]) -> Iterator[Finding]:
    newest = connection.execute("SELECT max(year) FROM _counted").fetchone()[0]
    for theme in themes:
        if theme.dated >= LEAST and theme.old * 2 >= theme.dated:
            message = (
                f"{theme.label}: {theme.old} of {theme.dated} dated sources are from before {newest - OLD}"
            )
            yield Finding("old-literature", message, theme.slug)


_OVERUSED = {
    "author": "SELECT x.theme_id, coalesce(a.literal, a.family || coalesce(', ' || a.given, '')) AS name,"
    " count(DISTINCT x.source_id) AS number FROM _themed x JOIN creator a ON a.source_id = x.source_id"
    " AND a.role = 'author' GROUP BY x.theme_id, a.folded, substr(coalesce(a.given, ''), 1, 1)",
    "outlet": "SELECT x.theme_id, s.container_title AS name, count(*) AS number FROM _themed x"
    " JOIN source s ON s.id = x.source_id WHERE s.container_title IS NOT NULL GROUP BY x.theme_id, name",
}


def _overused(connection: sqlite3.Connection, what: str, sizes: Mapping[str, int]) -> Iterator[Finding]:
    rows = connection.execute(
        f"SELECT t.slug, t.label, o.name, o.number FROM ({_OVERUSED[what]}) o JOIN theme t ON t.id = o.theme_id WHERE o.number >= ?"
        " ORDER BY t.position, t.slug, o.number DESC, o.name",
        (LEAST,),
    )
    for slug, label, name, number in rows.fetchall():
        if number >= SHARE * sizes[slug]:
            message = f"{label}: {number} of {sizes[slug]} sources are from one {what}, {name}"
            yield Finding(f"overused-{what}", message, slug)


def _weak(connection: sqlite3.Connection) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT t.slug, t.label, s.citekey, e.quote FROM theme_assignment a"
        " JOIN theme t ON t.id = a.theme_id AND t.retired_at IS NULL JOIN _counted c ON c.id = a.source_id"
        " JOIN theme_evidence e ON e.assignment_id = a.id JOIN source s ON s.id = a.source_id"
        " WHERE a.method = 'rule' AND a.score <= t.threshold AND instr(e.quote, ' ') = 0"
        " AND e.weight > 0 AND (SELECT count(*) FROM theme_evidence o WHERE o.assignment_id = a.id AND o.weight > 0) = 1"
        " AND NOT EXISTS (SELECT 1 FROM theme_assignment m WHERE m.source_id = a.source_id"
        " AND m.theme_id = a.theme_id AND m.method = 'manual') ORDER BY t.position, t.slug, s.citekey"
    )
    weak: dict[tuple[str, str], list[str]] = {}
    for slug, label, key, quote in rows:
        weak.setdefault((slug, label), []).append(f"{key} ({quote})")
    for (slug, label), items in weak.items():
        message = f"{label}: {_count(len(items), 'tag')} resting on a single word"
        yield Finding("single-word", message, slug, tuple(items[:NAMED]))


def _texts(connection: sqlite3.Connection, sql: str, *values: str) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute(sql, (*values, NAMED)))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
