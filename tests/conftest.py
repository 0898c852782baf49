"""Fixtures for every test: a stopped clock, a fresh library, the command line, the shared data."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bibtrack.clock import Clock

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the person's settings, and none reaches a network by accident."""
    for name in list(os.environ):
        if name.startswith("BIBTRACK_") and name != "BIBTRACK_SHARED":
            monkeypatch.delenv(name)
    monkeypatch.setenv("BIBTRACK_USER", "tester")
    monkeypatch.setenv("BIBTRACK_CROSSREF_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("BIBTRACK_DOI_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("BIBTRACK_DATACITE_URL", "http://127.0.0.1:9")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at noon of 1 March 2026, and an actor called tester."""
    return Clock(now=lambda: datetime(2026, 3, 1, 12, tzinfo=UTC), actor=lambda: "tester")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A fresh, empty library."""
    from bibtrack.store.migrate import ensure

    path = tmp_path / "library.sqlite3"
    ensure(path)
    return path


@pytest.fixture
def library(database: Path, clock: Clock) -> Iterator[object]:
    """The fresh library, open for writing, with the stopped clock."""
    from bibtrack.store.engine import open_library

    opened = open_library(database, clock)
    yield opened
    opened.close()


@pytest.fixture
def shared() -> Path:
    """The folder of shared research data; the test is skipped, with its name, when it is absent."""
    folder = Path(os.environ.get("BIBTRACK_SHARED", str(ROOT / ".." / "shared"))).resolve()
    if not (folder / "data").is_dir():
        pytest.skip(f"the shared data is absent: no {folder / 'data'}; set BIBTRACK_SHARED")
    return folder


@pytest.fixture
def bibtrack(database: Path) -> Callable[..., Result]:
    """Run a command on the fresh library as `main` would; gives click's result with the exit code."""

    def run(*words: str, stdin: str | None = None, code: int | None = 0) -> Result:
        from bibtrack.cli.main import run_in_process

        result = run_in_process(CliRunner(), ["--db", str(database), *words], stdin)
        if code is not None:
            assert result.exit_code == code, (
                f"{words}: exit {result.exit_code}\n{result.output}\n{result.exception!r}"
            )
        return result

    return run
