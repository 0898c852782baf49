"""Which records are due to be asked for again, what was known of them, and who relies on them."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bibtrack.formats.csljson import from_csl
from bibtrack.store import lookups
from bibtrack.store.accepting import accept
from bibtrack.store.loading import rows_of
from bibtrack.store.rows import raw
from bibtrack.values.match import Candidate, Lookup, Update
from bibtrack.values.reference import Reference

#: Parts of a record that change without the work changing.
_RESTLESS = (
    "score",
    "indexed",
    "deposited",
    "is-referenced-by-count",
    "references-count",
    "reference-count",
    "reference",
)


@dataclass(frozen=True, slots=True)
class Known:
    """A resolved source and its record as last fetched; `chosen` names the fields a person set."""

    id: int
    citekey: str
    doi: str
    asked_at: str | None
    fetched: Reference | None
    chosen: frozenset[str]
    candidate_id: int | None


@dataclass(frozen=True, slots=True)
class Reliance:
    """A sentence that cites a source: where, and what it says."""

    report: str
    note: str
    context: str


def due(connection: sqlite3.Connection, cutoff: str, ids: Sequence[int] | None = None) -> list[Known]:
    """Give the resolved sources whose record was last asked for before `cutoff`; `ids` limits them."""
    rows = rows_of(connection, _DUE, (cutoff,))
    wanted = None if ids is None else set(ids)
    return [_known(row) for row in rows if wanted is None or row["id"] in wanted]


_DUE = """
SELECT s.id, s.citekey, f.record, f.candidate_id, c.record AS chosen,
  coalesce((SELECT o.identifier FROM candidate o WHERE o.id = f.candidate_id),
    (SELECT i.value FROM identifier i WHERE i.source_id = s.id AND i.scheme = 'doi' ORDER BY i.id LIMIT 1)) AS doi,
  (SELECT max(l.requested_at) FROM lookup l WHERE l.source_id = s.id AND l.status <> 'failed') AS asked_at
FROM source s
LEFT JOIN statement f ON f.source_id = s.id AND f.origin = 'fetched'
LEFT JOIN statement c ON c.source_id = s.id AND c.origin = 'chosen'
WHERE s.status = 'resolved' AND s.removed_at IS NULL AND s.merged_into IS NULL
  AND doi IS NOT NULL AND coalesce(asked_at, '') < ?
ORDER BY s.id
"""


def _known(row: sqlite3.Row) -> Known:
    fetched = from_csl(json.loads(row["record"])) if row["record"] else None
    chosen = frozenset(json.loads(row["chosen"])) if row["chosen"] else frozenset()
    return Known(row["id"], row["citekey"], row["doi"], row["asked_at"], fetched, chosen, row["candidate_id"])


def renew(session: Session, known: Known, lookup: Lookup, stamp: str) -> list[Update]:
    """Keep the record as it is now; gives the notices that are new.

    A record that says the same as before is not copied: its question gets the new date.
    """
    candidate = lookup.candidates[0]
    if _unchanged(raw(session), known, candidate):
        raw(session).execute(
            "UPDATE lookup SET requested_at = ? WHERE id = (SELECT lookup_id FROM candidate WHERE id = ?)",
            (stamp, known.candidate_id),
        )
        return lookups.put_updates(session, known.id, candidate.updates, stamp)
    made = lookups.keep(session, known.id, lookup, stamp)[0]
    raw(session).execute(
        "UPDATE candidate SET verdict = 'accept', score = coalesce((SELECT o.score FROM candidate o WHERE o.id = ?), 0),"
        " reason = 'the accepted record, asked for again' WHERE id = ?",
        (known.candidate_id, made),
    )
    return accept(session, known.id, candidate, made, stamp)


def _unchanged(connection: sqlite3.Connection, known: Known, candidate: Candidate) -> bool:
    rows = rows_of(connection, "SELECT record FROM candidate WHERE id = ?", (known.candidate_id,))
    if not rows:
        return False
    return _still(json.loads(rows[0]["record"])) == _still(dict(candidate.record))


def _still(record: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in record.items() if name not in _RESTLESS}


def reliances(connection: sqlite3.Connection, number: int) -> list[Reliance]:
    """Give the sentences that rely on a source, in the order of the reports."""
    rows = rows_of(
        connection,
        "SELECT r.slug, n.label, k.context FROM citation x JOIN note n ON n.id = x.note_id"
        " JOIN report r ON r.id = n.report_id LEFT JOIN callout k ON k.note_id = n.id"
        " WHERE x.source_id = ? GROUP BY n.id, k.context ORDER BY r.id, n.ordinal, k.ordinal",
        (number,),
    )
    return [Reliance(row["slug"], row["label"], row["context"] or "") for row in rows]


def notices(connection: sqlite3.Connection, number: int) -> list[Update]:
    """Give the notices known of a source, oldest first."""
    rows = rows_of(
        connection,
        "SELECT * FROM source_update WHERE source_id = ? ORDER BY coalesce(date, ''), id",
        (number,),
    )
    return [Update(row["kind"], row["doi"], row["date"], row["origin"]) for row in rows]
