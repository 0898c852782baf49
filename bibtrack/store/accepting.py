"""Make a record the fetched statement of a source; what a person chose stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from bibtrack.store import lookups, sources
from bibtrack.store.rows import raw
from bibtrack.values.identifier import normalise_doi
from bibtrack.values.match import Candidate, Update
from bibtrack.values.source import Origin


def accept(
    session: Session, number: int, candidate: Candidate, candidate_id: int | None, stamp: str
) -> list[Update]:
    """Keep the candidate's fields as fetched, settle the source, keep notices; gives the new notices.

    The citekey never changes, and a chosen value wins over the record's.
    """
    before = sources.statements(raw(session), number).get(Origin.FETCHED)
    if before is not None and before.doi != candidate.doi:
        _forget_record(session, number)
    sources.state(session, number, Origin.FETCHED, candidate.reference, stamp, candidate_id=candidate_id)
    sources.settle(session, number, stamp)
    lookups.put_cited_works(session, number, cited_works(candidate.record))
    return lookups.put_updates(session, number, candidate.updates, stamp)


def withdraw(session: Session, number: int, stamp: str) -> None:
    """Forget the fetched statement of a source, so that the printed and chosen values hold again."""
    sources.state(session, number, Origin.FETCHED, None, stamp)
    _forget_record(session, number)
    sources.settle(session, number, stamp)


def _forget_record(session: Session, number: int) -> None:
    """Forget what only the former record said: its notices and its reference list."""
    for table in ("source_update", "cited_work"):
        raw(session).execute(f"DELETE FROM {table} WHERE source_id = ?", (number,))


def cited_works(record: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Give the columns of `cited_work` for the items of a record's reference list."""
    items = record.get("reference")
    return [_cited(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _cited(item: Mapping[str, Any]) -> dict[str, Any]:
    title = item.get("article-title") or item.get("volume-title") or item.get("series-title")
    return {
        "doi": normalise_doi(str(item.get("DOI") or "")),
        **{
            name: str(value)[:2000] if value else None
            for name, value in {
                "title": title,
                "author": item.get("author"),
                "year": item.get("year"),
                "verbatim": item.get("unstructured"),
            }.items()
        },
    }
