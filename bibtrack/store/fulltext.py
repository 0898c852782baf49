"""The full-text index (SQLite FTS5): its table, the triggers that mark what is stale, the refresh.

A source is indexed once per transaction, when it ends, not once per touched row: triggers put
its id into `fulltext_stale`, `refresh` re-reads those.  Its columns have the names of the text
fields of a query.  Accents are removed by the tokenizer; `search_form` does what the tokenizer
cannot: letters that Unicode does not take apart (ł, ø, ß), and CJK text, which has no blanks and
in which each character becomes a word of its own, so that any substring is a phrase.
"""

import re
from functools import cache
from typing import Any, Protocol

_CJK = r"([぀-ヿ㐀-䶿一-鿿豈-﫿가-힯\U00020000-\U0003FFFF])"
_LETTERS = str.maketrans({
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i",
})  # fmt: skip

COLUMNS = (
    "title",
    "author",
    "creator",
    "container",
    "publisher",
    "abstract",
    "annotation",
    "context",
    "note",
)

TABLE = (
    f"CREATE VIRTUAL TABLE source_fts USING fts5(\n  {', '.join(COLUMNS)},\n"
    "  tokenize = 'unicode61 remove_diacritics 2')"
)
STALE = "CREATE TABLE fulltext_stale (source_id INTEGER PRIMARY KEY) STRICT"

# A name is written given, family, given, so that it is found as a phrase in either order; a family
# name of several words also stands there as one ("De Boom DeBoom").
_FAMILY = "trim(coalesce(c.dropping_particle || ' ', '') || coalesce(c.non_dropping_particle || ' ', '') || c.family)"
_NAMES = (
    "(SELECT group_concat(coalesce(c.literal, coalesce(c.given || ' ', '') || {family}"
    " || coalesce(' ' || c.given, '')"
    " || CASE WHEN instr({family}, ' ') THEN ' ; ' || replace({family}, ' ', '') ELSE '' END), ' ; ')"
    "\n    FROM creator c WHERE c.source_id = s.id AND c.role {role} 'author')"
)


def _together(*columns: str) -> str:
    return "trim(" + " || ' ' || ".join(f"coalesce(s.{column}, '')" for column in columns) + ")"


#: What the index holds of a source, one row a source.
SOURCE_TEXT = f"""CREATE VIEW source_text AS
SELECT
  s.id AS source_id,
  {_together("title", "title_short", "original_title", "translated_title")} AS title,
  {_NAMES.format(family=_FAMILY, role="=")} AS author,
  {_NAMES.format(family=_FAMILY, role="<>")} AS creator,
  {_together("container_title", "container_title_short", "collection_title", "event_title")} AS container,
  {_together("publisher", "publisher_place", "authority")} AS publisher,
  s.abstract AS abstract,
  (SELECT group_concat(a.body, ' ') FROM annotation a
    WHERE a.source_id = s.id OR a.citation_id IN (SELECT id FROM citation WHERE source_id = s.id)) AS annotation,
  (SELECT group_concat(context, ' ') FROM (SELECT DISTINCT k.context FROM citation x
    JOIN callout k ON k.note_id = x.note_id WHERE x.source_id = s.id ORDER BY k.id)) AS context,
  (SELECT group_concat(text, ' ') FROM (SELECT DISTINCT n.text FROM citation x
    JOIN note n ON n.id = x.note_id WHERE x.source_id = s.id ORDER BY n.id)) AS note
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


@cache
def _cjk() -> re.Pattern[str]:
    return re.compile(_CJK)


def search_form(text: str | None) -> str | None:
    """Give the text as the index holds it, and as a query must be put to it; None stays None."""
    if text is None or text.isascii():
        return text
    return _cjk().sub(r" \1 ", text.translate(_LETTERS))


def match_expression(field: str, value: str, is_prefix: bool = False) -> str:
    """Give the FTS5 expression for words side by side in a text field of a query.

    `value` is quoted as one FTS5 string, so nothing in it is syntax (sqlite.org/fts5.html, 3.1).
    """
    formed = " ".join((search_form(value) or "").replace('"', " ").replace("\0", " ").split())
    phrase = f'"{formed}"' + ("*" if is_prefix else "")
    columns = {"text": "", "creator": "{author creator} : "}.get(field, f"{field} : ")
    return f"{columns}{phrase}"


class Executes(Protocol):
    """A database connection in DB-API style."""

    def execute(self, statement: str, /) -> Any:
        """Run one statement."""


def refresh(connection: Executes) -> None:
    """Bring the index in step with the marked sources; needs the function `search_form` on the connection."""
    if connection.execute("SELECT 1 FROM fulltext_stale LIMIT 1").fetchone() is None:
        return
    listed, formed = ", ".join(COLUMNS), ", ".join(f"search_form({column})" for column in COLUMNS)
    connection.execute("DELETE FROM source_fts WHERE rowid IN (SELECT source_id FROM fulltext_stale)")
    connection.execute(
        f"INSERT INTO source_fts (rowid, {listed}) SELECT source_id, {formed} FROM source_text"
        " WHERE source_id IN (SELECT source_id FROM fulltext_stale)"
    )
    connection.execute("DELETE FROM fulltext_stale")
