"""Asking doi.org who registered a DOI; its "does not exist" is the authority.

Source: DOI Handbook, "Which RA? service": `/doiRA/<names separated by commas>`; error states
"Invalid DOI", "DOI does not exist", "Unknown".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bibtrack.errors import ResolverError, UnexpectedResponse
from bibtrack.resolvers.http import Client
from bibtrack.values.identifier import normalise_doi

#: DOIs asked for in one request.
BATCH = 40
NO_SUCH_DOI = "no such DOI"


@dataclass(slots=True)
class DoiOrg:
    """The questions that doi.org answers."""

    client: Client
    url: str = "https://doi.org"

    def agencies(self, dois: Sequence[str]) -> Mapping[str, str | None]:
        """Give each DOI's registration agency, or None where doi.org says that there is no such DOI.

        Raises ResolverError when it could not be asked or says nothing about one of them.
        """
        found: dict[str, str | None] = {}
        for start in range(0, len(dois), BATCH):
            batch = dois[start : start + BATCH]
            found.update(self._batch(batch))
        return found

    def _batch(self, dois: Sequence[str]) -> Mapping[str, str | None]:
        names = ",".join(quote(doi, safe="/") for doi in dois)
        answer = self.client.get(f"{self.url}/doiRA/{names}", pool="doi.org")
        if answer.status == 404 and len(dois) == 1:
            return {dois[0]: None}
        if answer.status != 200 and len(dois) > 1:
            return {doi: agency for single in dois for doi, agency in self._batch([single]).items()}
        rows = answer.body if isinstance(answer.body, list) else []
        told = {normalise_doi(str(row.get("DOI"))): row for row in rows if isinstance(row, dict)}
        return {doi: _agency(doi, told.get(doi)) for doi in dois}


def _agency(doi: str, row: Mapping[str, object] | None) -> str | None:
    if row is not None and isinstance(row.get("RA"), str):
        return str(row["RA"])
    status = str(row.get("status") or "") if row is not None else ""
    if status.casefold() in ("doi does not exist", "invalid doi"):
        return None
    raise UnexpectedResponse(f"doi.org says nothing of {doi}{': ' + status if status else ''}")


__all__ = ["NO_SUCH_DOI", "DoiOrg", "ResolverError"]
