"""The data dictionary, made from the row classes: `python -m bibtrack.store.dictionary > db/README.md`."""

import inspect
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import Column, Table
from sqlmodel import SQLModel

from bibtrack.store import fulltext, tables_review
from bibtrack.store.schema import statements

HEAD = """# `db/`: the library and its data dictionary

- `themes.toml`: the themes, their definitions and rules; edited by researchers, reviewed in diffs.
- `reports/*.toml`: tracked reports: notes, and what each may cite, with grades.
- `schema.sql`: the picture of the present schema, written by `bibtrack db schema`.
- `bibtrack.sqlite3`: the library; not tracked.  `backups/`: copies made before migrations and bulk changes.

This file is written by `python -m bibtrack.store.dictionary`; a test compares it.  Conventions:
`id` is the primary key; times are UTC, ISO 8601; offsets are Unicode code points, half-open; text
that came from a document is verbatim; column names are CSL's where CSL has a word (`-` as `_`).

Scripts should read the views: their columns are promised.

```sql
-- sources on a theme, newest first
SELECT citekey, year, title FROM source_overview WHERE themes LIKE '%green-bri%' ORDER BY year DESC;
-- every sentence that leans on one source
SELECT label, context, grade FROM citation_overview WHERE citekey = 'deboom2021climate';
-- who changed what
SELECT at, actor, command, changes FROM event_overview ORDER BY id DESC LIMIT 20;
```
"""


def dictionary() -> str:
    """Give the dictionary as Markdown: tables with their columns, then views."""
    assert tables_review.UNJOURNALLED
    classes = {c.__tablename__: c for c in SQLModel.__subclasses__() if hasattr(c, "__table__")}
    parts = [HEAD, "## Tables\n"]
    for table in SQLModel.metadata.sorted_tables:
        parts.append(f"### `{table.name}`\n\n{_story(classes[table.name])}\n\n{_columns(table)}\n")
    parts.append(
        "### `fulltext_stale`\n\nSources whose text changed in the transaction that is open; empty between them.\n\n"
        "### `source_fts`\n\n" + _paragraph(fulltext.__doc__ or "") + "\n"
    )
    return "\n".join([*parts, "## Views\n", *_views()])


def _story(row_class: type) -> str:
    return "\n\n".join(_paragraph(part) for part in (inspect.getdoc(row_class) or "").split("\n\n"))


def _paragraph(text: str) -> str:
    return re.sub(r"\s+", " ", text.split("\n\n")[0]).strip()


def _columns(table: Table) -> str:
    return ", ".join(_column(column) for column in table.columns)


def _column(column: "Column[object]") -> str:
    target = next((f" → {key.column.table.name}" for key in column.foreign_keys), "")
    return f"`{column.name}`{'?' if column.nullable else ''}{target}"


def _views() -> Iterator[str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_function("search_form", 1, fulltext.search_form)
        for statement in statements():
            connection.execute(statement)
        rows = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name"
        ).fetchall()
        for (name,) in rows:
            cursor = connection.execute(f"SELECT * FROM {name} LIMIT 0")
            yield f"### `{name}`\n\n{', '.join(f'`{column[0]}`' for column in cursor.description)}\n"


if __name__ == "__main__":
    sys.stdout.write(dictionary())
