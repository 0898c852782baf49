"""Write what a person chose: single parts of a source, its removal, saved searches, annotations."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from bibtrack.errors import NoSuchSource, StoreError
from bibtrack.matching.chosen import graft, without
from bibtrack.store import sources
from bibtrack.store.loading import rows_of
from bibtrack.store.rows import insert, put, raw, remove
from bibtrack.values.reference import Reference
from bibtrack.values.source import Origin


def choose(
    session: Session, number: int, after: Reference, names: Iterable[str], stamp: str, by: str
) -> bool:
    """Keep the named parts of `after` as chosen by a person, and settle; True when that changed the source.

    A named part that `after` lacks was emptied by the person, and stays empty.
    """
    connection = raw(session)
    chosen = sources.statements(connection, number).get(Origin.CHOSEN, Reference())
    listed = list(names)
    dates = sources.chosen_dates(connection, number) | {name: [stamp, by] for name in listed}
    sources.state(session, number, Origin.CHOSEN, graft(chosen, after, listed), stamp, by=by, dates=dates)
    return sources.settle(session, number, stamp)


def unchoose(session: Session, number: int, names: Iterable[str], stamp: str) -> bool:
    """Forget that a person chose these parts: what was fetched or printed holds again."""
    connection = raw(session)
    chosen = sources.statements(connection, number).get(Origin.CHOSEN)
    if chosen is None:
        return False
    listed = set(names)
    dates = {
        name: when for name, when in sources.chosen_dates(connection, number).items() if name not in listed
    }
    left = without(chosen, listed) if dates else None
    sources.state(session, number, Origin.CHOSEN, left, stamp, dates=dates)
    return sources.settle(session, number, stamp)


def citation_count(connection: sqlite3.Connection, number: int) -> int:
    """Give how many citations lead to a source."""
    row = connection.execute("SELECT count(*) FROM citation WHERE source_id = ?", (number,)).fetchone()
    return int(row[0])


def take_out(session: Session, number: int, stamp: str) -> None:
    """Mark a source as removed and open the citations that led to it."""
    connection = raw(session)
    connection.execute("UPDATE citation SET source_id = NULL WHERE source_id = ?", (number,))
    connection.execute(
        "UPDATE source SET removed_at = ?, updated_at = ? WHERE id = ?", (stamp, stamp, number)
    )


def put_search(session: Session, name: str, query: str) -> bool:
    """Keep a query under a name; True when that is news."""
    return put(session, "saved_search", {"name": name}, {"query": query})[1]


def drop_search(session: Session, name: str) -> None:
    """Forget a kept query; raises StoreError when there is none of this name."""
    found = rows_of(raw(session), "SELECT id FROM saved_search WHERE name = ?", (name,))
    if not found:
        raise StoreError(f"no query is kept as {name!r} in the library; `bibtrack search --saved` lists them")
    remove(session, "saved_search", found[0]["id"])


def theme_id(connection: sqlite3.Connection, slug: str) -> int:
    """Give a theme's id; raises StoreError with the slugs that there are."""
    found = rows_of(connection, "SELECT id FROM theme WHERE slug = ?", (slug,))
    if not found:
        slugs = [row[0] for row in connection.execute("SELECT slug FROM theme ORDER BY position, slug")]
        raise StoreError(f"{slug}: there is no theme of this name; there are {', '.join(slugs) or 'none'}")
    return int(found[0]["id"])


def citation_of(connection: sqlite3.Connection, number: int, report: str, note: int) -> int:
    """Give the id of the citation of a source in a note; raises NoSuchSource when it is not cited there."""
    found = rows_of(
        connection,
        "SELECT x.id FROM citation x JOIN note n ON n.id = x.note_id JOIN report r ON r.id = n.report_id"
        " WHERE x.source_id = ? AND r.slug = ? AND n.ordinal = ? ORDER BY x.ordinal",
        (number, report, note),
    )
    if not found:
        raise NoSuchSource(
            f"note {note} of {report} does not cite this source; `bibtrack notes` shows what it cites"
        )
    return int(found[0]["id"])


def add_annotation(session: Session, values: Mapping[str, Any], stamp: str) -> int:
    """Add an annotation; gives its id."""
    return insert(session, "annotation", {**values, "created_at": stamp, "updated_at": stamp})


def annotation(connection: sqlite3.Connection, number: int) -> sqlite3.Row:
    """Give one annotation; raises StoreError when there is none of this number."""
    found = rows_of(connection, "SELECT * FROM annotation WHERE id = ?", (number,))
    if not found:
        raise StoreError(f"there is no annotation number {number}; `bibtrack annotate KEY` lists them")
    return found[0]


def rewrite_annotation(session: Session, number: int, body: str, stamp: str) -> bool:
    """Give an annotation a new text; True when that is news."""
    if annotation(raw(session), number)["body"] == body:
        return False
    raw(session).execute("UPDATE annotation SET body = ?, updated_at = ? WHERE id = ?", (body, stamp, number))
    return True


def drop_annotation(session: Session, number: int) -> None:
    """Delete an annotation; `undo` brings it back."""
    annotation(raw(session), number)
    remove(session, "annotation", number)


def overview(connection: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[int, str, str | None]]:
    """Give (id, citekey, title) of these sources, in their order."""
    found = []
    for number in ids:
        row = connection.execute("SELECT id, citekey, title FROM source WHERE id = ?", (number,)).fetchone()
        found.append((int(row[0]), str(row[1]), row[2]))
    return found
