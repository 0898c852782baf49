"""The row classes of what people add: themes, annotations, imports; and the journal."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from bibtrack.store.tables import STRICT, _int, _key, _one_of, _real, _text, _to
from bibtrack.values.theme import Method, Polarity


class ThemeRow(SQLModel, table=True):
    """A topic that a researcher defines; `rules` and `synonyms` are JSON as loaded."""

    __tablename__ = "theme"
    __table_args__ = (STRICT,)
    id: int | None = _key()
    slug: str = _text(unique=True)
    label: str = _text()
    definition: str = _text(default="")
    scope_note: str = _text(default="")
    synonyms: str = _text(default="[]")
    rules: str = _text(default="[]")
    threshold: float = _real(default=1.0)
    wanted: int | None = _int(default=None)
    position: int = _int(default=0)
    retired_at: str | None = _text(default=None)


class ThemeParentRow(SQLModel, table=True):
    """A theme stands under another; several parents are allowed."""

    __tablename__ = "theme_parent"
    __table_args__ = (UniqueConstraint("theme_id", "parent_id"), STRICT)
    id: int | None = _key()
    theme_id: int = _to("theme", index=False)
    parent_id: int = _to("theme")


class ThemeAssignmentRow(SQLModel, table=True):
    """A source has a theme, or a person says that it has not."""

    __tablename__ = "theme_assignment"
    __table_args__ = (
        UniqueConstraint("source_id", "theme_id", "method"),
        _one_of("method", Method),
        _one_of("polarity", Polarity),
        CheckConstraint("method = 'manual' OR polarity = 'assigned'", name="only_people_exclude"),
        STRICT,
    )
    id: int | None = _key()
    source_id: int = _to("source", index=False)
    theme_id: int = _to("theme")
    method: str = _text()
    polarity: str = _text(default="assigned")
    score: float = _real(default=0.0)
    reason: str | None = _text(default=None)
    rules_digest: str | None = _text(default=None)
    assigned_by: str | None = _text(default=None)
    assigned_at: str = _text()


class ThemeEvidenceRow(SQLModel, table=True):
    """The words that show a theme; `start`:`stop` are into the named text."""

    __tablename__ = "theme_evidence"
    __table_args__ = (STRICT,)
    id: int | None = _key()
    assignment_id: int = _to("theme_assignment")
    field: str = _text()
    citation_id: int | None = _to("citation", index=False, default=None)
    callout_id: int | None = _to("callout", index=False, default=None)
    annotation_id: int | None = _to("annotation", index=False, default=None)
    rule_id: str = _text()
    quote: str = _text()
    context: str = _text(default="")
    start: int = _int()
    stop: int = _int()
    weight: float = _real(default=1.0)


class ThemeSuggestionRow(SQLModel, table=True):
    """A suggestion that a person has answered, so that it is not made again."""

    __tablename__ = "theme_suggestion"
    __table_args__ = (
        UniqueConstraint("source_id", "theme_id"),
        CheckConstraint("answer IN ('accepted', 'refused')", name="answer_known"),
        STRICT,
    )
    id: int | None = _key()
    source_id: int = _to("source", index=False)
    theme_id: int = _to("theme")
    answer: str = _text()
    answered_by: str = _text()
    answered_at: str = _text()


class DuplicateDismissalRow(SQLModel, table=True):
    """Two sources that a person has said are two works; the pair is not proposed again, in either order."""

    __tablename__ = "duplicate_dismissal"
    __table_args__ = (
        UniqueConstraint("source_id", "other_id"),
        CheckConstraint("source_id <> other_id", name="two_sources"),
        STRICT,
    )
    id: int | None = _key()
    source_id: int = _to("source", index=False)
    other_id: int = _to("source")
    reason: str | None = _text(default=None)
    dismissed_by: str = _text()
    dismissed_at: str = _text()


class AnswerRow(SQLModel, table=True):
    """A registry's answer on its way: kept the moment it came, gone when its sources have taken it in.

    Only a run that was cut short leaves rows here; the next one reads them instead of asking.
    Not part of the trail of changes, of undo or of `db export`.
    """

    __tablename__ = "answer"
    __table_args__ = (STRICT,)
    id: int | None = _key()
    request: str = _text(unique=True)
    content: str = _text()
    arrived_at: str = _text()


class AnnotationRow(SQLModel, table=True):
    """A person's note on a source or on one citation, in Markdown."""

    __tablename__ = "annotation"
    __table_args__ = (
        CheckConstraint("(source_id IS NULL) <> (citation_id IS NULL)", name="about_one_thing"),
        STRICT,
    )
    id: int | None = _key()
    source_id: int | None = _to("source", default=None)
    citation_id: int | None = _to("citation", default=None)
    theme_id: int | None = _to("theme", cascade=False, index=False, default=None)
    locator: str | None = _text(default=None)
    author: str = _text()
    body: str = _text()
    created_at: str = _text()
    updated_at: str = _text()


