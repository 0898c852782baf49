"""The one door through which verbs ask for works, whoever answers: a service or a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from bibtrack.values.match import Lookup, LookupStatus, Strategy


class Resolver(Protocol):
    """Answers questions about works; never raises for one question that failed.

    A question that could not be asked comes back as a `failed` Lookup; `stopped` then says why
    the whole run should end, or is None when only that question failed.
    """

    @property
    def stopped(self) -> str | None:
        """Why nothing more may be asked, or None."""

    @property
    def workers(self) -> int:
        """How many questions may be under way at once; 0: one after the other, in the caller's thread."""

    def by_doi(self, dois: Sequence[str]) -> Mapping[str, Lookup]:
        """Ask for normalised DOIs, one batch of `batches`; every DOI has its Lookup in the answer."""

    def by_text(self, text: str, strategy: Strategy = Strategy.BIBLIOGRAPHIC) -> Lookup:
        """Ask for works that a printed reference may mean, best first."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers of several DOIs, with what still has to be asked elsewhere."""

    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def failed(strategy: Strategy, query: str, error: Exception | str, resolver: str = "crossref") -> Lookup:
    """Give the Lookup of a question that could not be asked."""
    return Lookup(LookupStatus.FAILED, strategy, query, resolver=resolver, error=str(error))


def empty(
    strategy: Strategy,
    query: str,
    *,
    reason: str | None = None,
    status: int = 200,
    resolver: str = "crossref",
) -> Lookup:
    """Give the Lookup of a question to which there is no record; `reason` says what is known."""
    lookup = Lookup(LookupStatus.EMPTY, strategy, query, resolver=resolver, http_status=status)
    return replace(lookup, note=reason) if reason else lookup
