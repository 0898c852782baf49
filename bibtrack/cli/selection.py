"""The sources that the words of a FILTER mean."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bibtrack.settings import Settings


def selected(settings: Settings, words: tuple[str, ...]) -> list[int] | None:
    """Give the ids of the sources with these citekeys, None when no word was given.

    Raises NoSuchSource, AmbiguousKey.
    """
    from bibtrack.store.loading import source_id
    from bibtrack.store.reading import open_reader

    if not words:
        return None
    with closing(open_reader(settings.database)) as connection:
        return [source_id(connection, word) for word in words]
