"""What a person can set, read once by the command line and handed down as a frozen value.

Order: command-line option, environment variable, `bibtrack.toml` or `[tool.bibtrack]` in
`pyproject.toml` of the project folder, default.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bibtrack.errors import InputError

DATABASE = Path("db") / "bibtrack.sqlite3"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings.  Rates are requests a second, ages are days, times are seconds."""

    project: Path
    database: Path
    crossref_url: str = "https://api.crossref.org"
    doi_url: str = "https://doi.org"
    datacite_url: str = "https://api.datacite.org"
    mailto: str | None = None
    timeout: float = 20.0
    negative_age_days: int = 30
    refresh_age_days: int = 30
    citekey_pattern: str = "{author}{year}{title}"
    backups_kept: int = 10
    searches: Mapping[str, str] = field(default_factory=dict)

    @property
    def references_bib(self) -> Path:
        """The library's canonical export."""
        return self.project / "references.bib"

    @property
    def themes_toml(self) -> Path:
        """The seed vocabulary."""
        return self.project / "db" / "themes.toml"

    @property
    def reports_folder(self) -> Path:
        """The folder of tracked report files."""
        return self.project / "db" / "reports"

    @property
    def backups(self) -> Path:
        """The folder of backup copies."""
        return self.database.parent / "backups"


def project_folder(start: Path) -> Path:
    """Find the nearest folder, upwards from `start`, that holds pyproject.toml or bibtrack.toml.

    Gives `start` itself when there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "bibtrack.toml").is_file() or (folder / "pyproject.toml").is_file():
            return folder
    return start


def load(
    database: str | None = None, environ: Mapping[str, str] | None = None, start: Path | None = None
) -> Settings:
    """Read the settings that hold here; raises InputError for a file that is not TOML or a bad value."""
    environ = os.environ if environ is None else environ
    project = project_folder((start or Path.cwd()).resolve())
    table = _table(project)
    chosen = database or environ.get("BIBTRACK_DB") or table.get("database")
    values: dict[str, Any] = {
        "project": project,
        "database": (Path.cwd() / chosen if database else project / str(chosen))
        if chosen
        else project / DATABASE,
    }
    for name, kind in _READABLE.items():
        raw = environ.get("BIBTRACK_" + name.upper(), table.get(name))
        if raw not in (None, ""):
            values[name] = _value(name, raw, kind)
    if isinstance(table.get("searches"), dict):
        values["searches"] = {str(key): str(query) for key, query in table["searches"].items()}
    return Settings(**values)


_READABLE: dict[str, type] = {
    "crossref_url": str, "doi_url": str, "datacite_url": str, "mailto": str, "timeout": float,
    "negative_age_days": int, "refresh_age_days": int, "citekey_pattern": str, "backups_kept": int,
}  # fmt: skip


def _value(name: str, raw: Any, kind: type) -> Any:
    try:
        return kind(raw)
    except (TypeError, ValueError):
        raise InputError(
            f"setting {name}: {raw!r} is not a {kind.__name__}; correct it or leave it out"
        ) from None


def _table(project: Path) -> dict[str, Any]:
    own, shared = project / "bibtrack.toml", project / "pyproject.toml"
    if own.is_file():
        return _toml(own)
    if shared.is_file() and b"[tool.bibtrack" in shared.read_bytes():
        found = _toml(shared).get("tool", {}).get("bibtrack", {})
        return found if isinstance(found, dict) else {}
    return {}


def _toml(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError, OSError) as error:
        raise InputError(f"{path}: not readable as TOML ({error}); correct it") from error
