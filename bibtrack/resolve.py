"""Resolve: ask for every source that is due, judge the answers, and keep both.

A run commits source by source: what was answered is never asked again, whatever interrupts it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from time import monotonic
from typing import Protocol

from sqlmodel import Session

from bibtrack.case import Case, candidate_id, replay
from bibtrack.matching.expected import registered
from bibtrack.matching.standing import standing
from bibtrack.resolvers import filed
from bibtrack.resolvers.concurrency import concurrently
from bibtrack.resolvers.crossref import resumed
from bibtrack.resolvers.door import Resolver
from bibtrack.resolvers.questions import Question, questions
from bibtrack.resolvers.registries import Registries, open_registries
from bibtrack.settings import Settings
from bibtrack.store import lookups
from bibtrack.store.accepting import accept
from bibtrack.store.answers import Answers, Noted
from bibtrack.store.engine import Library, Run, change
from bibtrack.store.lookups import StoredAnswer
from bibtrack.store.reading import open_reader
from bibtrack.store.sources import set_status
from bibtrack.values.match import Decision, Lookup, LookupStatus, Strategy, Update, Verdict
from bibtrack.values.source import SourceStatus

#: Sources that share a transaction where no network's answer can be lost.
_TOGETHER = 100


class Tell(Protocol):
    """Takes progress: `done` of `total` sources."""

    def __call__(self, done: int, total: int | None, text: str = "") -> None:
        """Say how far the run is."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run may do: `offline` asks nothing, `again` takes in what was settled without a person."""

    offline: bool = False
    retry_failed: bool = False
    again: bool = False
    limit: int | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where one source stands after the run."""

    citekey: str
    status: SourceStatus
    reason: str
    doi: str | None = None
    notices: tuple[Update, ...] = ()


@dataclass(slots=True)
class Summary:
    """What a run did: `answered` questions were asked now, `replayed` come from earlier runs.

    `could_not_ask` says once why the rest was not asked, None when everything was.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    answered: int = 0
    replayed: int = 0
    failed: int = 0
    not_asked: int = 0
    could_not_ask: str | None = None
    planned: list[tuple[str, Question]] = field(default_factory=list)

    def count(self, status: SourceStatus) -> int:
        """Give how many sources ended there."""
        return sum(outcome.status is status for outcome in self.outcomes)


def run(
    library: Library,
    settings: Settings,
    *,
    ids: Sequence[int] | None = None,
    options: Options | None = None,
    resolver: Resolver | None = None,
    records: str | None = None,
    tell: Tell | None = None,
    command: str = "resolve",
    step: Run | None = None,
) -> Summary:
    """Resolve the sources that are due (`ids`: among these); gives what came of each.

    Without a network nothing is waited for: the run says so once and keeps what it has.
    `step` is the run of a greater command that this is a part of.  `resolver` answers in place of the
    registries that the settings name, `records` is a file of Crossref records that does so.  Raises
    InputError for a file that holds none.
    """
    options = options or Options()
    if records is not None:
        resolver = filed.open_file(records)
    step = step or Run("resolve", command)
    if resolver is not None:
        return _Run(library, settings, resolver, options, tell, step).all(ids)
    answers = Answers(library, cutoff(library, settings))
    with closing(open_registries(settings, answers)) as registries:
        run_ = _Run(library, settings, registries, options, tell, step, answers)
        summary = run_.all(ids)
    answers.sweep()
    return summary


