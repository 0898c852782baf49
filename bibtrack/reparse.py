"""Parse stored citations again with the present model; what a person changed is never touched.

Only the printed values are renewed, and only of sources whose printed values came from that very
citation; values that were fetched or chosen still win, links that a person made stay, and
citekeys never change.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlmodel import Session

from bibtrack.formats.csljson import from_csl, to_csl
from bibtrack.matching.merge import shown
from bibtrack.notes.locators import of_work
from bibtrack.references.parse import Parsed, batches, parse_citations
from bibtrack.store import sources
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.loading import rows_of
from bibtrack.store.reports import least_sure, parsed_json
from bibtrack.store.rows import put, raw
from bibtrack.values.document import NoteKind
from bibtrack.values.reference import DATE_FIELDS, TEXT_FIELDS, Reference
from bibtrack.values.source import Origin


@dataclass(frozen=True, slots=True)
class Reading:
    """One field that the present model reads otherwise; `where` is "report note 12"."""

    where: str
    citekey: str | None
    field: str
    before: str
    after: str


@dataclass(slots=True)
class ReparseSummary:
    """What a re-parse found: citations looked at, those read otherwise, and each field of them."""

    citations: int = 0
    changed: int = 0
    readings: list[Reading] = field(default_factory=list)


class _DryRun(Exception):
    """Takes the transaction back."""


def run(
    library: Library, *, report: str | None = None, dry_run: bool = False, step: Run | None = None
) -> ReparseSummary:
    """Parse the citations of one report, or of all, again; one event, none with `dry_run`."""
    summary = ReparseSummary()
    try:
        with change(library, step or Run("reparse")) as session:
            rows = _citations(raw(session), report)
            parsed = (one for texts in batches(row["text"] for row in rows) for one in parse_citations(texts))
            for row, one in zip(rows, parsed, strict=True):
                _again(session, row, one, library.clock.stamp(), summary)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return summary


def _citations(connection: sqlite3.Connection, report: str | None) -> list[sqlite3.Row]:
    return rows_of(
        connection,
        "SELECT x.id, x.text, x.parsed, x.linked_by, x.parser_version, o.report, o.label, o.citekey, x.source_id, n.kind"
        " FROM citation x JOIN citation_overview o ON o.id = x.id JOIN note n ON n.id = x.note_id"
        " WHERE x.parsed IS NOT NULL AND (?1 IS NULL OR o.report = ?1) ORDER BY x.id",
        (report,),
    )


def _again(session: Session, row: sqlite3.Row, parsed: Parsed, stamp: str, summary: ReparseSummary) -> None:
    summary.citations += 1
    record = parsed_json(to_csl(parsed.reference))
    values = {
        "parsed": record,
        "parser_version": parsed.parser_version,
        "confidence": round(least_sure(parsed.confidence), 6),
    }
    put(session, "citation", {"id": row["id"]}, values)
    if record == row["parsed"]:
        return
    summary.changed += 1
    where = f"{row['report']} note {row['label']}"
    before = from_csl(json.loads(row["parsed"]))
    summary.readings += [
        Reading(where, row["citekey"], *item) for item in differing(before, parsed.reference)
    ]
    if row["linked_by"] == "rule" and row["source_id"] is not None:
        work = parsed.reference if row["kind"] == NoteKind.REFERENCE.value else of_work(parsed.reference)
        _renew(session, row, work, stamp)


def _renew(session: Session, row: sqlite3.Row, reference: Reference, stamp: str) -> None:
    said = rows_of(
        raw(session),
        "SELECT 1 FROM statement WHERE source_id = ? AND origin = 'printed' AND citation_id = ?",
        (row["source_id"], row["id"]),
    )
    if said:
        sources.state(session, row["source_id"], Origin.PRINTED, reference, stamp, citation_id=row["id"])
        sources.settle(session, row["source_id"], stamp)


def differing(before: Reference, after: Reference) -> Iterator[tuple[str, str, str]]:
    """Give (field, before, after) for each field that two references do not share."""
    names: Iterable[str] = ("type", *TEXT_FIELDS, *DATE_FIELDS, "creators", "identifiers")
    for name in names:
        ours, theirs = shown(getattr(before, name)), shown(getattr(after, name))
        if ours != theirs:
            yield name.replace("_", "-"), ours, theirs
