"""The full-text index (SQLite FTS5): its table, the triggers that mark what is stale, the refresh.

A source is indexed once per transaction, when it ends, not once per touched row: triggers put
its id into `fulltext_stale`, `refresh` re-reads those.  Accents are removed by the tokenizer;
CJK text has no blanks, so `cjk` holds each of its characters as a word of its own and a
substring becomes a phrase.
"""

import re
from typing import Any, Protocol

_CJK_RUN = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿가-힯\U00020000-\U0003FFFF]+")

TABLE = (
    "CREATE VIRTUAL TABLE source_fts USING fts5(\n"
    "  title, creators, container, abstract, annotations, contexts, notes, cjk,\n"
    "  tokenize = 'unicode61 remove_diacritics 2')"
)
STALE = "CREATE TABLE fulltext_stale (source_id INTEGER PRIMARY KEY) STRICT"

#: What the index holds of a source, one row a source.
SOURCE_TEXT = """CREATE VIEW source_text AS
SELECT
  s.id AS source_id,
  trim(coalesce(s.title, '') || ' ' || coalesce(s.title_short, '') || ' ' || coalesce(s.original_title, '')
    || ' ' || coalesce(s.translated_title, '')) AS title,
  (SELECT group_concat(coalesce(c.literal, trim(coalesce(c.given, '') || ' '
      || coalesce(c.non_dropping_particle, '') || ' ' || c.family)), '; ')
    FROM creator c WHERE c.source_id = s.id) AS creators,
  trim(coalesce(s.container_title, '') || ' ' || coalesce(s.collection_title, '') || ' '
    || coalesce(s.publisher, '') || ' ' || coalesce(s.event_title, '') || ' ' || coalesce(s.authority, '')) AS container,
  s.abstract AS abstract,
  (SELECT group_concat(a.body, ' ') FROM annotation a
    WHERE a.source_id = s.id OR a.citation_id IN (SELECT id FROM citation WHERE source_id = s.id)) AS annotations,
  (SELECT group_concat(context, ' ') FROM (SELECT DISTINCT k.context FROM citation x
    JOIN callout k ON k.note_id = x.note_id WHERE x.source_id = s.id ORDER BY k.id)) AS contexts,
  (SELECT group_concat(text, ' ') FROM (SELECT DISTINCT n.text FROM citation x
    JOIN note n ON n.id = x.note_id WHERE x.source_id = s.id ORDER BY n.id)) AS notes
FROM source s
WHERE s.removed_at IS NULL AND s.merged_into IS NULL"""

_MARK = "INSERT OR IGNORE INTO fulltext_stale (source_id)"
_BY_CITATION = (
    f"{_MARK} SELECT source_id FROM citation WHERE id = {{row}}.citation_id AND source_id IS NOT NULL"
)
_BY_NOTE = f"{_MARK} SELECT source_id FROM citation WHERE note_id = {{row}}.{{key}} AND source_id IS NOT NULL"

#: table → statements that mark the sources which a row of it concerns.
_CONCERNS: dict[str, tuple[str, ...]] = {
    "source": (f"{_MARK} VALUES ({{row}}.id)",),
    "creator": (f"{_MARK} VALUES ({{row}}.source_id)",),
    "annotation": (f"{_MARK} SELECT {{row}}.source_id WHERE {{row}}.source_id IS NOT NULL", _BY_CITATION),
    "citation": (f"{_MARK} SELECT {{row}}.source_id WHERE {{row}}.source_id IS NOT NULL",),
    "callout": (_BY_NOTE.replace("{key}", "note_id"),),
    "note": (_BY_NOTE.replace("{key}", "id"),),
}


def triggers() -> list[str]:
    """Give the triggers that mark stale sources."""
    made = []
    for table, statements in _CONCERNS.items():
        for action, rows in (("insert", ("NEW",)), ("update", ("OLD", "NEW")), ("delete", ("OLD",))):
            lines = [f"  {statement.format(row=row)};" for row in rows for statement in statements]
            made.append(
                f"CREATE TRIGGER {table}_fulltext_{action} AFTER {action.upper()} ON {table} BEGIN\n"
                + "\n".join(lines)
                + "\nEND"
            )
    return made


def cjk_words(*texts: str | None) -> str:
    """Give the CJK runs of the texts with each character as a word; "" when there is none."""
    runs = [run for text in texts if text and not text.isascii() for run in _CJK_RUN.findall(text)]
    return " . ".join(" ".join(run) for run in runs)


class Executes(Protocol):
    """A database connection in DB-API style."""

    def execute(self, statement: str, /) -> Any:
        """Run one statement."""


def refresh(connection: Executes) -> None:
    """Bring the index in step with the marked sources; needs the function `cjk_words` on the connection."""
    if connection.execute("SELECT 1 FROM fulltext_stale LIMIT 1").fetchone() is None:
        return
    connection.execute("DELETE FROM source_fts WHERE rowid IN (SELECT source_id FROM fulltext_stale)")
    connection.execute(
        "INSERT INTO source_fts (rowid, title, creators, container, abstract, annotations, contexts, notes, cjk)"
        " SELECT source_id, title, creators, container, abstract, annotations, contexts, notes,"
        " cjk_words(title, creators, container, abstract, annotations, contexts, notes)"
        " FROM source_text WHERE source_id IN (SELECT source_id FROM fulltext_stale)"
    )
    connection.execute("DELETE FROM fulltext_stale")
