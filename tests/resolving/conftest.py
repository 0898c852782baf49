from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bibtrack.resolvers.limits import Rate
from bibtrack.resolvers.loopback import Loopback
from bibtrack.settings import Settings
from bibtrack.store import sources
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.reading import open_reader
from bibtrack.values.reference import Reference
from bibtrack.values.source import Source
from tests.resolvers.records import RECORDS


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """A loopback Crossref that the settings of commands name too."""
    with Loopback.over(RECORDS) as loopback:
        loopback.meter.rates = {"single": Rate(10_000, 1.0, 50), "list": Rate(10_000, 1.0, 50)}
        for name in ("CROSSREF", "DOI", "DATACITE"):
            monkeypatch.setenv(f"BIBTRACK_{name}_URL", loopback.url)
        monkeypatch.setenv("BIBTRACK_MAILTO", "someone@example.org")
        monkeypatch.setattr("bibtrack.resolvers.http.back_off", lambda attempt, chance: 0.0)
        yield loopback


@pytest.fixture
def settings(server: Loopback, database: Path, tmp_path: Path) -> Settings:
    return Settings(
        tmp_path, database, server.url, server.url, server.url, mailto="someone@example.org", timeout=2.0
    )


@pytest.fixture
def nowhere(settings: Settings) -> Settings:
    """Settings of a machine without a network."""
    away = "http://127.0.0.1:9"
    return replace(settings, crossref_url=away, doi_url=away, datacite_url=away)


@pytest.fixture
def add(library: Library) -> Callable[[str, Reference], int]:
    """Add a source to the library; gives its id."""

    def put(key: str, reference: Reference) -> int:
        with change(library, Run("test")) as session:
            return sources.add(session, key, reference, library.clock.stamp())

    return put


@pytest.fixture
def source(library: Library) -> Callable[[str], Source]:
    """Read a source by its key."""

    def get(key: str) -> Source:
        connection = open_reader(library.path)
        try:
            number = connection.execute("SELECT id FROM source WHERE citekey = ?", (key,)).fetchone()[0]
            return sources.get(connection, number)
        finally:
            connection.close()

    return get
