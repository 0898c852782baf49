"""Read a document and take its notes apart; no library is needed."""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bibtrack.errors import InputError, NoNotesFound
from bibtrack.notes import backrefs, find, split
from bibtrack.readers import open as opening
from bibtrack.readers.encoding import decode
from bibtrack.values.citation import Citation, SplitNote
from bibtrack.values.document import Apparatus, Callout, Document, Note, NoteKind


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read, before anything is stored."""

    path: Path
    sha256: str
    document: Document
    apparatus: Apparatus
    split: tuple[SplitNote, ...]
    listed: bool = False


def read(path: Path, *, as_notes: bool = False, tell: opening.Progress | None = None) -> Reading:
    """Read a document, or with `as_notes` a plain list of notes, without touching any library.

    `tell` hears of every page of a PDF.
    Raises InputError for what cannot be read, NoNotesFound when a list holds no numbered note.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    document = opening.read(path, progress=tell)
    if as_notes:
        plain = document.media_type in ("text/plain", "text/markdown") and not document.notes
        listed = find.read_list(decode(path.read_bytes())[0]) if plain else ()
        apparatus = Apparatus(listed or _printed(document))
        if not apparatus.notes:
            raise NoNotesFound(
                f"{path}: no numbered notes found; each must begin with its number, as in “12. …”"
            )
    else:
        apparatus = find.find(document)
        if not apparatus.notes and not apparatus.orphans:
            raise NoNotesFound(
                f"{path}: neither notes nor marks found; with a plain list of notes, use --notes"
            )
    taken_apart = backrefs.resolve(
        tuple(split.split(note) for note in apparatus.notes),
        labels={note.ordinal: note.label for note in apparatus.notes},
        references=[note.ordinal for note in apparatus.notes if note.kind is NoteKind.REFERENCE],
    )
    return Reading(path, digest, document, apparatus, taken_apart, as_notes)


def _printed(document: Document) -> tuple[Note, ...]:
    return tuple(
        Note(number, note.label, note.text, note.kind, note.section)
        for number, note in enumerate(document.notes, 1)
    )


def reading_json(reading: Reading) -> dict[str, Any]:
    """Give a reading for programs: notes with callouts, citations and findings.

    Offsets are code points, half-open; `antecedent` and `chain` are [note, citation] ordinals.
    """
    apparatus = reading.apparatus
    return {
        "file": reading.path.name, "media_type": reading.document.media_type, "reader": reading.document.reader,
        "title": reading.document.title, "language": reading.document.language,
        "notes": [_note_json(n, parts) for n, parts in zip(apparatus.notes, reading.split, strict=True)],
        "orphans": [_callout_json(callout) for callout in apparatus.orphans],
        "findings": [asdict(issue) for issue in (*reading.document.issues, *apparatus.issues)],
    }  # fmt: skip


def _note_json(note: Note, parts: SplitNote) -> dict[str, Any]:
    return {
        "ordinal": note.ordinal, "label": note.label, "kind": note.kind.value, "text": note.text, "section": note.section,
        "callouts": [_callout_json(callout) for callout in note.callouts],
        "citations": [_citation_json(cite) for cite in parts.citations],
        "commentary": [{"start": a, "stop": b, "text": note.text[a:b]} for a, b in parts.commentary],
        "findings": [asdict(issue) for issue in (*note.issues, *parts.issues)],
    }  # fmt: skip


def _callout_json(callout: Callout) -> dict[str, Any]:
    return {
        "label": callout.label, "sentence": callout.context, "offset": callout.offset, "section": callout.section,
        "paragraph": callout.paragraph, "page": callout.page,
    }  # fmt: skip


def _citation_json(cite: Citation) -> dict[str, Any]:
    return {
        "ordinal": cite.ordinal, "text": cite.text, "start": cite.start, "stop": cite.stop, "form": cite.form.value,
        "signal": cite.prefix, "suffix": cite.suffix, "locator": asdict(cite.locator) if cite.locator else None,
        "antecedent": cite.antecedent, "chain": cite.chain, "findings": [asdict(issue) for issue in cite.issues],
    }  # fmt: skip
