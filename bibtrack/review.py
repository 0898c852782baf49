"""Review: a person's word on a match, which no rule and no refresh ever changes."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from bibtrack.errors import InputError, NoSuchSource, ResolverUnavailable
from bibtrack.matching.score import decide
from bibtrack.resolvers.door import Resolver
from bibtrack.resolvers.registries import open_registries, revive
from bibtrack.settings import Settings
from bibtrack.store import lookups, reviewing
from bibtrack.store.accepting import accept as take
from bibtrack.store.accepting import withdraw
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.loading import source_id
from bibtrack.store.reading import open_reader
from bibtrack.store.reviewing import Dossier, Offer
from bibtrack.store.sources import set_status
from bibtrack.values.identifier import normalise_doi
from bibtrack.values.match import Candidate, Decision, Lookup, LookupStatus, Strategy
from bibtrack.values.source import SourceStatus

_NOTHING = Lookup(LookupStatus.EMPTY, Strategy.DOI, "")


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did: `also` are other sources that carry the same DOI."""

    citekey: str
    status: SourceStatus
    reason: str
    doi: str | None = None
    also: tuple[str, ...] = ()


def waiting(library: Library, ids: list[int] | None = None) -> list[Dossier]:
    """Give the sources that wait for a person, the most cited first."""
    with closing(open_reader(library.path)) as connection:
        return [reviewing.dossier(connection, number) for number in reviewing.queue(connection, ids)]


def dossier(library: Library, key: str) -> Dossier:
    """Give what is known of one source.  Raises NoSuchSource, AmbiguousKey."""
    with closing(open_reader(library.path)) as connection:
        return reviewing.dossier(connection, source_id(connection, key))


def candidate_of(offer: Offer) -> Candidate:
    """Read an offered record in our terms."""
    return revive(offer.record, offer.rank, offer.resolver)


def accept(
    library: Library,
    settings: Settings,
    key: str,
    doi: str,
    *,
    resolver: Resolver | None = None,
    command: str = "",
) -> Decided:
    """Say that a source is the work with this DOI; its record is asked for when it was not offered.

    Raises InputError for what is no DOI or does not exist, ResolverUnavailable when it cannot be
    asked for, NoSuchSource, AmbiguousKey.
    """
    wanted = normalise_doi(doi)
    if wanted is None:
        raise InputError(f"{doi!r} is not a DOI; a DOI looks like 10.1126/science.162.3859.1243")
    file = dossier(library, key)
    offer = next((one for one in file.offers if one.doi == wanted), None)
    fresh = _NOTHING if offer is not None else _ask(settings, wanted, resolver)
    reason = f"accepted by {library.clock.actor()}"
    stamp, number = library.clock.stamp(), _id(file)
    with change(library, Run("review", command)) as session:
        if offer is not None:
            made, candidate = offer.candidate_id, candidate_of(offer)
        else:
            made, candidate = lookups.keep(session, number, fresh, stamp)[0], fresh.candidates[0]
        reviewing.decide(session, [made], Decision.ACCEPT, reason, stamp)
        take(session, number, candidate, made, stamp)
        set_status(session, number, SourceStatus.RESOLVED, reason, stamp)
    with closing(open_reader(library.path)) as connection:
        also = reviewing.holders(connection, wanted, number)
    return Decided(file.source.citekey, SourceStatus.RESOLVED, reason, wanted, tuple(also))


def reject(library: Library, key: str, *, reason: str | None = None, command: str = "") -> Decided:
    """Say that none of the offered records is the source; they are never offered for it again."""
    told = reason or f"all records turned down by {library.clock.actor()}"
    return _refuse(library, key, SourceStatus.UNMATCHED, told, command)


def none(library: Library, key: str, *, reason: str | None = None, command: str = "") -> Decided:
    """Say that a source has no DOI, and that this is right; it is never asked for again."""
    told = reason or f"has no DOI, and that is right (said by {library.clock.actor()})"
    return _refuse(library, key, SourceStatus.EXEMPT, told, command)


def search(
    library: Library,
    settings: Settings,
    key: str,
    words: str,
    *,
    resolver: Resolver | None = None,
    command: str = "",
) -> Dossier:
    """Ask again with a person's own words and keep the answer; gives the dossier with the new offers.

    Raises ResolverUnavailable when it could not be asked.
    """
    file = dossier(library, key)
    with _asking(settings, resolver) as door:
        lookup = door.by_text(words, Strategy.BIBLIOGRAPHIC)
    if lookup.status is LookupStatus.FAILED:
        raise ResolverUnavailable(f"{words!r} could not be asked: {lookup.error}")
    text = file.printed[0] if file.printed else None
    verdict = decide(file.source.reference, lookup.candidates, text=text)
    with change(library, Run("review", command)) as session:
        lookups.keep(session, _id(file), lookup, library.clock.stamp(), verdict)
    return dossier(library, key)


def _refuse(library: Library, key: str, status: SourceStatus, reason: str, command: str) -> Decided:
    file, stamp = dossier(library, key), library.clock.stamp()
    with change(library, Run("review", command)) as session:
        offered = [offer.candidate_id for offer in file.offers if offer.verdict is not Decision.REJECT]
        every = offered or [offer.candidate_id for offer in file.offers]
        reviewing.decide(session, every, Decision.REJECT, reason, stamp)
        withdraw(session, _id(file), stamp)
        set_status(session, _id(file), status, reason, stamp)
    return Decided(file.source.citekey, status, reason)


def _ask(settings: Settings, doi: str, resolver: Resolver | None) -> Lookup:
    with _asking(settings, resolver) as door:
        lookup = door.by_doi([doi])[doi]
    if lookup.status is LookupStatus.FAILED:
        raise ResolverUnavailable(
            f"{doi} could not be asked for: {lookup.error}; `bibtrack set` takes it unchecked"
        )
    if not lookup.candidates:
        raise InputError(f"{doi}: {lookup.note or 'no record'}; check the spelling")
    return lookup


@contextmanager
def _asking(settings: Settings, resolver: Resolver | None) -> Iterator[Resolver]:
    """Give the resolver that was passed in, or the registries, closed at the end."""
    if resolver is not None:
        yield resolver
        return
    with closing(open_registries(settings)) as registries:
        yield registries


def _id(file: Dossier) -> int:
    if file.source.id is None:
        raise NoSuchSource(f"{file.source.citekey}: not in the library")
    return file.source.id
