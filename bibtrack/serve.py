"""Open the library in Datasette: read-only, on this machine only, with titles, facets and ready queries."""

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bibtrack.errors import InputError
from bibtrack.store.reading import open_reader

_VIEWS: dict[str, tuple[str, list[str]]] = {
    "source_overview": (
        "Sources with authors, status, themes and counts",
        ["type", "status", "grade", "language"],
    ),
    "note_overview": (
        "Notes of the reports, their state and their sources",
        ["report", "section", "state", "grade"],
    ),
    "citation_overview": ("Citations with their sentence", ["report", "section", "form", "grade"]),
    "theme_coverage": ("Themes with sources, citations and notes", []),
    "event_overview": ("Who changed what, and when", ["actor", "verb"]),
}
_QUERIES: dict[str, tuple[str, str]] = {
    "search": (
        "Full text of sources",
        "SELECT o.citekey, o.title, o.authors, o.year, o.themes FROM source_fts JOIN source_overview o"
        " ON o.id = source_fts.rowid WHERE source_fts MATCH :words ORDER BY rank LIMIT 100",
    ),
    "sources_of_a_theme": (
        "Sources of a theme with the words that show it",
        "SELECT o.citekey, o.title, o.year, e.field, e.quote, e.context FROM theme_assignment a JOIN theme t"
        " ON t.id = a.theme_id JOIN source_overview o ON o.id = a.source_id LEFT JOIN theme_evidence e"
        " ON e.assignment_id = a.id AND e.weight > 0 WHERE t.slug = :theme AND a.polarity = 'assigned'"
        " ORDER BY o.citekey, e.id",
    ),
    "without_theme": ("Sources without a theme", "SELECT citekey, title, year, type FROM source_overview WHERE themes IS NULL"),
    "notes_not_recovered": (
        "Notes not recovered", "SELECT report, label, section, context FROM note_overview WHERE state = 'not recovered'",
    ),
    "not_resolved": (
        "Sources not resolved, and why",
        "SELECT citekey, title, status, status_reason FROM source_overview WHERE status <> 'resolved' ORDER BY status",
    ),
}  # fmt: skip


def metadata(database: str = "bibtrack") -> dict[str, Any]:
    """Give Datasette's metadata for a library: titles, facets, ready queries, short time limits."""
    tables = {
        name: {"title": title, "facets": facets, "size": 50} for name, (title, facets) in _VIEWS.items()
    }
    queries = {name: {"title": title, "sql": sql} for name, (title, sql) in _QUERIES.items()}
    return {
        "title": "bibtrack",
        "description": "The sources of a literature review, what they are cited for and what they are about. Read-only.",
        "databases": {database: {"tables": tables, "queries": queries}},
    }


def run(database: Path, port: int) -> int:
    """Serve the library on 127.0.0.1 until it is stopped; gives the exit code.

    Raises InputError without the extra `explore`, and the store's errors for a file that is not a library.
    """
    if find_spec("datasette") is None:
        raise InputError("serve needs the extra `explore`; install it with: pip install 'bibtrack[explore]'")
    open_reader(database).close()
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "metadata.json"
        settings.write_text(json.dumps(metadata(database.stem)), encoding="utf-8")
        return subprocess.call(command(database, settings, port))


def command(database: Path, settings: Path, port: int) -> list[str]:
    """Give the command line of Datasette; SQLite opens the file read-only (`mode=ro`)."""
    return [
        sys.executable, "-m", "datasette", "serve", str(database), "--host", "127.0.0.1", "--port", str(port),
        "--metadata", str(settings), "--setting", "allow_download", "off", "--setting", "sql_time_limit_ms", "3000",
    ]  # fmt: skip
