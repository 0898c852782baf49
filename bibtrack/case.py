"""One source on its way through a run of `resolve`: what to ask, what came back, what it comes to."""

from dataclasses import dataclass, field

from bibtrack.matching.score import decide
from bibtrack.resolvers.questions import Question
from bibtrack.resolvers.registries import revive
from bibtrack.store.answers import Noted
from bibtrack.store.lookups import Due, StoredAnswer
from bibtrack.values.match import Candidate, Lookup, Strategy, Verdict


@dataclass(slots=True)
class Case:
    """One source on its way through the run: what to ask, what came back."""

    due: Due
    asked: tuple[Question, ...]
    answers: dict[str, Lookup] = field(default_factory=dict)
    replayed: set[str] = field(default_factory=set)
    kept: dict[str, list[int]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    arrived: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str | None:
        """The fullest citation as printed, or None."""
        return self.due.printed[0] if self.due.printed else None

    def open(self, strategy: Strategy | None = None) -> list[Question]:
        """Give the questions without an answer, of one strategy or of all."""
        wanted = (q for q in self.asked if strategy is None or q.strategy is strategy)
        return [question for question in wanted if question.query not in self.answers]

    def take(self, lookup: Lookup, noted: Noted | None) -> None:
        """Take an answer in; one that an earlier run had left keeps its date."""
        self.answers[lookup.query] = lookup
        if noted is not None and noted.arrived is not None and not noted.sent:
            self.arrived[lookup.query] = noted.arrived
            self.replayed.add(lookup.query)

    def verdict(self) -> Verdict:
        """Judge everything that has come back; records that a person turned down are left out."""
        offered = [
            candidate
            for question in self.asked
            if question.query in self.answers
            for candidate in self.answers[question.query].candidates
            if candidate.doi not in self.due.refused
        ]
        return decide(self.due.reference, offered, text=self.text)


def replay(case: Case, answer: StoredAnswer) -> None:
    """Give a case the answer of an earlier run; its own candidates are not written twice."""
    candidates = tuple(revive(item.record, item.rank, item.resolver) for item in answer.candidates)
    lookup = answer.lookup
    case.replayed.add(lookup.query)
    case.answers[lookup.query] = Lookup(
        lookup.status, lookup.strategy, lookup.query, candidates, lookup.resolver, lookup.http_status,
        note=lookup.note,
    )  # fmt: skip
    if answer.source_id == case.due.id:
        case.kept[lookup.query] = [item.id for item in answer.candidates]


def candidate_id(case: Case, best: Candidate) -> int | None:
    """Give the id under which the accepted record is kept."""
    for query, lookup in case.answers.items():
        for number, candidate in zip(case.kept.get(query, ()), lookup.candidates, strict=False):
            if candidate is best:
                return number
    return None
