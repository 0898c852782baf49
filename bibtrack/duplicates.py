"""Duplicates: propose sources that are one work, join two, take a join back."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from bibtrack.errors import InputError
from bibtrack.matching.duplicates import Pair, pairs
from bibtrack.store import dismissals, merging
from bibtrack.store.dismissals import Dismissal
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

    Dismissed pairs are left out; `ids` keeps the pairs of which one is among these.
    """
    with closing(open_reader(library.path)) as connection:
        settled = dismissals.pairs(connection)
        found = [
            pair for pair in pairs(merging.present(connection)) if {pair.keep.id, pair.lose.id} not in settled
        ]
    if ids is None:
        return found
    wanted = set(ids)
    return [pair for pair in found if {pair.keep.id, pair.lose.id} & wanted]


def dismiss(
    library: Library, one: str, other: str, *, reason: str | None = None, command: str = ""
) -> tuple[str, str]:
    """Keep that two sources are two works, so that the pair is not proposed again; gives both citekeys.

    Raises InputError when they are one source or the pair is dismissed already, NoSuchSource.
    """
    ids, keys = _two(library, one, other)
    with change(library, Run("dismiss", command)) as session:
        actor, stamp = library.clock.actor(), library.clock.stamp()
        done = dismissals.dismiss(session, *ids, reason, actor, stamp)
    if not done:
        raise InputError(
            f"{keys[0]} and {keys[1]} are dismissed already; `bibtrack duplicates dismissed` lists such pairs"
        )
    return keys


def reopen(library: Library, one: str, other: str, *, command: str = "") -> tuple[str, str]:
    """Let a dismissed pair be proposed again; gives both citekeys.

    Raises InputError when the pair is not dismissed, NoSuchSource.
    """
    ids, keys = _two(library, one, other)
    with change(library, Run("reopen", command)) as session:
        done = dismissals.reopen(session, *ids)
    if not done:
        raise InputError(
            f"{keys[0]} and {keys[1]} are not dismissed; `bibtrack duplicates dismissed` lists such pairs"
        )
    return keys


def dismissed(library: Library) -> list[Dismissal]:
    """Give the dismissed pairs, the newest first."""
    with closing(open_reader(library.path)) as connection:
        return dismissals.every(connection)


def _two(library: Library, one: str, other: str) -> tuple[tuple[int, int], tuple[str, str]]:
    with closing(open_reader(library.path)) as connection:
        ids = source_id(connection, one), source_id(connection, other)
        names = {source.id: source.citekey for source in load_sources(connection, ids)}
    if ids[0] == ids[1]:
        raise InputError(f"{one} and {other} are the same source; nothing was changed")
    return ids, (names[ids[0]], names[ids[1]])


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
