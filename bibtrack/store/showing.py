"""Read everything the library knows of one source, for people: light, over the standard sqlite3."""

import json
import sqlite3
from typing import Any

from bibtrack.formats.csljson import from_csl
from bibtrack.formats.editable import part_name, values_of
from bibtrack.matching.merge import merge
from bibtrack.store.loading import load_sources, rows_of
from bibtrack.values.reference import Reference
from bibtrack.values.source import Origin, Source


def source(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    """Give the whole source as plain data: fields with their origin, citations, themes, annotations, notices."""
    found = load_sources(connection, [number])[0]
    row = rows_of(connection, "SELECT * FROM source WHERE id = ?", (number,))[0]
    return {
        "key": found.citekey, "type": found.reference.type.value, "status": found.status.value,
        "status_reason": found.status_reason, "grade": row["grade"], "added": row["created_at"],
        "changed": row["updated_at"], "fields": fields(connection, found), "citations": citations(connection, number),
        "themes": themes(connection, number), "annotations": annotations(connection, number),
        "notices": notices(connection, number), "lookups": lookups(connection, number),
    }  # fmt: skip


def fields(connection: sqlite3.Connection, found: Source) -> list[dict[str, Any]]:
    """Give each field with its value, its origin (printed, fetched, chosen), and what the others say."""
    rows = rows_of(connection, "SELECT * FROM statement WHERE source_id = ?", (found.id,))
    said = {Origin(row["origin"]): from_csl(json.loads(row["record"])) for row in rows}
    dates: dict[str, tuple[str | None, str | None]] = next(
        (json.loads(row["dates"] or "{}") for row in rows if row["origin"] == Origin.CHOSEN), {}
    )
    _, origins = merge(
        said.get(Origin.PRINTED, Reference()), said.get(Origin.FETCHED), said.get(Origin.CHOSEN)
    )
    values = {origin: values_of(reference) for origin, reference in said.items()}
    shown = []
    for name, value in values_of(found.reference).items():
        part = part_name(name)
        origin = _origin(name, value, values, origins.get(part))
        when = dates.get(part, (None, None)) if origin is Origin.CHOSEN else (None, None)
        others = {
            other.value: stated[name]
            for other, stated in values.items()
            if other is not origin and stated.get(name) not in (None, value)
        }
        shown.append({"field": name, "value": value, "origin": origin and origin.value, "set_at": when[0],
                      "set_by": when[1], "others": others})  # fmt: skip
    return shown


def _origin(name: str, value: object, values: dict[Origin, Any], known: Origin | None) -> Origin | None:
    """Give where a value comes from: as the merge says, else the strongest statement that holds it."""
    if known is not None:
        return known
    order = (Origin.CHOSEN, Origin.FETCHED, Origin.PRINTED)
    return next((origin for origin in order if values.get(origin, {}).get(name) == value), None)


def citations(connection: sqlite3.Connection, number: int) -> list[dict[str, Any]]:
    """Give the citations of a source with the sentences that cite it and their grades."""
    rows = rows_of(
        connection,
        "SELECT id, report, note, label, section, prefix, suffix, locator_label, locator, form, text, grade, evidence,"
        " note_id FROM citation_overview WHERE source_id = ? ORDER BY report, note, ordinal",
        (number,),
    )
    found = []
    for row in rows:
        callouts = rows_of(
            connection,
            "SELECT section, context FROM callout WHERE note_id = ? ORDER BY ordinal",
            (row["note_id"],),
        )
        entry = {name: row[name] for name in row.keys() if name != "note_id"}  # noqa: SIM118
        entry["section"] = row["section"] or next((call["section"] for call in callouts), None)
        found.append(entry | {"sentences": list(dict.fromkeys(call["context"] for call in callouts))})
    return found


def themes(connection: sqlite3.Connection, number: int) -> list[dict[str, Any]]:
    """Give the themes of a source, who assigned them, and the words that show them."""
    rows = rows_of(
        connection,
        "SELECT a.id, t.slug, t.label, a.method, a.polarity, a.score, a.reason, a.assigned_by, a.assigned_at"
        " FROM theme_assignment a JOIN theme t ON t.id = a.theme_id AND t.retired_at IS NULL"
        " WHERE a.source_id = ? ORDER BY a.polarity, t.position, t.slug, a.method",
        (number,),
    )
    return [{**dict(row), "evidence": _evidence(connection, row["id"])} for row in rows]


def _evidence(connection: sqlite3.Connection, assignment: int) -> list[dict[str, Any]]:
    rows = rows_of(
        connection,
        "SELECT field, quote, context, rule_id, weight FROM theme_evidence WHERE assignment_id = ? ORDER BY id",
        (assignment,),
    )
    return [dict(row) for row in rows]


def annotations(connection: sqlite3.Connection, number: int) -> list[dict[str, Any]]:
    """Give the annotations on a source and on its citations, oldest first."""
    rows = rows_of(
        connection,
        "SELECT a.id, a.author, a.body, t.slug AS theme, a.locator, r.slug AS report, n.ordinal AS note,"
        " a.created_at, a.updated_at FROM annotation a LEFT JOIN theme t ON t.id = a.theme_id"
        " LEFT JOIN citation x ON x.id = a.citation_id LEFT JOIN note n ON n.id = x.note_id"
        " LEFT JOIN report r ON r.id = n.report_id WHERE a.source_id = ?1 OR x.source_id = ?1 ORDER BY a.id",
        (number,),
    )
    return [dict(row) for row in rows]


def notices(connection: sqlite3.Connection, number: int) -> list[dict[str, Any]]:
    """Give the notices about a source: retraction, correction, …"""
    rows = rows_of(
        connection,
        "SELECT kind, doi, date, origin, seen_at FROM source_update WHERE source_id = ? ORDER BY id",
        (number,),
    )
    return [dict(row) for row in rows]


def lookups(connection: sqlite3.Connection, number: int) -> list[dict[str, Any]]:
    """Give what was asked about a source, newest first, and how each question ended."""
    rows = rows_of(
        connection,
        "SELECT l.resolver, l.strategy, l.query, l.status, l.error, l.requested_at, c.identifier, c.score, c.verdict,"
        " c.reason, c.decided_by FROM lookup l LEFT JOIN candidate c ON c.lookup_id = l.id AND c.rank = 1"
        " WHERE l.source_id = ? ORDER BY l.id DESC",
        (number,),
    )
    return [dict(row) for row in rows]
