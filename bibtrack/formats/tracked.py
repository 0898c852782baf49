"""The tracked file of a report (`db/reports/SLUG.toml`): its metadata, its notes, what each cites.

The file is data that people review in diffs; every cite carries the grade that says how sure it is.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bibtrack.errors import InputError
from bibtrack.values.source import Grade


@dataclass(frozen=True, slots=True)
class TrackedCite:
    """One work that a note cites, or may cite: a citekey, a grade, the reason for it."""

    key: str
    grade: Grade
    evidence: str | None = None
    locator: str | None = None
    prefix: str | None = None


@dataclass(frozen=True, slots=True)
class TrackedNote:
    """One note: its printed label, the path of headings above its mark, its best grade, its cites."""

    label: str
    section: tuple[str, ...]
    grade: Grade
    cites: tuple[TrackedCite, ...]
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class TrackedReport:
    """A report as its tracked file describes it; `reason` says where the list of notes comes from."""

    slug: str
    title: str
    creators: str
    issued: str | None
    publisher: str | None
    collection_title: str | None
    language: str | None
    url: str | None
    kind: str
    reason: str | None
    notes: tuple[TrackedNote, ...]

    @property
    def keys(self) -> frozenset[str]:
        """All citekeys that the notes name."""
        return frozenset(cite.key for note in self.notes for cite in note.cites)


def parse(text: str, name: str) -> TrackedReport:
    """Read a tracked report; raises InputError with the file and the note at fault."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not TOML ({error}); correct it") from None
    head = table.get("report")
    if not isinstance(head, dict) or not isinstance(head.get("title"), str):
        raise InputError(f"{name}: [report] with a title is missing")
    if not isinstance(head.get("author", []), list):
        raise InputError(f"{name}: `author` is a list of names")
    notes = table.get("note", [])
    if not isinstance(notes, list):
        raise InputError(f"{name}: notes are written as [[note]]")
    return TrackedReport(
        slug=str(head.get("slug") or name.removesuffix(".toml")),
        title=head["title"],
        creators="; ".join(filter(None, map(_name, head.get("author", [])))),
        issued=_text(head, "issued"),
        publisher=_text(head, "publisher"),
        collection_title=_text(head, "collection-title"),
        language=_text(head, "language"),
        url=_text(head, "url"),
        kind=_text(head, "note-kind") or "endnote",
        reason=_text(head, "provenance"),
        notes=tuple(_note(note, name, place) for place, note in enumerate(notes, 1)),
    )


def _text(table: Mapping[str, Any], name: str) -> str | None:
    value = table.get(name)
    return None if value in (None, "") else str(value)


def _name(name: Any) -> str:
    if not isinstance(name, dict):
        return str(name)
    return str(
        name.get("literal") or ", ".join(str(name[part]) for part in ("family", "given") if name.get(part))
    )


def _note(note: Any, name: str, place: int) -> TrackedNote:
    if not isinstance(note, dict) or "label" not in note:
        raise InputError(f"{name}: [[note]] number {place} has no label")
    where = f"{name}: note {note['label']}"
    cites = note.get("cites", [])
    if not isinstance(cites, list) or not all(isinstance(cite, dict) and cite.get("key") for cite in cites):
        raise InputError(f"{where}: `cites` is a list of tables with a key each")
    if not isinstance(note.get("section", []), list):
        raise InputError(f"{where}: `section` is a list of headings")
    return TrackedNote(
        label=str(note["label"]),
        section=tuple(str(part) for part in note.get("section", [])),
        grade=_grade(note.get("grade"), where),
        cites=tuple(
            TrackedCite(
                str(cite["key"]), _grade(cite.get("grade"), where), _text(cite, "evidence"), _text(cite, "locator"),
                _text(cite, "prefix"),
            )
            for cite in cites
        ),
        evidence=_text(note, "evidence"),
    )  # fmt: skip


def _grade(value: Any, where: str) -> Grade:
    try:
        return Grade(str(value))
    except ValueError:
        known = ", ".join(Grade)
        raise InputError(f"{where}: the grade {value!r} is none of {known}") from None
