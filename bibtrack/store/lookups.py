"""Questions asked of resolvers, what they answered, and what was decided about it.

Every answer is kept with its date, so that nothing is asked twice and a colleague can replay
a run without a network.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bibtrack.store.loading import load_sources, rows_of
from bibtrack.store.rows import insert, put, raw
from bibtrack.values.match import (
    Candidate,
    Decision,
    Evidence,
    Lookup,
    LookupStatus,
    ScoredCandidate,
    Strategy,
    Update,
    Verdict,
)
from bibtrack.values.reference import Reference
from bibtrack.values.source import SourceStatus

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Due:
    """A source that may be asked for; `printed` are the texts of its full citations, longest first.

    `refused` are DOIs that a person has turned down for it; `last` says how its newest lookup
    ended, None when it was never asked.
    """

    id: int
    citekey: str
    status: SourceStatus
    reference: Reference
    printed: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()
    last: LookupStatus | None = None


@dataclass(frozen=True, slots=True)
class StoredCandidate:
    """A record that was offered, as the store keeps it; `resolver` says how to read it."""

    id: int
    record: Mapping[str, Any]
    rank: int
    resolver: str


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer of an earlier run."""

    id: int
    source_id: int | None
    lookup: Lookup
    requested_at: str
    candidates: tuple[StoredCandidate, ...] = ()


def due(
    connection: sqlite3.Connection,
    cutoff: str,
    *,
    ids: Sequence[int] | None = None,
    only_failed: bool = False,
    again: bool = False,
) -> list[Due]:
    """Give the sources to ask for, in the order of their ids.

    Due are those not resolved yet, and those unmatched whose last answer is older than `cutoff`;
    those with a DOI that was not asked for yet (somebody has set it since); `ids` limits them; `only_failed` keeps those that could not be asked last time; `again`
    takes in ambiguous and unmatched ones too.  What a person decided is never due.
    """
    rows = rows_of(connection, _DUE, (cutoff, again))
    wanted = None if ids is None else set(ids)
    chosen = [row for row in rows if wanted is None or row["id"] in wanted]
    if only_failed:
        chosen = [row for row in chosen if row["last"] == LookupStatus.FAILED or row["left"]]
    last = {row["id"]: LookupStatus(row["last"]) if row["last"] else None for row in chosen}
    sources = load_sources(connection, last)
    printed, refused = _printed(connection, last), _refused(connection, last)
    return [
        Due(
            source.id, source.citekey, source.status, source.reference, tuple(printed.get(source.id, ())),
            frozenset(refused.get(source.id, ())), last[source.id],
        )
        for source in sources
        if source.id is not None
    ]  # fmt: skip


_DUE = """
SELECT s.id, (SELECT l.status FROM lookup l WHERE l.source_id = s.id ORDER BY l.id DESC LIMIT 1) AS last,
  s.status = 'unresolved' AND coalesce(s.status_reason, 'not asked') <> 'not asked' AS left
FROM source s
WHERE s.removed_at IS NULL AND s.merged_into IS NULL AND (
  s.status = 'unresolved'
  OR (s.status IN ('unmatched', 'ambiguous') AND NOT EXISTS (
    SELECT 1 FROM candidate c JOIN lookup l ON l.id = c.lookup_id
    WHERE l.source_id = s.id AND c.decided_by = 'person')
    AND ((s.status = 'unmatched' AND NOT EXISTS (
      SELECT 1 FROM lookup l WHERE l.source_id = s.id AND l.requested_at >= ?1 AND l.resolver <> 'local'))
      OR ?2))
  OR (s.status IN ('unmatched', 'ambiguous') AND EXISTS (
    SELECT 1 FROM identifier i WHERE i.source_id = s.id AND i.scheme = 'doi' AND NOT EXISTS (
      SELECT 1 FROM lookup l WHERE l.source_id = s.id AND l.query = i.value AND l.resolver <> 'local'))))
ORDER BY s.id
"""


def _printed(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[str]]:
    sql = (
        "SELECT source_id, text AS value FROM citation WHERE form = 'full' AND text <> '' AND source_id IN ({})"
        " ORDER BY length(text) DESC, id"
    )
    return _grouped(connection, sql, ids)


def _refused(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[str]]:
    sql = (
        "SELECT l.source_id, c.identifier AS value FROM candidate c JOIN lookup l ON l.id = c.lookup_id"
        " WHERE c.decided_by = 'person' AND c.verdict = 'reject' AND c.identifier IS NOT NULL"
        " AND l.source_id IN ({})"
    )
    return _grouped(connection, sql, ids)


