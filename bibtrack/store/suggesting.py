"""Read what suggestions are made from: texts, answers already given, works that sources cite."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bibtrack.store.loading import chunks, rows_of
from bibtrack.store.themes import field_texts

#: Fields that say what a source is about; containers and publishers would only say where it is from.
ABOUT = frozenset({"title", "translated_title", "original_title", "abstract", "subject", "context"})


def about_texts(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    """Give, of each source, its titles, abstract, subjects and citing sentences as one text."""
    return {
        source: " . ".join(item.text[:3_000] for item in texts if item.field in ABOUT)
        for source, texts in field_texts(connection, ids).items()
    }


def closed(connection: sqlite3.Connection) -> dict[str, set[int]]:
    """Give, by theme, the sources that a person has decided on or answered a suggestion for."""
    found: dict[str, set[int]] = {}
    for sql in (
        "SELECT t.slug, a.source_id FROM theme_assignment a JOIN theme t ON t.id = a.theme_id WHERE a.method = 'manual'",
        "SELECT t.slug, g.source_id FROM theme_suggestion g JOIN theme t ON t.id = g.theme_id",
    ):
        for slug, source in connection.execute(sql):
            found.setdefault(slug, set()).add(source)
    return found


def names(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Give citekey and title of sources by id."""
    found: dict[int, tuple[str, str]] = {}
    for part in chunks(ids):
        marks = ",".join("?" * len(part))
        for row in connection.execute(f"SELECT id, citekey, title FROM source WHERE id IN ({marks})", part):
            found[row[0]] = (row[1], row[2] or "")
    return found


@dataclass(frozen=True, slots=True)
class Gap:
    """A work that the library lacks: what the lists of references say of it, and who cites it."""

    doi: str | None
    title: str | None
    author: str | None
    year: str | None
    cited_by: tuple[str, ...]


def gaps(connection: sqlite3.Connection, slug: str | None, least: int, limit: int) -> list[Gap]:
    """Give works that at least `least` sources (of a theme) cite and that the library lacks, most cited first.

    Works are told apart by DOI, and those without one by year and folded title.
    """
    narrowed, values = "", list[Any]()
    if slug is not None:
        narrowed = (
            " AND w.source_id IN (SELECT st.source_id FROM source_theme st JOIN theme t ON t.id = st.theme_id"
            " WHERE t.slug = ?)"
        )
        values.append(slug)
    rows = rows_of(
        connection,
        "SELECT lower(w.doi) AS doi, max(w.title) AS title, max(w.author) AS author, max(w.year) AS year,"
        " group_concat(DISTINCT s.citekey) AS cited_by, count(DISTINCT w.source_id) AS cites"
        " FROM cited_work w JOIN source s ON s.id = w.source_id AND s.removed_at IS NULL AND s.merged_into IS NULL"
        f" WHERE (w.doi IS NOT NULL OR w.title IS NOT NULL){narrowed}"
        " AND NOT EXISTS (SELECT 1 FROM identifier i JOIN source h ON h.id = i.source_id AND h.removed_at IS NULL"
        "  WHERE i.scheme = 'doi' AND i.value = lower(w.doi))"
        " AND NOT (w.doi IS NULL AND EXISTS (SELECT 1 FROM source k WHERE k.removed_at IS NULL"
        "  AND lower(k.title) = lower(w.title)))"
        " GROUP BY coalesce(lower(w.doi), coalesce(w.year, '') || ' ' || lower(w.title)) HAVING cites >= ?"
        " ORDER BY cites DESC, year DESC, doi, title LIMIT ?",
        [*values, least, limit],
    )
    return [
        Gap(row["doi"], row["title"], row["author"], row["year"], tuple(sorted(row["cited_by"].split(","))))
        for row in rows
    ]
