"""The sources that the words of a FILTER mean."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bibtrack.settings import Settings


def selected(settings: Settings, words: tuple[str, ...]) -> list[int] | None:
    """Give the ids of the sources that the query means, None when no word was given.

    Citekeys may stand without a field.  Raises NoSuchSource when nothing answers to it,
    FilterSyntaxError.
    """
    from bibtrack.errors import NoSuchSource
    from bibtrack.filters.parse import from_words
    from bibtrack.store.loading import source_id
    from bibtrack.store.reading import open_reader
    from bibtrack.store.search import matching_ids

    if not words:
        return None
    with closing(open_reader(settings.database)) as connection:
        try:
            return [source_id(connection, word) for word in words]
        except NoSuchSource as error:
            found = matching_ids(connection, from_words(words, settings.searches))
            if not found:
                raise NoSuchSource(f"no source answers to {' '.join(words)!r} ({error})") from None
            return found
