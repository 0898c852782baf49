"""The queue of matches that wait for a person, and the person's word on them."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bibtrack.store.loading import load_sources, rows_of
from bibtrack.store.rows import raw
from bibtrack.values.match import Decision, Evidence
from bibtrack.values.source import Source

#: How many records are kept ready for one source.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """A record that was offered for a source, as kept; `resolver` says how to read it."""

    candidate_id: int
    doi: str | None
    record: dict[str, object]
    rank: int
    resolver: str
    score: float
    verdict: Decision
    reason: str
    gap: float | None
    algorithm: str | None
    decided_by: str
    asked_at: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a person needs to decide on one source: what is printed, where, and what was offered.

    `printed` are citation texts, `contexts` the sentences that cite; `asked` the questions with
    their outcome.
    """

    source: Source
    printed: tuple[str, ...]
    contexts: tuple[str, ...]
    asked: tuple[tuple[str, str, str, str], ...]
    offers: tuple[Offer, ...]


def queue(connection: sqlite3.Connection, ids: Sequence[int] | None = None) -> list[int]:
    """Give the ids of the sources that wait for a person, the most cited first; `ids` limits them."""
    rows = rows_of(
        connection,
        "SELECT s.id FROM source s WHERE s.status = 'ambiguous' AND s.removed_at IS NULL AND s.merged_into IS NULL"
        " ORDER BY (SELECT count(*) FROM citation x WHERE x.source_id = s.id) DESC, s.id",
    )
    wanted = None if ids is None else set(ids)
    return [row["id"] for row in rows if wanted is None or row["id"] in wanted]


def dossier(connection: sqlite3.Connection, number: int) -> Dossier:
    """Give the dossier of one source; of several offers of one DOI the newest."""
    source = load_sources(connection, [number])[0]
    printed = rows_of(
        connection,
        "SELECT text FROM citation WHERE source_id = ? AND text <> '' ORDER BY form = 'full' DESC, length(text) DESC",
        (number,),
    )
    contexts = rows_of(
        connection,
        "SELECT DISTINCT k.context FROM citation x JOIN callout k ON k.note_id = x.note_id WHERE x.source_id = ?",
        (number,),
    )
    asked = rows_of(connection, "SELECT * FROM lookup WHERE source_id = ? ORDER BY id", (number,))
    return Dossier(
        source,
        tuple(dict.fromkeys(row["text"] for row in printed)),
        tuple(row["context"] for row in contexts),
        tuple((row["strategy"], row["query"], row["status"], row["requested_at"]) for row in asked),
        tuple(offers(connection, number)),
    )


def offers(connection: sqlite3.Connection, number: int) -> list[Offer]:
    """Give the records offered for a source, best first; each DOI once, in its newest form."""
    rows = rows_of(
        connection,
        "SELECT c.*, l.resolver, l.requested_at FROM candidate c JOIN lookup l ON l.id = c.lookup_id"
        " WHERE l.source_id = ? ORDER BY c.id DESC",
        (number,),
    )
    newest: dict[str, sqlite3.Row] = {}
    for row in rows:
        newest.setdefault(row["identifier"] or f"#{row['id']}", row)
    order = {Decision.ACCEPT: 0, Decision.REVIEW: 1}
    ranked = sorted(
        newest.values(), key=lambda row: (order.get(Decision(row["verdict"]), 2), -row["score"], row["rank"])
    )
    return [_offer(connection, row) for row in ranked]


def _offer(connection: sqlite3.Connection, row: sqlite3.Row) -> Offer:
    told = rows_of(
        connection, "SELECT * FROM match_evidence WHERE candidate_id = ? ORDER BY id", (row["id"],)
    )
    evidence = tuple(
        Evidence(
            item["field"], item["ours"], item["theirs"], item["similarity"], item["weight"],
            bool(item["contradiction"]), item["explanation"],
        )
        for item in told
    )  # fmt: skip
    return Offer(
        row["id"], row["identifier"], json.loads(row["record"]), row["rank"], row["resolver"], row["score"],
        Decision(row["verdict"]), row["reason"] or "", row["gap"], row["algorithm"], row["decided_by"],
        row["requested_at"], evidence,
    )  # fmt: skip


def decide(session: Session, candidates: Iterable[int], verdict: Decision, reason: str, stamp: str) -> None:
    """Write a person's word on candidates; no rule changes it afterwards."""
    for number in candidates:
        raw(session).execute(
            "UPDATE candidate SET verdict = ?, reason = ?, decided_by = 'person', decided_at = ? WHERE id = ?",
            (verdict.value, reason, stamp, number),
        )


def holders(connection: sqlite3.Connection, doi: str, but: int) -> list[str]:
    """Give the citekeys of other sources that carry this DOI."""
    rows = rows_of(
        connection,
        "SELECT s.citekey FROM identifier i JOIN source s ON s.id = i.source_id WHERE i.scheme = 'doi' AND i.value = ?"
        " AND s.id <> ? AND s.removed_at IS NULL AND s.merged_into IS NULL ORDER BY s.id",
        (doi, but),
    )
    return [row["citekey"] for row in rows]
