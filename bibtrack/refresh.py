"""Refresh: ask again for the records of resolved sources, and say what changed.

Nothing a person chose is touched, and citekeys never change; what a record says anew is kept
beside what it said before.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from typing import Protocol

from bibtrack.matching.merge import clashes
from bibtrack.matching.notices import Standing, standing_now
from bibtrack.resolvers.concurrency import concurrently
from bibtrack.resolvers.crossref import batches
from bibtrack.resolvers.door import Resolver
from bibtrack.resolvers.registries import Registries, open_registries
from bibtrack.settings import Settings
from bibtrack.store import refreshing
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.reading import open_reader
from bibtrack.store.refreshing import Known, Reliance
from bibtrack.values.match import Lookup, LookupStatus, Update
from bibtrack.values.reference import Reference

#: Relations that say that another form of the work is the one to cite now.
_PUBLISHED = "is-preprint-of"


class Tell(Protocol):
    """Takes progress: `done` of `total` sources."""

    def __call__(self, done: int, total: int | None, text: str = "") -> None:
        """Say how far the run is."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field whose registered value changed; `held` tells that a person's value stays in force."""

    name: str
    before: str
    after: str
    held: bool


@dataclass(frozen=True, slots=True)
class News:
    """What changed for one source; `reliances` are filled when the work is retracted or in doubt."""

    citekey: str
    doi: str
    standing: Standing | None = None
    notices: tuple[Update, ...] = ()
    published_as: str | None = None
    fields: tuple[Field, ...] = ()
    vanished: bool = False
    reliances: tuple[Reliance, ...] = ()


@dataclass(slots=True)
class Summary:
    """What a refresh did: `asked` records, of which `failed` could not be had; `due` were due."""

    due: int = 0
    asked: int = 0
    failed: int = 0
    news: list[News] = field(default_factory=list)
    could_not_ask: str | None = None


def run(
    library: Library,
    settings: Settings,
    *,
    ids: Sequence[int] | None = None,
    everything: bool = False,
    dry_run: bool = False,
    resolver: Resolver | None = None,
    tell: Tell | None = None,
    command: str = "refresh",
) -> Summary:
    """Ask again for the records that are due (`everything`: for all), in batches; gives what changed.

    Due is what was last asked longer ago than the settings' `refresh_age_days`.
    """
    age = timedelta(days=settings.refresh_age_days)
    cutoff = (library.clock.now() - age).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with closing(open_reader(library.path)) as connection:
        known = refreshing.due(connection, "~" if everything else cutoff, ids)
    summary = Summary(due=len(known))
    if dry_run or not known:
        return summary
    if resolver is not None:
        _ask(library, resolver, known, summary, tell, command)
        return summary
    with closing(open_registries(settings)) as registries:
        _ask(library, registries, known, summary, tell, command)
    return summary


def _ask(
    library: Library,
    resolver: Resolver,
    known: Sequence[Known],
    summary: Summary,
    tell: Tell | None,
    command: str,
) -> None:
    summary.could_not_ask = resolver.unreachable() if isinstance(resolver, Registries) else None
    if summary.could_not_ask:
        return
    holders: dict[str, list[Known]] = {}
    for one in known:
        holders.setdefault(one.doi, []).append(one)
    run_ = Run("refresh", command)
    done = 0
    for _, found in concurrently(resolver.by_doi, batches(list(holders)), resolver.workers):
        for doi, lookup in found.items():
            for one in holders[doi]:
                _take(library, run_, one, lookup, summary)
                done += 1
        if tell is not None:
            tell(done, len(known))
        if resolver.stopped:
            break
    summary.could_not_ask = resolver.stopped


def _take(library: Library, run_: Run, known: Known, lookup: Lookup, summary: Summary) -> None:
    summary.asked += 1
    if lookup.status is LookupStatus.FAILED:
        summary.failed += 1
        return
    if not lookup.candidates:
        summary.news.append(News(known.citekey, known.doi, vanished=True))
        return
    with change(library, run_) as session:
        fresh = refreshing.renew(session, known, lookup, library.clock.stamp())
    news = _news(library, known, lookup, tuple(fresh))
    if news is not None:
        summary.news.append(news)


def _news(library: Library, known: Known, lookup: Lookup, fresh: tuple[Update, ...]) -> News | None:
    candidate = lookup.candidates[0]
    published = _published(known.fetched, candidate.reference)
    fields = _changed(known, candidate.reference)
    if not (fresh or published or fields):
        return None
    with closing(open_reader(library.path)) as connection:
        now = standing_now(refreshing.notices(connection, known.id))
        standing = now[0] if now else None
        grave = fresh and standing in (Standing.RETRACTED, Standing.CONCERN)
        relying = refreshing.reliances(connection, known.id) if grave else []
    return News(known.citekey, known.doi, standing, fresh, published, fields, reliances=tuple(relying))


def _published(before: Reference | None, after: Reference) -> str | None:
    """Give the DOI under which a preprint has been published since, or None."""
    old, new = _relation(before), _relation(after)
    return new if new and new != old else None


def _relation(reference: Reference | None) -> str | None:
    return dict(reference.extra).get(_PUBLISHED) if reference else None


def _changed(known: Known, after: Reference) -> tuple[Field, ...]:
    if known.fetched is None:
        return ()
    return tuple(
        Field(name, old, new, _CSL.get(name, name.replace("_", "-")) in known.chosen)
        for name, old, new in clashes(known.fetched, after)
        if name != "extra"
    )


_CSL: Mapping[str, str] = {"creators": "author", "url": "URL"}
