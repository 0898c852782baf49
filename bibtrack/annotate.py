"""Write annotations: Markdown, on a source or on one citation, for a theme, with a locator and an author."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from bibtrack.errors import InputError
from bibtrack.store import editing
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.rows import raw


@dataclass(frozen=True, slots=True)
class About:
    """What an annotation is about: a source by id; with `report` and `note`, its citation there.

    `theme` is a slug; `locator` a place in the work as one writes it ("p. 12").
    """

    source: int
    theme: str | None = None
    locator: str | None = None
    report: str | None = None
    note: int | None = None


def write(library: Library, run: Run, about: About, body: str, author: str | None = None) -> int:
    """Add an annotation; gives its number.

    Raises InputError for an empty text, StoreError for an unknown theme, NoSuchSource when the
    note does not cite the source.
    """
    with change(library, run) as session:
        connection = raw(session)
        values = _place(connection, about) | {
            "theme_id": editing.theme_id(connection, about.theme) if about.theme else None,
            "locator": about.locator,
            "author": author or library.clock.actor(),
            "body": _text(body),
        }
        return editing.add_annotation(session, values, library.clock.stamp())


def _place(connection: sqlite3.Connection, about: About) -> dict[str, Any]:
    if about.note is None:
        return {"source_id": about.source, "citation_id": None}
    if about.report is None:
        raise InputError(f"which report is note {about.note} of? give it with --report")
    citation = editing.citation_of(connection, about.source, about.report, about.note)
    return {"source_id": None, "citation_id": citation}


def _text(body: str) -> str:
    text = body.replace("\r\n", "\n").strip()
    if not text:
        raise InputError("the annotation is empty; nothing was written")
    return text


def rewrite(library: Library, run: Run, number: int, body: str) -> bool:
    """Give an annotation a new text; True when that is news.  Raises StoreError, InputError."""
    with change(library, run) as session:
        return editing.rewrite_annotation(session, number, _text(body), library.clock.stamp())


def delete(library: Library, run: Run, number: int) -> None:
    """Delete an annotation; `undo` brings it back.  Raises StoreError for an unknown number."""
    with change(library, run) as session:
        editing.drop_annotation(session, number)
