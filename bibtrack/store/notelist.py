"""Read the notes that the library has: each with its state, its sources and how sure they are."""

import sqlite3
from typing import Any

from bibtrack.errors import StoreError
from bibtrack.store.loading import rows_of


def report(connection: sqlite3.Connection, slug: str) -> sqlite3.Row | None:
    """Give a report's row, or None."""
    found = rows_of(connection, "SELECT * FROM report WHERE slug = ?", (slug,))
    return found[0] if found else None


def known_slug(connection: sqlite3.Connection, slug: str) -> sqlite3.Row:
    """Give a report's row; raises StoreError with the slugs that there are."""
    found = report(connection, slug)
    if found is None:
        slugs = [row[0] for row in connection.execute("SELECT slug FROM report ORDER BY slug")]
        hint = f"the library has {', '.join(slugs)}" if slugs else "`bibtrack ingest FILE` adds one"
        raise StoreError(f"{slug}: there is no report of this name; {hint}")
    return found


def notes(connection: sqlite3.Connection, report: str | None = None) -> list[dict[str, Any]]:
    """Give the notes of one report, or of all, in order.

    Each has the columns of `note_overview`, `cites` (its citations with source, grade and reason)
    and `findings`.
    """
    where, values = ("WHERE report = ?", (report,)) if report else ("", ())
    rows = rows_of(connection, f"SELECT * FROM note_overview {where} ORDER BY report, ordinal", values)
    cites: dict[int, list[dict[str, Any]]] = {}
    for row in rows_of(
        connection, f"SELECT * FROM citation_overview {where} ORDER BY note_id, ordinal", values
    ):
        kept = (
            "ordinal",
            "citekey",
            "grade",
            "evidence",
            "form",
            "prefix",
            "locator_label",
            "locator",
            "text",
        )
        cites.setdefault(row["note_id"], []).append({name: row[name] for name in kept})
    contexts: dict[int, list[str]] = {}
    for row in rows_of(connection, "SELECT note_id, context FROM callout ORDER BY note_id, ordinal"):
        contexts.setdefault(row["note_id"], []).append(row["context"])
    findings: dict[int, list[str]] = {}
    for row in rows_of(
        connection, "SELECT note_id, message FROM finding WHERE note_id IS NOT NULL ORDER BY id"
    ):
        findings.setdefault(row["note_id"], []).append(row["message"])
    return [
        dict(row)
        | {
            "cites": cites.get(row["id"], []),
            "contexts": contexts.get(row["id"], []),
            "findings": findings.get(row["id"], []),
        }
        for row in rows
    ]


def reports(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Give the reports with the number of their notes by state."""
    rows = rows_of(
        connection,
        "SELECT r.*, count(n.id) AS notes, coalesce(sum(n.state = 'printed'), 0) AS printed,"
        " coalesce(sum(n.state = 'reconstructed'), 0) AS reconstructed,"
        " coalesce(sum(n.state = 'not recovered'), 0) AS not_recovered,"
        " (SELECT count(*) FROM callout k JOIN note m ON m.id = k.note_id WHERE m.report_id = r.id) AS callouts"
        " FROM report r LEFT JOIN note_overview n ON n.report = r.slug GROUP BY r.id ORDER BY r.slug",
    )
    return [dict(row) for row in rows]
