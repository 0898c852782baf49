"""A file of Crossref records behind the same door as the registries: no network, one thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bibtrack.resolvers.door import empty
from bibtrack.resolvers.localindex import LocalIndex, open_index
from bibtrack.values.match import Lookup, LookupStatus, Strategy

#: The resolver's name in its answers; a file that lacks a work says nothing of the registries.
NAME = "local"
ROWS = 15


@dataclass(slots=True)
class Filed:
    """The questions that a local file answers."""

    index: LocalIndex
    stopped: str | None = None
    workers: int = 0

    def by_doi(self, dois: Sequence[str]) -> Mapping[str, Lookup]:
        """Give the record of each DOI, or that the file does not hold it."""
        return {doi: self._one(doi) for doi in dois}

    def by_text(self, text: str, strategy: Strategy = Strategy.BIBLIOGRAPHIC) -> Lookup:
        """Give the records that a printed reference may mean, likely ones first."""
        found = tuple(self.index.search(text, ROWS))
        if not found:
            return empty(strategy, text, resolver=NAME)
        return Lookup(LookupStatus.OK, strategy, text, found, resolver=NAME)

    def _one(self, doi: str) -> Lookup:
        found = self.index.by_doi(doi)
        if found is None:
            return empty(Strategy.DOI, doi, reason="not in the file", resolver=NAME)
        return Lookup(LookupStatus.OK, Strategy.DOI, doi, (found,), resolver=NAME)


def open_file(path: Path | str) -> Filed:
    """Open a file or folder of records; its index is made first when missing.  Raises InputError."""
    return Filed(open_index(path))
