"""Take a report in: its notes, the sentences that call them, its citations and their sources.

One report is one transaction.  The same file again changes nothing; a changed one needs
`replace`, and then notes whose text is unchanged keep their rows and what people did to them.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlmodel import Session

from bibtrack import __version__
from bibtrack.errors import InputError
from bibtrack.formats.citekeys import assign
from bibtrack.formats.csljson import to_csl
from bibtrack.notes.locators import of_work
from bibtrack.read import Reading
from bibtrack.references.parse import parse_citations
from bibtrack.store import reports, sources
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.identity import find_same
from bibtrack.store.loading import rows_of
from bibtrack.store.rows import put, raw, remove
from bibtrack.text import fold, slugify
from bibtrack.values.citation import Citation, CitationForm, SplitNote
from bibtrack.values.document import Callout, Note, NoteKind
from bibtrack.values.issue import Issue
from bibtrack.values.reference import Reference

Tell = Callable[[int, int | None, str], None]


@dataclass(slots=True)
class IngestSummary:
    """What an ingest did: counts, and for a changed report which notes (labels) are which."""

    report: str
    notes: int = 0
    callouts: int = 0
    citations: int = 0
    new_sources: list[str] = field(default_factory=list)
    known_sources: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    news: bool = True
    what: str = ""


def run(
    library: Library,
    reading: Reading,
    *,
    slug: str | None = None,
    replace: bool = False,
    dry_run: bool = False,
    step: Run | None = None,
) -> IngestSummary:
    """Store a reading; with `dry_run` the summary is the same and nothing is written.

    Raises InputError when the report exists with another text and `replace` is not given.
    """
    name = slugify(slug or reading.path.stem) or "report"
    summary = IngestSummary(name)
    try:
        with change(library, step or Run("ingest")) as session:
            _store(session, library.clock.stamp(), reading, summary, replace)
            summary.news = summary.news and not dry_run
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return summary


class _DryRun(Exception):
    """Takes a transaction back that was only to show what it would do."""


def _store(session: Session, stamp: str, reading: Reading, summary: IngestSummary, replace: bool) -> None:
    known = reports.report(raw(session), summary.report)
    column = "notes_sha256" if reading.listed else "sha256"
    if known is not None and known[column] == reading.sha256:
        summary.news, summary.what = False, "this file is in the library already"
        return
    if not reading.listed and not reading.apparatus.notes:
        _add_sentences(session, known, reading, summary)
        return
    if known is not None and _has_printed(session, known["id"]) and not replace:
        raise InputError(
            f"{reading.path}: the report {summary.report} has notes already, from another file; --replace takes these"
            " instead (--replace --dry-run shows the difference)"
        )
    number = _put_report(session, known, reading, summary, stamp)
    _Replacing(session, stamp, number, reading, summary).run()
    reports.regrade(session, stamp)


def _has_printed(session: Session, report_id: int) -> bool:
    return bool(
        rows_of(raw(session), "SELECT 1 FROM note WHERE report_id = ? AND text <> '' LIMIT 1", (report_id,))
    )


def _put_report(session: Session, known: Any, reading: Reading, summary: IngestSummary, stamp: str) -> int:
    values: dict[str, Any] = {"apparatus": "printed", "apparatus_reason": None, "ingested_at": stamp}
    if reading.listed:
        values["notes_sha256"] = reading.sha256
    else:
        values |= _file_values(reading)
    if known is None:
        values["title"] = reading.document.title or reading.path.stem
    return reports.put_report(session, summary.report, values)[0]


def _file_values(reading: Reading) -> dict[str, Any]:
    return {
        "file_name": reading.path.name, "media_type": reading.document.media_type, "sha256": reading.sha256,
        "reader": reading.document.reader, "reader_version": __version__, "language": reading.document.language,
    }  # fmt: skip


def _add_sentences(session: Session, known: Any, reading: Reading, summary: IngestSummary) -> None:
    """Tie the marks of a body without notes to the notes that the library has of this report."""
    if known is None:
        raise InputError(
            f"{reading.path}: a body with {len(reading.apparatus.orphans)} marks and no notes; name the report that has"
            " them with --report, or give the list of notes with --notes"
        )
    by_label: dict[str, list[Callout]] = {}
    for callout in reading.apparatus.orphans:
        by_label.setdefault(callout.label, []).append(callout)
    notes = rows_of(
        raw(session), "SELECT id, label FROM note WHERE report_id = ? ORDER BY ordinal", (known["id"],)
    )
    summary.what = "citing sentences added"
    for note in notes:
        callouts = by_label.pop(note["label"], [])
        if callouts:
            reports.put_callouts(session, note["id"], callouts)
            summary.callouts += len(callouts)
        else:
            summary.issues.append(
                Issue("note-without-mark", f"note {note['label']}: no mark in the text calls it")
            )
    summary.notes = len(notes)
    for label, lost in by_label.items():
        summary.issues.append(
            Issue(
                "mark-without-note", f"mark {label}: the report has no such note", place=lost[0].context[:60]
            )
        )
    reports.put_report(session, summary.report, _file_values(reading))


class _Replacing:
    """One pass over the notes of a reading, beside those that the report has."""

    def __init__(
        self, session: Session, stamp: str, report: int, reading: Reading, summary: IngestSummary
    ) -> None:
        self.session, self.stamp, self.report = session, stamp, report
        self.reading, self.summary = reading, summary
        self.ids: dict[tuple[int, int], int] = {}
        self.source_of: dict[tuple[int, int], int | None] = {}
        self.findings: list[tuple[int | None, int | None, Issue]] = []
        self.keys = sources.taken_keys(raw(session))
        self.born: dict[int, tuple[int, int]] = {}
        # All at once: many times as fast as one by one.
        texts = [cite.text for parts in reading.split for cite in parts.citations if _names_a_work(cite)]
        self.parsed = dict(zip(texts, parse_citations(texts), strict=True))

    def run(self) -> None:
        """Write every note in order, then what ties them together."""
        kept = self._pair()
        for note, parts in zip(self.reading.apparatus.notes, self.reading.split, strict=True):
            self._note(note, parts, kept.get(note.ordinal))
        links = {
            self.ids[parts.ordinal, cite.ordinal]: self.ids[cite.antecedent]
            for parts in self.reading.split
            for cite in parts.citations
            if cite.antecedent in self.ids and (parts.ordinal, cite.ordinal) in self.ids
        }
        reports.antecedents(self.session, links)
        every = (*self.reading.document.issues, *self.reading.apparatus.issues)
        self.findings += [(None, None, issue) for issue in every]
        reports.put_findings(self.session, self.report, self.findings)
        self.summary.issues = [issue for _, _, issue in self.findings]

    def _pair(self) -> Mapping[int, Any]:
        """Find for each new note the row it continues: same text first, else same label."""
        rows = rows_of(
            raw(self.session), "SELECT * FROM note WHERE report_id = ? ORDER BY ordinal", (self.report,)
        )
        by_text = {fold(row["text"]): row for row in rows if row["text"]}
        by_label = {row["label"]: row for row in rows}
        pairs: dict[int, Any] = {}
        used: set[int] = set()
        for by, of in ((by_text, _folded_text), (by_label, _label)):
            for note in self.reading.apparatus.notes:
                row = by.get(of(note))
                if note.ordinal not in pairs and row is not None and row["id"] not in used:
                    pairs[note.ordinal] = row
                    used.add(row["id"])
        for row in rows:
            raw(self.session).execute(
                "UPDATE note SET ordinal = ordinal + 1000000 WHERE id = ?", (row["id"],)
            )
            if row["id"] not in used:
                self._drop(row)
        return pairs

    def _drop(self, row: Any) -> None:
        reports.replace_citations(self.session, row["id"], [])
        remove(self.session, "note", row["id"])
        self.summary.dropped.append(row["label"])

    def _note(self, note: Note, parts: SplitNote, row: Any) -> None:
        values = reports.note_values(note)
        if row is not None and self.reading.listed:
            values["section"] = row["section"] or values["section"]
        if row is None:
            number, _ = reports.put_note(self.session, self.report, note.ordinal, values)
            self.summary.added.append(note.label)
        else:
            number, _ = put(self.session, "note", {"id": row["id"]}, values | {"ordinal": note.ordinal})
            same = fold(row["text"]) == fold(note.text)
            (self.summary.unchanged if same else self.summary.changed).append(note.label)
        if note.callouts or not self.reading.listed:
            reports.put_callouts(self.session, number, note.callouts)
        self._citations(number, note, parts, unchanged=row is not None and row["text"] == note.text)
        self.findings += [(number, None, issue) for issue in (*note.issues, *parts.issues)]
        self.summary.notes += 1
        self.summary.callouts += len(note.callouts)
        self.summary.citations += len(parts.citations)

    def _citations(self, number: int, note: Note, parts: SplitNote, *, unchanged: bool) -> None:
        listed = note.kind is NoteKind.REFERENCE
        stored = [self._stored(parts.ordinal, cite, listed) for cite in parts.citations]
        old = rows_of(
            raw(self.session), "SELECT * FROM citation WHERE note_id = ? ORDER BY ordinal", (number,)
        )
        spans = [(row["start"], row["stop"]) for row in old]
        if unchanged and spans == [(c.start, c.stop) for c in parts.citations]:
            ids = [row["id"] for row in old]
            for row, item in zip(old, stored, strict=True):
                if row["linked_by"] == "rule" and row["source_id"] is None:
                    put(self.session, "citation", {"id": row["id"]}, {"source_id": item.source_id})
                self.source_of[parts.ordinal, item.citation.ordinal] = row["source_id"] or item.source_id
        else:
            ids = reports.replace_citations(self.session, number, stored)
        for made, cite in zip(ids, parts.citations, strict=True):
            self.ids[parts.ordinal, cite.ordinal] = made
            source = self.source_of.get((parts.ordinal, cite.ordinal))
            if source is not None and self.born.get(source) == (parts.ordinal, cite.ordinal):
                put(
                    self.session,
                    "statement",
                    {"source_id": source, "origin": "printed"},
                    {"citation_id": made},
                )
            self.findings += [(number, made, issue) for issue in cite.issues]

    def _stored(self, note: int, cite: Citation, listed: bool) -> reports.StoredCitation:
        if cite.form is not CitationForm.FULL and cite.antecedent is not None:
            source = self.source_of.get(cite.antecedent)
            self.source_of[note, cite.ordinal] = source
            return reports.StoredCitation(cite, source)
        if not _names_a_work(cite):
            self.source_of[note, cite.ordinal] = None
            return reports.StoredCitation(cite, None, confidence=0.0)
        parsed = self.parsed[cite.text]
        work = parsed.reference if listed else of_work(parsed.reference)
        source = self._source(work) if cite.form is CitationForm.FULL else find_same(raw(self.session), work)
        self.source_of[note, cite.ordinal] = source
        if source is not None and source not in self.born and self._fresh(source):
            self.born[source] = (note, cite.ordinal)
        record = reports.parsed_json(to_csl(parsed.reference))
        if cite.locator and same_pages(cite.locator.value, work.page):
            cite = dataclasses.replace(cite, locator=None)
        return reports.StoredCitation(
            cite, source, record, parsed.parser_version, reports.least_sure(parsed.confidence)
        )

    def _fresh(self, source: int) -> bool:
        return sources.get(raw(self.session), source).citekey in self.summary.new_sources

    def _source(self, reference: Reference) -> int | None:
        if not reference.title and not reference.creators and not reference.identifiers and not reference.url:
            return None
        known = find_same(raw(self.session), reference)
        if known is not None:
            self.summary.known_sources.append(sources.get(raw(self.session), known).citekey)
            return known
        key = assign(reference, self.keys)
        self.keys.add(key)
        self.summary.new_sources.append(key)
        return sources.add(self.session, key, reference, self.stamp, grade="verified-endnote")


def _names_a_work(cite: Citation) -> bool:
    return cite.form in (CitationForm.FULL, CitationForm.SHORT)


def _folded_text(note: Note) -> str:
    return fold(note.text)


def _label(note: Note) -> str:
    return note.label


def same_pages(locator: str, page: str | None) -> bool:
    """Tell whether what looks like a locator is the page range of the whole article; one page is a place in it."""
    bare = fold(page or "").replace(" ", "")
    return not bare.isdecimal() and fold(locator).replace(" ", "") == bare


def as_json(summary: IngestSummary) -> dict[str, Any]:
    """Give a summary for programs."""
    return asdict(summary)
