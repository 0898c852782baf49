"""Link: a person says which source a citation means."""

from contextlib import closing
from dataclasses import dataclass

from bibtrack.store import linking
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.loading import load_sources, source_id
from bibtrack.store.reading import open_reader


@dataclass(frozen=True, slots=True)
class Linked:
    """A citation with its source before and now; None means no source."""

    place: str
    text: str
    before: str | None
    now: str | None
    news: bool


def link(library: Library, place: str, key: str | None, *, command: str = "") -> Linked:
    """Tie the citation at `place` ("[REPORT:]NOTE.NUMBER") to the source `key`, or to none.

    No rule changes it afterwards.  Raises InputError, NoSuchSource, AmbiguousKey.
    """
    with closing(open_reader(library.path)) as connection:
        found = linking.find_citation(connection, place)
        number = source_id(connection, key) if key is not None else None
        now = load_sources(connection, (number,))[0].citekey if number is not None else None
    with change(library, Run("link", command)) as session:
        news = linking.link(session, found["id"], number, library.clock.stamp())
    name = f"{found['report']}:{found['label']}.{found['ordinal']}"
    return Linked(name, found["text"], found["citekey"], now, news)
