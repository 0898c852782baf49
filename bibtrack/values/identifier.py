"""Identifiers of works: parsed, normalised, checked."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote


class Scheme(StrEnum):
    """The kinds of identifier that a source can carry."""

    DOI = "doi"
    ISBN = "isbn"
    ISSN = "issn"
    ARXIV = "arxiv"
    PMID = "pmid"
    PMCID = "pmcid"
    HANDLE = "handle"
    DOCKET = "docket"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A normalised identifier: DOIs lower case without resolver, ISBN-13 digits only."""

    scheme: Scheme
    value: str


_DOI = re.compile(r"10\.\d{4,9}/\S+", re.I)
_DOI_PREFIX = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*|info:doi/)", re.I)
_CLOSING = {")": "(", "]": "[", ">": "<", "}": "{"}


def normalise_doi(text: str) -> str | None:
    """Give the DOI in `text` in lower case, without resolver or trailing punctuation, or None.

    A closing bracket at the end is kept only when the DOI holds its opening one (SICI).
    Source: DOI Handbook, section 2.2 (case-insensitive; prefix/suffix).
    """
    found = _DOI.search(unquote(_DOI_PREFIX.sub("", text)))
    if found is None:
        return None
    doi = found.group().rstrip(".,;:'\"’”»*")
    while doi and doi[-1] in _CLOSING and doi.count(doi[-1]) > doi.count(_CLOSING[doi[-1]]):
        doi = doi[:-1].rstrip(".,;:'\"’”»*")
    return doi.lower() if "/" in doi and not doi.endswith("/") else None


def normalise_isbn(text: str) -> str | None:
    """Give the ISBN-13 of a valid ISBN-10 or ISBN-13, digits only, or None (check digit tested).

    Source: ISO 2108.
    """
    digits = re.sub(r"[\s\-‐‑–]", "", text).upper().removeprefix("ISBN").lstrip(":")
    if re.fullmatch(r"\d{9}[\dX]", digits):
        if sum((10 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(digits)) % 11:
            return None
        body = "978" + digits[:9]
        return body + str(-sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body)) % 10)
    if re.fullmatch(r"97[89]\d{10}", digits):
        return digits if sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0 else None
    return None


def normalise_issn(text: str) -> str | None:
    """Give an ISSN as NNNN-NNNC, or None when its check digit fails (ISO 3297)."""
    digits = re.sub(r"[\s\-‐‑–]", "", text).upper().removeprefix("ISSN").lstrip(":")
    if not re.fullmatch(r"\d{7}[\dX]", digits):
        return None
    total = sum((8 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(digits))
    return None if total % 11 else f"{digits[:4]}-{digits[4:]}"


def url_of(identifier: Identifier) -> str | None:
    """Give the address at which the identifier resolves, or None for schemes without one."""
    bases = {
        Scheme.DOI: "https://doi.org/",
        Scheme.ARXIV: "https://arxiv.org/abs/",
        Scheme.PMID: "https://pubmed.ncbi.nlm.nih.gov/",
        Scheme.PMCID: "https://www.ncbi.nlm.nih.gov/pmc/articles/",
        Scheme.HANDLE: "https://hdl.handle.net/",
    }
    base = bases.get(identifier.scheme)
    return base + identifier.value if base else None
