"""The registries together: Crossref first, doi.org for what it does not hold, DataCite for its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bibtrack.errors import ResolverError
from bibtrack.resolvers import crossref_record, datacite
from bibtrack.resolvers.crossref import Crossref
from bibtrack.resolvers.datacite import DataCite
from bibtrack.resolvers.doi import NO_SUCH_DOI, DoiOrg
from bibtrack.resolvers.door import empty, failed
from bibtrack.resolvers.http import HOSTS, Client, Memory
from bibtrack.resolvers.reach import reachable
from bibtrack.settings import Settings
from bibtrack.values.match import Candidate, Lookup, Strategy


@dataclass(slots=True)
class Registries:
    """Crossref, doi.org and DataCite behind one door."""

    client: Client
    crossref: Crossref
    doi_org: DoiOrg
    datacite: DataCite
    workers: int = 3

    @property
    def stopped(self) -> str | None:
        """Why nothing more may be asked, or None."""
        return self.client.stopped

    @property
    def requests(self) -> int:
        """How many requests were sent."""
        return self.client.tally.requests

    def unreachable(self) -> str | None:
        """Say in one sentence that there is no network, or give None; takes two seconds at most."""
        if reachable(self.crossref.url):
            return None
        return f"{urlsplit(self.crossref.url).netloc} cannot be reached"

    def by_doi(self, dois: Sequence[str]) -> Mapping[str, Lookup]:
        """Ask for one batch of DOIs; what Crossref does not hold is traced through doi.org."""
        answered = self.crossref.by_doi(dois)
        lookups = dict(answered.lookups)
        if answered.missing:
            lookups |= self._elsewhere(answered.missing)
        return lookups

    def by_text(self, text: str, strategy: Strategy = Strategy.BIBLIOGRAPHIC) -> Lookup:
        """Ask Crossref for the works that a printed reference may mean."""
        return self.crossref.by_text(text, strategy)

    def close(self) -> None:
        """Let the connections go."""
        self.client.close()

    def _elsewhere(self, dois: Sequence[str]) -> dict[str, Lookup]:
        try:
            agencies = self.doi_org.agencies(dois)
        except ResolverError as error:
            return {doi: failed(Strategy.DOI, doi, error, "doi.org") for doi in dois}
        return {doi: self._from_agency(doi, agencies[doi]) for doi in dois}

    def _from_agency(self, doi: str, agency: str | None) -> Lookup:
        if agency is None:
            return empty(Strategy.DOI, doi, reason=NO_SUCH_DOI, status=404, resolver="doi.org")
        if agency == "DataCite":
            return self.datacite.by_doi(doi)
        if agency == "Crossref":
            again = self.crossref.single(doi)
            return again.lookups.get(doi) or empty(Strategy.DOI, doi, reason="Crossref holds no record of it")
        reason = f"registered with {agency}, which is not asked"
        return empty(Strategy.DOI, doi, reason=reason, resolver="doi.org")


def open_registries(settings: Settings, memory: Memory | None = None) -> Registries:
    """Make the services that the settings name; `memory` keeps their answers as they come."""
    urls = (settings.crossref_url, settings.doi_url, settings.datacite_url)
    hosts = HOSTS | {host for url in urls if (host := urlsplit(url).hostname)}
    client = Client(settings.mailto, settings.timeout, frozenset(hosts), memory=memory)
    crossref, doi, other = (url.rstrip("/") for url in urls)
    workers = 3 if settings.mailto else 1
    return Registries(
        client, Crossref(client, crossref), DoiOrg(client, doi), DataCite(client, other), workers
    )


def revive(record: Mapping[str, Any], rank: int, resolver: str) -> Candidate:
    """Read a record that was kept earlier, by the service that gave it."""
    if resolver == "datacite":
        return datacite.candidate(record, rank)
    return crossref_record.candidate(record, rank, resolver)
