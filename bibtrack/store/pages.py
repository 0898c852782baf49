"""Read what the report page shows of sources and notes; needs the tables of `coverage.prepare`."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bibtrack.values.country import Country
from bibtrack.values.page import PageCiting, PageNote, PageSource, PageTheme

#: Evidence shown for one theme of one source, and the longest sentence that is shown whole.
SHOWN, LONGEST = 3, 600


def sources(
    connection: sqlite3.Connection, countries: Mapping[str, Country] | None = None
) -> tuple[PageSource, ...]:
    """Give the counted sources by citekey, each with its themes, evidence and citing sentences."""
    themes, citing, noted = _themes(connection), _citing(connection), _annotations(connection)
    rows = connection.execute(
        "SELECT s.id, s.citekey, s.title, s.translated_title, s.issued_year, s.container_title, s.publisher, s.type,"
        " s.status, coalesce(s.grade, 'not cited') AS grade, s.url, c.retracted,"
        " (SELECT i.value FROM identifier i WHERE i.source_id = s.id AND i.scheme = 'doi' LIMIT 1) AS doi,"
        " (SELECT group_concat(coalesce(a.literal, trim(coalesce(a.non_dropping_particle || ' ', '') || a.family)"
        "   || coalesce(', ' || a.given, '')), '; ') FROM (SELECT * FROM creator WHERE source_id = s.id"
        "   AND role IN ('author', 'editor') ORDER BY role, ordinal) a) AS authors"
        " FROM _counted c JOIN source s ON s.id = c.id ORDER BY s.citekey"
    )
    found = tuple(
        _source(row, themes.get(row["id"], ()), citing.get(row["id"], ()), noted.get(row["id"], ()))
        for row in rows
    )
    return tuple(_placed(source, (countries or {}).get(source.citekey)) for source in found)


def _placed(source: PageSource, country: Country | None) -> PageSource:
    if country is None:
        return source
    return replace(source, country=country.label, country_why=f"{country.known_from}: {country.evidence}")


def _source(
    row: Any, themes: tuple[PageTheme, ...], citing: tuple[PageCiting, ...], noted: tuple[str, ...]
) -> PageSource:
    link = f"https://doi.org/{row['doi']}" if row["doi"] else row["url"] or ""
    return PageSource(
        citekey=row["citekey"],
        title=row["title"] or "",
        translated_title=row["translated_title"] or "",
        authors=row["authors"] or "",
        year=row["issued_year"],
        outlet=row["container_title"] or row["publisher"] or "",
        type=row["type"],
        status=row["status"],
        grade=row["grade"],
        link=link,
        retracted=bool(row["retracted"]),
        themes=themes,
        citing=citing,
        annotations=noted,
    )


def _themes(connection: sqlite3.Connection) -> dict[int, tuple[PageTheme, ...]]:
    evidence: dict[tuple[int, int], list[tuple[str, str, str]]] = {}
    for source, theme, field, quote, context in connection.execute(
        "SELECT a.source_id, a.theme_id, e.field, e.quote, e.context FROM theme_evidence e"
        " JOIN theme_assignment a ON a.id = e.assignment_id JOIN _counted c ON c.id = a.source_id"
        " WHERE e.weight > 0 ORDER BY e.weight DESC, e.id"
    ):
        known = evidence.setdefault((source, theme), [])
        if len(known) < SHOWN:
            known.append((field, quote, _short(context) if field != "title" else ""))
    found: dict[int, tuple[PageTheme, ...]] = {}
    for source, theme, slug, person in connection.execute(
        "SELECT st.source_id, st.theme_id, t.slug, (SELECT m.assigned_by FROM theme_assignment m"
        "  WHERE m.source_id = st.source_id AND m.theme_id = st.theme_id AND m.method = 'manual')"
        " FROM source_theme st JOIN theme t ON t.id = st.theme_id JOIN _counted c ON c.id = st.source_id"
        " ORDER BY st.source_id, t.position, t.slug"
    ):
        shown = PageTheme(slug, person, tuple(evidence.get((source, theme), ())))
        found[source] = (*found.get(source, ()), shown)
    return found


def _citing(connection: sqlite3.Connection) -> dict[int, tuple[PageCiting, ...]]:
    found: dict[int, tuple[PageCiting, ...]] = {}
    for row in connection.execute(
        "SELECT x.source_id, r.slug, n.label, coalesce(k.section, n.section, '') AS section, k.context, x.prefix"
        " FROM citation x JOIN note n ON n.id = x.note_id JOIN report r ON r.id = n.report_id"
        " JOIN (SELECT DISTINCT source_id, note_id FROM _cited) d ON d.source_id = x.source_id AND d.note_id = n.id"
        " LEFT JOIN callout k ON k.note_id = n.id ORDER BY r.id, n.ordinal, k.ordinal, x.ordinal"
    ):
        one = PageCiting(row[1], row[2], row[3], _short(row[4] or ""), row[5] or "")
        found[row[0]] = (*found.get(row[0], ()), one)
    return found


def _annotations(connection: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for source, body in connection.execute(
        "SELECT source_id, body FROM annotation WHERE source_id IS NOT NULL ORDER BY id"
    ):
        found[source] = (*found.get(source, ()), body)
    return found


def notes(connection: sqlite3.Connection, report: str | None = None) -> tuple[PageNote, ...]:
    """Give the notes of one report, or of all."""
    narrowed, values = (" WHERE report = ?", (report,)) if report else ("", ())
    rows = connection.execute(
        f"SELECT report, label, section, state, grade, text, sources FROM note_overview{narrowed} ORDER BY report, ordinal",
        values,
    )
    return tuple(
        PageNote(
            row[0], row[1], row[2] or "", row[3], row[4], _short(row[5] or ""), tuple((row[6] or "").split(", ")) if row[6] else ()
        )
        for row in rows
    )  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
