"""Bring derived data in step: the full-text index, which is never a person's work."""

from pathlib import Path

from bibtrack.store import fulltext
from bibtrack.store.engine import open_library


def index_again(database: Path) -> None:
    """Index every source again; nothing that is journalled changes."""
    library = open_library(database)
    try:
        with library.engine.begin() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("DELETE FROM source_fts")
            raw.execute("INSERT OR IGNORE INTO fulltext_stale (source_id) SELECT id FROM source")
            fulltext.refresh(raw)
    finally:
        library.close()
