"""Asking Crossref: DOIs in batches, printed references, and what to do when a batch fails.

Source: Crossref REST API documentation (2026); an unknown name in `select` fails the whole
request, so `SELECT` holds only names that the service lists.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from bibtrack.errors import ResolverError, UnexpectedResponse
from bibtrack.resolvers.crossref_record import candidate, doi_of
from bibtrack.resolvers.door import Answered, empty, failed
from bibtrack.resolvers.http import Answer, Client
from bibtrack.values.match import Lookup, LookupStatus, Strategy

BATCH = 50
#: The filter's longest text in bytes, quoted; the service refuses request lines over about 4 kB.
LONGEST_FILTER = 2600
LONGEST_DOI = 200
ROWS = 5
SELECT = (
    "DOI", "type", "title", "subtitle", "short-title", "original-title", "author", "editor", "translator",
    "issued", "published", "published-print", "published-online", "posted", "container-title",
    "short-container-title", "volume", "issue", "page", "article-number", "publisher", "publisher-location",
    "ISBN", "ISSN", "event", "degree", "standards-body", "abstract", "relation", "update-to", "updated-by",
    "score",
)  # fmt: skip
#: For DOIs that a note prints the reference list comes along, which `bibtrack suggest` reads.
SELECT_BY_DOI = (*SELECT, "reference")


def batches(dois: Sequence[str], size: int = BATCH) -> Iterator[tuple[str, ...]]:
    """Cut DOIs into batches for one request each; those that a filter cannot carry come singly."""
    batch: list[str] = []
    length = 0
    for doi in dict.fromkeys(dois):
        if not in_filter(doi):
            yield (doi,)
            continue
        cost = len(quote(f"doi:{doi},", safe=""))
        if batch and (len(batch) >= size or length + cost > LONGEST_FILTER):
            yield tuple(batch)
            batch, length = [], 0
        batch.append(doi)
        length += cost
    if batch:
        yield tuple(batch)


def resumed(dois: Sequence[str], requests: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Cut DOIs into batches so that those of earlier `requests` come again as they were, then the rest."""
    left = dict.fromkeys(dois)
    for batch in sorted(map(_batch_of, requests), key=len, reverse=True):
        if any(doi in left for doi in batch):
            yield batch
            for doi in batch:
                left.pop(doi, None)
    yield from batches(list(left))


def _batch_of(request: str) -> tuple[str, ...]:
    """Give the DOIs for which a named request asked by filter."""
    asked = parse_qs(urlsplit(request).query).get("filter", [""])[0]
    return tuple(part.removeprefix("doi:") for part in asked.split(",") if part.startswith("doi:"))


def in_filter(doi: str) -> bool:
    """Tell whether `filter=doi:` can carry it: no SICI signs, no comma, colon or bar, not over-long."""
    return len(doi) <= LONGEST_DOI and not any(sign in doi for sign in '<>(),;:|"#?&% ')


@dataclass(slots=True)
class Crossref:
    """The questions that Crossref answers; a question that fails comes back as a failed Lookup."""

    client: Client
    url: str = "https://api.crossref.org"
    rows: int = ROWS

    def by_doi(self, dois: Sequence[str]) -> Answered:
        """Ask for a batch of DOIs in one request; `missing` are those that Crossref does not hold."""
        if len(dois) == 1 and not in_filter(dois[0]):
            return self.single(dois[0])
        try:
            answer = self._works(
                {"filter": ",".join(f"doi:{doi}" for doi in dois), "rows": str(len(dois))}, SELECT_BY_DOI
            )
        except UnexpectedResponse as error:
            # Too large or not readable: one record may be to blame.
            if len(dois) > 1 and self.client.stopped is None:
                return self._split(dois)
            return Answered({doi: failed(Strategy.DOI, doi, error) for doi in dois})
        except ResolverError as error:
            return Answered({doi: failed(Strategy.DOI, doi, error) for doi in dois})
        if answer.status != 200:
            return self._split(dois)
        lookups = _by_doi(answer, dois)
        return Answered(lookups, tuple(doi for doi in dois if doi not in lookups))

    def by_text(self, text: str, strategy: Strategy = Strategy.BIBLIOGRAPHIC) -> Lookup:
        """Ask for the works that a printed reference may mean, in the service's order."""
        try:
            answer = self._works({"query.bibliographic": text, "rows": str(self.rows)})
        except ResolverError as error:
            return failed(strategy, text, error)
        if answer.status != 200:
            return failed(strategy, text, f"HTTP {answer.status}: {answer.reason or 'refused'}")
        records = [record for record in _items(answer) if doi_of(record)]
        if not records:
            return empty(strategy, text)
        found = tuple(candidate(record, rank) for rank, record in enumerate(records[: self.rows], 1))
        return Lookup(LookupStatus.OK, strategy, text, found, http_status=200, duration_ms=answer.duration_ms)

    def _split(self, dois: Sequence[str]) -> Answered:
        """Ask again in halves after a refusal, so that one bad DOI costs only itself."""
        if len(dois) == 1:
            return self.single(dois[0])
        half = len(dois) // 2
        first, second = self.by_doi(dois[:half]), self.by_doi(dois[half:])
        return Answered({**first.lookups, **second.lookups}, first.missing + second.missing)

    def single(self, doi: str) -> Answered:
        """Ask for one DOI at its own address; a record for another DOI is refused."""
        try:
            answer = self.client.get(f"{self.url}/works/{quote(doi, safe='')}", self._contact())
        except ResolverError as error:
            return Answered({doi: failed(Strategy.DOI, doi, error)})
        if answer.status == 404:
            return Answered(missing=(doi,))
        record = answer.body.get("message") if isinstance(answer.body, dict) else None
        if answer.status != 200 or not isinstance(record, dict):
            reason = answer.reason or "the answer holds no record"
            return Answered({doi: failed(Strategy.DOI, doi, f"HTTP {answer.status}: {reason}")})
        return Answered({doi: _checked(doi, record, answer)})

    def _works(self, params: Mapping[str, str], select: Sequence[str] = SELECT) -> Answer:
        asked = {**params, "select": ",".join(select), **self._contact()}
        return self.client.get(f"{self.url}/works", asked, pool="list")

    def _contact(self) -> dict[str, str]:
        return {"mailto": self.client.mailto} if self.client.mailto else {}


def _checked(doi: str, record: Mapping[str, Any], answer: Answer) -> Lookup:
    other = doi_of(record)
    if other != doi:
        reason = f"asked for {doi}, the service answered with {other or 'a record without DOI'}; not used"
        return failed(Strategy.DOI, doi, reason)
    return _found(doi, record, answer)


def _found(doi: str, record: Mapping[str, Any], answer: Answer) -> Lookup:
    found = (candidate(record),)
    return Lookup(
        LookupStatus.OK, Strategy.DOI, doi, found, http_status=200, duration_ms=answer.duration_ms
    )  # fmt: skip


def _by_doi(answer: Answer, asked: Sequence[str]) -> dict[str, Lookup]:
    # Records that nobody asked for are left lying.
    records = {doi_of(record): record for record in _items(answer)}
    return {doi: _found(doi, records[doi], answer) for doi in asked if doi in records}


def _items(answer: Answer) -> list[Mapping[str, Any]]:
    message = answer.body.get("message") if isinstance(answer.body, dict) else None
    items = message.get("items") if isinstance(message, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
