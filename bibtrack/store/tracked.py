"""Bring tracked reports and the tracked bibliography into the library."""

from collections.abc import Iterable

from sqlmodel import Session

from bibtrack.formats.tracked import TrackedNote, TrackedReport
from bibtrack.store import reports, sources
from bibtrack.store.convert import section_text
from bibtrack.store.loading import rows_of, source_id
from bibtrack.store.rows import put, raw, remove
from bibtrack.values.reference import Reference
from bibtrack.values.source import Origin


def put_source(session: Session, key: str, reference: Reference, stamp: str) -> str:
    """Make the library's printed values of a source those of the tracked file; gives "new", "changed" or "same".

    A value that a person chose in the library still wins; a removed or merged source stays so.
    """
    found = rows_of(raw(session), "SELECT id, removed_at, merged_into FROM source WHERE citekey = ?", (key,))
    if not found:
        sources.add(session, key, reference, stamp)
        return "new"
    row = found[0]
    if row["removed_at"] is not None or row["merged_into"] is not None:
        return "same"
    if sources.get(raw(session), row["id"]).reference == reference:
        return "same"
    sources.state(session, row["id"], Origin.PRINTED, reference, stamp)
    return "changed" if sources.settle(session, row["id"], stamp) else "same"


def put_report(session: Session, tracked: TrackedReport, stamp: str) -> bool:
    """Bring a tracked report in; True when that changed anything.

    Notes whose printed text is in the library already are left alone: the real list has
    replaced the reconstruction.
    """
    known = reports.report(raw(session), tracked.slug)
    values = {
        "title": tracked.title, "creators": tracked.creators, "issued": tracked.issued, "publisher": tracked.publisher,
        "collection_title": tracked.collection_title, "language": tracked.language, "url": tracked.url,
    }  # fmt: skip
    if known is None or known["apparatus"] != "printed":
        values |= {"apparatus": "reconstructed", "apparatus_reason": tracked.reason}
    number, news = reports.put_report(session, tracked.slug, values)
    for ordinal, note in enumerate(tracked.notes, 1):
        news |= _put_note(session, number, ordinal, tracked.kind, note)
    if news:
        reports.regrade(session, stamp)
    return news


def _put_note(session: Session, report: int, ordinal: int, kind: str, note: TrackedNote) -> bool:
    connection = raw(session)
    rows = rows_of(connection, "SELECT text FROM note WHERE report_id = ? AND ordinal = ?", (report, ordinal))
    if rows and rows[0]["text"]:
        return False
    values = {
        "kind": kind,
        "label": note.label,
        "section": section_text(note.section),
        "grade": note.grade.value,
    }
    number, news = reports.put_note(session, report, ordinal, values)
    for place, cite in enumerate(note.cites, 1):
        cited = {
            "grade": cite.grade.value, "evidence": cite.evidence, "locator": cite.locator, "prefix": cite.prefix,
            "linked_by": "file", "source_id": source_id(connection, cite.key),
        }  # fmt: skip
        if not _linked_by_person(session, number, place):
            news |= put(session, "citation", {"note_id": number, "ordinal": place}, cited)[1]
    extra = "SELECT id FROM citation WHERE note_id = ? AND ordinal > ?"
    for row in connection.execute(extra, (number, len(note.cites))).fetchall():
        remove(session, "citation", row[0])
        news = True
    return news


def _linked_by_person(session: Session, note: int, place: int) -> bool:
    sql = "SELECT linked_by FROM citation WHERE note_id = ? AND ordinal = ?"
    rows = rows_of(raw(session), sql, (note, place))
    return bool(rows) and rows[0]["linked_by"] == "person"


def missing_keys(tracked: Iterable[TrackedReport], keys: Iterable[str]) -> dict[str, list[str]]:
    """Give, by report, the citekeys that its notes name and the bibliography lacks."""
    known = set(keys)
    lacking = {report.slug: sorted(report.keys - known) for report in tracked}
    return {slug: lost for slug, lost in lacking.items() if lost}
