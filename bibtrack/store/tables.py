"""The row classes: the authority on the schema (data dictionary: db/README.md).

STRICT tables; text for dates (UTC, ISO 8601) and for JSON; REAL values are kept to six decimals
so that they survive the journal unchanged.  Enumerations are text with a CHECK.  No
`Relationship`: rows never leave `store/` and joins are explicit.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import REAL, CheckConstraint, ForeignKey, Index, Integer, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bibtrack.values.citation import CitationForm
from bibtrack.values.document import NoteKind
from bibtrack.values.issue import Severity
from bibtrack.values.match import Decision, LookupStatus, Strategy
from bibtrack.values.reference import ItemType, Role
from bibtrack.values.source import Grade, Origin, SourceStatus

STRICT = {"sqlite_strict": True}


def _one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _column(sa_type: Any, options: dict[str, Any]) -> Any:
    """Make a column whose default also stands in the schema, for writers that do not use the class."""
    default = options.get("default")
    if default is not None:
        options["sa_column_kwargs"] = {
            "server_default": default if isinstance(default, str) else text(str(default))
        }
    return Field(sa_type=sa_type, **options)


def _text(**options: Any) -> Any:
    return _column(Text, options)


def _int(**options: Any) -> Any:
    return _column(Integer, options)


def _real(**options: Any) -> Any:
    return _column(REAL, options)


def _key() -> Any:
    return Field(default=None, primary_key=True, sa_type=Integer)


def _to(target: str, *, cascade: bool = True, index: bool = True, **options: Any) -> Any:
    action = "CASCADE" if cascade else "SET NULL"
    return Field(
        sa_type=Integer, sa_column_args=(ForeignKey(f"{target}.id", ondelete=action),), index=index, **options
    )


class ReportRow(SQLModel, table=True):
    """A document whose sources we track; `apparatus` says whose list of notes is kept."""

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("apparatus IN ('printed', 'reconstructed', 'none')", name="apparatus_known"),
        STRICT,
    )
    id: int | None = _key()
    slug: str = _text(unique=True)
    title: str | None = _text(default=None)
    creators: str | None = _text(default=None)
    issued: str | None = _text(default=None)
    publisher: str | None = _text(default=None)
    collection_title: str | None = _text(default=None)
    language: str | None = _text(default=None)
    url: str | None = _text(default=None)
    apparatus: str = _text(default="printed")
    apparatus_reason: str | None = _text(default=None)
    file_name: str | None = _text(default=None)
    media_type: str | None = _text(default=None)
    sha256: str | None = _text(default=None)
    notes_sha256: str | None = _text(default=None)
    reader: str | None = _text(default=None)
    reader_version: str | None = _text(default=None)
    ingested_at: str | None = _text(default=None)


class NoteRow(SQLModel, table=True):
    """One note; `text` is verbatim and empty while the printed note is not known."""

    __tablename__ = "note"
    __table_args__ = (
        UniqueConstraint("report_id", "ordinal"),
        _one_of("kind", NoteKind),
        _one_of("grade", Grade),
        CheckConstraint("ordinal >= 1", name="ordinal_positive"),
        STRICT,
    )
    id: int | None = _key()
    report_id: int = _to("report", index=False)
    kind: str = _text(default="endnote")
    ordinal: int = _int()
    label: str = _text()
    section: str | None = _text(default=None)
    text: str = _text(default="")
    grade: str = _text(default="verified-endnote")


class CalloutRow(SQLModel, table=True):
    """A mark in the body with the sentence that cites; `callout_offset` is into `context`."""

    __tablename__ = "callout"
    __table_args__ = (UniqueConstraint("note_id", "ordinal"), STRICT)
    id: int | None = _key()
    note_id: int = _to("note", index=False)
    ordinal: int = _int()
    label: str = _text()
    section: str | None = _text(default=None)
    paragraph: int = _int(default=0)
    page: int | None = _int(default=None)
    context: str = _text()
    callout_offset: int = _int()


class CitationRow(SQLModel, table=True):
    """One cite of one work in a note; `start` and `stop` are null when the note's text is not known.

    `linked_by` says who tied it to its source; `evidence` why it has its grade; `parsed` is the
    reference as the parser read it (CSL-JSON).
    """

    __tablename__ = "citation"
    __table_args__ = (
        UniqueConstraint("note_id", "ordinal"),
        _one_of("form", CitationForm),
        _one_of("grade", Grade),
        CheckConstraint("linked_by IN ('rule', 'person', 'file')", name="linked_by_known"),
        CheckConstraint("(start IS NULL) = (stop IS NULL)", name="span_whole"),
        CheckConstraint("start IS NULL OR start < stop", name="span_ordered"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_range"),
        STRICT,
    )
    id: int | None = _key()
    note_id: int = _to("note", index=False)
    ordinal: int = _int()
    start: int | None = _int(default=None)
    stop: int | None = _int(default=None)
    text: str = _text(default="")
    form: str = _text(default="full")
    prefix: str | None = _text(default=None)
    suffix: str | None = _text(default=None)
    locator_label: str | None = _text(default=None)
    locator: str | None = _text(default=None)
    parser_version: str | None = _text(default=None)
    parsed: str | None = _text(default=None)
    confidence: float = _real(default=1.0)
    grade: str = _text(default="verified-endnote")
    evidence: str | None = _text(default=None)
    linked_by: str = _text(default="rule")
    source_id: int | None = _to("source", cascade=False, default=None)
    antecedent_id: int | None = _to("citation", cascade=False, default=None)


class FindingRow(SQLModel, table=True):
    """Trouble with one item of a report: a gap in the numbering, an open *ibid.*, a bad DOI."""

    __tablename__ = "finding"
    __table_args__ = (_one_of("severity", Severity), STRICT)
    id: int | None = _key()
    report_id: int | None = _to("report", default=None)
    note_id: int | None = _to("note", default=None)
    citation_id: int | None = _to("citation", default=None)
    code: str = _text()
    severity: str = _text(default="warning")
    message: str = _text()
    start: int | None = _int(default=None)
    stop: int | None = _int(default=None)


class SourceRow(SQLModel, table=True):
    """A distinct work; its columns hold the winning values (chosen over fetched over printed)."""

    __tablename__ = "source"
    __table_args__ = (
        _one_of("type", ItemType),
        _one_of("status", SourceStatus),
        CheckConstraint("issued_month IS NULL OR issued_month BETWEEN 1 AND 12", name="month_range"),
        CheckConstraint("issued_day IS NULL OR issued_day BETWEEN 1 AND 31", name="day_range"),
        CheckConstraint("issued_day IS NULL OR issued_month IS NOT NULL", name="day_needs_month"),
        CheckConstraint("merged_into IS NULL OR merged_into <> id", name="merged_elsewhere"),
        Index("source_year", "issued_year"),
        Index("source_type", "type"),
        Index("source_status", "status"),
        STRICT,
    )
    id: int | None = _key()
    citekey: str = _text(unique=True)
    type: str = _text(default="document")
    title: str | None = _text(default=None)
    title_short: str | None = _text(default=None)
    original_title: str | None = _text(default=None)
    translated_title: str | None = _text(default=None)
    container_title: str | None = _text(default=None)
    container_title_short: str | None = _text(default=None)
    collection_title: str | None = _text(default=None)
    collection_number: str | None = _text(default=None)
    publisher: str | None = _text(default=None)
    publisher_place: str | None = _text(default=None)
    authority: str | None = _text(default=None)
    genre: str | None = _text(default=None)
    medium: str | None = _text(default=None)
    number: str | None = _text(default=None)
    volume: str | None = _text(default=None)
    number_of_volumes: str | None = _text(default=None)
    issue: str | None = _text(default=None)
    page: str | None = _text(default=None)
    number_of_pages: str | None = _text(default=None)
    chapter_number: str | None = _text(default=None)
    section: str | None = _text(default=None)
    edition: str | None = _text(default=None)
    version: str | None = _text(default=None)
    event_title: str | None = _text(default=None)
    event_place: str | None = _text(default=None)
    archive: str | None = _text(default=None)
    archive_location: str | None = _text(default=None)
    language: str | None = _text(default=None)
    url: str | None = _text(default=None)
    archive_url: str | None = _text(default=None)
    abstract: str | None = _text(default=None)
    note: str | None = _text(default=None)
    issued_year: int | None = _int(default=None)
    issued_month: int | None = _int(default=None)
    issued_day: int | None = _int(default=None)
    issued_stop_year: int | None = _int(default=None)
    issued_verbatim: str | None = _text(default=None)
    accessed: str | None = _text(default=None)
    original_date: str | None = _text(default=None)
    extra: str | None = _text(default=None)
    status: str = _text(default="unresolved")
    status_reason: str | None = _text(default="not asked")
    grade: str | None = _text(default=None)
    merged_into: int | None = _to("source", cascade=False, default=None)
    removed_at: str | None = _text(default=None)
    created_at: str = _text()
    updated_at: str = _text()


class CreatorRow(SQLModel, table=True):
    """A name in a role; `folded` is the family or literal name folded for searching."""

    __tablename__ = "creator"
    __table_args__ = (
        UniqueConstraint("source_id", "role", "ordinal"),
        _one_of("role", Role),
        CheckConstraint("(family IS NULL) <> (literal IS NULL)", name="person_or_body"),
        STRICT,
    )
    id: int | None = _key()
    source_id: int = _to("source", index=False)
    role: str = _text(default="author")
    ordinal: int = _int()
    family: str | None = _text(default=None)
    given: str | None = _text(default=None)
    dropping_particle: str | None = _text(default=None)
    non_dropping_particle: str | None = _text(default=None)
    suffix: str | None = _text(default=None)
    literal: str | None = _text(default=None)
    orcid: str | None = _text(default=None)
    folded: str = _text(index=True)


class IdentifierRow(SQLModel, table=True):
    """A normalised identifier; not unique over sources, since real libraries hold doubles."""

    __tablename__ = "identifier"
    __table_args__ = (
        UniqueConstraint("source_id", "scheme", "value"),
        Index("identifier_value", "scheme", "value"),
        STRICT,
    )
    id: int | None = _key()
    source_id: int = _to("source", index=False)
    scheme: str = _text()
    value: str = _text()


class StatementRow(SQLModel, table=True):
    """What one origin says of a source: the whole record as CSL-JSON, kept apart from the others.

    `dates` maps a field to [when, who] for values that a person chose; `citation_id` and
    `candidate_id` name where a printed or fetched record comes from.
    """

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("source_id", "origin"), _one_of("origin", Origin), STRICT)
    id: int | None = _key()
    source_id: int = _to("source", index=False)
    origin: str = _text()
    record: str = _text()
    dates: str | None = _text(default=None)
    citation_id: int | None = _to("citation", cascade=False, index=False, default=None)
    candidate_id: int | None = _to("candidate", cascade=False, index=False, default=None)
    stated_by: str | None = _text(default=None)
    stated_at: str = _text()


class LookupRow(SQLModel, table=True):
    """One question to a resolver with its outcome: records, none, or could not ask."""

    __tablename__ = "lookup"
    __table_args__ = (_one_of("strategy", Strategy), _one_of("status", LookupStatus), STRICT)
    id: int | None = _key()
    source_id: int | None = _to("source", default=None)
    resolver: str = _text(default="crossref")
    strategy: str = _text()
    query: str = _text()
    status: str = _text()
    http_status: int | None = _int(default=None)
    error: str | None = _text(default=None)
    requested_at: str = _text()
    duration_ms: int | None = _int(default=None)


class CandidateRow(SQLModel, table=True):
    """One record offered for a question, as received, with the verdict on it."""

    __tablename__ = "candidate"
    __table_args__ = (
        _one_of("verdict", Decision),
        CheckConstraint("decided_by IN ('rule', 'person')", name="decided_by_known"),
        STRICT,
    )
    id: int | None = _key()
    lookup_id: int = _to("lookup")
    rank: int = _int(default=1)
    identifier: str | None = _text(default=None)
    record: str = _text()
    resolver_score: float | None = _real(default=None)
    score: float = _real(default=0.0)
    verdict: str = _text()
    reason: str | None = _text(default=None)
    gap: float | None = _real(default=None)
    algorithm: str | None = _text(default=None)
    decided_by: str = _text(default="rule")
    decided_at: str = _text()


class MatchEvidenceRow(SQLModel, table=True):
    """How far one field of a candidate agrees with ours."""

    __tablename__ = "match_evidence"
    __table_args__ = (STRICT,)
    id: int | None = _key()
    candidate_id: int = _to("candidate")
    field: str = _text()
    ours: str | None = _text(default=None)
    theirs: str | None = _text(default=None)
    similarity: float = _real(default=0.0)
    weight: float = _real(default=0.0)
    contradiction: int = _int(default=0)
    explanation: str = _text(default="")


class SourceUpdateRow(SQLModel, table=True):
    """A notice about a source: retraction, concern, correction, new version, reinstatement."""

    __tablename__ = "source_update"
    __table_args__ = (STRICT,)
    id: int | None = _key()
    source_id: int = _to("source")
    kind: str = _text()
    doi: str | None = _text(default=None)
    date: str | None = _text(default=None)
    origin: str | None = _text(default=None)
    seen_at: str = _text()


class CitedWorkRow(SQLModel, table=True):
    """An item of the reference list of a source, as its registered record gives it."""

    __tablename__ = "cited_work"
    __table_args__ = (Index("cited_work_doi", "doi"), STRICT)
    id: int | None = _key()
    source_id: int = _to("source")
    ordinal: int = _int()
    doi: str | None = _text(default=None)
    title: str | None = _text(default=None)
    author: str | None = _text(default=None)
    year: str | None = _text(default=None)
    verbatim: str | None = _text(default=None)