@dataclass(slots=True)
class _Run:
    library: Library
    settings: Settings
    resolver: Resolver
    options: Options
    tell: Tell | None
    run: Run
    kept: Answers | None = None
    summary: Summary = field(default_factory=Summary)
    total: int = 0
    judged: list[tuple[Case, Verdict]] = field(default_factory=list)
    started: float = field(default_factory=monotonic)

    def all(self, ids: Sequence[int] | None) -> Summary:
        cases = self.plan(ids)
        self.total = len(cases)
        waiting = [case for case in cases if not self.settled_without_asking(case)]
        self.commit()
        if self.options.dry_run:
            self.summary.planned = [(case.due.citekey, q) for case in waiting for q in case.open()]
            return self.summary
        self.summary.could_not_ask = self.silent(waiting)
        if self.summary.could_not_ask is None:
            waiting = self.ask_dois(waiting)
            waiting = self.ask_texts(waiting)
            self.commit()
            self.summary.could_not_ask = self.resolver.stopped
        self.leave(waiting)
        return self.summary

    @contextmanager
    def changing(self) -> Iterator[Session]:
        """Change the library; answers that have come meanwhile are kept before."""
        with (
            self.kept.kept_first() if self.kept else nullcontext(),
            change(self.library, self.run) as session,
        ):
            yield session

    def plan(self, ids: Sequence[int] | None) -> list[Case]:
        """Give a case for each source that is due, with the answers of earlier runs."""
        oldest = cutoff(self.library, self.settings)
        again = self.options.again or self.options.offline
        with closing(open_reader(self.library.path)) as connection:
            found = lookups.due(
                connection, oldest, ids=ids, only_failed=self.options.retry_failed, again=again
            )[: self.options.limit]
            cases = [Case(due, questions(due.reference, due.printed)) for due in found]
            known = lookups.answers(connection, (q.query for case in cases for q in case.asked))
        for case in cases:
            for question in case.asked:
                told = known.get(question.query, {})
                # Its own answer first: another source's would have to be kept once more.
                own = [told[case.due.id]] if case.due.id in told else []
                fresh = (one for one in (*own, *told.values()) if self.fresh(one, oldest, case))
                if (answer := next(fresh, None)) is not None:
                    replay(case, answer)
        return cases

    def fresh(self, answer: StoredAnswer, cutoff: str, case: Case) -> bool:
        """Tell whether an earlier answer still holds: records do, "no such work" only for its time."""
        if self.options.offline:
            return True
        if answer.lookup.resolver == filed.NAME and isinstance(self.resolver, Registries):
            return False
        if answer.requested_at >= cutoff:
            return True
        return answer.lookup.status is LookupStatus.OK and case.due.status is not SourceStatus.UNMATCHED

    def settled_without_asking(self, case: Case) -> bool:
        """Settle what earlier answers, or the kind of source, decide; True when that was possible."""
        expected, why = registered(case.due.reference, case.text)
        if not expected and not case.answers:
            if not self.options.dry_run:
                self.settle(case, Verdict(Decision.EXEMPT, why), together=True)
            return True
        if not case.answers or not self.final(case, case.verdict()):
            return False
        self.summary.replayed += len(case.answers)
        if not self.options.dry_run:
            self.settle(case, case.verdict(), together=True)
        return True

    def final(self, case: Case, verdict: Verdict) -> bool:
        """Tell whether asking on could change nothing: accepted, or everything is answered."""
        return verdict.decision is Decision.ACCEPT or not case.open()

    def silent(self, waiting: Sequence[Case]) -> str | None:
        """Say why nothing can be asked, or give None; nobody is called when nothing is to be asked."""
        if not any(case.open() for case in waiting):
            return None
        if self.options.offline:
            return "asked nothing, as wished (--offline)"
        return self.resolver.unreachable() if isinstance(self.resolver, Registries) else None

    def ask_dois(self, cases: Sequence[Case]) -> list[Case]:
        """Ask for every printed DOI in batches; gives the cases that are not settled by it."""
        wanting: dict[str, list[Case]] = {}
        for case in cases:
            for question in case.open(Strategy.DOI):
                wanting.setdefault(question.query, []).append(case)
        settled: set[int] = set()
        asked = resumed(list(wanting), self.kept.requests() if self.kept else ())
        for _, (found, noted) in concurrently(self.ask_batch, asked, self.resolver.workers):
            touched = {case.due.id: case for doi in found for case in wanting.get(doi, ())}
            for doi, lookup in found.items():
                for case in wanting.get(doi, ()):
                    case.take(lookup, noted)
            settled |= self.after_dois(list(touched.values()), noted.requests if noted else ())
            if self.resolver.stopped:
                break
        return [case for case in cases if case.due.id not in settled]

    def ask_batch(self, dois: Sequence[str]) -> tuple[Mapping[str, Lookup], Noted | None]:
        """Ask for one batch of DOIs; runs in a thread."""
        return self.resolver.by_doi(dois), self.kept.noted() if self.kept else None

    def after_dois(self, cases: Sequence[Case], requests: Sequence[str]) -> set[int]:
        """Keep what a batch brought in one transaction, then settle what it decides; gives those ids.

        Whatever interrupts the settling, the next run finds the answers and does not ask again.
        """
        judged = [(case, None if case.open(Strategy.DOI) else case.verdict()) for case in cases]
        with self.changing() as session:
            for case, verdict in judged:
                self.write(session, case, verdict)
            if self.kept:
                self.kept.forget(session, requests)
        final = [(case, verdict) for case, verdict in judged if verdict and self.final(case, verdict)]
        for case, verdict in final:
            self.settle(case, verdict)
        return {case.due.id for case, _ in final}

    def ask_texts(self, cases: Sequence[Case]) -> list[Case]:
        """Ask for printed references, then title and author; gives the cases that were not asked."""
        left = {case.due.id: case for case in cases}
        for case, verdict in concurrently(self.ask_one, self.until_stopped(cases), self.resolver.workers):
            if verdict is not None:
                self.settle(case, verdict)
                del left[case.due.id]
        return list(left.values())

    def until_stopped(self, cases: Iterable[Case]) -> Iterator[Case]:
        """Give the cases one by one, as long as asking makes sense."""
        for case in cases:
            if self.resolver.stopped:
                return
            yield case

    def ask_one(self, case: Case) -> Verdict | None:
        """Ask for one source until a record is accepted or nothing is left to ask; runs in a thread."""
        verdict = case.verdict()
        for question in case.open():
            if question.strategy is Strategy.DOI:
                continue
            lookup = self.resolver.by_text(question.query, question.strategy)
            noted = self.kept.noted() if self.kept else None
            if lookup.status is LookupStatus.FAILED and self.resolver.stopped:
                return None
            case.take(lookup, noted)
            case.requests += noted.requests if noted else ()
            verdict = case.verdict()
            if verdict.decision is Decision.ACCEPT:
                break
        return verdict

    def settle(self, case: Case, verdict: Verdict, *, together: bool = False) -> None:
        """Keep the answers and the verdict of a source, in a transaction of its own.

        Where no answer of a network can be lost (`together`, a local file) many share one.
        """
        self.judged.append((case, verdict))
        if len(self.judged) >= (_TOGETHER if together or not self.resolver.workers else 1):
            self.commit()

    def commit(self) -> None:
        """Write what was judged since the last commit, in one transaction, then tell of it."""
        judged, self.judged = self.judged, []
        if not judged:
            return
        with self.changing() as session:
            outcomes = [self.outcome(session, case, verdict) for case, verdict in judged]
        self.summary.outcomes += outcomes
        if self.tell is not None:
            done = len(self.summary.outcomes)
            self.tell(done, self.total, f"{done / max(monotonic() - self.started, 0.001):.1f} a second")

    def outcome(self, session: Session, case: Case, verdict: Verdict) -> Outcome:
        """Write one source within a change; gives where it stands."""
        status, reason = standing(verdict, case.answers)
        stamp = self.library.clock.stamp()
        self.write(session, case, verdict)
        if status is SourceStatus.RESOLVED and verdict.best is not None:
            best = verdict.best.candidate
            accept(session, case.due.id, best, candidate_id(case, best), stamp)
        set_status(session, case.due.id, status, reason, stamp)
        if self.kept:
            self.kept.forget(session, case.requests)
        outcome = Outcome(case.due.citekey, status, reason)
        if status is SourceStatus.RESOLVED and verdict.best is not None:
            best = verdict.best.candidate
            outcome = replace(outcome, doi=best.doi, notices=best.updates)
        return outcome

    def write(self, session: Session, case: Case, verdict: Verdict | None) -> None:
        """Write the answers that are not kept yet, and the verdict on those that are."""
        stamp = self.library.clock.stamp()
        for query, lookup in case.answers.items():
            if query not in case.kept:
                self.count(case, lookup)
                case.kept[query] = lookups.keep(
                    session, case.due.id, lookup, case.arrived.get(query, stamp), verdict
                )
            elif verdict is not None:
                for number, candidate in zip(case.kept[query], lookup.candidates, strict=True):
                    lookups.judge(session, number, candidate, verdict, stamp)

    def count(self, case: Case, lookup: Lookup) -> None:
        """Count an answer as it is kept."""
        if lookup.status is LookupStatus.FAILED:
            self.summary.failed += 1
        elif lookup.query not in case.replayed:
            self.summary.answered += 1

    def leave(self, cases: Sequence[Case]) -> None:
        """Mark the sources that were not asked, with the reason."""
        self.summary.not_asked = len(cases)
        if not cases or self.options.offline:
            return
        reason = f"not asked: {self.summary.could_not_ask}"
        stamp = self.library.clock.stamp()
        with self.changing() as session:
            for case in cases:
                if case.due.status is SourceStatus.UNRESOLVED:
                    set_status(session, case.due.id, SourceStatus.UNRESOLVED, reason, stamp)


def cutoff(library: Library, settings: Settings) -> str:
    """Give the moment before which a negative answer no longer holds."""
    age = timedelta(days=settings.negative_age_days)
    return (library.clock.now() - age).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
