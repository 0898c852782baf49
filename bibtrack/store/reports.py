"""Write and read reports: their notes, the sentences that call them, their citations."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bibtrack.store.convert import section_text
from bibtrack.store.loading import rows_of
from bibtrack.store.notelist import report as report
from bibtrack.store.rows import insert, put, raw, remove
from bibtrack.values.citation import Citation
from bibtrack.values.document import Callout, Note
from bibtrack.values.issue import Issue

#: Best first: what a source's grade is when several citations grade it differently.
GRADES = ("verified-endnote", "verified-work", "candidate", "unknown")


@dataclass(frozen=True, slots=True)
class StoredCitation:
    """A citation as it is to be written: what the note prints, and what was made of it."""

    citation: Citation
    source_id: int | None
    parsed: str | None = None
    parser_version: str | None = None
    confidence: float = 1.0


def put_report(session: Session, slug: str, values: Mapping[str, Any]) -> tuple[int, bool]:
    """Make a report hold these values; gives its id and whether that is news."""
    return put(session, "report", {"slug": slug}, values)


def put_note(session: Session, report_id: int, ordinal: int, values: Mapping[str, Any]) -> tuple[int, bool]:
    """Make the note at this place of the report hold these values."""
    return put(session, "note", {"report_id": report_id, "ordinal": ordinal}, values)


def note_values(note: Note) -> dict[str, Any]:
    """Give the columns of a note that a document prints."""
    return {
        "kind": note.kind.value, "label": note.label, "section": section_text(note.section), "text": note.text,
        "grade": "verified-endnote",
    }  # fmt: skip


def put_callouts(session: Session, note_id: int, callouts: Sequence[Callout]) -> bool:
    """Make these the callouts of a note; True when that is news."""
    news = False
    for ordinal, callout in enumerate(callouts, 1):
        values = {
            "label": callout.label, "section": section_text(callout.section), "paragraph": callout.paragraph,
            "page": callout.page, "context": callout.context, "callout_offset": callout.offset,
        }  # fmt: skip
        news |= put(session, "callout", {"note_id": note_id, "ordinal": ordinal}, values)[1]
    old = "SELECT id FROM callout WHERE note_id = ? AND ordinal > ?"
    for row in raw(session).execute(old, (note_id, len(callouts))).fetchall():
        remove(session, "callout", row[0])
        news = True
    return news


def citation_values(stored: StoredCitation) -> dict[str, Any]:
    """Give the columns of a citation that a note prints."""
    cite = stored.citation
    return {
        "start": cite.start, "stop": cite.stop, "text": cite.text, "form": cite.form.value, "prefix": cite.prefix,
        "suffix": cite.suffix, "locator_label": cite.locator.label if cite.locator else None,
        "locator": cite.locator.value if cite.locator else None, "parsed": stored.parsed,
        "parser_version": stored.parser_version, "confidence": round(stored.confidence, 6),
        "grade": "verified-endnote", "evidence": None, "linked_by": "rule", "source_id": stored.source_id,
    }  # fmt: skip


def replace_citations(session: Session, note_id: int, stored: Sequence[StoredCitation]) -> list[int]:
    """Make these the citations of a note; gives their ids.

    What people wrote on the old ones goes along: to the new citation of the same source, else
    to the source itself.
    """
    connection = raw(session)
    old = rows_of(
        connection,
        "SELECT id, source_id, ordinal FROM citation WHERE note_id = ? ORDER BY ordinal",
        (note_id,),
    )
    shift = 1_000_000
    for row in old:
        connection.execute("UPDATE citation SET ordinal = ordinal + ? WHERE id = ?", (shift, row["id"]))
    made = [
        insert(session, "citation", {"note_id": note_id, "ordinal": number, **citation_values(item)})
        for number, item in enumerate(stored, 1)
    ]
    heirs = {
        item.source_id: new for item, new in zip(stored, made, strict=True) if item.source_id is not None
    }
    for row in old:
        _pass_on(connection, row["id"], row["source_id"], heirs)
        remove(session, "citation", row["id"])
    return made


def _pass_on(connection: sqlite3.Connection, old: int, source: int | None, heirs: Mapping[int, int]) -> None:
    heir = heirs.get(source) if source is not None else None
    if heir is None and source is not None:
        connection.execute(
            "UPDATE annotation SET citation_id = NULL, source_id = ? WHERE citation_id = ?", (source, old)
        )
    elif heir is None:
        connection.execute(
            "UPDATE annotation SET citation_id = (SELECT min(id) FROM citation WHERE note_id ="
            " (SELECT note_id FROM citation WHERE id = ?) AND id <> ?) WHERE citation_id = ?",
            (old, old, old),
        )
    else:
        connection.execute("UPDATE annotation SET citation_id = ? WHERE citation_id = ?", (heir, old))
        connection.execute("UPDATE theme_evidence SET citation_id = ? WHERE citation_id = ?", (heir, old))


def put_findings(
    session: Session, report_id: int, issues: Sequence[tuple[int | None, int | None, Issue]]
) -> None:
    """Make these the findings of a report; each is (note id, citation id, issue)."""
    wanted = [
        {"report_id": report_id, "note_id": note, "citation_id": cite, "code": issue.code,
         "severity": issue.severity.value, "message": issue.message, "start": issue.start, "stop": issue.stop}
        for note, cite, issue in issues
    ]  # fmt: skip
    rows = rows_of(raw(session), "SELECT * FROM finding WHERE report_id = ? ORDER BY id", (report_id,))
    have = [{name: row[name] for name in row.keys() if name != "id"} for row in rows]  # noqa: SIM118
    if have == wanted:
        return
    for row in rows:
        remove(session, "finding", row["id"])
    for values in wanted:
        insert(session, "finding", values)


def regrade(session: Session, stamp: str) -> None:
    """Give every cited source the best grade of its citations, and forget grades that no longer hold."""
    connection = raw(session)
    order = " ".join(f"WHEN '{grade}' THEN {place}" for place, grade in enumerate(GRADES))
    rows = connection.execute(
        f"SELECT s.id, s.grade, min(CASE x.grade {order} END) FROM source s"
        " JOIN citation x ON x.source_id = s.id GROUP BY s.id"
    ).fetchall()
    for number, grade, best in rows:
        if grade != GRADES[best]:
            connection.execute(
                "UPDATE source SET grade = ?, updated_at = ? WHERE id = ?", (GRADES[best], stamp, number)
            )


def antecedents(session: Session, links: Mapping[int, int]) -> None:
    """Tie citations (keys) to the citations that they point back to (values)."""
    for citation, antecedent in links.items():
        put(session, "citation", {"id": citation}, {"antecedent_id": antecedent})


def parsed_json(item: Mapping[str, Any]) -> str:
    """Give a parsed reference as the store keeps it."""
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


def least_sure(confidence: Mapping[str, float]) -> float:
    """Give the confidence in a whole citation: its least certain field's, 0 to 1; 0 without fields."""
    return min(confidence.values(), default=0.0)
