"""Write themes and assignments; only what differs is written, so that a second run changes nothing."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from bibtrack.store import themes as stored
from bibtrack.store.rows import insert_rows, put, raw, remove
from bibtrack.values.theme import Assignment, Method, Polarity, Theme, ThemeEvidence


@dataclass(slots=True)
class TagChanges:
    """What a run of the rules changed, or would change: (source id, slug) pairs; `same` counts the rest."""

    added: list[tuple[int, str]] = field(default_factory=list)
    removed: list[tuple[int, str]] = field(default_factory=list)
    changed: list[tuple[int, str]] = field(default_factory=list)
    same: int = 0


def put_themes(session: Session, themes: Sequence[Theme], stamp: str, retire: bool = False) -> bool:
    """Make the library's themes those given; True when that changed anything.

    Themes that are not given stay, or with `retire` are set aside (their assignments are kept).
    """
    news = False
    for position, theme in enumerate(themes, 1):
        news |= put_theme(session, theme, position)
    news |= _put_parents(session, themes)
    if retire:
        news |= _retire(session, {theme.slug for theme in themes}, stamp)
    return news


def put_theme(session: Session, theme: Theme, position: int) -> bool:
    """Make one theme hold these values, without its parents; True when that is news."""
    values = {
        "label": theme.label, "definition": theme.definition, "scope_note": theme.scope_note,
        "synonyms": json.dumps(theme.synonyms, ensure_ascii=False), "rules": stored.rules_json(theme),
        "threshold": round(theme.threshold, 6), "wanted": theme.wanted, "position": position, "retired_at": None,
    }  # fmt: skip
    return put(session, "theme", {"slug": theme.slug}, values)[1]


def _put_parents(session: Session, themes: Sequence[Theme]) -> bool:
    connection = raw(session)
    ids = stored.theme_ids(connection)
    news = False
    have: dict[int, set[int]] = {}
    rows: dict[tuple[int, int], int] = {}
    for number, child, parent in connection.execute("SELECT id, theme_id, parent_id FROM theme_parent"):
        have.setdefault(child, set()).add(parent)
        rows[child, parent] = number
    for theme in themes:
        child = ids[theme.slug]
        wanted = {ids[parent] for parent in theme.parents}
        for parent in sorted(wanted - have.get(child, set())):
            put(session, "theme_parent", {"theme_id": child, "parent_id": parent}, {})
            news = True
        for parent in sorted(have.get(child, set()) - wanted):
            remove(session, "theme_parent", rows[child, parent])
            news = True
    return news


def _retire(session: Session, kept: set[str], stamp: str) -> bool:
    connection = raw(session)
    gone = [
        (number, slug)
        for number, slug in connection.execute("SELECT id, slug FROM theme WHERE retired_at IS NULL")
        if slug not in kept
    ]
    connection.executemany(
        "UPDATE theme SET retired_at = ? WHERE id = ?", [(stamp, number) for number, _ in gone]
    )
    return bool(gone)


def difference(
    connection: sqlite3.Connection, wanted: Mapping[int, Sequence[Assignment]], slugs: set[str]
) -> tuple[TagChanges, dict[tuple[int, str], int]]:
    """Compare what the rules say now with what the library holds; gives the changes and the rows that must go.

    Only themes in `slugs` are looked at, and only what rules assigned: a person's word is not touched.
    """
    changes = TagChanges()
    gone: dict[tuple[int, str], int] = {}
    have = stored.kept_by_rule(connection, wanted)
    for source, found in wanted.items():
        old = {slug: item for slug, item in have.get(source, {}).items() if slug in slugs}
        for assignment in found:
            place = (source, assignment.theme)
            known = old.pop(assignment.theme, None)
            if known is None:
                changes.added.append(place)
            elif known[1:] == (assignment.score, [*map(_evidence_row, assignment.evidence)]):
                changes.same += 1
            else:
                changes.changed.append(place)
                gone[place] = known[0]
        for slug, (number, _, _) in old.items():
            changes.removed.append((source, slug))
            gone[source, slug] = number
    return changes, gone


def write_assignments(
    session: Session,
    wanted: Mapping[int, Sequence[Assignment]],
    themes: Mapping[str, Theme],
    actor: str,
    stamp: str,
) -> TagChanges:
    """Make what rules assigned to these sources exactly `wanted`, for these themes; gives what changed."""
    connection = raw(session)
    changes, gone = difference(connection, wanted, set(themes))
    connection.executemany("DELETE FROM theme_assignment WHERE id = ?", [(n,) for n in gone.values()])
    fresh = set(changes.added) | set(changes.changed)
    ids = stored.theme_ids(connection)
    digests = {slug: stored.digest(theme) for slug, theme in themes.items()} if fresh else {}
    new = [
        (source, item) for source, found in wanted.items() for item in found if (source, item.theme) in fresh
    ]
    number = int(connection.execute("SELECT coalesce(max(id), 0) FROM theme_assignment").fetchone()[0])
    rows, evidence = [], []
    for place, (source, item) in enumerate(new, number + 1):
        rows.append((place, source, ids[item.theme], item.score, digests[item.theme], actor, stamp))
        evidence += [(place, *_evidence_row(entry)) for entry in item.evidence]
    insert_rows(connection, _ASSIGNMENT, "(?, ?, ?, 'rule', 'assigned', ?, ?, ?, ?)", rows)
    insert_rows(connection, _EVIDENCE, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", evidence)
    return changes


_ASSIGNMENT = (
    "INSERT INTO theme_assignment (id, source_id, theme_id, method, polarity, score, rules_digest, assigned_by,"
    " assigned_at)"
)
_EVIDENCE = f"INSERT INTO theme_evidence (assignment_id, {', '.join(stored.EVIDENCE_COLUMNS)})"
_PLACES = ("callout_id", "annotation_id", "citation_id")


def _evidence_row(entry: ThemeEvidence) -> tuple[Any, ...]:
    """Give an entry by `stored.EVIDENCE_COLUMNS`."""
    places: tuple[int | None, ...] = (None, None, None)
    if entry.where is not None:
        column = stored.WHERE_COLUMNS.get(entry.field)
        places = tuple(entry.where if column == name else None for name in _PLACES)
    return (
        entry.field, entry.rule_id, entry.quote, entry.context, entry.start, entry.stop, round(entry.weight, 6),
        *places,
    )  # fmt: skip


def decide(session: Session, source: int, theme: int, polarity: Polarity, said: Mapping[str, Any]) -> bool:
    """Keep a person's yes or no on one theme of one source; `said` holds reason, assigned_by, assigned_at.

    True when that is news; the same word again leaves the first time and name.
    """
    connection = raw(session)
    known = connection.execute(
        "SELECT id, polarity, reason FROM theme_assignment WHERE source_id = ? AND theme_id = ? AND method = 'manual'",
        (source, theme),
    ).fetchone()
    if known is not None and known[1] == polarity.value and said["reason"] in (None, known[2]):
        return False
    where = {"source_id": source, "theme_id": theme, "method": Method.MANUAL.value}
    return put(session, "theme_assignment", where, {"polarity": polarity.value, "score": 0.0, **said})[1]


def forget(session: Session, source: int, theme: int) -> bool:
    """Take a person's word back, so that the rules decide again; True when there was one."""
    rows = raw(session).execute(
        "SELECT id FROM theme_assignment WHERE source_id = ? AND theme_id = ? AND method = 'manual'",
        (source, theme),
    )
    found = rows.fetchall()
    for row in found:
        remove(session, "theme_assignment", row[0])
    return bool(found)


def answer(session: Session, source: int, theme: int, answered: str, said: tuple[str, str]) -> bool:
    """Remember a person's answer ("accepted", "refused") to a suggestion; `said` is (who, when)."""
    where = {"source_id": source, "theme_id": theme}
    values = {"answer": answered, "answered_by": said[0], "answered_at": said[1]}
    known = (
        raw(session)
        .execute("SELECT answer FROM theme_suggestion WHERE source_id = ? AND theme_id = ?", (source, theme))
        .fetchone()
    )
    if known is not None and known[0] == answered:
        return False
    return put(session, "theme_suggestion", where, values)[1]


def batches(ids: Iterable[int], size: int = 2_000) -> Iterable[list[int]]:
    """Cut ids into lists that fit in memory with all their texts."""
    every = list(ids)
    for start in range(0, len(every), size):
        yield every[start : start + size]