def _grouped(connection: sqlite3.Connection, sql: str, ids: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    every = list(ids)
    for start in range(0, len(every), _CHUNK):
        part = every[start : start + _CHUNK]
        for row in rows_of(connection, sql.format(",".join("?" * len(part))), part):
            found.setdefault(row["source_id"], []).append(row["value"])
    return found


def answers(
    connection: sqlite3.Connection, queries: Iterable[str]
) -> dict[str, dict[int | None, StoredAnswer]]:
    """Give the newest answer to each question, by its text and by the source it was asked for.

    Questions that failed are left out.
    """
    found: dict[str, dict[int | None, StoredAnswer]] = {}
    every = list(dict.fromkeys(queries))
    for start in range(0, len(every), _CHUNK):
        part = every[start : start + _CHUNK]
        marks = ",".join("?" * len(part))
        sql = (
            "SELECT * FROM lookup WHERE id IN (SELECT max(id) FROM lookup WHERE status <> 'failed' AND query IN"
            f" ({marks}) GROUP BY query, source_id) ORDER BY id"
        )
        for row in rows_of(connection, sql, part):
            found.setdefault(row["query"], {})[row["source_id"]] = _answer(connection, row)
    return found


def _answer(connection: sqlite3.Connection, row: sqlite3.Row) -> StoredAnswer:
    lookup = Lookup(
        LookupStatus(row["status"]), Strategy(row["strategy"]), row["query"], resolver=row["resolver"],
        http_status=row["http_status"], duration_ms=row["duration_ms"], note=row["error"],
    )  # fmt: skip
    offered = rows_of(
        connection, "SELECT * FROM candidate WHERE lookup_id = ? ORDER BY rank, id", (row["id"],)
    )
    candidates = tuple(
        StoredCandidate(item["id"], json.loads(item["record"]), item["rank"], row["resolver"])
        for item in offered
    )
    return StoredAnswer(row["id"], row["source_id"], lookup, row["requested_at"], candidates)


def keep(
    session: Session, number: int, lookup: Lookup, stamp: str, verdict: Verdict | None = None
) -> list[int]:
    """Keep a question and its answer; gives the ids of its candidates, in their order.

    Without a verdict the candidates wait for one (`judge`).
    """
    made = insert(session, "lookup", {
        "source_id": number, "resolver": lookup.resolver, "strategy": lookup.strategy.value, "query": lookup.query,
        "status": lookup.status.value, "http_status": lookup.http_status, "error": lookup.error or lookup.note,
        "requested_at": stamp, "duration_ms": lookup.duration_ms,
    })  # fmt: skip
    return [_offer(session, made, candidate, verdict, stamp) for candidate in lookup.candidates]


def _offer(session: Session, lookup: int, candidate: Candidate, verdict: Verdict | None, stamp: str) -> int:
    scored = scored_of(verdict, candidate)
    made = insert(session, "candidate", {
        "lookup_id": lookup, "rank": candidate.rank, "identifier": candidate.doi,
        "record": _record(candidate.record),
        "resolver_score": candidate.resolver_score, **_judgement(verdict, scored), "decided_by": "rule",
            "decided_at": stamp,
    })  # fmt: skip
    _explain(session, made, scored.evidence if scored else ())
    return made


def _record(record: Mapping[str, Any]) -> str:
    """Give a record as it is kept: as received, but for the reference list, which has its own table."""
    kept = {name: value for name, value in record.items() if name != "reference"}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def judge(session: Session, candidate_id: int, candidate: Candidate, verdict: Verdict, stamp: str) -> None:
    """Write the present verdict on a candidate that was kept before, unless a person has decided on it."""
    connection = raw(session)
    found = rows_of(connection, "SELECT decided_by FROM candidate WHERE id = ?", (candidate_id,))
    if not found or found[0]["decided_by"] == "person":
        return
    scored = scored_of(verdict, candidate)
    if put(session, "candidate", {"id": candidate_id}, _judgement(verdict, scored))[1]:
        connection.execute("UPDATE candidate SET decided_at = ? WHERE id = ?", (stamp, candidate_id))
        connection.execute("DELETE FROM match_evidence WHERE candidate_id = ?", (candidate_id,))
        _explain(session, candidate_id, scored.evidence if scored else ())


def scored_of(verdict: Verdict | None, candidate: Candidate) -> ScoredCandidate | None:
    """Give the scored form of a candidate, or None when the verdict leaves it out."""
    scored = verdict.scored if verdict else ()
    same = next((one for one in scored if one.candidate is candidate), None)
    return same or next((one for one in scored if candidate.doi and one.candidate.doi == candidate.doi), None)


def _judgement(verdict: Verdict | None, scored: ScoredCandidate | None) -> dict[str, Any]:
    if verdict is None or scored is None:
        return {"score": 0.0, "verdict": Decision.REJECT.value, "reason": "not compared"}
    best = verdict.best is not None and verdict.best.candidate.doi == scored.candidate.doi
    waiting = verdict.decision is Decision.REVIEW
    decision = verdict.decision if best else Decision.REVIEW if waiting else Decision.REJECT
    return {
        "score": round(scored.score, 6), "verdict": decision.value,
        "reason": verdict.reason if best else "another record is nearer",
        "gap": round(verdict.gap, 6) if best and verdict.gap is not None else None,
        "algorithm": verdict.algorithm,
    }  # fmt: skip


def _explain(session: Session, candidate: int, evidence: Iterable[Evidence]) -> None:
    for item in evidence:
        insert(session, "match_evidence", {
            "candidate_id": candidate, "field": item.field, "ours": item.ours, "theirs": item.theirs,
            "similarity": round(item.similarity, 6), "weight": round(item.weight, 6),
            "contradiction": int(item.contradiction), "explanation": item.explanation,
        })  # fmt: skip


def put_updates(session: Session, number: int, updates: Iterable[Update], stamp: str) -> list[Update]:
    """Make the notices known of a source those of its record; gives the new ones.

    A notice that a record no longer names is kept: registries lose them, and a reader must not.
    """
    fresh = []
    for update in updates:
        where = {"source_id": number, "kind": update.kind, "doi": update.doi}
        known = rows_of(
            raw(session), "SELECT id FROM source_update WHERE source_id = ? AND kind = ? AND doi IS ?", tuple(where.values())
        )  # fmt: skip
        if not known:
            values = {**where, "date": update.date, "origin": update.origin, "seen_at": stamp}
            insert(session, "source_update", values)
            fresh.append(update)
    return fresh


def put_cited_works(session: Session, number: int, items: Sequence[Mapping[str, Any]]) -> None:
    """Keep the reference list of a source's record; an empty one changes nothing."""
    for ordinal, item in enumerate(items, 1):
        put(session, "cited_work", {"source_id": number, "ordinal": ordinal}, item)
    if items:
        sql = "DELETE FROM cited_work WHERE source_id = ? AND ordinal > ?"
        raw(session).execute(sql, (number, len(items)))
