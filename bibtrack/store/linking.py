"""Tie a citation to the source that it means, by a person's word."""

import sqlite3

from sqlmodel import Session

from bibtrack.errors import InputError
from bibtrack.store.loading import rows_of
from bibtrack.store.reports import regrade
from bibtrack.store.rows import put, raw

#: Findings that a person's word settles.
_SETTLED = ("back-reference-open", "ibid-ambiguous")


def find_citation(connection: sqlite3.Connection, place: str) -> sqlite3.Row:
    """Give the citation at "[REPORT:]NOTE[.NUMBER]" with its note, report, text and present source.

    NOTE is the printed label or the ordinal, NUMBER counts the citations of the note from 1.
    Raises InputError when there is none or several.
    """
    slug, _, rest = place.rpartition(":")
    label, _, number = rest.partition(".")
    if not label or (number and not number.isdigit()):
        raise InputError(
            f"{place!r}: write NOTE.NUMBER, as in 41.1, with REPORT: before it when there are several"
        )
    found = rows_of(connection, _FIND, (slug, slug, label, label, int(number or 0), int(number or 0)))
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"{place}: no such citation; `bibtrack notes` shows them")
    places = ", ".join(f"{row['report']}:{row['label']}.{row['ordinal']}" for row in found[:6])
    raise InputError(f"{place}: several citations answer to this: {places}")


_FIND = """
SELECT x.id, x.ordinal, x.text, x.source_id, n.id AS note_id, n.label, r.slug AS report, s.citekey
FROM citation x JOIN note n ON n.id = x.note_id JOIN report r ON r.id = n.report_id
LEFT JOIN source s ON s.id = x.source_id
WHERE (? = '' OR r.slug = ?) AND (n.label = ? OR (CAST(n.ordinal AS TEXT) = ? AND NOT EXISTS (
  SELECT 1 FROM note o WHERE o.report_id = n.report_id AND o.label = CAST(n.ordinal AS TEXT))))
  AND (? = 0 OR x.ordinal = ?)
ORDER BY r.id, n.ordinal, x.ordinal
"""


def link(session: Session, citation: int, source: int | None, stamp: str) -> bool:
    """Tie a citation to a source, or to none, for good; True when that is news."""
    values = {"source_id": source, "linked_by": "person"}
    news = put(session, "citation", {"id": citation}, values)[1]
    marks = ",".join("?" * len(_SETTLED))
    raw(session).execute(
        f"DELETE FROM finding WHERE citation_id = ? AND code IN ({marks})", (citation, *_SETTLED)
    )
    if news:
        regrade(session, stamp)
    return news
