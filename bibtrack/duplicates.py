"""Duplicates: propose sources that are one work, join two, take a join back."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from bibtrack.errors import InputError
from bibtrack.matching.duplicates import Pair, pairs
from bibtrack.store import merging
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.loading import load_sources, source_id
from bibtrack.store.reading import open_reader


@dataclass(frozen=True, slots=True)
class Joined:
    """What a join or its taking back moved."""

    keep: str
    lose: str
    citations: int
    annotations: int = 0


def propose(library: Library, ids: Sequence[int] | None = None) -> list[Pair]:
    """Give the pairs of sources that may be one work, the surest first; changes nothing.

    `ids` keeps the pairs of which one is among these.
    """
    with closing(open_reader(library.path)) as connection:
        found = pairs(merging.present(connection))
    if ids is None:
        return found
    wanted = set(ids)
    return [pair for pair in found if {pair.keep.id, pair.lose.id} & wanted]


def merge(library: Library, keep: str, lose: str, *, force: bool = False, command: str = "") -> Joined:
    """Join the source `lose` into `keep`: citations, annotations and a person's themes move.

    `lose` stays known by its citekey.  Raises InputError when both carry different fetched DOIs
    (`force` joins them all the same) or are the same source, NoSuchSource, AmbiguousKey.
    """
    with closing(open_reader(library.path)) as connection:
        one, other = source_id(connection, keep), source_id(connection, lose)
        own, theirs = (merging.fetched_of(connection, number) for number in (one, other))
        names = {source.id: source.citekey for source in load_sources(connection, (one, other))}
    if one == other:
        raise InputError(f"{keep} and {lose} are the same source already; nothing was changed")
    if own and theirs and own != theirs and not force:
        raise InputError(
            f"{keep} has the record {own}, {lose} has {theirs}: two works; --force joins them all the same"
        )
    with change(library, Run("merge", command)) as session:
        moved = merging.join(session, one, other, library.clock.stamp())
    return Joined(names[one], names[other], moved["citation"], moved["annotation"])


def unmerge(library: Library, key: str, *, command: str = "") -> Joined:
    """Take the join of a source back; what was changed since stays where it is.

    Raises NoSuchSource, StoreError when it is not joined.
    """
    with closing(open_reader(library.path)) as connection:
        lose, keep = merging.joined(connection, key)
        (source,) = load_sources(connection, (keep,))
    with change(library, Run("unmerge", command)) as session:
        moved = merging.part(session, keep, lose, library.clock.stamp())
    return Joined(source.citekey, key, moved)