class ImportFileRow(SQLModel, table=True):
    """A bibliographic file that was taken in; its blocks are kept byte for byte."""

    __tablename__ = "import_file"
    __table_args__ = (STRICT,)
    id: int | None = _key()
    name: str = _text()
    format: str = _text()
    sha256: str = _text(index=True)
    encoding: str = _text(default="utf-8")
    newline: str = _text(default="\n")
    imported_at: str = _text()


class ImportBlockRow(SQLModel, table=True):
    """One block of an imported file, verbatim; `digest` is of the reference it was read as."""

    __tablename__ = "import_block"
    __table_args__ = (
        UniqueConstraint("import_file_id", "ordinal"),
        CheckConstraint(
            "kind IN ('entry', 'string', 'preamble', 'comment', 'failed', 'other')", name="kind_known"
        ),
        STRICT,
    )
    id: int | None = _key()
    import_file_id: int = _to("import_file", index=False)
    ordinal: int = _int()
    kind: str = _text()
    key: str | None = _text(default=None)
    text: str = _text()
    line: int | None = _int(default=None)
    source_id: int | None = _to("source", cascade=False, default=None)
    digest: str | None = _text(default=None)
    message: str | None = _text(default=None)


class SavedSearchRow(SQLModel, table=True):
    """A query with a name."""

    __tablename__ = "saved_search"
    __table_args__ = (STRICT,)
    id: int | None = _key()
    name: str = _text(unique=True)
    query: str = _text()


class EventRow(SQLModel, table=True):
    """One change of the library: who, when, by which command.  Append-only by trigger.

    `run` is the id of the first event of the same command, so that a command that commits in
    steps is undone as one; `undoes` is the run that this one takes back; `digest` chains the
    events (each over its own facts and the digest before it).
    """

    __tablename__ = "event"
    __table_args__ = (STRICT,)
    id: int | None = _key()
    at: str = _text()
    actor: str = _text()
    verb: str = _text()
    command: str = _text(default="")
    run: int = _int(index=True)
    undoes: int | None = _int(default=None)
    digest: str | None = _text(default=None)


class ChangeRow(SQLModel, table=True):
    """One row that an event touched; written by triggers, so that no writer can forget.

    `before` is the whole row as JSON for updates and deletes, `after` for updates; an inserted
    row is not copied, it stands in its table.
    """

    __tablename__ = "change"
    __table_args__ = (
        CheckConstraint("action IN ('insert', 'update', 'delete')", name="action_known"),
        Index("change_event", "event_id"),
        Index("change_row", "table_name", "row_id"),
        STRICT,
    )
    id: int | None = _key()
    event_id: int = _to("event", index=False)
    table_name: str = _text()
    row_id: int = _int()
    action: str = _text()
    before: str | None = _text(default=None)
    after: str | None = _text(default=None)


class JournalRow(SQLModel, table=True):
    """The event that is being written, if any; one row.  Writes outside an event are refused."""

    __tablename__ = "journal"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), STRICT)
    id: int | None = _key()
    event_id: int | None = _int(default=None)


#: Tables that are not journalled: the journal itself, and answers that nothing was done with yet.
UNJOURNALLED = frozenset({"event", "change", "journal", "answer"})
