"""Write sources: their columns, names, identifiers, and what each origin says of them."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, update
from sqlmodel import Session

from bibtrack.formats.csljson import from_csl, to_csl
from bibtrack.matching.chosen import parts, without
from bibtrack.matching.merge import merge
from bibtrack.store.convert import creator_columns, identifier_columns, source_columns
from bibtrack.store.loading import load_sources, rows_of
from bibtrack.store.rows import raw
from bibtrack.store.tables import CreatorRow, IdentifierRow, SourceRow, StatementRow
from bibtrack.values.reference import Reference
from bibtrack.values.source import Origin, Source, SourceStatus


def add(
    session: Session,
    citekey: str,
    reference: Reference,
    stamp: str,
    *,
    status: SourceStatus = SourceStatus.UNRESOLVED,
    status_reason: str | None = "not asked",
    grade: str | None = None,
    citation_id: int | None = None,
) -> int:
    """Add a source with its printed statement; gives its id.  The citekey must be free."""
    columns = source_columns(reference) | {
        "citekey": citekey, "status": status.value, "status_reason": status_reason, "grade": grade,
        "created_at": stamp, "updated_at": stamp,
    }  # fmt: skip
    made = session.connection().execute(insert(SourceRow).values(**columns))
    number = int(made.lastrowid)
    _write_names(session, number, reference)
    state(session, number, Origin.PRINTED, reference, stamp, citation_id=citation_id)
    return number


def _write_names(session: Session, number: int, reference: Reference) -> None:
    connection = session.connection()
    creators = [row | {"source_id": number} for row in creator_columns(reference)]
    if creators:
        connection.execute(insert(CreatorRow), creators)
    identifiers = [row | {"source_id": number} for row in identifier_columns(reference)]
    if identifiers:
        connection.execute(insert(IdentifierRow), identifiers)


def replace_reference(session: Session, number: int, reference: Reference, stamp: str) -> bool:
    """Make the columns, names and identifiers of a source those of `reference`; True when that changed it."""
    before = load_sources(raw(session), [number])[0].reference
    if before == reference:
        return False
    connection = session.connection()
    old, new = source_columns(before), source_columns(reference)
    changed = {name: value for name, value in new.items() if value != old[name]}
    connection.execute(update(SourceRow).where(SourceRow.id == number).values(**changed, updated_at=stamp))  # type: ignore[arg-type]
    if (before.creators, before.identifiers) != (reference.creators, reference.identifiers):
        connection.execute(delete(CreatorRow).where(CreatorRow.source_id == number))  # type: ignore[arg-type]
        connection.execute(delete(IdentifierRow).where(IdentifierRow.source_id == number))  # type: ignore[arg-type]
        _write_names(session, number, reference)
    return True


def state(
    session: Session,
    number: int,
    origin: Origin,
    reference: Reference | None,
    stamp: str,
    *,
    citation_id: int | None = None,
    candidate_id: int | None = None,
    by: str | None = None,
    dates: Mapping[str, Any] | None = None,
) -> None:
    """Keep what one origin says of a source, in place of what it said before; None forgets it.

    For a chosen statement the reference holds only the chosen fields, and `dates` says of each
    when and by whom.
    """
    connection = session.connection()
    here = (StatementRow.source_id == number) & (StatementRow.origin == origin.value)
    if reference is None:
        connection.execute(delete(StatementRow).where(here))  # type: ignore[arg-type]
        return
    values = {
        "record": json.dumps(to_csl(reference), ensure_ascii=False, sort_keys=True),
        "dates": json.dumps(dates, ensure_ascii=False, sort_keys=True) if dates else None,
        "citation_id": citation_id, "candidate_id": candidate_id, "stated_by": by, "stated_at": stamp,
    }  # fmt: skip
    known = rows_of(
        raw(session),
        "SELECT record FROM statement WHERE source_id = ? AND origin = ?",
        (number, origin.value),
    )
    if not known:
        connection.execute(insert(StatementRow).values(source_id=number, origin=origin.value, **values))
    elif known[0]["record"] != values["record"] or origin is not Origin.PRINTED:
        connection.execute(update(StatementRow).where(here).values(**values))  # type: ignore[arg-type]


def statements(connection: sqlite3.Connection, number: int) -> dict[Origin, Reference]:
    """Give what each origin says of a source."""
    rows = rows_of(connection, "SELECT origin, record FROM statement WHERE source_id = ?", (number,))
    return {Origin(row["origin"]): from_csl(json.loads(row["record"])) for row in rows}


def settle(session: Session, number: int, stamp: str) -> bool:
    """Work out the winning values from all statements and write them; True when that changed the source.

    Chosen over fetched over printed, field by field (`bibtrack.matching.merge`).
    """
    said = statements(raw(session), number)
    printed = said.get(Origin.PRINTED, Reference())
    chosen = said.get(Origin.CHOSEN, Reference())
    winner, _ = merge(printed, said.get(Origin.FETCHED), chosen)
    emptied = set(chosen_dates(raw(session), number)) - set(parts(chosen))
    return replace_reference(session, number, without(winner, emptied), stamp)


def chosen_dates(connection: sqlite3.Connection, number: int) -> dict[str, list[str]]:
    """Give part → [when, who] of what a person chose; a part that the statement lacks was emptied."""
    found = rows_of(
        connection,
        "SELECT dates FROM statement WHERE source_id = ? AND origin = ?",
        (number, Origin.CHOSEN.value),
    )
    return dict(json.loads(found[0]["dates"] or "{}")) if found else {}


def set_status(session: Session, number: int, status: SourceStatus, reason: str | None, stamp: str) -> bool:
    """Set where a source stands; True when that is news."""
    row = rows_of(raw(session), "SELECT status, status_reason FROM source WHERE id = ?", (number,))[0]
    if (row["status"], row["status_reason"]) == (status.value, reason):
        return False
    session.connection().execute(
        update(SourceRow)
        .where(SourceRow.id == number)  # type: ignore[arg-type]
        .values(status=status.value, status_reason=reason, updated_at=stamp)
    )
    return True


def get(connection: sqlite3.Connection, number: int) -> Source:
    """Give one source."""
    return load_sources(connection, [number])[0]


def taken_keys(connection: sqlite3.Connection) -> set[str]:
    """Give every citekey that was ever assigned; removed and merged sources keep theirs."""
    return {row[0] for row in connection.execute("SELECT citekey FROM source")}
